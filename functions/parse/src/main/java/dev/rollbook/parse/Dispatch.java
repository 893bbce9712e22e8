package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.Property;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Ending;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.imports.Status;
import dev.rollbook.reader.Judgement;
import dev.rollbook.reader.Roster;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pass two: when the import's turn has come, the rules are frozen ({@link Freezing}) and the rows
 * go out ({@link Sending}). All of it can be done again: rules that are frozen stay, and only
 * batches that are not settled are sent.
 */
public final class Dispatch {

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final RowQueue rowQueue;
  private final Commands commands;
  private final Ending ending;
  private final Freezing freezing;
  private final Sending sending;
  private final Path scratch;

  /** Sends out rows by these ports; {@code scratch} is a folder for the file being read. */
  public Dispatch(
      Journal journal,
      Directory directory,
      Buckets buckets,
      RowQueue rowQueue,
      Commands commands,
      Ending ending,
      Path scratch,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.rowQueue = rowQueue;
    this.commands = commands;
    this.ending = ending;
    this.freezing = new Freezing(directory);
    this.sending = new Sending(journal, directory, rowQueue, commands, ending, clock);
    this.scratch = scratch;
  }

  /** Sends out the rows of an import whose turn may have come. */
  public void dispatch(Import ready) throws IOException {
    if (isTurnOf(ready) && !ready.workload().dispatched()) {
      read(ready, false);
    }
  }

  /**
   * Sends out again the rows that are not settled.
   *
   * @param giveUp whether they are to be settled as failed
   */
  public void resend(Import running, boolean giveUp) throws IOException {
    if (running.status() == Status.RUNNING) {
      read(running, giveUp);
    }
  }

  /**
   * Sends out the rows of an import that has just been judged, if its turn has come.
   *
   * @param properties the tenant's, as they were when the roster was judged
   */
  void dispatchJudged(Import ready, List<Property> properties, Judgement judgement)
      throws RosterException, IOException {
    if (!isTurnOf(ready)) {
      return;
    }
    ImportFiles files = buckets.files(ready);
    ImportRules rules = freezing.freeze(ready, files, properties, judgement.reading());
    send(ready, files, properties, rules, judgement, false);
  }

  private boolean isTurnOf(Import ready) {
    return switch (ready.status()) {
      case QUEUED -> takesTurn(ready);
      case RUNNING -> true;
      default -> false;
    };
  }

  /** Cancelled in between, it has passed on its turn already, and must not take it again. */
  private boolean takesTurn(Import ready) {
    boolean taken = journal.turns().take(ready.tenant(), ready.importId());
    boolean ended =
        journal
            .imports()
            .find(ready.tenant(), ready.importId())
            .filter(now -> now.status().isEnd())
            .isPresent();
    if (ended) {
      ending.passTurn(ready.tenant(), ready.importId());
    }
    return taken && !ended;
  }

  private void read(Import ready, boolean giveUp) throws IOException {
    try (RosterFile file = RosterFile.fetch(buckets.uploads(), ready.upload(), scratch)) {
      ImportFiles files = buckets.files(ready);
      Optional<ImportRules> frozen = files.rules();
      List<Property> properties =
          frozen
              .map(rules -> List.copyOf(rules.properties().values()))
              .orElseGet(() -> directory.tenants().properties(ready.tenant()));
      Judgement judgement =
          Roster.judge(file.path(), ready.options().reading(List.copyOf(names(properties))));
      ImportRules rules =
          frozen.isPresent()
              ? frozen.get()
              : freezing.freeze(ready, files, properties, judgement.reading());
      send(ready, files, properties, rules, judgement, giveUp);
    } catch (RosterException e) {
      fail(ready, Intake.failure(ready, e));
    }
  }

  /** Sends out the rows, unless they were judged by other properties than the frozen ones. */
  private void send(
      Import ready,
      ImportFiles files,
      List<Property> judgedBy,
      ImportRules rules,
      Judgement judgement,
      boolean giveUp)
      throws RosterException, IOException {
    if (names(judgedBy).equals(rules.properties().keySet())) {
      sending.send(ready, files, rules, judgement, giveUp);
    } else { // somebody else froze others first: the roster has to be judged by those
      commands.send(new Command(Command.Action.DISPATCH, ready.tenant(), ready.importId()));
    }
  }

  private static Set<String> names(List<Property> properties) {
    return properties.stream().map(Property::name).collect(Collectors.toSet());
  }

  /**
   * Ends an import whose roster cannot be read any more. What was applied of it is to be counted
   * (SPEC A6): if rows are out, the batches that are not settled are given up first, without their
   * rows, which only the roster had; then finalize ends it.
   */
  private void fail(Import failing, Failure failure) {
    if (failing.status() != Status.RUNNING) {
      ending.fail(failing, failure);
      return;
    }
    Set<Integer> settled = journal.progress().settled(failing.importId()).batches();
    int batches = failing.workload().batches();
    if (settled.size() == batches) {
      commands.send(new Command(Command.Action.FINISH, failing.tenant(), failing.importId()));
      return;
    }
    journal
        .imports()
        .change(
            failing.tenant(),
            failing.importId(),
            now ->
                now.status() == Status.RUNNING && !now.failure().isPresent()
                    ? Optional.of(now.with().failure(failure).build())
                    : Optional.empty());
    rowQueue.send(
        IntStream.range(0, batches)
            .filter(number -> !settled.contains(number))
            .mapToObj(
                number ->
                    new RowBatch(
                        failing.tenant(), failing.importId(), number, batches, true, List.of()))
            .toList());
  }
}
