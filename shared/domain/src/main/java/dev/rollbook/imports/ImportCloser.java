package dev.rollbook.imports;

import dev.rollbook.imports.ImportLife.Awaited;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Ends imports, whatever the reason: a roster with passwords goes, and the key that sealed them in
 * batches (SPEC A8), the import gets its last status, the tenant's webhook is told (SPEC A13), and
 * the turn passes to the next of the tenant (SPEC S5). Ending twice is the same as ending once; a
 * crash in between is mended by doing it again.
 */
public final class ImportCloser {

  private final Journal journal;
  private final Commands commands;
  private final Buckets buckets;
  private final WebhookTeller teller;
  private final Clock clock;

  /** Ends imports by these ports. */
  public ImportCloser(Journal journal, Commands commands, Buckets buckets, Clock clock) {
    this.journal = journal;
    this.commands = commands;
    this.buckets = buckets;
    this.teller = new WebhookTeller(journal, clock);
    this.clock = clock;
  }

  /**
   * Ends an import, unless it has ended; then only what a crash left undone is done.
   *
   * @param status the last status
   * @param rosterGoes whether the uploaded roster has passwords, or may have
   * @param last what changes along with the status
   */
  public void end(
      Import ending, Status status, boolean rosterGoes, UnaryOperator<Import.Builder> last) {
    if (rosterGoes) {
      forget(ending);
    }
    if (ending.options().review()) {
      buckets.files(ending).deletePreview();
    }
    ended(ending, now -> ImportLife.ended(now, status, clock.instant(), last))
        .ifPresent(this::cleanUp);
  }

  /**
   * Ends an import that waits for its review, unless it was started since it was looked at (SPEC
   * S9); then nothing of it is touched.
   */
  public void expireReview(Import waiting) {
    ended(waiting, now -> ImportLife.reviewExpired(now, clock.instant())).ifPresent(this::cleanUp);
  }

  /**
   * Does what the end of an import, or of its approved plan, left to be done: its roster goes, if
   * that is to be, and its turn passes on. Until that is done the import counts as open, and so the
   * sweep does it if a crash came in between.
   */
  public void cleanUp(Import ended) {
    if (ImportLife.isRosterToGo(ended)) {
      forget(ended);
      if (ended.options().review()) {
        buckets.files(ended).deletePreview();
      }
    }
    teller.tell(ended);
    passTurn(
        ended.tenant(),
        ImportLife.isApprovalApplied(ended)
            ? Ticket.ofApproval(ended.importId())
            : Ticket.ofImport(ended.importId()));
    // The last of all, since nobody comes back once it is noted.
    journal.imports().change(ended.tenant(), ended.importId(), ImportLife::cleanedUp);
  }

  /** A step of an import's life that has its webhook told of it, if the tenant has one. */
  public Function<Import, Optional<Import>> telling(
      String tenant, Function<Import, Optional<Import>> step) {
    return teller.telling(tenant, step);
  }

  /** Tells the webhook what an import left to be told (SPEC A13). */
  public void tell(Import now) {
    teller.tell(now);
  }

  /** Makes unreadable whatever is left of passwords: in the roster, and in batches anywhere. */
  private void forget(Import ending) {
    buckets.uploads().deleteAllVersions(ending.upload().key());
    PasswordKey.of(ending, buckets).destroy();
  }

  /** Stores an end; gives the import if it has ended, now or before, and is still to be told of. */
  private Optional<Import> ended(Import ending, Function<Import, Optional<Import>> end) {
    AtomicBoolean open = new AtomicBoolean();
    Function<Import, Optional<Import>> telling = teller.telling(ending.tenant(), end);
    Optional<Import> stored =
        journal
            .imports()
            .change(
                ending.tenant(),
                ending.importId(),
                now -> {
                  Optional<Import> ended = telling.apply(now).map(ImportLife::passingTurn);
                  open.set(ended.isPresent());
                  return ended;
                });
    stored.filter(now -> open.get()).ifPresent(journal.figures()::ended);
    return stored.filter(ImportLife::hasEnded);
  }

  /**
   * Ends an import that cannot go on. Nothing of its roster can be told, so the roster goes, too.
   * The reason is noted first: once the roster is gone, whoever tries again would find another.
   */
  public void fail(Import failing, Failure failure) {
    journal
        .imports()
        .change(failing.tenant(), failing.importId(), now -> ImportLife.failing(now, failure));
    end(failing, Status.FAILED, true, last -> withWhatIsDone(failing, Tally.NONE, last));
  }

