package dev.rollbook.imports;

import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.roster.Reading;
import dev.rollbook.webhooks.WebhookEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The life of an import: which status may follow which, what each step stores, and what an import
 * waits for (SPEC section 7, S3, S8, S9, D6). Nobody else compares statuses.
 *
 * <p>A step gives the changed import, or nothing where the import is not at the point for it: it
 * has gone on, or it ended. So a step that is repeated changes nothing.
 */
public final class ImportLife {

  private static final Map<Status, Set<Status>> NEXT = next();
  private static final Map<State, Set<State>> NEXT_OF_HELD =
      Map.of(State.HELD, EnumSet.of(State.APPROVED, State.DISCARDED, State.SUPERSEDED));

  private static final Set<Wish> TELLING = EnumSet.of(Wish.TELL_REVIEW, Wish.TELL_END);

  private ImportLife() {}

  private static Map<Status, Set<Status>> next() {
    Map<Status, Set<Status>> next = new EnumMap<>(Status.class);
    next.put(
        Status.AWAITING_UPLOAD,
        // A dropped file that cannot be taken fails without being read (SPEC S2).
        EnumSet.of(Status.READING, Status.FAILED, Status.CANCELLED, Status.EXPIRED));
    next.put(
        Status.READING,
        EnumSet.of(Status.AWAITING_REVIEW, Status.QUEUED, Status.FAILED, Status.CANCELLED));
    next.put(Status.AWAITING_REVIEW, EnumSet.of(Status.QUEUED, Status.CANCELLED, Status.EXPIRED));
    next.put(Status.QUEUED, EnumSet.of(Status.RUNNING, Status.FAILED, Status.CANCELLED));
    next.put(Status.RUNNING, EnumSet.of(Status.FINALIZING, Status.FAILED));
    next.put(
        Status.FINALIZING,
        EnumSet.of(
            Status.COMPLETED, Status.COMPLETED_WITH_ERRORS, Status.FAILED, Status.CANCELLED));
    for (Status end : Status.values()) {
      next.putIfAbsent(end, EnumSet.noneOf(Status.class));
    }
    return next;
  }

  /** What an import waits for. */
  public enum Awaited {
    /** Its file. */
    UPLOAD,
    /** Parse, to judge the file. */
    READING,
    /** A person, to start it. */
    REVIEW,
    /** Its turn. */
    TURN,
    /** Reconcile, to settle its rows. */
    ROWS,
    /** Finalize, to end it. */
    ENDING,
    /** Nothing: it has ended. */
    NOTHING
  }

  /** What an import waits for. */
  public static Awaited awaited(Import of) {
    return switch (of.status()) {
      case AWAITING_UPLOAD -> Awaited.UPLOAD;
      case READING -> Awaited.READING;
      case AWAITING_REVIEW -> Awaited.REVIEW;
      case QUEUED -> Awaited.TURN;
      case RUNNING -> Awaited.ROWS;
      case FINALIZING -> Awaited.ENDING;
      case COMPLETED, COMPLETED_WITH_ERRORS, FAILED, CANCELLED, EXPIRED -> Awaited.NOTHING;
    };
  }

  /** Whether it has ended. */
  public static boolean hasEnded(Import of) {
    return awaited(of) == Awaited.NOTHING;
  }

  /** Whether it has ended because its file never came: nothing of it was ever looked at. */
  public static boolean neverHadItsFile(Import of) {
    return of.status() == Status.EXPIRED && !of.reached().containsKey(Status.READING);
  }

  /**
   * Whether anything of it is still to be done: it has not ended, or an approval waits, or its end
   * has left something to be done, or its webhook is still to be told.
   */
  public static boolean isOpen(Import of) {
    return !hasEnded(of) || isApproved(of) || isToCleanUp(of) || isToTell(of);
  }

  /** Whether the tenant's webhook is still to be told of it (SPEC A13). */
  public static boolean isToTell(Import of) {
    return of.wishes().stream().anyMatch(TELLING::contains);
  }

  /** The same, its webhook to be told of where it is now; nothing, if that is not worth a word. */
  public static Optional<Import> telling(Import now) {
    return switch (awaited(now)) {
      case REVIEW -> Optional.of(now.with().asking(Wish.TELL_REVIEW).build());
      case NOTHING -> Optional.of(now.with().asking(Wish.TELL_END).build());
      case UPLOAD, READING, TURN, ROWS, ENDING -> Optional.empty();
    };
  }

