package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that nobody could apply (SPEC A6). */
class UnprocessedRowTest {

  private static RosterRow row(Verdict verdict, Finding... findings) {
    return RosterRow.of(7, "ada", verdict).with().findings(List.of(findings)).build();
  }

  @Test
  void shouldReportASoundRow() {
    PlannedRow row = RowPlanner.unprocessed(row(Verdict.APPLY));

    assertThat(row.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(row.findings()).containsExactly(RowPlanner.givenUp());
    assertThat(row.writes()).isFalse();
    assertThat(row.row()).isEqualTo(7);
  }

  @Test
  void shouldLeaveStandingWhatReadingDecided() {
    Finding missing = Finding.of(FindingCode.USERNAME_MISSING, "username");

    assertThat(RowPlanner.unprocessed(row(Verdict.FAIL, missing)).findings())
        .containsExactly(missing);
    assertThat(RowPlanner.unprocessed(row(Verdict.DUPLICATE)).outcome())
        .isEqualTo(Outcome.DUPLICATE);
    assertThat(RowPlanner.unprocessed(row(Verdict.DUPLICATE)).findings()).isEmpty();
  }
}
