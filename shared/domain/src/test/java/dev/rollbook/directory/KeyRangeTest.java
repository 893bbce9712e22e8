package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which users belong to a batch (SPEC D1). */
class KeyRangeTest {

  private static final int SHARD = KeyShard.of("ada");

  @Test
  void shouldHoldAWholeShard() {
    assertThat(KeyRange.of(SHARD).contains("ada")).isTrue();
    assertThat(KeyRange.of((SHARD + 1) % KeyShard.COUNT).contains("ada")).isFalse();
  }

  @Test
  void shouldTakeInItsFirstNameAndNotTheOneBehindIt() {
    assertThat(new KeyRange(SHARD, "ada", "adb").contains("ada")).isTrue();
    assertThat(new KeyRange(SHARD, "acz", "ada").contains("ada")).isFalse();
    assertThat(new KeyRange(SHARD, "ada\0", "").contains("ada")).isFalse();
    assertThat(new KeyRange(SHARD, "", "ada\0").contains("ada")).isTrue();
  }

  @Test
  void shouldBeNoPartOfAnyShardWhereUnlistedUsersDoNotMatter() {
    assertThat(KeyRange.NONE.isNone()).isTrue();
    assertThat(KeyRange.NONE.contains("ada")).isFalse();
    assertThat(KeyRange.of(0).isNone()).isFalse();
  }
}
