package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What two users who are one person have in common (SPEC D7). */
final class PersonHashTest {

  @Test
  void shouldBeTheSameWhateverTheCase() {
    assertThat(PersonHash.ofEmail("Ada@example.org"))
        .isEqualTo(PersonHash.ofEmail("ada@EXAMPLE.org"))
        .isNotEqualTo(PersonHash.ofEmail("ada@example.com"))
        .isNotEqualTo(PersonHash.NONE);
    assertThat(PersonHash.ofName("Ada", "Lovelace"))
        .isEqualTo(PersonHash.ofName("ADA", "lovelace"))
        .isNotEqualTo(PersonHash.ofName("Ada", "Byron"))
        .isNotEqualTo(PersonHash.ofName("AdaL", "ovelace"));
  }

  @Test
  void shouldBeNobodysWhereSomethingIsMissing() {
    assertThat(PersonHash.ofEmail("")).isEqualTo(PersonHash.NONE);
    assertThat(PersonHash.ofName("", "Lovelace")).isEqualTo(PersonHash.NONE);
    assertThat(PersonHash.ofName("Ada", "")).isEqualTo(PersonHash.NONE);
  }
}
