package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.PasswordKey;
import dev.rollbook.imports.PasswordSeal;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Workload;
import dev.rollbook.imports.Workload.Cutting;
import dev.rollbook.reader.Judgement;
import dev.rollbook.renames.Renames;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Sends out the rows of a judged roster in numbered batches, by rules that are frozen, in the turn
 * of its import. What the batches will need is made first: the groups, and the key that seals their
 * passwords.
 */
final class RowBatchSender {

  /** Messages that go to the queue in one call of ours: 6 MB of rows at most. */
  private static final int SEND_AT_ONCE = 100;

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final RowQueue rowQueue;
  private final UnsettledBatches unsettled;
  private final ImportCloser closer;
  private final RosterRenamer renamer;
  private final Clock clock;

  RowBatchSender(
      Journal journal,
      Directory directory,
      Buckets buckets,
      RowQueue rowQueue,
      UnsettledBatches unsettled,
      ImportCloser closer,
      RosterRenamer renamer,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.rowQueue = rowQueue;
    this.unsettled = unsettled;
    this.closer = closer;
    this.renamer = renamer;
    this.clock = clock;
  }

  /**
   * Sends the batches that are not settled.
   *
   * @param turn the number of the import's turn
   * @param renames those of the roster, which are made first
   * @param giveUp whether their rows are to be settled as failed
   */
  void send(
      Import ready,
      long turn,
      ImportFiles files,
      ImportRules rules,
      Judgement judgement,
      Renames renames,
      boolean giveUp)
      throws IOException {
    if (ready.options().dryRun()) {
      files.putPlannedGroups(judgement.groups());
    } else if (!ready.options().leavers()) {
      directory
          .groups()
          .createMissing(ready.tenant(), judgement.groups().stream().map(Group::imported).toList());
    }
    Workload workload =
        ImportLife.awaited(ready) == Awaited.TURN
            ? workload(ready, rules, judgement)
            : ready.workload();
    PasswordKey key = PasswordKey.of(ready, buckets);
    if (workload.passwords() && ImportLife.awaited(ready) == Awaited.TURN) {
      key.make();
    }
    Optional<Import> started =
        journal
            .imports()
            .change(
                ready.tenant(),
                ready.importId(),
                now ->
                    ImportLife.running(
                        now,
                        turn,
                        judgement.reading(Sentences.in(now.language())),
                        workload,
                        clock.instant()))
            .filter(now -> ImportLife.awaited(now) == Awaited.ROWS);
    if (started.isEmpty()) { // cancelled meanwhile, or it has even run and ended
      if (workload.passwords()) {
        key.destroy(); // it may have been made once more, and has sealed nothing
      }
      closer.passTurn(ready.tenant(), Ticket.ofImport(ready.importId()));
      return;
    }
    RenamedRows renamed = renamer.make(started.get(), files, renames);
    Optional<PasswordSeal> seal = workload.passwords() ? key.seal() : Optional.empty();
    if (workload.passwords() && seal.isEmpty() && !giveUp) {
      return; // it has ended meanwhile: nothing of it is to be applied any more
    }
    sendUnsettled(
        started.get(),
        judgement,
        renamed,
        giveUp,
        workload.passwords()
            ? batch -> seal.map(batch::sealed).orElseGet(batch::withoutPasswords)
            : batch -> batch);
    journal.imports().change(ready.tenant(), ready.importId(), ImportLife::dispatched);
  }

  private static Workload workload(Import ready, ImportRules rules, Judgement judgement)
      throws IOException {
    boolean sealed = rules.mapped().contains(Target.Field.PASSWORD);
    Cutting cutting = sealed ? Cutting.WITH_PASSWORDS : Cutting.NOW;
    Import judged = ready.with().reading(judgement.reading()).build();
    BatchCutter counted = BatchCutter.counting(cutting, judged.deactivates());
    judgement.entries(counted);
    counted.finish();
    return Workload.NONE
        .with()
        .batches(counted.count())
        .rows(judgement.counts().emitted())
        .blank(judgement.counts().blank())
        .beyondLimit(judgement.counts().beyondLimit())
        .incomplete(!judgement.incomplete().isEmpty())
        .passwords(sealed || judgement.hasPasswordColumn())
        .cutting(cutting)
        .firstBatches(counted.firstBatches())
        .build();
  }

  /**
   * Sends what is not settled.
   *
   * @param closing does with a batch's passwords what is to be done before it leaves
   */
  private void sendUnsettled(
      Import running,
      Judgement judgement,
      RenamedRows renamed,
      boolean giveUp,
      UnaryOperator<RowBatch> closing)
      throws IOException {
    Set<Integer> open = unsettled.numbers(running);
    if (open.isEmpty()) {
      return;
    }
    int batches = running.workload().batches();
    List<RowBatch> waiting = new ArrayList<>();
    BatchCutter cutter =
        BatchCutter.to(
            running.workload().cutting(),
            running.deactivates(),
            (number, range, rows, listed) -> {
              if (!open.contains(number)) {
                return;
              }
              waiting.add(
                  closing.apply(
                      RowBatch.ofRows(running.tenant(), running.importId(), number, batches, rows)
                          .with()
                          .giveUp(giveUp)
                          .range(range)
                          .listed(range.isNone() ? renamed.stillNamed(listed) : listed)
                          .build()));
              if (waiting.size() == SEND_AT_ONCE) {
                rowQueue.send(waiting);
                waiting.clear();
              }
            });
    judgement.entries(entry -> cutter.accept(renamed.entry(entry)));
    cutter.finish();
    if (!waiting.isEmpty()) {
      rowQueue.send(waiting);
    }
  }
}