  /** What its webhook is still to be told (SPEC A13). */
  public static List<WebhookEvent> untold(Import of) {
    List<WebhookEvent> events = new ArrayList<>();
    if (of.wishes().contains(Wish.TELL_REVIEW)) {
      events.add(WebhookEvent.AWAITING_REVIEW);
    }
    if (of.wishes().contains(Wish.TELL_END)) {
      events.add(end(of.status()));
      if (wasHeld(of)) {
        events.add(WebhookEvent.HELD);
      }
    }
    return events;
  }

  /** Whether its deactivations are held, or were before somebody decided. */
  private static boolean wasHeld(Import of) {
    return isHeld(of) || leads(State.HELD, of.deactivation().state());
  }

  private static WebhookEvent end(Status status) {
    return switch (status) {
      case COMPLETED, COMPLETED_WITH_ERRORS -> WebhookEvent.COMPLETED;
      case FAILED -> WebhookEvent.FAILED;
      case CANCELLED -> WebhookEvent.CANCELLED;
      case EXPIRED -> WebhookEvent.EXPIRED;
      case AWAITING_UPLOAD, READING, AWAITING_REVIEW, QUEUED, RUNNING, FINALIZING ->
          throw new IllegalArgumentException(status + " is no end");
    };
  }

  /**
   * Its webhook is told.
   *
   * @param told the import as it was told of; what it was asked to tell since is still to be told
   */
  public static Optional<Import> told(Import of, Import told) {
    Import.Builder changed = of.with();
    told.wishes().stream().filter(TELLING::contains).forEach(changed::done);
    return Optional.of(changed.build()).filter(now -> !now.wishes().equals(of.wishes()));
  }

  /** Whether it has ended and its roster is to be deleted. */
  public static boolean isRosterToGo(Import of) {
    return of.wishes().contains(Wish.DELETE_ROSTER);
  }

  /** It sets a day on which those become inactive whom it puts out (SPEC D10). */
  public static Optional<Import> leaving(Import ending) {
    return isLeaving(ending)
        ? Optional.empty()
        : Optional.of(ending.with().asking(Wish.LEAVE).build());
  }

  /** Whether users are to become inactive when the day has come that it set. */
  public static boolean isLeaving(Import of) {
    return of.wishes().contains(Wish.LEAVE);
  }

  /**
   * Their day has come, and they are inactive.
   *
   * @param done how many
   * @param turn the number of the turn in which that was done
   * @param last what changes along with it
   */
  public static Optional<Import> left(
      Import ended, long done, long turn, UnaryOperator<Import.Builder> last) {
    Deactivation now = ended.deactivation();
    return isLeaving(ended)
        ? Optional.of(
            last.apply(
                    ended
                        .with()
                        .done(Wish.LEAVE)
                        .deactivation(now.at(now.state(), done))
                        .links(ended.links().left(turn)))
                .build())
        : Optional.empty();
  }

  /** It has ended, or its approved plan is applied, and its turn is to pass on. */
  static Import passingTurn(Import ended) {
    return ended.with().asking(Wish.PASS_TURN).build();
  }

  /** Whether its end has left something to be done. */
  public static boolean isToCleanUp(Import of) {
    return isRosterToGo(of) || of.wishes().contains(Wish.PASS_TURN);
  }

  /** What its end has left is done. */
  public static Optional<Import> cleanedUp(Import ended) {
    return isToCleanUp(ended)
        ? Optional.of(ended.with().done(Wish.DELETE_ROSTER).done(Wish.PASS_TURN).build())
        : Optional.empty();
  }

  /** Whether a status may follow another. */
  public static boolean leads(Status from, Status to) {
    return NEXT.get(from).contains(to);
  }

  /** Whether a state of held deactivations may follow another. */
  public static boolean leads(State from, State to) {
    return NEXT_OF_HELD.getOrDefault(from, Set.of()).contains(to);
  }

  /** Whether it has ended with every row settled. */
  public static boolean hasCompleted(Import of) {
    return of.status() == Status.COMPLETED || of.status() == Status.COMPLETED_WITH_ERRORS;
  }

  /** Whether it ended so long ago that its plan is not to be had any more (SPEC A10). */
  public static boolean isPlanGone(Import of, Instant now) {
    return of.finishedAt().filter(end -> end.plus(Import.PLAN_LIFE).isBefore(now)).isPresent();
  }

  /** Its file is there. */
  public static Optional<Import> uploaded(Import waiting, Import.Upload upload, Instant now) {
    return step(waiting, Status.READING, now, last -> last.upload(upload));
  }

