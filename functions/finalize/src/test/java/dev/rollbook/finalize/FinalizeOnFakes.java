package dev.rollbook.finalize;

import dev.rollbook.changes.ChangeApplier;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.imports.Workload;
import dev.rollbook.roster.Finding;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finalize with everything around it in memory, for the tenant {@code demo}. */
final class FinalizeOnFakes {

  static final String TENANT = "demo";

  /** After so long without progress an import is stuck. */
  static final Duration STALL = Duration.ofMinutes(90);

  static final String IMPORT = "01JZ8Q5V7W3X4Y5Z6A7B8C9D0E";

  final InMemoryCloud cloud = new InMemoryCloud();
  private final Map<String, List<PlannedRow>> rows = new HashMap<>();

  FinalizeOnFakes() {
    cloud.tenants.createIfMissing(TENANT);
  }

  /** An import, running, with options of our choice. */
  Import running(
      String importId, String name, boolean deactivate, boolean dryRun, Workload workload) {
    Import running =
        Import.awaitingUpload(
                TENANT,
                importId,
                name,
                "users.csv",
                100,
                ImportOptions.defaults(1_000)
                    .with()
                    .deactivateUnlisted(deactivate)
                    .dryRun(dryRun)
                    .build(),
                "en",
                cloud.clock.instant())
            .with()
            .workload(workload)
            .turn(cloud.turns.take(TENANT, Ticket.ofImport(importId)).orElse(0))
            .build()
            .to(Status.RUNNING, cloud.clock.instant());
    cloud.imports.create(running);
    cloud.uploads.put(running.upload().key(), new byte[] {1});
    return running;
  }

  /**
   * An import with {@code deactivateUnlisted}, whose rows ended like this once it {@link #lists}.
   */
  Import settled(boolean dryRun, PlannedRow... ended) {
    Import running = running(IMPORT, "one", true, dryRun, Workload.of(1, ended.length));
    rows.put(IMPORT, List.of(ended));
    return running;
  }

  /** Settles the one batch of an import that deactivates nobody. */
  void settle(Import running, PlannedRow... ended) {
    settle(running, BatchPlan.ofRows(List.of(ended)));
  }

  void settle(Import running, BatchPlan plan) {
    files(running).claim(0, plan);
    cloud.progress.settle(running.importId(), 0, 1, Tally.of(plan, plan, new Meter()));
  }

  /** Settles the one batch of an import, whose roster lists these, as reconcile does. */
  void lists(Import running, String... usernames) {
    lists(running, rows.get(running.importId()), usernames);
  }

  void lists(Import running, List<PlannedRow> ended, String... usernames) {
    List<User> eligible = cloud.users.all(TENANT).stream().filter(User::deactivatable).toList();
    Set<String> listed = Set.of(usernames);
    List<UnlistedUser> unlisted =
        eligible.stream()
            .filter(user -> !listed.contains(user.username()))
            .map(user -> new UnlistedUser(user.username(), user.revision()))
            .toList();
    settle(running, new BatchPlan(ended, unlisted, eligible.size()));
  }

  void users(String... usernames) {
    for (String username : usernames) {
      cloud.users.create(TENANT, Sample.user(username), "");
    }
  }

  ImportFiles files(Import of) {
    return new ImportFiles(cloud.results, of.tenant(), of.importId());
  }

  ImportFinalizer finalizer() {
    return new ImportFinalizer(
        cloud.journal(), cloud.directory(), cloud.buckets(), cloud.commandsPort(), cloud.clock);
  }

  LeavingApplier leavings() {
    return new LeavingApplier(
        cloud.journal(), cloud.usersPort(), cloud.commandsPort(), cloud.closer(), cloud.clock);
  }

  ApprovalApplier approvals() {
    return new ApprovalApplier(
        cloud.journal(), cloud.directory(), cloud.buckets(), cloud.commandsPort(), cloud.clock);
  }

  ChangeCarrier changes() {
    return new ChangeCarrier(
        new ChangeApplier(
            cloud.changesPort(),
            cloud.directory(),
            cloud.journal().turns(),
            cloud.commandsPort(),
            cloud.closer(),
            cloud.clock),
        cloud.clock);
  }

  /** Carries out the commands for finalize that are on their way, and those that follow. */
  void carryOutCommands() throws IOException {
    List<Command> commands = cloud.commands.take();
    while (!commands.isEmpty()) {
      for (Command command : commands) {
        carryOut(command);
      }
      commands = cloud.commands.take();
    }
  }

  void carryOut(Command command) throws IOException {
    String tenant = command.tenant();
    String id = command.importId();
    // As little as can be is done in a call.
    switch (command.action()) {
      case FINISH -> finalizer().finish(tenant, id);
      case DEACTIVATE ->
          finalizer().deactivate(tenant, id, command.shard(), command.from(), () -> true);
      case APPROVE -> approvals().apply(tenant, id);
      case DEACTIVATE_APPROVED ->
          approvals().deactivate(tenant, id, command.shard(), command.from(), () -> true);
      default -> throw new IllegalArgumentException(command.action() + " is not for finalize");
    }
  }

  Import finish(Import of) throws IOException {
    finalizer().finish(of.tenant(), of.importId());
    return now(of);
  }

  Import now(Import then) {
    return cloud.imports.find(then.tenant(), then.importId()).orElseThrow();
  }

  String download(Import of, Result result) {
    return new String(
        cloud.results.get(files(of).result(result)).orElseThrow(), StandardCharsets.UTF_8);
  }

  /** How a batch of these rows counts that ended as planned. */
  static Tally tally(PlannedRow... rows) {
    BatchPlan plan = BatchPlan.ofRows(List.of(rows));
    return Tally.of(plan, plan, new Meter());
  }

  static PlannedRow row(
      int number, String username, Outcome outcome, UserChange change, Finding... findings) {
    return PlannedRow.of(number, username, outcome)
        .with()
        .change(change)
        .findings(List.of(findings))
        .build();
  }

  static PlannedRow unchanged(int number, String username) {
    return row(number, username, Outcome.UNCHANGED, UserChange.NONE);
  }

  ImportSweeper sweeper() {
    return new ImportSweeper(
        cloud.journal(),
        cloud.usersPort(),
        cloud.commandsPort(),
        cloud.buckets(),
        STALL,
        cloud.clock);
  }
}
