package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a roster as a whole after the first pass. */
class JudgementTest {

  @TempDir private Path folder;

  private Judgement judge(String options, String text) throws RosterException, IOException {
    return Roster.judge(
        Shown.file(folder, Shown.text(text), StandardCharsets.UTF_8), Options.of(options));
  }

  @Test
  void shouldCountEveryRowOnce() throws Exception {
    // A1: rows = emitted + blank + beyondLimit.
    Judgement judgement = judge("limit=3", "␊username;x␊a;␊␊b;\"␊c;␊;;␊d;␊e;␊;␊");
    assertThat(judgement.counts()).isEqualTo(new RowCounts(8, 3, 3, 2));
  }

  @Test
  void shouldListFailedRowsToo() throws Exception {
    Judgement judgement =
        judge("limit=6", "username;email;x␊a;;\u0001␊b;;\"␊c;;1;2;3␊d;1;␊d;2;␊;;z␊f;;␊");
    assertThat(judgement.listed()).containsExactlyInAnyOrder("a", "b", "c", "1", "d");
  }

  @Test
  void shouldKnowWhyAListIsIncomplete() throws Exception {
    assertThat(judge("", "username␊a␊b␊").incomplete()).isEmpty();
    assertThat(judge("limit=1", "username␊a␊␊").incomplete()).isEmpty();
    assertThat(judge("limit=1", "username␊a␊b␊").incomplete())
        .containsExactly(Incompleteness.ROWS_BEYOND_LIMIT);
    assertThat(judge("", "username;x␊a\";␊").incomplete())
        .containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(judge("", "username;x␊a\u0001;␊").incomplete())
        .containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(judge("", "username;x␊a;\"␊").incomplete()).isEmpty();
    assertThat(judge("", "username;x␊a;1;2␊").incomplete()).isEmpty();
    assertThat(judge("", "username;x␊;1␊").incomplete()).isEmpty();
  }

  @Test
  void shouldNameTheGroupsOfRowsToBeAppliedOnly() throws Exception {
    Judgement judgement =
        judge("", "username;Gruppe␊a;\"x, y\"␊b;x␊c;z␊c;q␊d;\u0001␊e;,w,␊e;,w,␊f;␊");
    assertThat(judgement.groups()).containsExactlyInAnyOrder("x", "y", "w");
  }

  @Test
  void shouldShowSamplesButNoPassword() throws Exception {
    Judgement judgement = judge("", "username;Passwort;Farbe␊a;geheim;rot␊b;geheim2;rot␊c;;blau␊");
    assertThat(judgement.hasPasswordColumn()).isTrue();
    assertThat(judgement.mappedTargets())
        .containsExactlyInAnyOrder(Target.Field.USERNAME, Target.Field.PASSWORD);
    assertThat(judgement.columns().toString()).doesNotContain("geheim").contains("[rot, blau]");
  }

  @Test
  void shouldStopWhenTheConsumerHasEnough() throws Exception {
    int[] taken = {0};
    judge("", "username␊a␊b␊c␊").rows(row -> ++taken[0] < 2);
    assertThat(taken[0]).isEqualTo(2);
  }
}
