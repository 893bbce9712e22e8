package dev.rollbook.imports;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * How an import ends, whatever the reason: a roster with passwords goes (SPEC A8), the import gets
 * its last status, and the turn passes to the next of the tenant (SPEC S5). Ending twice is the
 * same as ending once; a crash in between is mended by doing it again.
 */
public final class Ending {

  private final Journal journal;
  private final Commands commands;
  private final Buckets buckets;
  private final Clock clock;

  /** Ends imports by these ports. */
  public Ending(Journal journal, Commands commands, Buckets buckets, Clock clock) {
    this.journal = journal;
    this.commands = commands;
    this.buckets = buckets;
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
      buckets.uploads().deleteAllVersions(ending.upload().key());
    }
    if (ending.options().review()) {
      buckets.files(ending).deletePreview();
    }
    AtomicBoolean open = new AtomicBoolean();
    journal
        .imports()
        .change(
            ending.tenant(),
            ending.importId(),
            now -> {
              open.set(!now.status().isEnd());
              return open.get()
                  ? Optional.of(last.apply(now.with()).build().to(status, clock.instant()))
                  : Optional.empty();
            })
        .filter(ended -> open.get())
        .ifPresent(journal.figures()::ended);
    passTurn(ending.tenant(), ending.importId());
  }

  /**
   * Ends an import that cannot go on. Nothing of its roster can be told, so the roster goes, too.
   * The reason is noted first: once the roster is gone, whoever tries again would find another.
   */
  public void fail(Import failing, Failure failure) {
    journal
        .imports()
        .change(
            failing.tenant(),
            failing.importId(),
            now ->
                now.status().isEnd() || now.failure().isPresent()
                    ? Optional.empty()
                    : Optional.of(now.with().failure(failure).build()));
    end(
        failing,
        Status.FAILED,
        true,
        last -> failing.startedAt().isPresent() ? last.counts(settled(failing)) : last);
  }

  /** What is known to have been applied; whatever is not settled counts as failed. */
  private Counts settled(Import failing) {
    return Counts.of(failing.workload(), journal.progress().settled(failing.importId()).tally(), 0);
  }

  /**
   * Gives the turn of an import that has ended to the next one that has not, and sets that going if
   * it waits.
   */
  public void passTurn(String tenant, String importId) {
    Optional<String> holder = journal.turns().pass(tenant, importId);
    while (holder.isPresent()) {
      String next = holder.get();
      Optional<Import> open =
          journal.imports().find(tenant, next).filter(found -> !found.status().isEnd());
      if (open.isPresent()) {
        if (open.get().status() == Status.QUEUED) {
          commands.send(new Command(Command.Action.DISPATCH, tenant, next));
        }
        return;
      }
      holder = journal.turns().pass(tenant, next); // it ended while it waited
    }
  }
}