  /**
   * Ends an import that does not move, unless it has gone on since it was looked at; then nothing
   * of it is touched. No message brings anybody back to what a crash leaves of it, so it counts as
   * open until all is done.
   *
   * @param seen the import as it was then
   * @param unsettled settles what of it is not, and gives what was applied of its batches beyond
   *     what the settled ones tell; asked once nothing more of it begins
   */
  public void failStuck(Import seen, Failure failure, Function<Import, Tally> unsettled) {
    journal
        .imports()
        .change(seen.tenant(), seen.importId(), now -> ImportLife.stuck(now, seen, failure))
        .filter(ImportLife::isFailing)
        .flatMap(failing -> endedStuck(failing, unsettled.apply(failing)))
        .ifPresent(this::cleanUp);
  }

  private Optional<Import> endedStuck(Import failing, Tally unsettled) {
    return ended(
        failing,
        now ->
            ImportLife.ended(
                now,
                Status.FAILED,
                clock.instant(),
                last -> withWhatIsDone(failing, unsettled, last).asking(Wish.DELETE_ROSTER)));
  }

  /** What is known to have been applied; whatever is not counts as failed. */
  private Import.Builder withWhatIsDone(Import failing, Tally unsettled, Import.Builder last) {
    if (failing.startedAt().isEmpty()) {
      return last;
    }
    Tally rows = journal.progress().settled(failing.importId()).tally().plus(unsettled);
    Tally leaving = journal.progress().settled(Progress.ofDeactivation(failing.importId())).tally();
    Counts counts = Counts.of(failing.workload(), rows, leaving.deactivated());
    return last.counts(counts).deactivation(failing.deactivation().skipped(leaving.deactivated()));
  }

  /**
   * Ends a turn and gives it to the next ticket that has anything to do, which is set going if it
   * waits.
   */
  public void passTurn(String tenant, Ticket ended) {
    Optional<Ticket> holder = journal.turns().pass(tenant, ended);
    while (holder.isPresent() && !goesOn(tenant, holder.get())) {
      holder = journal.turns().pass(tenant, holder.get()); // it ended while it waited
    }
  }

  /**
   * Passes on the turn of a ticket that has nothing to do any more: whoever had it died before it
   * could do so itself.
   *
   * @return whether there was such a turn
   */
  public boolean passIdleTurn(String tenant) {
    Optional<Ticket> idle =
        journal.turns().holder(tenant).filter(holder -> !hasWork(tenant, holder));
    idle.ifPresent(holder -> passTurn(tenant, holder));
    return idle.isPresent();
  }

  /** Whether a ticket has anything to do; if that waits for the turn, it is set going. */
  private boolean goesOn(String tenant, Ticket holder) {
    Optional<Import> found = journal.imports().find(tenant, holder.id());
    boolean works = hasWork(holder, found);
    switch (holder.kind()) {
      case IMPORT -> {
        if (found.filter(now -> ImportLife.awaited(now) == Awaited.TURN).isPresent()) {
          commands.send(Command.of(Command.Action.DISPATCH, tenant, holder.id()));
        }
      }
      case APPROVAL -> {
        if (works) {
          commands.send(Command.of(Command.Action.APPROVE, tenant, holder.id()));
        }
      }
      case LEAVING -> {
        if (works) {
          commands.send(Command.of(Command.Action.LEAVE, tenant, holder.id()));
        }
      }
      case CHANGE -> commands.send(Command.of(Command.Action.CHANGE, tenant, holder.id()));
    }
    return works;
  }

  /** Whether a ticket that holds the turn, or waits for it, still has anything to do. */
  public boolean hasWork(String tenant, Ticket ticket) {
    return hasWork(ticket, journal.imports().find(tenant, ticket.id()));
  }

  private static boolean hasWork(Ticket ticket, Optional<Import> found) {
    return switch (ticket.kind()) {
      case IMPORT -> found.filter(now -> ImportLife.awaited(now) != Awaited.NOTHING).isPresent();
      case APPROVAL -> found.filter(ImportLife::isApproved).isPresent();
      case LEAVING -> found.filter(ImportLife::isLeaving).isPresent();
      case CHANGE -> true;
    };
  }
}
