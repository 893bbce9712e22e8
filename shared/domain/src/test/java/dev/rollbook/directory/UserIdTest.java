package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids of users (SPEC U14). */
class UserIdTest {

  private static final Instant CREATED = Instant.parse("2026-03-01T08:00:00.000000001Z");

  @Test
  void shouldBeTheSameWheneverItIsAskedFor() {
    assertThat(UserId.of("schule", "ada", CREATED))
        .isEqualTo(UserId.of("schule", "ada", CREATED))
        .matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
  }

  @Test
  void shouldBeginWithTheTimeOfCreationAsUlidsDo() {
    assertThat(UserId.of("schule", "ada", Instant.ofEpochMilli(1_469_918_176_385L)))
        .startsWith("01ARYZ6S41");
    assertThat(UserId.of("schule", "ada", CREATED))
        .isLessThan(UserId.of("schule", "ada", CREATED.plusMillis(1)));
  }

  @Test
  void shouldTellUsersFromEachOther() {
    assertThat(
            List.of(
                UserId.of("schule", "ada", CREATED),
                UserId.of("schul", "eada", CREATED),
                UserId.of("nachbar", "ada", CREATED),
                UserId.of("schule", "Ada", CREATED),
                UserId.of("schule", "ada", CREATED.plusNanos(1))))
        .doesNotHaveDuplicates();
  }
}
