package dev.rollbook.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2idHasherTest {

  private final Argon2idHasher hasher = new Argon2idHasher();

  @Test
  void shouldHashAsAPhcStringWithTheParametersItNames() {
    assertThat(hasher.hash("Geheim-1"))
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
        .doesNotContain("Geheim-1");
  }

  @Test
  void shouldSaltEachHashAnew() {
    assertThat(hasher.hash("Geheim-1")).isNotEqualTo(hasher.hash("Geheim-1"));
  }

  @Test
  void shouldTellTheRightPasswordFromAnother() {
    String hash = hasher.hash("pässwörd €");

    assertThat(hasher.matches("pässwörd €", hash)).isTrue();
    assertThat(hasher.matches("passwörd €", hash)).isFalse();
  }
}
