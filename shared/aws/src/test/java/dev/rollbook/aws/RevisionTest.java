package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "7/", "/aB-_", "12/aB-_"})
  void shouldReadItsText(String text) {
    assertThat(Revision.parse(text).text()).isEqualTo(text);
  }

  /** A token has no slash, so nobody has it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "12", "abc", "x1/abc", "-1/abc"})
  void shouldTakeAnyOtherTextForARevisionThatNobodyHas(String text) {
    assertThat(Revision.parse(text).edit()).startsWith("/");
  }

  @Test
  void shouldHaveATextForAUserThatNeitherTurnNorHandHasMarked() {
    assertThat(Revision.of(Map.of()).text()).isEqualTo("/");
  }

  @Test
  void shouldMakeTokensThatDiffer() {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      tokens.add(Revision.token().s());
    }

    assertThat(tokens).hasSize(1_000).allMatch(token -> token.matches("[A-Za-z0-9_-]{8}"));
  }
}
