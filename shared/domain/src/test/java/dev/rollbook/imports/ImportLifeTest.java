package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.roster.Reading;
import dev.rollbook.webhooks.WebhookEvent;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of an import (SPEC section 7, S3, S8, S9, D6): every pair is walked. */
class ImportLifeTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  /** From each status, those that may follow; what is missing here must not be possible. */
  private static final Map<Status, String> TABLE =
      Map.ofEntries(
          Map.entry(Status.AWAITING_UPLOAD, "READING FAILED CANCELLED EXPIRED"),
          Map.entry(Status.READING, "AWAITING_REVIEW QUEUED FAILED CANCELLED"),
          Map.entry(Status.AWAITING_REVIEW, "QUEUED CANCELLED EXPIRED"),
          Map.entry(Status.QUEUED, "RUNNING FAILED CANCELLED"),
          Map.entry(Status.RUNNING, "FINALIZING FAILED"),
          Map.entry(Status.FINALIZING, "COMPLETED COMPLETED_WITH_ERRORS FAILED CANCELLED"),
          Map.entry(Status.COMPLETED, ""),
          Map.entry(Status.COMPLETED_WITH_ERRORS, ""),
          Map.entry(Status.FAILED, ""),
          Map.entry(Status.CANCELLED, ""),
          Map.entry(Status.EXPIRED, ""));

  /** Each step, and the statuses it starts from. */
  private record Step(
      String name, Set<Status> from, Function<Import, Optional<Import>> take, Set<Status> to) {}

  private static Set<Status> statuses(String names) {
    return Stream.of(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(Status::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Status.class)));
  }

  private static List<Step> steps() {
    return List.of(
        step(
            "uploaded",
            "AWAITING_UPLOAD",
            open -> ImportLife.uploaded(open, new Import.Upload("k", "v"), LATER),
            "READING"),
        step("judged", "READING", open -> ImportLife.judged(open, Reading.NONE, LATER), "QUEUED"),
        step(
            "started",
            "AWAITING_REVIEW",
            open -> ImportLife.started(open, open.options(), LATER),
            "QUEUED"),
        step(
            "running",
            "QUEUED",
            open -> ImportLife.running(open, 7, Reading.NONE, Workload.of(1, 1), LATER),
            "RUNNING"),
        step(
            "settled",
            "RUNNING",
            open -> ImportLife.settled(open, new Progress.Settled(Set.of(), Tally.NONE), LATER),
            "FINALIZING"),
        step(
            "completed",
            "FINALIZING",
            open -> ImportLife.ended(open, Status.COMPLETED, LATER, last -> last),
            "COMPLETED"),
        step(
            "failed",
            "AWAITING_UPLOAD READING QUEUED RUNNING FINALIZING",
            open -> ImportLife.ended(open, Status.FAILED, LATER, last -> last),
            "FAILED"),
        step(
            "expired",
            "AWAITING_UPLOAD AWAITING_REVIEW",
            open -> ImportLife.ended(open, Status.EXPIRED, LATER, last -> last),
            "EXPIRED"),
        step(
            "reviewExpired",
            "AWAITING_REVIEW",
            open -> ImportLife.reviewExpired(open, LATER),
            "EXPIRED"),
        step(
            "cancelled",
            "AWAITING_UPLOAD READING AWAITING_REVIEW QUEUED RUNNING",
            open -> ImportLife.cancelled(open, LATER),
            "CANCELLED RUNNING"));
  }

  private static Step step(
      String name, String from, Function<Import, Optional<Import>> take, String to) {
    return new Step(name, statuses(from), take, statuses(to));
  }

  private static Import at(Status status) {
    Import created =
        Import.awaitingUpload(
            "demo", "01J", "one", "a.csv", 1, ImportOptions.defaults(10), "en", NOW);
    return status == Status.AWAITING_UPLOAD ? created : created.to(status, NOW);
  }

  static Stream<Arguments> everyPair() {
    return Stream.of(Status.values())
        .flatMap(from -> Stream.of(Status.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void shouldLeadOnlyWhereTheTableSays(Status from, Status to) {
    assertThat(ImportLife.leads(from, to)).isEqualTo(statuses(TABLE.get(from)).contains(to));
    if (to.isEnd()) {
      assertThat(ImportLife.ended(at(from), to, LATER, last -> last).map(Import::status))
          .isEqualTo(ImportLife.leads(from, to) ? Optional.of(to) : Optional.empty());
    }
  }

  static Stream<Arguments> everyStepFromEveryStatus() {
    return steps().stream()
        .flatMap(step -> Stream.of(Status.values()).map(from -> Arguments.of(step, from)));
  }

  @ParameterizedTest
  @MethodSource("everyStepFromEveryStatus")
  void shouldTakeAStepOnlyFromWhereItBegins(Step step, Status from) {
    Optional<Import> after = step.take().apply(at(from));

    assertThat(after.isPresent()).as(step.name()).isEqualTo(step.from().contains(from));
    after.ifPresent(now -> assertThat(step.to()).contains(now.status()));
    after
        .filter(now -> now.status() != from)
        .ifPresent(now -> assertThat(now.since()).isEqualTo(LATER));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void shouldTellWhereAnImportStands(Status status) {
    Import of = at(status);

    assertThat(ImportLife.hasEnded(of)).isEqualTo(status.isEnd());
    assertThat(ImportLife.isOpen(of)).isEqualTo(!status.isEnd());
    assertThat(ImportLife.hasCompleted(of))
        .isEqualTo(status == Status.COMPLETED || status == Status.COMPLETED_WITH_ERRORS);
    assertThat(ImportLife.wasCancelled(of)).isEqualTo(status == Status.CANCELLED);
    assertThat(ImportLife.mayBeCancelled(of))
        .isEqualTo(
            !status.isEnd() && status != Status.FINALIZING); // SPEC S8: while it has rows to leave
    assertThat(ImportLife.neverHadItsFile(of)).isEqualTo(status == Status.EXPIRED);
  }

  @Test
  void shouldCallAnImportThatWasReadOneThatHadItsFile() { // SPEC S9
    Import expired = at(Status.READING).to(Status.EXPIRED, LATER);

    assertThat(ImportLife.neverHadItsFile(expired)).isFalse();
  }

  @Test
  void shouldStayOpenUntilItsRosterIsDeleted() { // SPEC A8
    Import cancelled = ImportLife.cancelled(at(Status.QUEUED), LATER).orElseThrow();
    assertThat(ImportLife.isRosterToGo(cancelled)).isTrue();
    assertThat(ImportLife.isOpen(cancelled)).isTrue();

    Import done = ImportLife.cleanedUp(cancelled).orElseThrow();

    assertThat(ImportLife.isOpen(done)).isFalse();
    assertThat(ImportLife.cleanedUp(done)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void shouldHaveItsWebhookToldWhereThatIsWorthAWord(Status status) { // SPEC A13
    Optional<Import> telling = ImportLife.telling(at(status));

    assertThat(telling.isPresent()).isEqualTo(status.isEnd() || status == Status.AWAITING_REVIEW);
    telling.ifPresent(
        now -> {
          assertThat(ImportLife.isToTell(now)).isTrue();
          assertThat(ImportLife.isOpen(now)).isTrue();
          assertThat(ImportLife.untold(now)).hasSize(1);
          Import told = ImportLife.told(now, now).orElseThrow();
          assertThat(ImportLife.untold(told)).isEmpty();
          assertThat(ImportLife.told(told, told)).isEmpty();
        });
  }

  @Test
  void shouldNotForgetWhatIsToBeToldSince() { // SPEC A13
    Import waiting = ImportLife.telling(at(Status.AWAITING_REVIEW)).orElseThrow();
    Import ended =
        ImportLife.telling(ImportLife.cancelled(waiting, LATER).orElseThrow()).orElseThrow();

    Import told = ImportLife.told(ended, waiting).orElseThrow();

    assertThat(ImportLife.untold(told)).containsExactly(WebhookEvent.CANCELLED);
  }

  @Test
  void shouldTellOfAHeldPlanBesideTheEnd() { // SPEC A13
    Import held =
        at(Status.COMPLETED)
            .with()
            .deactivation(new Deactivation(State.HELD, 1, 0, List.of()))
            .build();

    assertThat(ImportLife.untold(ImportLife.telling(held).orElseThrow()))
        .containsExactly(WebhookEvent.COMPLETED, WebhookEvent.HELD);
  }

  @Test
  void shouldBeCancelledOnceWhileItRuns() { // SPEC S8
    Import cancelled = ImportLife.cancelled(at(Status.RUNNING), LATER).orElseThrow();

    assertThat(ImportLife.isCancelled(cancelled)).isTrue();
    assertThat(ImportLife.cancelled(cancelled, LATER)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void shouldTellWhatBecameOfTheUnlisted(State state) {
    Import of =
        at(Status.COMPLETED).with().deactivation(new Deactivation(state, 1, 0, List.of())).build();

    assertThat(ImportLife.isHeld(of)).isEqualTo(state == State.HELD);
    assertThat(ImportLife.isDeactivating(of)).isEqualTo(state == State.DONE);
    assertThat(ImportLife.isDiscarded(of)).isEqualTo(state == State.DISCARDED);
    assertThat(ImportLife.isApprovalApplied(of)).isEqualTo(state == State.APPROVED);
  }

  @Test
  void shouldNoteOnceThatAllIsSentAndThatAllIsReported() {
    Import sent = ImportLife.dispatched(at(Status.RUNNING)).orElseThrow();
    Import reported = ImportLife.reported(at(Status.FINALIZING)).orElseThrow();

    assertThat(sent.workload().dispatched()).isTrue();
    assertThat(ImportLife.dispatched(sent)).isEmpty();
    assertThat(ImportLife.dispatched(at(Status.QUEUED))).isEmpty();
    assertThat(reported.reported()).isTrue();
    assertThat(ImportLife.reported(reported)).isEmpty();
    assertThat(ImportLife.reported(at(Status.RUNNING))).isEmpty();
  }

  @Test
  void shouldWaitForNothingOnceItHasEnded() {
    for (Status status : Status.values()) {
      assertThat(ImportLife.awaited(at(status)) == Awaited.NOTHING)
          .as(status.name())
          .isEqualTo(status.isEnd());
    }
  }

  @Test
  void shouldGoOnlyWhereAWayLeads() {
    for (Status status : Status.values()) {
      assertThat(statuses(TABLE.get(status)).isEmpty()).isEqualTo(status.isEnd());
    }
  }

  @Test
  void shouldKeepTheFirstReasonOfAFailure() {
    Import failing =
        ImportLife.failing(at(Status.RUNNING), new Failure("FIRST", "…")).orElseThrow();

    assertThat(failing.failure().code()).isEqualTo("FIRST");
    assertThat(ImportLife.failing(failing, new Failure("SECOND", "…"))).isEmpty();
    assertThat(ImportLife.failing(at(Status.COMPLETED), new Failure("LATE", "…"))).isEmpty();
  }

  @Test
  void shouldFinalizeOnceEveryBatchIsSettled() {
    Import running = at(Status.RUNNING).with().workload(Workload.of(2, 2)).build();

    assertThat(ImportLife.settled(running, settled(1), LATER)).isEmpty();
    assertThat(ImportLife.settled(running, settled(2), LATER)).isPresent();
  }

  private static Progress.Settled settled(int batches) {
    return new Progress.Settled(
        IntStream.range(0, batches).boxed().collect(Collectors.toSet()), Tally.NONE);
  }

  @Test
  void shouldDecideOnceWhatBecomesOfTheUnlisted() { // SPEC D3
    Deactivation done = new Deactivation(State.DONE, 3, 0, List.of());
    Import finalizing = at(Status.FINALIZING).with().deactivation(Deactivation.SKIPPED).build();

    Import decided = ImportLife.decided(finalizing, done).orElseThrow();

    assertThat(decided.deactivation()).isEqualTo(done);
    assertThat(ImportLife.decided(decided, Deactivation.SKIPPED)).isEmpty();
    assertThat(ImportLife.decided(at(Status.RUNNING), done)).isEmpty();
  }

  private static Import held(State state) {
    return at(Status.COMPLETED)
        .with()
        .deactivation(new Deactivation(state, 3, 0, List.of(Deactivation.Reason.GUARD)))
        .build();
  }

  @Test
  void shouldLeaveHeldDeactivationsOnlyOnce() { // SPEC D6
    for (State from : State.values()) {
      for (State to : State.values()) {
        boolean expected =
            from == State.HELD
                && EnumSet.of(State.APPROVED, State.DISCARDED, State.SUPERSEDED).contains(to);
        assertThat(ImportLife.leads(from, to)).as(from + " to " + to).isEqualTo(expected);
      }
      boolean isHeld = from == State.HELD;
      assertThat(ImportLife.approved(held(from)).isPresent()).isEqualTo(isHeld);
      assertThat(ImportLife.discarded(held(from)).isPresent()).isEqualTo(isHeld);
      assertThat(ImportLife.superseded(held(from)).isPresent()).isEqualTo(isHeld);
      assertThat(ImportLife.approvalApplied(held(from), 1, 7, NOW, last -> last)).isEmpty();
    }
  }

  @Test
  void shouldApplyHeldDeactivationsOnlyOnceTheyAreApproved() { // SPEC D6
    Import approved = ImportLife.approved(held(State.HELD)).orElseThrow();

    assertThat(ImportLife.isApproved(approved)).isTrue();
    assertThat(ImportLife.approved(approved)).isEmpty();
    assertThat(ImportLife.discarded(approved)).isEmpty();
    Import applied = ImportLife.approvalApplied(approved, 2, 7, NOW, last -> last).orElseThrow();
    assertThat(applied.deactivation().state()).isEqualTo(State.APPROVED);
    assertThat(applied.deactivation().done()).isEqualTo(2);
    assertThat(ImportLife.isOpen(applied)).isTrue(); // SPEC S5: its turn is to pass on
    assertThat(ImportLife.cleanedUp(applied).orElseThrow().wishes()).isEmpty();
    assertThat(ImportLife.approvalApplied(applied, 2, 7, NOW, last -> last)).isEmpty();
  }

  @Test
  void shouldSupersedeApprovedDeactivationsThatStillWait() { // SPEC D6
    Import approved = ImportLife.approved(held(State.HELD)).orElseThrow();

    Import superseded = ImportLife.superseded(approved).orElseThrow();

    assertThat(superseded.deactivation().state()).isEqualTo(State.SUPERSEDED);
    assertThat(ImportLife.isApproved(superseded)).isFalse();
    assertThat(superseded.wishes()).isEmpty();
  }
}
