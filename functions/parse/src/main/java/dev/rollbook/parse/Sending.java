package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Ending;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Import.Workload;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.imports.Status;
import dev.rollbook.reader.Incompleteness;
import dev.rollbook.reader.Judgement;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends out the rows of a judged roster in numbered batches, by rules that are frozen. What the
 * batches and finalize will need is laid down first: the listed usernames, the groups.
 */
final class Sending {

  /** Messages that go to the queue in one call of ours. */
  private static final int SEND_AT_ONCE = 100;

  private final Journal journal;
  private final Directory directory;
  private final RowQueue rowQueue;
  private final Commands commands;
  private final Ending ending;
  private final Clock clock;

  Sending(
      Journal journal,
      Directory directory,
      RowQueue rowQueue,
      Commands commands,
      Ending ending,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.rowQueue = rowQueue;
    this.commands = commands;
    this.ending = ending;
    this.clock = clock;
  }

  /**
   * Sends the batches that are not settled.
   *
   * @param giveUp whether their rows are to be settled as failed
   */
  void send(Import ready, ImportFiles files, ImportRules rules, Judgement judgement, boolean giveUp)
      throws RosterException, IOException {
    lay(files, judgement.listed());
    if (ready.options().dryRun()) {
      files.putPlannedGroups(judgement.groups());
    } else {
      directory
          .groups()
          .createMissing(ready.tenant(), judgement.groups().stream().map(Group::imported).toList());
    }
    Workload workload =
        ready.status() == Status.QUEUED ? workload(rules, judgement) : ready.workload();
    Optional<Import> started =
        journal
            .imports()
            .change(
                ready.tenant(),
                ready.importId(),
                now ->
                    now.status() == Status.QUEUED
                        ? Optional.of(
                            now.with()
                                .reading(judgement.reading())
                                .workload(workload)
                                .build()
                                .to(Status.RUNNING, clock.instant()))
                        : Optional.empty());
    if (started.map(Import::status).filter(Status.RUNNING::equals).isEmpty()) {
      ending.passTurn(ready.tenant(), ready.importId()); // cancelled meanwhile
      return;
    }
    sendUnsettled(started.get(), judgement, giveUp);
    journal
        .imports()
        .change(
            ready.tenant(),
            ready.importId(),
            now ->
                now.status() == Status.RUNNING && !now.workload().dispatched()
                    ? Optional.of(now.with().workload(now.workload().asDispatched()).build())
                    : Optional.empty());
  }

  private static Workload workload(ImportRules rules, Judgement judgement)
      throws RosterException, IOException {
    Batches counted = new Batches((number, rows) -> {});
    judgement.rows(counted::take);
    counted.finish();
    return new Workload(
        counted.count(),
        judgement.counts().emitted(),
        judgement.counts().blank(),
        judgement.counts().beyondLimit(),
        judgement.incomplete().contains(Incompleteness.USERNAME_UNREADABLE),
        rules.mapped().contains(Target.Field.PASSWORD),
        false);
  }

  private void sendUnsettled(Import running, Judgement judgement, boolean giveUp)
      throws RosterException, IOException {
    Set<Integer> settled = journal.progress().settled(running.importId()).batches();
    int batches = running.workload().batches();
    if (settled.size() == batches) {
      commands.send(new Command(Command.Action.FINISH, running.tenant(), running.importId()));
      return;
    }
    List<RowBatch> waiting = new ArrayList<>();
    Batches cut =
        new Batches(
            (number, rows) -> {
              if (settled.contains(number)) {
                return;
              }
              waiting.add(
                  new RowBatch(
                      running.tenant(), running.importId(), number, batches, giveUp, rows));
              if (waiting.size() == SEND_AT_ONCE) {
                rowQueue.send(waiting);
                waiting.clear();
              }
            });
    judgement.rows(cut::take);
    cut.finish();
    if (!waiting.isEmpty()) {
      rowQueue.send(waiting);
    }
  }

  /** Lays the listed usernames down in the order in which finalize will meet the users. */
  private static void lay(ImportFiles files, Iterable<String> listed) {
    List<List<String>> shards = new ArrayList<>();
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      shards.add(new ArrayList<>());
    }
    for (String username : listed) {
      if (username.indexOf('\n')
          < 0) { // a line of the file each; with a break in it, it is nobody's name
        shards.get(KeyShard.of(username)).add(username);
      }
    }
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      shards.get(shard).sort(KeyShard.ORDER);
      files.putListed(shard, shards.get(shard));
    }
  }
}
