package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditTokenTest {

  @Test
  void shouldDifferFromAllOthers() {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      tokens.add(EditToken.next().s());
    }

    assertThat(tokens).hasSize(1_000).allMatch(token -> token.matches("[A-Za-z0-9_-]{8}"));
  }

  @Test
  void shouldHaveATextForAUserThatNeitherTurnNorHandHasMarked() {
    assertThat(UserItem.revision(Map.of()).text()).isEqualTo("/");
  }
}
