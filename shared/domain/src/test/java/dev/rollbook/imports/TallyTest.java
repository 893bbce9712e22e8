package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.SomeUser;
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

  private static Tally tally(PlannedRow... rows) {
    BatchPlan plan = BatchPlan.ofRows(List.of(rows));
    return Tally.of(plan, plan, new Meter());
  }

  @Test
  void shouldCountEachRowByItsOutcome() {
    Tally tally =
        tally(
            row(Outcome.CREATED),
            row(Outcome.CREATED),
            row(Outcome.UPDATED),
            row(Outcome.UNCHANGED),
            row(Outcome.UNCHANGED),
            row(Outcome.UNCHANGED),
            row(Outcome.FAILED, FAILURE),
            row(Outcome.DUPLICATE));

    assertThat(tally.rows()).isEqualTo(8);
    assertThat(tally.created()).isEqualTo(2);
    assertThat(tally.updated()).isEqualTo(4);
    assertThat(tally.unchanged()).isEqualTo(3);
    assertThat(tally.failed()).isEqualTo(1);
    assertThat(tally.duplicates()).isEqualTo(1);
    assertThat(tally.reactivated()).isZero();
    assertThat(tally.rows())
        .isEqualTo(tally.created() + tally.updated() + tally.failed() + tally.duplicates());
  }

  @Test
  void shouldTellABatchThatEndedOtherwiseThanPlanned() {
    BatchPlan planned = BatchPlan.ofRows(List.of(row(Outcome.CREATED)));

    assertThat(Tally.of(planned, planned, new Meter()).revised()).isZero();
    assertThat(Tally.of(planned, planned.with(List.of(row(Outcome.FAILED))), new Meter()).revised())
        .isEqualTo(1);
  }

  @Test
  void shouldCountTheReactivatedAmongTheUpdated() {
    Tally tally = tally(reactivated(), reactivated(), row(Outcome.UPDATED));

    assertThat(tally.updated()).isEqualTo(3);
    assertThat(tally.reactivated()).isEqualTo(2);
  }

  @Test
  void shouldCountTheUnlistedOfABatchAndThoseEligible() { // SPEC D1, D4
    BatchPlan plan =
        new BatchPlan(
            List.of(row(Outcome.UNCHANGED)),
            List.of(new UnlistedUser("ben", "1"), new UnlistedUser("cem", "2")),
            7);

    Tally tally = Tally.of(plan, plan, new Meter());

    assertThat(tally.eligible()).isEqualTo(7);
    assertThat(tally.unlisted()).isEqualTo(2);
    assertThat(tally.deactivated()).isZero();
  }

  @Test
  void shouldCountWarningsOfRowsAppliedAndFailed() {
    Tally tally =
        tally(
            row(Outcome.CREATED, WARNING, WARNING),
            row(Outcome.UNCHANGED, WARNING),
            row(Outcome.FAILED, FAILURE, WARNING, FAILURE),
            row(Outcome.FAILED, WARNING.failing()));

    assertThat(tally.warnings()).isEqualTo(4);
    assertThat(tally.failed()).isEqualTo(2);
  }

  @Test
  void shouldTellSoundRowsThatFailedFromTheOthers() {
    Tally tally =
        tally(
            row(Outcome.CREATED, WARNING).failed(UNDONE),
            row(Outcome.FAILED, FAILURE),
            row(Outcome.FAILED, Finding.of(FindingCode.CANCELLED, "")));

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

    Tally tally = Tally.of(BatchPlan.ofRows(List.of()), BatchPlan.ofRows(List.of()), meter);

    assertThat(tally.readUnits()).isEqualTo(2);
    assertThat(tally.writeUnits()).isEqualTo(3);
  }

  @Test
  void shouldAddUpEachNumberByItself() {
    Tally some = SomeTally.times(1);

    assertThat(some.plus(SomeTally.times(100))).isEqualTo(SomeTally.times(101));
    assertThat(some.plus(Tally.NONE)).isEqualTo(some);
  }

  @Test
  void shouldAddUpWhenEveryRowIsCountedOnce() {
    Counts counts =
        CountsBuilder.builder()
            .rows(127)
            .skipped(64)
            .created(1)
            .updated(2)
            .unchanged(50)
            .reactivated(50)
            .deactivated(50)
            .failed(4)
            .duplicates(8)
            .blank(16)
            .beyondLimit(32)
            .warnings(50)
            .build();

    assertThat(Counts.NONE.addUp()).isTrue();
    assertThat(counts.addUp()).isTrue();
    assertThat(counts.with().rows(128).build().addUp()).isFalse();
  }

  private static PlannedRow row(Outcome outcome, Finding... findings) {
    return PlannedRow.of(2, "anna", outcome).with(List.of(findings));
  }

  private static PlannedRow reactivated() {
    return PlannedRow.of(2, "anna", Outcome.UPDATED).with().reactivates(true).build();
  }

  @Test
  void shouldCountWhoIsPutOutAndWhoLeavesAList() { // SPEC D8
    UnlistedUser ben = new UnlistedUser("ben", "1");
    BatchPlan plan =
        new BatchPlan(List.of(), List.of(ben, ben), 7, List.of(), List.of(ben), List.of());

    assertThat(Tally.of(plan, plan, new Meter()).leaving()).isEqualTo(3);
    assertThat(Tally.ofDeactivated(4, new Meter()).deactivated()).isEqualTo(4);
  }

  @Test
  void shouldCountWhoHasANewNameAndNoSettledRow() { // SPEC A6, U14
    Tally known =
        new Tally.Builder()
            .row(row(Outcome.CREATED))
            .row(row(Outcome.UPDATED).changing(UserChange.rename("a", "b")))
            .build();

    Tally more = known.withRenamed(3);

    assertThat(more.rows()).isEqualTo(4);
    assertThat(more.created()).isEqualTo(1);
    assertThat(more.updated()).isEqualTo(3);
    assertThat(more.renamed()).isEqualTo(3);
    assertThat(known.withRenamed(1)).isEqualTo(known);
    assertThat(known.withRenamed(0)).isEqualTo(known);
  }

  @Test
  void shouldCountWhomAnUndoRenamesAndPutsOut() { // SPEC S11
    BatchPlan plan =
        new BatchPlan(
            List.of(),
            List.of(
                new UnlistedUser("ben", "7/"),
                UnlistedUser.of(SomeUser.user().stored(), UserChange.rename("a", "b"))),
            0);

    assertThat(Tally.of(plan, plan, new Meter()).renamed()).isEqualTo(1);
  }
}
