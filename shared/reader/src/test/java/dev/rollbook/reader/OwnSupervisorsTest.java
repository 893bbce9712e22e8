package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which supervisors are in the roster themselves (SPEC U7), however many there are. */
class OwnSupervisorsTest {

  private static final int NAMES = 5_000;

  @Test
  void shouldKnowThoseThatAreNamedAndListed() {
    // Given
    OwnSupervisors supervisors = new OwnSupervisors();
    for (int i = 0; i < NAMES; i++) {
      supervisors.name("user" + 3 * i);
      supervisors.name("user" + 3 * (NAMES - i));
    }

    // When
    for (int i = 0; i < NAMES; i++) {
      supervisors.mark(OwnSupervisors.bits("user" + 2 * i));
    }

    // Then
    for (int i = 0; i < 2 * NAMES; i++) {
      assertThat(supervisors.isOwn(OwnSupervisors.bits("user" + i))).isEqualTo(i % 6 == 0);
    }
  }

  @Test
  void shouldKnowNobodyWhereNobodyIsNamed() {
    OwnSupervisors supervisors = new OwnSupervisors();
    assertThat(supervisors.name("")).isEqualTo(OwnSupervisors.NOBODY);
    assertThat(supervisors.isEmpty()).isTrue();
    assertThat(supervisors.isOwn(OwnSupervisors.NOBODY)).isFalse();
    assertThat(supervisors.isOwn(OwnSupervisors.bits("anna"))).isFalse();

    supervisors.name("anna");

    assertThat(supervisors.isEmpty()).isFalse();
    assertThat(supervisors.isOwn(OwnSupervisors.bits("anna"))).isFalse();
  }
}
