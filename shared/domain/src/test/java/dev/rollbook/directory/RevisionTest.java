package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "7/", "/aB-_", "12/aB-_", "12/aB-_/0", "//3"})
  void shouldReadItsText(String text) {
    assertThat(Revision.parse(text).text()).isEqualTo(text);
  }

  /** A token has no slash, so nobody has it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "12", "abc", "x1/abc", "-1/abc", "1/a/b"})
  void shouldTakeAnyOtherTextForARevisionThatNobodyHas(String text) {
    assertThat(Revision.parse(text).edit()).startsWith("/");
  }

  @Test
  void shouldTellStatesApartByTurnAndEditAlone() {
    Revision revision = Revision.parse("12/abc/3");

    assertThat(revision.isSame(Revision.parse("12/abc"))).isTrue();
    assertThat(revision.isSame(Revision.parse("13/abc/3"))).isFalse();
    assertThat(revision.isSame(Revision.parse("12/abd/3"))).isFalse();
    assertThat(revision.writtenBy(13).isSame(Revision.parse("13/abc"))).isTrue();
  }
}
