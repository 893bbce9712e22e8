package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import org.junit.jupiter.api.Test;

/** The summary's counts (SPEC A1). */
class CountsTest {

  @Test
  void shouldAddUpWhenEveryRowIsSettled() {
    Counts counts =
        Counts.of(
            Workload.of(2, 10).with().blank(3).beyondLimit(4).build(),
            tally(
                Outcome.CREATED,
                Outcome.CREATED,
                Outcome.CREATED,
                Outcome.CREATED,
                Outcome.UPDATED,
                Outcome.UPDATED,
                Outcome.UNCHANGED,
                Outcome.FAILED,
                Outcome.SKIPPED,
                Outcome.FAILED,
                Outcome.DUPLICATE),
            7);

    assertThat(counts)
        .isEqualTo(
            CountsBuilder.builder()
                .rows(17)
                .created(4)
                .updated(3)
                .unchanged(1)
                .deactivated(7)
                .skipped(1)
                .failed(1)
                .duplicates(1)
                .blank(3)
                .beyondLimit(4)
                .build());
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
        Counts.of(
            Workload.of(1, 1), TallyBuilder.builder().rows(1).created(1).updated(1).build(), 0);

    assertThat(counts.addUp()).isFalse();
  }

  private static Tally tally(Outcome... outcomes) {
    Tally.Builder tally = new Tally.Builder();
    for (Outcome outcome : outcomes) {
      tally.row(PlannedRow.of(2, "anna", outcome));
    }
    return tally.build();
  }
}