  /** Its file is judged: it waits for a review, or for its turn. */
  public static Optional<Import> judged(Import reading, Reading found, Instant now) {
    Status next = reading.options().review() ? Status.AWAITING_REVIEW : Status.QUEUED;
    return awaited(reading) == Awaited.READING
        ? step(reading, next, now, last -> last.reading(found))
        : Optional.empty();
  }

  /** It was reviewed and is started, with options that may have changed (SPEC S3). */
  public static Optional<Import> started(Import reviewed, ImportOptions options, Instant now) {
    return awaited(reviewed) == Awaited.REVIEW
        ? step(
            reviewed,
            Status.QUEUED,
            now,
            last -> last.options(options).deactivation(Deactivation.notYet(options)))
        : Optional.empty();
  }

  /** Its turn has come and its rows go out. */
  public static Optional<Import> running(
      Import queued, long turn, Reading reading, Workload workload, Instant now) {
    return runs(queued, now, last -> last.turn(turn).reading(reading).workload(workload));
  }

  /** Every one of its batches is on the queue. */
  public static Optional<Import> dispatched(Import running) {
    return awaited(running) == Awaited.ROWS && !running.workload().dispatched()
        ? Optional.of(running.with().workload(running.workload().asDispatched()).build())
        : Optional.empty();
  }

  /** Every row is settled. */
  public static Optional<Import> settled(Import running, Progress.Settled settled, Instant now) {
    return settled.batches().size() == running.workload().batches()
        ? step(running, Status.FINALIZING, now, last -> last)
        : Optional.empty();
  }

  /** What becomes of its unlisted users is decided; that stands. */
  public static Optional<Import> decided(Import finalizing, Deactivation decision) {
    return awaited(finalizing) == Awaited.ENDING && !isDecided(finalizing)
        ? Optional.of(finalizing.with().deactivation(decision).build())
        : Optional.empty();
  }

  /** Whether it is decided what becomes of its unlisted users, or nothing is. */
  public static boolean isDecided(Import finalizing) {
    return !finalizing.deactivation().equals(Deactivation.SKIPPED);
  }

  /** The results of its rows are written. */
  public static Optional<Import> reported(Import finalizing) {
    return awaited(finalizing) == Awaited.ENDING && !finalizing.reported()
        ? Optional.of(finalizing.with().asReported().build())
        : Optional.empty();
  }

  /** Why it cannot go on is known; the first reason stands. */
  public static Optional<Import> failing(Import open, Failure why) {
    return open.status().isEnd() || open.failure().isPresent()
        ? Optional.empty()
        : Optional.of(open.with().failure(why).build());
  }

  /**
   * The same, unless it went on since it was looked at.
   *
   * @param seen the import as it was then
   */
  public static Optional<Import> stuck(Import open, Import seen, Failure why) {
    return open.status() == seen.status()
            && open.since().equals(seen.since())
            && open.watch().equals(seen.watch())
        ? failing(open, why)
        : Optional.empty();
  }

  /** Whether it is known that it cannot go on; what it has not begun it does not begin any more. */
  public static boolean isFailing(Import open) {
    return open.failure().isPresent();
  }

  /**
   * It ends.
   *
   * @param last what changes along with the status
   */
  public static Optional<Import> ended(
      Import open, Status end, Instant now, UnaryOperator<Import.Builder> last) {
    return end.isEnd() ? step(open, end, now, last) : Optional.empty();
  }

  /**
   * Nobody started it in time (SPEC S9). Somebody may do so at this very moment, so its end comes
   * before its roster goes, and is not taken back.
   */
  public static Optional<Import> reviewExpired(Import waiting, Instant now) {
    return awaited(waiting) == Awaited.REVIEW
        ? step(waiting, Status.EXPIRED, now, last -> last.asking(Wish.DELETE_ROSTER))
        : Optional.empty();
  }

  /** It is to end without applying the rows that are left (SPEC S8); before it runs, at once. */
  public static Optional<Import> cancelled(Import open, Instant now) {
    return switch (awaited(open)) {
      case UPLOAD, READING, REVIEW, TURN ->
          step(open, Status.CANCELLED, now, last -> last.asking(Wish.DELETE_ROSTER));
      case ROWS ->
          isCancelled(open)
              ? Optional.empty()
              : Optional.of(open.with().asking(Wish.CANCEL).build());
      case ENDING, NOTHING -> Optional.empty();
    };
  }

