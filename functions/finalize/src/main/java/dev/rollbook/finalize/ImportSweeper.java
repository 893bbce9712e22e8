package dev.rollbook.finalize;

import dev.rollbook.directory.Users;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Import.Watch;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportFiles.Pass;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Leaving;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.Progress.Settled;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Ticket;
import dev.rollbook.lambda.LogContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to every import that has not ended (SPEC A6, S9): one whose file or step never came expires;
 * one that stopped moving is set going again, since its message may be lost; one that still does
 * not move is ended. So none stays open for ever.
 */
public final class ImportSweeper {

  /** How often an import that does not move is set going again as it is. */
  private static final int NUDGES = 2;

  private static final Logger LOG = LoggerFactory.getLogger(ImportSweeper.class);

  private final Journal journal;
  private final Commands commands;
  private final ObjectStore uploads;
  private final ImportCloser closer;
  private final BatchAbandoner abandoner;
  private final UnlistedDeactivator deactivator;
  private final Duration stallAfter;
  private final Clock clock;

  /**
   * Sweeps by these ports.
   *
   * @param stallAfter without progress for so long an import is taken to be stuck
   */
  public ImportSweeper(
      Journal journal,
      Users users,
      Commands commands,
      Buckets buckets,
      Duration stallAfter,
      Clock clock) {
    this.journal = journal;
    this.commands = commands;
    this.uploads = buckets.uploads();
    this.closer = new ImportCloser(journal, commands, buckets, clock);
    this.abandoner = new BatchAbandoner(users, buckets, journal.progress());
    this.deactivator = new UnlistedDeactivator(users, buckets, journal.progress(), commands, clock);
    this.stallAfter = stallAfter;
    this.clock = clock;
  }

  /**
   * Looks at every open import once, and at those whose day of leaving has come (SPEC D10). One
   * that cannot be seen to does not keep the others from it.
   */
  public void sweep() {
    leave();
    for (Import open : journal.imports().open()) {
      LogContext.set(open.tenant(), open.importId());
      try {
        see(open);
      } catch (RuntimeException e) {
        LOG.error("cannot sweep import {} of tenant {}", open.importId(), open.tenant(), e);
      }
    }
  }

  /** The day has come that some imports set; a command that is lost is sent again by the next. */
  private void leave() {
    for (Leaving due : journal.imports().due(clock.instant())) {
      commands.send(Command.of(Action.LEAVE, due.tenant(), due.importId()));
    }
  }

  private void see(Import open) {
    closer.tell(open); // a crash may have come between what it has reached and this
    switch (ImportLife.awaited(open)) {
      case UPLOAD -> awaitingUpload(open);
      case REVIEW -> {
        if (isOlder(open.since(), Import.REVIEW_LIFE)) {
          closer.expireReview(open);
        }
      }
      case READING -> nudge(open, 0, Action.READ);
      case TURN -> queued(open);
      case ROWS -> running(open);
      case ENDING -> finalizing(open);
      case NOTHING -> ended(open);
    }
  }

  /** The URL is dead; but the file may be there and its event lost. */
  private void awaitingUpload(Import open) {
    if (!isOlder(open.since(), Import.UPLOAD_LIFE)) {
      return;
    }
    Optional<ObjectStore.Stored> stored = uploads.find(open.upload().key());
    if (stored.isEmpty()) {
      closer.end(open, Status.EXPIRED, false, last -> last);
      return;
    }
    Import.Upload upload = new Import.Upload(open.upload().key(), stored.get().version());
    journal
        .imports()
        .change(
            open.tenant(),
            open.importId(),
            now -> ImportLife.uploaded(now, upload, clock.instant()))
        .filter(now -> ImportLife.awaited(now) == ImportLife.Awaited.READING)
        .ifPresent(now -> send(now, Action.READ));
  }

