package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.PlanCounts;
import dev.rollbook.imports.RulesFreezer;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.UndonePlan;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends out the batches of an import that applies or undoes a stored plan (SPEC S10, S11): as many
 * as that has, each without rows, since reconcile takes them from the plan.
 */
final class DerivedBatchSender {

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final UnsettledBatches unsettled;
  private final ImportCloser closer;
  private final RulesFreezer freezer;
  private final DerivedRenamer renamer;
  private final Clock clock;

  DerivedBatchSender(
      Journal journal,
      Directory directory,
      Buckets buckets,
      UnsettledBatches unsettled,
      ImportCloser closer,
      RenameMaker maker,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.unsettled = unsettled;
    this.closer = closer;
    this.freezer = new RulesFreezer(directory);
    this.renamer = new DerivedRenamer(directory, buckets, maker);
    this.clock = clock;
  }

  /**
   * Sends the batches that are not settled.
   *
   * @param turn the number of the import's turn
   * @param giveUp whether their rows are to be settled as failed
   */
  void send(Import ready, long turn, boolean giveUp) {
    Import running = ready;
    Import source =
        journal
            .imports()
            .find(ready.tenant(), ready.links().source())
            .orElseThrow(() -> new IllegalStateException("no import " + ready.links().source()));
    if (ImportLife.awaited(ready) == Awaited.TURN) {
      if (isRefused(ready, source)) {
        closer.fail(
            ready,
            new Failure(Failure.RULES_CHANGED, Sentences.in(ready.language()).rulesChanged()));
        return;
      }
      prepare(ready, source);
      renamer.decide(ready, source);
      long eligible = eligible(ready, source);
      Optional<Import> started =
          journal
              .imports()
              .change(
                  ready.tenant(),
                  ready.importId(),
                  now -> ImportLife.followingRuns(now, turn, eligible, clock.instant()))
              .filter(now -> ImportLife.awaited(now) == Awaited.ROWS);
      if (started.isEmpty()) { // cancelled meanwhile
        closer.passTurn(ready.tenant(), Ticket.ofImport(ready.importId()));
        return;
      }
      running = started.get();
    }
    renamer.make(running, source);
    unsettled.sendWithoutRows(running, unsettled.numbers(running), giveUp);
    journal.imports().change(running.tenant(), running.importId(), ImportLife::dispatched);
  }

  /** The rules may have changed while it waited for its turn. */
  private boolean isRefused(Import ready, Import source) {
    return ready.links().isApplied()
        && !ready.links().force()
        && buckets
            .files(source)
            .rules()
            .filter(frozen -> freezer.haveChanged(source, buckets.files(source), frozen))
            .isPresent();
  }

  /** Does what has to be so before the first user is written. */
  private void prepare(Import ready, Import source) {
    if (ready.options().dryRun()) {
      return;
    }
    ImportFiles files = buckets.files(source);
    if (ready.links().isApplied()) {
      directory
          .groups()
          .createMissing(
              ready.tenant(), files.plannedGroups().stream().map(Group::imported).toList());
    }
    if (ready.links().isUndo()) {
      // What is still held of it is not to be applied any more.
      journal
          .imports()
          .change(ready.tenant(), ready.links().undoes(), ImportLife::superseded)
          .filter(
              now -> journal.turns().heldPlan(ready.tenant()).equals(Optional.of(now.importId())))
          .ifPresent(now -> journal.turns().putHeldPlan(ready.tenant(), Optional.empty()));
    }
  }

  /**
   * An undo has no key ranges, in which the users that the guard goes by would be counted along the
   * way: they are counted here, before the first is written, unless it cannot deactivate so many
   * that any guard would hold it.
   */
  private long eligible(Import ready, Import source) {
    if (ready.links().isApplied()) {
      return source.links().eligible(); // as the dry run counted them
    }
    PlanCounts planned = buckets.files(source).planCounts().orElseThrow();
    if (UndonePlan.deactivations(source, planned) < Guard.FEWEST) {
      return 0;
    }
    long eligible = 0;
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      try (Stream<User> users =
          directory.users().inRange(ready.tenant(), KeyRange.of(shard), new Meter())) {
        eligible += users.filter(User::deactivatable).count();
      }
    }
    return eligible;
  }
}
