package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.UserChange;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SPEC A1: how rows are counted. */
class TallyTest {

  private static final Finding WARNING = Finding.of(FindingCode.LOOKS_DAMAGED, "email", "x");
  private static final Finding FAILURE = Finding.of(FindingCode.USERNAME_MISSING, "username");
  private static final Finding UNDONE = Finding.of(FindingCode.PROCESSING_FAILED, "");

  @Test
  void shouldCountEachRowByItsOutcome() {
    Tally tally =
        Tally.of(
            List.of(
                row(Outcome.CREATED),
                row(Outcome.CREATED),
                row(Outcome.UPDATED),
                row(Outcome.UNCHANGED),
                row(Outcome.UNCHANGED),
                row(Outcome.UNCHANGED),
                row(Outcome.FAILED, FAILURE),
                row(Outcome.DUPLICATE)),
            new Meter());

    assertThat(tally).isEqualTo(new Tally(8, 2, 4, 3, 0, 0, 1, 0, 1, 0, 0, 0));
    assertThat(tally.rows())
        .isEqualTo(tally.created() + tally.updated() + tally.failed() + tally.duplicates());
  }

  @Test
  void shouldCountTheReactivatedAndApartThoseThatAnImportMayDeactivate() {
    Tally tally =
        Tally.of(
            List.of(
                reactivated(true), reactivated(false), reactivated(false), row(Outcome.UPDATED)),
            new Meter());

    assertThat(tally).isEqualTo(new Tally(4, 0, 4, 0, 3, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void shouldCountWarningsOfRowsAppliedAndFailed() {
    Tally tally =
        Tally.of(
            List.of(
                row(Outcome.CREATED, WARNING, WARNING),
                row(Outcome.UNCHANGED, WARNING),
                row(Outcome.FAILED, FAILURE, WARNING, FAILURE),
                row(Outcome.FAILED, WARNING.failing())),
            new Meter());

    assertThat(tally.warnings()).isEqualTo(4);
    assertThat(tally.failed()).isEqualTo(2);
  }

  @Test
  void shouldTellSoundRowsThatFailedFromTheOthers() {
    Tally tally =
        Tally.of(
            List.of(
                row(Outcome.CREATED, WARNING).failed(UNDONE),
                row(Outcome.FAILED, FAILURE),
                row(Outcome.FAILED, Finding.of(FindingCode.CANCELLED, ""))),
            new Meter());

    assertThat(tally.failed()).isEqualTo(3);
    assertThat(tally.processingFailed()).isEqualTo(1);
    assertThat(tally.warnings()).isZero();
  }

  @Test
  void shouldTakeTheCapacityFromTheMeter() {
    Meter meter = new Meter();
    meter.read(1.5);
    meter.read(0.5);
    meter.wrote(3);

    Tally tally = Tally.of(List.of(), meter);

    assertThat(tally).isEqualTo(new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3));
  }

  @Test
  void shouldAddUpEachNumberByItself() {
    Tally some = new Tally(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    Tally more = new Tally(100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200);

    assertThat(some.plus(more))
        .isEqualTo(new Tally(101, 202, 303, 404, 505, 606, 707, 808, 909, 1010, 1111, 1212));
    assertThat(some.plus(Tally.NONE)).isEqualTo(some);
  }

  @Test
  void shouldAddUpWhenEveryRowIsCountedOnce() {
    assertThat(Counts.NONE.addUp()).isTrue();
    assertThat(new Counts(63, 1, 2, 50, 50, 50, 4, 8, 16, 32, 50).addUp()).isTrue();
    assertThat(new Counts(64, 1, 2, 50, 50, 50, 4, 8, 16, 32, 50).addUp()).isFalse();
  }

  private static PlannedRow row(Outcome outcome, Finding... findings) {
    return new PlannedRow(2, "anna", outcome, false, true, UserChange.NONE, List.of(findings));
  }

  private static PlannedRow reactivated(boolean deactivatable) {
    return new PlannedRow(
        2, "anna", Outcome.UPDATED, true, deactivatable, UserChange.NONE, List.of());
  }
}
