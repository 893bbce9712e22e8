package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Ending;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Import.Workload;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Meter;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.imports.Status;
import dev.rollbook.reader.Incompleteness;
import dev.rollbook.reader.Judgement;
import dev.rollbook.reader.Roster;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pass two: when the import's turn has come, the rules are frozen, groups are made, the listed
 * usernames are laid down and the rows go out. All of it can be done again: rules that are frozen
 * stay, and only batches that are not settled are sent.
 */
public final class Dispatch {

  /** Messages that go to the queue in one call of ours. */
  private static final int SEND_AT_ONCE = 100;

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final RowQueue rowQueue;
  private final Commands commands;
  private final Ending ending;
  private final Path scratch;
  private final Clock clock;

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
    this.scratch = scratch;
    this.clock = clock;
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
    ImportRules rules = files.freeze(rules(ready, properties, judgement.reading()));
    if (names(properties).equals(rules.properties().keySet())) {
      send(ready, files, rules, judgement, false);
    } else { // somebody else froze others first: the roster has to be judged by those
      commands.send(new Command(Command.Action.DISPATCH, ready.tenant(), ready.importId()));
    }
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
              : files.freeze(rules(ready, properties, judgement.reading()));
      if (names(properties).equals(rules.properties().keySet())) {
        send(ready, files, rules, judgement, giveUp);
      } else { // somebody else froze others meanwhile, and is sending by them
        commands.send(new Command(Command.Action.DISPATCH, ready.tenant(), ready.importId()));
      }
    } catch (RosterException e) {
      fail(ready, Intake.failure(ready, e));
    }
  }

  private static Set<String> names(List<Property> properties) {
    return properties.stream().map(Property::name).collect(Collectors.toSet());
  }

  private ImportRules rules(Import ready, List<Property> properties, Reading reading) {
    ImportOptions options = ready.options();
    TenantSettings settings =
        directory.tenants().settings(ready.tenant()).orElse(TenantSettings.DEFAULT);
    List<Group> all = directory.groups().all(ready.tenant());
    Set<String> supervisors =
        directory
            .users()
            .existing(
                ready.tenant(),
                List.of(settings.defaultSupervisor(), settings.defaultSecondSupervisor()).stream()
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList(),
                new Meter());
    return new ImportRules(
        reading.columns().stream().map(Reading.Column::target).collect(Collectors.toSet()),
        options.emptyCells() == ImportOptions.EmptyCells.CLEAR,
        properties.stream().collect(Collectors.toMap(Property::name, Function.identity())),
        all.stream().filter(Group::isConditional).toList(),
        supervisors.contains(settings.defaultSupervisor()) ? settings.defaultSupervisor() : "",
        supervisors.contains(settings.defaultSecondSupervisor())
            ? settings.defaultSecondSupervisor()
            : "",
        all.stream().anyMatch(group -> group.id().equals(options.defaultGroup()))
            ? options.defaultGroup()
            : Group.ROOT,
        Set.copyOf(options.tags()),
        options.access());
  }

  private void send(
      Import ready, ImportFiles files, ImportRules rules, Judgement judgement, boolean giveUp)
      throws RosterException, IOException {
    lay(files, judgement.listed());
    if (ready.options().dryRun()) {
      files.putPlannedGroups(judgement.groups());
    } else {
      directory
          .groups()
          .createMissing(ready.tenant(), judgement.groups().stream().map(Group::imported).toList());
    }
    Batches counted = new Batches((number, rows) -> {});
    judgement.rows(counted::take);
    counted.finish();
    Workload workload =
        new Workload(
            counted.count(),
            judgement.counts().emitted(),
            judgement.counts().blank(),
            judgement.counts().beyondLimit(),
            judgement.incomplete().contains(Incompleteness.USERNAME_UNREADABLE),
            rules.mapped().contains(Target.Field.PASSWORD),
            false);
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