  /** Whether it can be cancelled, or was and is about to end. */
  public static boolean mayBeCancelled(Import of) {
    return switch (awaited(of)) {
      case UPLOAD, READING, REVIEW, TURN, ROWS -> true;
      case ENDING, NOTHING -> false;
    };
  }

  /** Whether it ended because it was cancelled. */
  public static boolean wasCancelled(Import ended) {
    return ended.status() == Status.CANCELLED;
  }

  /** Whether a running import is to leave the rows that are not planned yet. */
  public static boolean isCancelled(Import running) {
    return running.wishes().contains(Wish.CANCEL);
  }

  /** Another import applies its plan, or undoes it; only one ever does. */
  public static Optional<Import> followed(Import source, String importId) {
    return source.links().isFollowed()
        ? Optional.empty()
        : Optional.of(source.with().links(source.links().followedBy(importId)).build());
  }

  /**
   * The turn of an import that goes by a stored plan has come.
   *
   * @param eligible users that an import may deactivate, counted where an undo needs it
   */
  public static Optional<Import> followingRuns(
      Import queued, long turn, long eligible, Instant now) {
    return runs(queued, now, last -> last.turn(turn).links(queued.links().withEligible(eligible)));
  }

  /** Whether it wrote users, or could have: it ran, for real, and did not fail (SPEC S11). */
  public static boolean canBeUndone(Import of) {
    return hasEnded(of)
        && of.status() != Status.FAILED
        && of.startedAt().isPresent()
        && !of.options().dryRun();
  }

  /** Whether its deactivations are held. */
  public static boolean isHeld(Import of) {
    return of.deactivation().state() == State.HELD;
  }

  /** Whether it deactivates its unlisted users by itself, nothing having held them. */
  public static boolean isDeactivating(Import of) {
    return of.deactivation().state() == State.DONE;
  }

  /** Whether its held deactivations were dropped on request. */
  public static boolean isDiscarded(Import of) {
    return of.deactivation().state() == State.DISCARDED;
  }

  /** Whether its held deactivations were approved and are applied. */
  public static boolean isApprovalApplied(Import of) {
    return of.deactivation().state() == State.APPROVED;
  }

  /** Its held deactivations are approved and wait for a turn (SPEC D6). */
  public static Optional<Import> approved(Import held) {
    return isHeld(held) && !isApproved(held)
        ? Optional.of(held.with().asking(Wish.APPROVE).build())
        : Optional.empty();
  }

  /** Whether held deactivations wait for their turn to be applied. */
  public static boolean isApproved(Import held) {
    return isHeld(held) && held.wishes().contains(Wish.APPROVE);
  }

  /** Its held deactivations are dropped on request; those approved are not held any more. */
  public static Optional<Import> discarded(Import held) {
    return isApproved(held)
        ? Optional.empty()
        : heldBecomes(held, State.DISCARDED, 0).map(Import.Builder::build);
  }

  /** A later import's list replaces the one that its held deactivations come from. */
  public static Optional<Import> superseded(Import held) {
    return heldBecomes(held, State.SUPERSEDED, 0)
        .map(changed -> changed.done(Wish.APPROVE).build());
  }

  /**
   * Its approved deactivations are applied.
   *
   * @param done users set inactive
   * @param turn the number of the turn in which that was done
   * @param last what changes along with the state
   */
  public static Optional<Import> approvalApplied(
      Import held, long done, long turn, Instant now, UnaryOperator<Import.Builder> last) {
    return isApproved(held)
        ? heldBecomes(held, State.APPROVED, done)
            .map(
                changed ->
                    last.apply(changed.done(Wish.APPROVE).links(held.links().approved(turn, now)))
                        .build())
            .map(ImportLife::passingTurn)
        : Optional.empty();
  }

  private static Optional<Import.Builder> heldBecomes(Import held, State next, long done) {
    Deactivation now = held.deactivation();
    return leads(now.state(), next)
        ? Optional.of(held.with().deactivation(now.at(next, done)))
        : Optional.empty();
  }

  private static Optional<Import> runs(
      Import queued, Instant now, UnaryOperator<Import.Builder> change) {
    return isFailing(queued) ? Optional.empty() : step(queued, Status.RUNNING, now, change);
  }

  private static Optional<Import> step(
      Import from, Status next, Instant now, UnaryOperator<Import.Builder> change) {
    return leads(from.status(), next)
        ? Optional.of(change.apply(from.with()).build().to(next, now))
        : Optional.empty();
  }
}
