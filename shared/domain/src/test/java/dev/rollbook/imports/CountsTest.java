package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.Import.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The summary's counts (SPEC A1). */
class CountsTest {

  @Test
  void shouldAddUpWhenEveryRowIsSettled() {
    Counts counts =
        Counts.of(
            Workload.of(2, 10).with(3, 4),
            tally(
                Outcome.CREATED,
                Outcome.CREATED,
                Outcome.CREATED,
                Outcome.CREATED,
                Outcome.UPDATED,
                Outcome.UPDATED,
                Outcome.UNCHANGED,
                Outcome.FAILED,
                Outcome.FAILED,
                Outcome.DUPLICATE),
            7);

    assertThat(counts).isEqualTo(new Counts(17, 4, 3, 1, 0, 7, 2, 1, 3, 4, 0));
    assertThat(counts.addUp()).isTrue();
  }

  @Test
  void shouldCountRowsThatAreNotSettledAsFailed() { // SPEC S8
    Counts counts =
        Counts.of(
            Workload.of(2, 10),
            tally(Outcome.CREATED, Outcome.CREATED, Outcome.CREATED, Outcome.CREATED),
            0);

    assertThat(counts.failed()).isEqualTo(6);
    assertThat(counts.addUp()).isTrue();
  }

  @Test
  void shouldNotAddUpWhenARowIsCountedTwice() {
    Counts counts =
        Counts.of(Workload.of(1, 1), new Tally(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0);

    assertThat(counts.addUp()).isFalse();
  }

  private static Tally tally(Outcome... outcomes) {
    Tally.Builder tally = new Tally.Builder();
    for (Outcome outcome : outcomes) {
      tally.row(new PlannedRow(2, "anna", outcome, false, UserChange.NONE, List.of()));
    }
    return tally.build();
  }
}
