package dev.rollbook.finalize;

import static dev.rollbook.finalize.FinalizeOnFakes.IMPORT;
import static dev.rollbook.finalize.FinalizeOnFakes.TENANT;
import static dev.rollbook.finalize.FinalizeOnFakes.row;
import static dev.rollbook.finalize.FinalizeOnFakes.tally;
import static dev.rollbook.finalize.FinalizeOnFakes.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Workload;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No import stays open for ever (SPEC A6, S9). */
class ImportSweeperTest {

  private static final Duration STALL = FinalizeOnFakes.STALL;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FinalizeOnFakes fakes = new FinalizeOnFakes();

  private List<Action> sweepAfter(Duration time) {
    fakes.cloud.advance(time);
    fakes.sweeper().sweep();
    return fakes.cloud.commands.take().stream().map(Command::action).toList();
  }

  private Import open(Status status) {
    Import open = Sample.created(TENANT, IMPORT, "one");
    Import stored =
        status == Status.AWAITING_UPLOAD ? open : open.to(status, fakes.cloud.clock.instant());
    fakes.cloud.imports.create(stored);
    return stored;
  }

  private void upload(Import of) {
    fakes.cloud.uploads.put(of.upload().key(), new byte[] {1});
  }

  @Test
  void shouldExpireAnImportWhoseFileNeverCame() { // SPEC S9
    Import open = open(Status.AWAITING_UPLOAD);

    assertThat(sweepAfter(Import.UPLOAD_LIFE)).isEmpty();
    assertThat(fakes.now(open).status()).isEqualTo(Status.AWAITING_UPLOAD);
    assertThat(sweepAfter(MINUTE)).isEmpty();
    assertThat(fakes.now(open).status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void shouldReadAFileWhoseEventWasLost() {
    Import open = open(Status.AWAITING_UPLOAD);
    upload(open);

    assertThat(sweepAfter(Import.UPLOAD_LIFE.plus(MINUTE))).containsExactly(Action.READ);
    assertThat(fakes.now(open).status()).isEqualTo(Status.READING);
    assertThat(fakes.now(open).upload().version()).isEqualTo("v1");
  }

  @Test
  void shouldExpireAReviewAfterSevenDaysAndDeleteItsRoster() { // SPEC S9, A8
    Import open = open(Status.AWAITING_REVIEW);
    upload(open);

    assertThat(sweepAfter(Import.REVIEW_LIFE)).isEmpty();
    assertThat(fakes.now(open).status()).isEqualTo(Status.AWAITING_REVIEW);
    sweepAfter(MINUTE);
    assertThat(fakes.now(open).status()).isEqualTo(Status.EXPIRED);
    assertThat(fakes.cloud.uploads.keys()).isEmpty();
  }

  @Test
  void shouldNotTouchAReviewThatIsStartedAfterTheSweepListedIt() { // SPEC S3, S9
    Import open = open(Status.AWAITING_REVIEW);
    upload(open);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(IMPORT));
    fakes.cloud.advance(Import.REVIEW_LIFE.plus(MINUTE));
    fakes.cloud.imports.replace(
        ImportLife.started(open, open.options(), fakes.cloud.clock.instant()).orElseThrow());

    fakes.cloud.closer().expireReview(open);

    assertThat(fakes.now(open).status()).isEqualTo(Status.QUEUED);
    assertThat(fakes.cloud.uploads.keys()).containsExactly(open.upload().key());
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(IMPORT));
  }

  @Test
  void shouldLeaveTheTurnToAnImportThatGoesOnWhileASweepWouldEndIt() { // SPEC S5
    Import open = open(Status.AWAITING_UPLOAD);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(IMPORT));
    fakes.cloud.imports.replace(open.to(Status.READING, fakes.cloud.clock.instant()));

    fakes.cloud.closer().end(open, Status.EXPIRED, false, last -> last);

