package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a user is kept, and in what order. */
class KeyShardTest {

  @Test
  void shouldKeepAUserInTheShardItWasEverIn() {
    // CRC-32 of "123456789" is CBF43926, the check value of the algorithm's catalogue.
    assertThat(KeyShard.of("123456789")).isEqualTo(0xCBF43926L % 16);
    assertThat(KeyShard.of("jürgen")).isEqualTo(KeyShard.of("jürgen"));
    assertThat(KeyShard.of("")).isZero();
  }

  @Test
  void shouldSpreadUsersEvenly() {
    int[] users = new int[KeyShard.COUNT];
    IntStream.range(0, 16_000).forEach(i -> users[KeyShard.of("user" + i + "@school.de")]++);

    assertThat(IntStream.of(users).boxed().toList())
        .allSatisfy(n -> assertThat(n).isBetween(850, 1150));
  }

  @Test
  void shouldOrderAsTheStoreDoesByUtf8Bytes() {
    // An emoji is two surrogates, which Java sorts before U+FF5E and UTF-8 behind it.
    List<String> names =
        new ArrayList<>(List.of("\uD83D\uDE00", "\uFF5E", "ä", "z", "anna", "Anna", "ann", ""));

    names.sort(KeyShard.ORDER);

    assertThat(names)
        .containsExactly("", "Anna", "ann", "anna", "z", "ä", "\uFF5E", "\uD83D\uDE00");
  }

  @Test
  void shouldSpreadRowsWithoutAUsernameByTheirNumber() {
    assertThat(KeyShard.ofRow("", 3)).isEqualTo(3);
    assertThat(KeyShard.ofRow("", KeyShard.COUNT + 5)).isEqualTo(5);
    assertThat(KeyShard.ofRow("ada", 3)).isEqualTo(KeyShard.of("ada"));
  }
}
