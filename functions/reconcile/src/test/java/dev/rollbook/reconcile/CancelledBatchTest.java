package dev.rollbook.reconcile;

import static dev.rollbook.reconcile.ReconcileOnFakes.TENANT;
import static dev.rollbook.reconcile.ReconcileOnFakes.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Wish;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows of an import that was cancelled while it ran (SPEC S8). */
class CancelledBatchTest {

  private final ReconcileOnFakes fakes = new ReconcileOnFakes();

  private void cancel() {
    fakes.cloud.imports.change(
        TENANT,
        ReconcileOnFakes.IMPORT,
        now -> Optional.of(now.with().asking(Wish.CANCEL).build()));
  }

  @Test
  void shouldSettleTheRowsThatAreLeftWithoutApplyingThem() {
    Import running = fakes.running();
    fakes.reconciler().reconcile(List.of(batch(0, "ada", "bob")));
    cancel();

    fakes.reconciler().reconcile(List.of(batch(1, "eve", "sam")));

    assertThat(fakes.cloud.users.all(TENANT)).hasSize(2);
    assertThat(fakes.tally().created()).isEqualTo(2);
    assertThat(fakes.tally().failed()).isEqualTo(2);
    assertThat(fakes.tally().processingFailed()).isZero();
    assertThat(fakes.ended(running, 1))
        .allSatisfy(
            row ->
                assertThat(row.findings())
                    .extracting("code")
                    .containsExactly(FindingCode.CANCELLED));
    assertThat(fakes.cloud.commands.sent())
        .extracting(Command::action)
        .contains(Command.Action.FINISH);
  }

  @Test
  void shouldCarryOutWhatAnEarlierTryHadPlanned() {
    Import running = fakes.running();
    fakes.cloud.faults.planNext("write", Moment.HALFWAY, Kind.KILL);
    assertThatThrownBy(() -> fakes.reconciler().reconcile(List.of(batch(0, "ada", "bob"))))
        .isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();
    cancel();

    fakes.reconciler().reconcile(List.of(batch(0, "ada", "bob")));

    assertThat(fakes.cloud.users.all(TENANT)).hasSize(2);
    assertThat(fakes.tally().created()).isEqualTo(2);
    assertThat(fakes.tally().failed()).isZero();
    assertThat(fakes.ended(running, 0))
        .extracting(PlannedRow::outcome)
        .containsExactly(Outcome.CREATED, Outcome.CREATED);
  }

  @Test
  void shouldSettleOnceHoweverOftenABatchIsDelivered() {
    fakes.running();
    cancel();
    fakes.reconciler().reconcile(List.of(batch(0, "ada"), batch(1, "bob")));
    Tally once = fakes.tally();

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));
    fakes.reconciler().settleRowByRow(batch(1, "bob"));

    assertThat(fakes.tally()).isEqualTo(once);
    assertThat(once.rows()).isEqualTo(2);
    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
  }

  @Test
  void shouldLeaveWhatComesBackFromTheDeadLetters() {
    fakes.running();
    cancel();
    fakes.reconciler().settleRowByRow(batch(0, "ada"));
    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
    assertThat(fakes.tally().failed()).isEqualTo(1);
  }
}
