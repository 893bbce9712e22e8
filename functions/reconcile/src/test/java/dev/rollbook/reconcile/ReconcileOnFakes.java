package dev.rollbook.reconcile;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.ImportRulesBuilder;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.RowModes;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Workload;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.QuickHasher;
import dev.rollbook.testkit.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reconcile with everything around it in memory, and a running import of two batches. */
final class ReconcileOnFakes {

  static final String TENANT = "demo";
  static final String IMPORT = "01JZ8Q5V7W3X4Y5Z6A7B8C9D0E";

  final InMemoryCloud cloud = new InMemoryCloud();
  private long turn;

  /** What reconcile sees of the users; a test may put something between. */
  Users users = cloud.usersPort();

  /** Starts the import. */
  Import running(boolean dryRun, Notify notify, Access... access) {
    return running(IMPORT, dryRun, false, notify, access);
  }

  /** Starts an import that takes the next turn. */
  Import running(
      String importId, boolean dryRun, boolean deactivate, Notify notify, Access... access) {
    turn++;
    Import created =
        Import.awaitingUpload(
                TENANT,
                importId,
                "Schuljahr " + turn,
                "users.csv",
                100,
                ImportOptions.defaults(1_000)
                    .with()
                    .deactivateUnlisted(deactivate)
                    .dryRun(dryRun)
                    .access(List.of(access))
                    .notification(notify)
                    .build(),
                "de",
                Sample.NOW)
            .with()
            .turn(turn)
            .workload(Workload.of(2, 2))
            .build()
            .to(Status.RUNNING, Sample.NOW);
    cloud.imports.create(created);
    files(created)
        .freeze(
            ImportRulesBuilder.builder()
                .mapped(Set.of(Target.Field.values()))
                .clearEmpty(false)
                .properties(Map.of())
                .conditionalGroups(List.of())
                .defaultSupervisor("")
                .defaultSecondSupervisor("")
                .defaultGroup(Group.ROOT)
                .tags(Set.of())
                .access(List.of(access))
                .modes(RowModes.DEFAULT)
                .build());
    return created;
  }

  Import running() {
    return running(false, Notify.NONE);
  }

  ImportFiles files(Import of) {
    return new ImportFiles(cloud.results, of.tenant(), of.importId());
  }

  /** A reconciler that remembers nothing. */
  BatchReconciler reconciler() {
    return new BatchReconciler(
        cloud.journal(),
        users,
        cloud.groups,
        cloud.buckets(),
        cloud.commandsPort(),
        cloud.notificationsPort(),
        new QuickHasher(),
        cloud.clock);
  }

  /** A batch of sound rows that name these users, the first of two. */
  static RowBatch batch(int number, String... usernames) {
    List<RosterRow> rows = new ArrayList<>();
    for (int i = 0; i < usernames.length; i++) {
      rows.add(row(2 + number * 10 + i, usernames[i], Map.of("firstName", "New")));
    }
    return batch(number, rows, false);
  }

  static RowBatch batch(int number, List<RosterRow> rows, boolean giveUp) {
    return RowBatch.ofRows(TENANT, IMPORT, number, 2, rows).with().giveUp(giveUp).build();
  }

  static RosterRow row(int number, String username, Map<String, String> values) {
    return RosterRow.of(number, username, Verdict.APPLY).with().values(values).build();
  }

  Tally tally() {
    return cloud.progress.settled(IMPORT).tally();
  }

  Set<Integer> settled() {
    return cloud.progress.settled(IMPORT).batches();
  }

  /** How a batch ended, as the report has it. */
  List<PlannedRow> ended(Import of, int batch) {
    return files(of).settledPlan(batch).orElseThrow().rows();
  }
}