    assertThat(fakes.now(open).status()).isEqualTo(Status.READING);
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(IMPORT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleteAllVersions", "pass"})
  void shouldDeleteTheRosterThatACrashLeftBehindAnEnd(String method) { // SPEC A8
    for (Status status : List.of(Status.AWAITING_REVIEW, Status.QUEUED)) {
      FinalizeOnFakes disturbed = new FinalizeOnFakes();
      Import open =
          Sample.created(TENANT, IMPORT, "one").to(status, disturbed.cloud.clock.instant());
      disturbed.cloud.imports.create(open);
      disturbed.cloud.uploads.put(open.upload().key(), new byte[] {1});
      disturbed.cloud.imports.change(
          TENANT, IMPORT, now -> ImportLife.cancelled(now, disturbed.cloud.clock.instant()));
      disturbed.cloud.faults.planNext(method, Moment.BEFORE, Kind.KILL);
      assertThatThrownBy(() -> disturbed.cloud.closer().cleanUp(disturbed.now(open)))
          .isInstanceOf(Killed.class);
      disturbed.cloud.faults.revive();

      disturbed.sweeper().sweep();

      assertThat(disturbed.cloud.uploads.keys()).isEmpty();
      assertThat(disturbed.cloud.imports.open()).isEmpty();
      assertThat(disturbed.now(open).status()).isEqualTo(Status.CANCELLED);
    }
  }

  @Test
  void shouldSetAStuckReadingGoingTwiceThenEndIt() {
    Import open = open(Status.READING);
    upload(open);

    assertThat(sweepAfter(STALL)).isEmpty();
    assertThat(sweepAfter(MINUTE)).containsExactly(Action.READ);
    assertThat(sweepAfter(MINUTE)).isEmpty();
    assertThat(sweepAfter(STALL)).containsExactly(Action.READ);
    assertThat(sweepAfter(STALL.plus(MINUTE))).isEmpty();
    assertThat(fakes.now(open).status()).isEqualTo(Status.FAILED);
    assertThat(fakes.now(open).failure().code()).isEqualTo("STALLED");
    assertThat(fakes.cloud.uploads.keys()).isEmpty();
  }

  @Test
  void shouldEndAQueuedImportThatCannotBeDispatchedAndPassTheTurn() { // invariant 7
    Import open = open(Status.QUEUED);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(IMPORT));
    Import next =
        Sample.created(TENANT, "01JZ8Q5V7W3X4Y5Z6A7B8C9D0F", "two")
            .to(Status.QUEUED, fakes.cloud.clock.instant());
    fakes.cloud.imports.create(next);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(next.importId()));
    List<Action> sent = new ArrayList<>();

    for (int i = 0; i < 3; i++) {
      assertThat(fakes.now(open).status()).isEqualTo(Status.QUEUED);
      sent.addAll(sweepAfter(STALL.plus(MINUTE)));
    }

