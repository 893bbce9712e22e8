package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SPEC S8: rows of a cancelled import. */
class UnappliedRowTest {

  private static final Finding MALFORMED = Finding.of(FindingCode.MALFORMED_ROW, "");

  private static PlannedRow cancelled(Verdict verdict, Finding... found) {
    return RowPlanner.unapplied(
        RosterRow.of(7, "ada", verdict).with().findings(List.of(found)).build(),
        RowPlanner.cancelled());
  }

  @Test
  void shouldReportASoundRowAsCancelled() {
    PlannedRow row = cancelled(Verdict.APPLY);
    assertThat(row.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(row.findings()).extracting(Finding::code).containsExactly(FindingCode.CANCELLED);
    assertThat(row.findings()).allMatch(Finding::isFailure);
    assertThat(row.writes()).isFalse();
  }

  @Test
  void shouldLeaveAnotherRowAsReadingJudgedIt() {
    assertThat(cancelled(Verdict.DUPLICATE).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(cancelled(Verdict.FAIL, MALFORMED).findings()).containsExactly(MALFORMED);
  }

  @Test
  void shouldTellThatAUserHasItsNewNameAllTheSame() { // SPEC U14
    RosterRow renaming =
        RosterRow.of(7, "new", Verdict.APPLY)
            .with()
            .formerly(Map.of(UserChange.USERNAME, "old"))
            .build();

    PlannedRow row = RowPlanner.unapplied(renaming, RowPlanner.cancelled());

    assertThat(row.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(row.change().fields())
        .containsExactly(Map.entry(UserChange.USERNAME, new UserChange.Text("old", "new")));
    assertThat(row.findings()).extracting(Finding::code).containsExactly(FindingCode.CANCELLED);
    assertThat(row.findings()).noneMatch(Finding::isFailure);
  }

  @Test
  void shouldLeaveASkippedRowSkipped() { // SPEC U12
    assertThat(cancelled(Verdict.SKIP).outcome()).isEqualTo(Outcome.SKIPPED);
  }
}