  /** It waits for another, unless the turn was lost on the way. */
  private void queued(Import open) {
    Optional<Ticket> other =
        journal
            .turns()
            .holder(open.tenant())
            .filter(ticket -> !ticket.equals(Ticket.ofImport(open.importId())));
    if (other.filter(ticket -> closer.hasWork(open.tenant(), ticket)).isPresent()) {
      return;
    }
    if (isOlder(open.since(), stallAfter)) {
      other.ifPresent(ticket -> closer.passTurn(open.tenant(), ticket));
    }
    nudge(open, 0, Action.DISPATCH);
  }

  private void running(Import open) {
    Settled settled = journal.progress().settled(open.importId());
    boolean complete = settled.batches().size() == open.workload().batches();
    nudge(open, settled.tally().rows(), complete ? Action.FINISH : Action.RESEND);
  }

  /** Its rows are done; what goes on is the deactivation of its unlisted users. */
  private void finalizing(Import open) {
    long rows = open.workload().rows();
    boolean deactivates = ImportLife.isDeactivating(open);
    nudge(
        open, rows + (deactivates ? deactivator.progressed(Pass.IMPORT, open) : 0), Action.FINISH);
  }

  /**
   * A crash came between its end and what that left to do; or its held deactivations are approved
   * and the command may be lost (SPEC D6).
   */
  private void ended(Import ended) {
    if (ImportLife.isToCleanUp(ended)) {
      closer.cleanUp(ended);
    }
    if (ImportLife.isApproved(ended) && isOlder(ended.watch().since(), stallAfter)) {
      closer.passIdleTurn(ended.tenant());
      if (journal.turns().take(ended.tenant(), Ticket.ofApproval(ended.importId())).isPresent()) {
        note(ended, new Watch(0, 0, clock.instant()));
        send(ended, Action.APPROVE);
      }
    }
  }

  /** Notes whether an import moves, and helps it if it does not. */
  private void nudge(Import open, long settledRows, Action action) {
    Watch noted = open.watch();
    // What was noted of the status before tells nothing of this one.
    Watch watch =
        open.since().isAfter(noted.since()) ? new Watch(noted.settled(), 0, open.since()) : noted;
    if (settledRows > Math.max(0, watch.settled())) {
      note(open, new Watch(settledRows, 0, clock.instant()));
    } else if (isOlder(watch.since(), stallAfter)) {
      LOG.warn(
          "import {} of tenant {} does not move: {} at {} rows, nudge {}",
          open.importId(),
          open.tenant(),
          open.status(),
          settledRows,
          watch.nudges());
      journal.figures().stalled(open);
      if (watch.nudges() < NUDGES) {
        note(open, new Watch(settledRows, watch.nudges() + 1, clock.instant()));
        send(open, action);
      } else if (watch.nudges() == NUDGES && action == Action.RESEND) {
        note(open, new Watch(settledRows, watch.nudges() + 1, clock.instant()));
        send(open, Action.GIVE_UP);
      } else {
        closer.failStuck(
            open,
            new Failure(Failure.STALLED, Sentences.in(open.language()).stalled()),
            this::abandon);
      }
    }
  }

  /** Settles what nobody does any more; gives what was applied of batches that are not settled. */
  private Tally abandon(Import failing) {
    Awaited awaited = ImportLife.awaited(failing);
    if (awaited == Awaited.ENDING && ImportLife.isDeactivating(failing)) {
      deactivator.abandon(Pass.IMPORT, failing);
    }
    return awaited == Awaited.ROWS ? abandoner.abandon(failing) : Tally.NONE;
  }

  private void note(Import open, Watch watch) {
    journal
        .imports()
        .change(
            open.tenant(),
            open.importId(),
            now ->
                now.status() == open.status()
                    ? Optional.of(now.with().watch(watch).build())
                    : Optional.empty());
  }

  private void send(Import open, Action action) {
    commands.send(Command.of(action, open.tenant(), open.importId()));
  }

  private boolean isOlder(Instant since, Duration age) {
    return since.plus(age).isBefore(clock.instant());
  }
}