    assertThat(sent).hasSizeGreaterThan(2).containsOnly(Action.DISPATCH);
    assertThat(fakes.now(open).status()).isEqualTo(Status.FAILED);
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(next.importId()));
  }

  @Test
  void shouldLetAQueuedImportWaitAsLongAsAnotherRuns() { // SPEC S5
    Import running =
        fakes.running(
            "01J00000000000000000000001", "first", false, false, Workload.of(1_000, 1_000));
    Import open = open(Status.QUEUED);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(IMPORT));

    for (int i = 0; i < 20; i++) {
      fakes.cloud.progress.settle(running.importId(), i, 1_000, tally(unchanged(2 + i, "u")));
      assertThat(sweepAfter(STALL)).isEmpty();
    }

    assertThat(fakes.now(open).status()).isEqualTo(Status.QUEUED);
    assertThat(fakes.now(running).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void shouldRecoverTheTurnOfAnImportThatHasEnded() {
    Import holder =
        Sample.created(TENANT, "01J00000000000000000000001", "first")
            .to(Status.COMPLETED, fakes.cloud.clock.instant());
    fakes.cloud.imports.create(holder);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(holder.importId()));
    open(Status.QUEUED);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(IMPORT));

    assertThat(sweepAfter(STALL)).isEmpty();
    assertThat(sweepAfter(MINUTE)).isNotEmpty().containsOnly(Action.DISPATCH);
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(IMPORT));
  }

  private Import runningOfTwoBatches() {
    return fakes.running(IMPORT, "one", false, false, Workload.of(2, 2));
  }

  private void settle(int batch) {
    fakes.cloud.progress.settle(IMPORT, batch, 2, tally(unchanged(2 + batch, "u" + batch)));
  }

  @Test
  void shouldResendTwiceThenGiveUpThenEndARunThatDoesNotMove() {
    Import open = runningOfTwoBatches();
    List<Action> sent = new ArrayList<>();

    for (int i = 0; i < 4; i++) {
      assertThat(fakes.now(open).status()).isEqualTo(Status.RUNNING);
      sent.addAll(sweepAfter(STALL.plus(MINUTE)));
    }

    assertThat(sent).containsExactly(Action.RESEND, Action.RESEND, Action.GIVE_UP);
    assertThat(fakes.now(open).status()).isEqualTo(Status.FAILED);
    assertThat(fakes.cloud.figures.stalled()).hasSize(4);
    assertThat(fakes.cloud.figures.ended())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("wishes", "version")
        .containsExactly(fakes.now(open)); // but for what was left to do at its end
  }

  @Test
  void shouldBeginToCountAnewWhenARunMovesAgain() {
    runningOfTwoBatches();
    assertThat(sweepAfter(STALL.plus(MINUTE))).containsExactly(Action.RESEND);
    settle(0);

    assertThat(sweepAfter(STALL.plus(MINUTE))).isEmpty();
    assertThat(sweepAfter(STALL.plus(MINUTE))).containsExactly(Action.RESEND);
    assertThat(sweepAfter(STALL.plus(MINUTE))).containsExactly(Action.RESEND);
    assertThat(sweepAfter(STALL.plus(MINUTE))).containsExactly(Action.GIVE_UP);
  }

  @Test
  void shouldCallFinalizeWhenEveryRowIsSettledAndTheCallWasLost() {
    runningOfTwoBatches();
    settle(0);
    settle(1);

    assertThat(sweepAfter(MINUTE)).isEmpty();
    assertThat(sweepAfter(STALL.plus(MINUTE))).containsExactly(Action.FINISH);
  }

  @Test
  void shouldGiveFinalizeItsTimeAfterRowsWereGivenUp() {
    Import open = runningOfTwoBatches();
    for (int i = 0; i < 3; i++) {
      sweepAfter(STALL.plus(MINUTE));
    }
    settle(0);
    settle(1);

    assertThat(sweepAfter(STALL.plus(MINUTE))).isEmpty();
    assertThat(sweepAfter(STALL.plus(MINUTE))).containsExactly(Action.FINISH);
    assertThat(fakes.now(open).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void shouldNotHoldAgainstAnImportThatItWasSlowToRead() {
    Import reading = open(Status.READING);
    sweepAfter(STALL.plus(MINUTE));
    sweepAfter(STALL.plus(MINUTE));
    fakes.cloud.imports.replace(
        fakes
            .now(reading)
            .with()
            .workload(Workload.of(2, 2))
            .build()
            .to(Status.RUNNING, fakes.cloud.clock.instant().plus(MINUTE)));

    assertThat(sweepAfter(STALL.plus(MINUTE).plus(MINUTE))).containsExactly(Action.RESEND);
  }

  @Test
  void shouldSetAStuckFinalizingGoingThenEndIt() {
    Import open = open(Status.FINALIZING);
    List<Action> sent = new ArrayList<>();

    for (int i = 0; i < 3; i++) {
      sent.addAll(sweepAfter(STALL.plus(MINUTE)));
    }

    assertThat(sent).containsExactly(Action.FINISH, Action.FINISH);
    assertThat(fakes.now(open).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void shouldNotEndWhatGoesOnWhileASweepWouldEndIt() { // SPEC A6
    Import open = open(Status.QUEUED);
    upload(open);
    Import running = open.to(Status.RUNNING, fakes.cloud.clock.instant().plus(MINUTE));
    fakes.cloud.imports.replace(running);

    AtomicBoolean abandoned = new AtomicBoolean();

    fakes
        .cloud
        .closer()
        .failStuck(
            open,
            new Failure(Failure.STALLED, "…"),
            failing -> {
              abandoned.set(true);
              return Tally.NONE;
            });

    assertThat(fakes.now(open).status()).isEqualTo(Status.RUNNING);
    assertThat(fakes.now(open).failure().isPresent()).isFalse();
    assertThat(abandoned).isFalse();
    assertThat(fakes.cloud.uploads.keys()).containsExactly(open.upload().key());
  }

  /** One whose deactivations began and were killed at the next call of a method. */
  private Import killedWhileItDeactivates(String method) {
    String[] names = IntStream.range(0, 60).mapToObj(i -> "user-" + i).toArray(String[]::new);
    fakes.users(names);
    fakes.cloud.tenants.putSettings(
        TENANT,
        new TenantSettings("", "", 1_000, new Guard(100, 20), "en", TenantSettings.Profile.EMPTY));
    Import running = fakes.settled(false, FinalizeOnFakes.unchanged(2, "user-0"));
    fakes.lists(running, Arrays.copyOf(names, 40));
    fakes.cloud.faults.planNext(method, Moment.BEFORE, Kind.KILL);
    assertThatThrownBy(() -> fakes.finish(running)).isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();
    return running;
  }

  /** Sweeps until it would end what does not move; nobody carries out what it sends. */
  private void sweepToTheEnd() {
    for (int i = 0; i < 6; i++) {
      sweepAfter(STALL.plus(MINUTE));
    }
  }

  private void requireFailedWithItsDeactivations(Import of) {
    Import failed = fakes.now(of);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.counts().deactivated()).isEqualTo(inactive()).isPositive();
    assertThat(failed.deactivation().done()).isEqualTo(inactive());
  }

  private long inactive() {
    return fakes.cloud.users.all(TENANT).stream()
        .filter(user -> user.status() == User.Status.INACTIVE)
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"settle", "putIfAbsent"})
  void shouldCountWhoWasDeactivatedByAnImportThatCannotFinish(String method) { // SPEC A6
    Import running = killedWhileItDeactivates(method);

    sweepToTheEnd();

    requireFailedWithItsDeactivations(running);
  }

  @Test
  void shouldLetNothingMoreBeginBeforeItCountsWhatWasDone() { // SPEC A6
    Import running = killedWhileItDeactivates("putIfAbsent");
    fakes.cloud.faults.planNext("settle", Moment.BEFORE, Kind.KILL);

    assertThatThrownBy(this::sweepToTheEnd).isInstanceOf(Killed.class);

    fakes.cloud.faults.revive();
    assertThat(ImportLife.isFailing(fakes.now(running))).isTrue();
    sweepToTheEnd();
    requireFailedWithItsDeactivations(running);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleteAllVersions", "pass"})
  void shouldPassTheTurnOfAnImportThatCannotFinishWhateverCallGoesWrong(String method) { // SPEC S5
    Import open = open(Status.FINALIZING);
    upload(open);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(IMPORT));
    fakes.cloud.faults.planNext(method, Moment.BEFORE, Kind.NO_ANSWER);

    sweepToTheEnd();

    assertThat(fakes.now(open).status()).isEqualTo(Status.FAILED);
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
    assertThat(fakes.cloud.uploads.keys()).isEmpty();
    assertThat(fakes.cloud.imports.open()).isEmpty();
  }

  @Test
  void shouldDeactivateNobodyMoreOnceItCannotFinish() throws IOException { // SPEC D3, A6
    Import running = killedWhileItDeactivates("putIfAbsent");
    long before = inactive();
    fakes.cloud.imports.change(
        TENANT,
        running.importId(),
        now -> ImportLife.failing(now, new Failure(Failure.STALLED, "…")));

    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      int from = running.workload().firstBatches().get(shard);
      fakes.finalizer().deactivate(TENANT, running.importId(), shard, from, () -> false);
    }
    fakes.finish(running);

    requireFailedWithItsDeactivations(running);
    assertThat(inactive()).isEqualTo(before);
  }

  @Test
  void shouldSeeToTheOthersWhenOneCannotBeSeenTo() {
    Import first = open(Status.AWAITING_UPLOAD);
    Import second = Sample.created(TENANT, "01JZ8Q5V7W3X4Y5Z6A7B8C9D0F", "two");
    fakes.cloud.imports.create(second);
    fakes.cloud.faults.planNext("replace", Moment.BEFORE, Kind.NO_ANSWER);

    sweepAfter(Import.UPLOAD_LIFE.plus(MINUTE));

    assertThat(fakes.now(first).status()).isEqualTo(Status.AWAITING_UPLOAD);
    assertThat(fakes.now(second).status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void shouldCountWhatWasWrittenOfABatchItEndsAnImportWithout() { // invariant 9
    Import open = runningOfTwoBatches();
    PlannedRow ada = row(2, "ada", Outcome.CREATED, Sample.moves(Set.of(Group.ROOT), Set.of()));
    PlannedRow bob = row(3, "bob", Outcome.CREATED, Sample.moves(Set.of(Group.ROOT), Set.of()));
    fakes.files(open).claim(0, BatchPlan.ofRows(List.of(ada, bob)));
    fakes.cloud.users.write(
        TENANT,
        new Turn(IMPORT, open.turn()),
        List.of(Sample.creation("ada")),
        Sample.NOW,
        new Meter());

    for (int i = 0; i < 4; i++) {
      sweepAfter(STALL.plus(MINUTE));
    }

    Import ended = fakes.now(open);
    assertThat(ended.status()).isEqualTo(Status.FAILED);
    assertThat(ended.counts().created()).isEqualTo(1);
    assertThat(ended.counts().addUp()).isTrue();
    assertThat(fakes.files(open).settledPlan(1).orElseThrow().rows()).isEmpty();
    assertThat(fakes.files(open).claim(1, BatchPlan.ofRows(List.of(bob))).plan().rows())
        .as("a late batch finds that it is settled without it")
        .isEmpty();
  }

  /** An import that has ended, with its held deactivations approved. */
  private void createApproved() {
    Import held =
        Sample.created(TENANT, IMPORT, "one")
            .with()
            .deactivation(
                new Deactivation(
                    Deactivation.State.HELD, 30, 0, List.of(Deactivation.Reason.GUARD)))
            .build()
            .to(Status.COMPLETED, fakes.cloud.clock.instant());
    fakes.cloud.imports.create(ImportLife.approved(held).orElseThrow());
  }

  @Test
  void shouldSendAgainTheLostCommandOfAnApprovedPlan() { // SPEC D6
    createApproved();

    assertThat(sweepAfter(STALL.plus(MINUTE))).containsExactly(Action.APPROVE);
    assertThat(sweepAfter(MINUTE)).isEmpty();
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofApproval(IMPORT));
  }

  @Test
  void shouldGiveAnApprovedPlanTheTurnThatAnEndedImportLeftBehind() { // SPEC A6, D6
    createApproved();
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(IMPORT)); // and never passed
    fakes.cloud.turns.take(TENANT, Ticket.ofApproval(IMPORT));

    assertThat(sweepAfter(STALL.plus(MINUTE))).contains(Action.APPROVE);
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofApproval(IMPORT));
  }

  @Test
  void shouldPassTheTurnOfAnEndWhoseFunctionDiedBeforeIt() { // SPEC S5, A6
    Import ending = open(Status.FINALIZING);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(IMPORT));
    fakes.cloud.faults.planNext("pass", Moment.BEFORE, Kind.KILL);
    assertThatThrownBy(
            () -> fakes.cloud.closer().end(ending, Status.COMPLETED, false, last -> last))
        .isInstanceOf(Killed.class);
    fakes.cloud.faults.revive(); // and its message never comes again

    assertThat(sweepAfter(MINUTE)).isEmpty();

    assertThat(fakes.now(ending).status()).isEqualTo(Status.COMPLETED);
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
    assertThat(fakes.cloud.imports.open()).isEmpty();
  }
}
