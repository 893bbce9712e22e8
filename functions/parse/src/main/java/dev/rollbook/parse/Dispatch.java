package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.Property;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.imports.RulesFreezer;
import dev.rollbook.imports.Ticket;
import dev.rollbook.reader.Judgement;
import dev.rollbook.renames.Renames;
import dev.rollbook.renames.Steps;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When the import's turn has come, the rules are frozen ({@link RulesFreezer}) and the rows go out
 * ({@link RowBatchSender}). All of it can be done again: rules that are frozen stay, and only
 * batches that are not settled are sent.
 */
public final class Dispatch {

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final Commands commands;
  private final ImportCloser closer;
  private final RulesFreezer freezer;
  private final RenameMaker maker;
  private final RosterRenamer renamer;
  private final RowBatchSender sender;
  private final RosterReader reader;
  private final DerivedBatchSender derived;
  private final UnsettledBatches unsettled;

  /**
   * Sends out rows by these ports.
   *
   * @param scratch a folder for the file being read
   * @param steps takes those in which users get other names
   */
  public Dispatch(
      Journal journal,
      Directory directory,
      Buckets buckets,
      RowQueue rowQueue,
      Commands commands,
      ImportCloser closer,
      Path scratch,
      Steps steps,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.commands = commands;
    this.closer = closer;
    this.unsettled = new UnsettledBatches(journal, rowQueue, commands);
    this.freezer = new RulesFreezer(directory);
    this.maker = new RenameMaker(directory, journal, steps, clock);
    this.renamer = new RosterRenamer(directory, maker);
    this.sender =
        new RowBatchSender(
            journal, directory, buckets, rowQueue, unsettled, closer, renamer, clock);
    this.reader = new RosterReader(buckets.uploads(), scratch);
    this.derived =
        new DerivedBatchSender(journal, directory, buckets, unsettled, closer, maker, clock);
  }

  /** Sends out the rows of an import whose turn may have come. */
  public void dispatch(Import ready) throws IOException {
    OptionalLong turn = turnOf(ready);
    if (turn.isPresent() && !ready.workload().dispatched()) {
      send(ready, turn.getAsLong(), false);
    }
  }

  /** What an import that goes by a stored plan sends has no rows: the plan has them. */
  private void send(Import ready, long turn, boolean giveUp) throws IOException {
    if (ready.links().isDerived()) {
      derived.send(ready, turn, giveUp);
    } else {
      read(ready, turn, giveUp);
    }
  }

  /**
   * Sends out again the rows that are not settled.
   *
   * @param giveUp whether they are to be settled as failed
   */
  public void resend(Import running, boolean giveUp) throws IOException {
    if (ImportLife.awaited(running) == Awaited.ROWS) {
      send(running, running.turn(), giveUp);
    }
  }

  /**
   * Sends out the rows of an import that has just been judged, if its turn has come.
   *
   * @param properties the tenant's, as they were when the roster was judged
   */
  void dispatchJudged(Import ready, List<Property> properties, Judgement judgement)
      throws IOException {
    OptionalLong turn = turnOf(ready);
    if (turn.isEmpty()) {
      return;
    }
    ImportFiles files = buckets.files(ready);
    Renames renames = renamer.decide(ready, files, judgement);
    ImportRules rules = freezer.freeze(ready, files, properties, judgement.reading(), renames);
    send(ready, turn.getAsLong(), files, properties, rules, judgement, renames, false);
  }

  private OptionalLong turnOf(Import ready) {
    return switch (ImportLife.awaited(ready)) {
      case TURN -> takeTurn(ready);
      case ROWS -> OptionalLong.of(ready.turn());
      default -> OptionalLong.empty();
    };
  }

  /** Cancelled in between, it has passed on its turn already, and must not take it again. */
  private OptionalLong takeTurn(Import ready) {
    Ticket ticket = Ticket.ofImport(ready.importId());
    OptionalLong turn = journal.turns().take(ready.tenant(), ticket);
    if (closer.hasWork(ready.tenant(), ticket)) {
      return turn;
    }
    closer.passTurn(ready.tenant(), ticket);
    return OptionalLong.empty();
  }

  private void read(Import ready, long turn, boolean giveUp) throws IOException {
    ImportFiles files = buckets.files(ready);
    Optional<ImportRules> frozen = files.rules();
    List<Property> properties =
        frozen
            .map(rules -> List.copyOf(rules.properties().values()))
            .orElseGet(() -> directory.tenants().properties(ready.tenant()));
    try (Judgement judgement =
        reader.judgeAndKeep(
            ready.upload(), ready.options().reading(List.copyOf(names(properties))), files)) {
      Renames renames = renamer.decide(ready, files, judgement);
      ImportRules rules =
          frozen.isPresent()
              ? frozen.get()
              : freezer.freeze(ready, files, properties, judgement.reading(), renames);
      send(ready, turn, files, properties, rules, judgement, renames, giveUp);
    } catch (RosterException e) {
      fail(ready, RosterReader.failure(ready, e));
    }
  }

  /** Sends out the rows, unless they were judged by other properties than the frozen ones. */
  private void send(
      Import ready,
      long turn,
      ImportFiles files,
      List<Property> judgedBy,
      ImportRules rules,
      Judgement judgement,
      Renames renames,
      boolean giveUp)
      throws IOException {
    if (names(judgedBy).equals(rules.properties().keySet())) {
      sender.send(ready, turn, files, rules, judgement, renames, giveUp);
    } else { // somebody else froze others first: the roster has to be judged by those
      commands.send(Command.of(Command.Action.DISPATCH, ready.tenant(), ready.importId()));
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
    if (ImportLife.awaited(failing) != Awaited.ROWS) {
      closer.fail(failing, failure);
      return;
    }
    ImportFiles files = buckets.files(failing);
    files.renames().ifPresent(renames -> maker.make(failing, files, renames)); // as far as decided
    Set<Integer> open = unsettled.numbers(failing);
    if (!open.isEmpty()) {
      journal
          .imports()
          .change(failing.tenant(), failing.importId(), now -> ImportLife.failing(now, failure));
      unsettled.sendWithoutRows(failing, open, true);
    }
  }
}
