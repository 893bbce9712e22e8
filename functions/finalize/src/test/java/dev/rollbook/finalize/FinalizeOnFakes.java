package dev.rollbook.finalize;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Import.Workload;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.ImportOptions.EmptyCells;
import dev.rollbook.imports.ImportOptions.MatchBy;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.roster.Finding;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finalize with everything around it in memory, for the tenant {@code demo}. */
final class FinalizeOnFakes {

  static final String TENANT = "demo";
  static final String IMPORT = "01JZ8Q5V7W3X4Y5Z6A7B8C9D0E";

  final InMemoryCloud cloud = new InMemoryCloud();
  final Path scratch;

  FinalizeOnFakes(Path scratch) {
    this.scratch = scratch;
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
                new ImportOptions(
                    "auto",
                    "auto",
                    "auto",
                    true,
                    "",
                    List.of(),
                    MatchBy.USERNAME,
                    EmptyCells.KEEP,
                    deactivate,
                    dryRun,
                    false,
                    List.of(),
                    Group.ROOT,
                    List.of(),
                    Notify.NONE,
                    1_000),
                "en",
                cloud.clock.instant())
            .with()
            .workload(workload)
            .build()
            .to(Status.RUNNING, cloud.clock.instant());
    cloud.imports.create(running);
    cloud.turns.take(TENANT, importId);
    cloud.uploads.put(running.upload().key(), new byte[] {1});
    return running;
  }

  /** An import with {@code deactivateUnlisted} whose one batch of rows is settled like this. */
  Import settled(boolean dryRun, PlannedRow... rows) {
    Import running =
        running(
            IMPORT, "one", true, dryRun, new Workload(1, rows.length, 0, 0, false, false, true));
    settle(running, rows);
    return running;
  }

  void settle(Import running, PlannedRow... rows) {
    files(running).plan(0, List.of(rows));
    cloud.progress.settle(running.importId(), 0, 1, Tally.of(List.of(rows), new Meter()));
  }

  /** Lays down who is listed. */
  void lists(Import running, String... usernames) {
    List<List<String>> shards = new ArrayList<>();
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      shards.add(new ArrayList<>());
    }
    Arrays.stream(usernames)
        .sorted(KeyShard.ORDER)
        .forEach(username -> shards.get(KeyShard.of(username)).add(username));
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      files(running).putListed(shard, shards.get(shard));
    }
  }

  void users(String... usernames) {
    for (String username : usernames) {
      cloud.users.create(TENANT, Sample.user(username), "");
    }
  }

  ImportFiles files(Import of) {
    return new ImportFiles(cloud.results, of.tenant(), of.importId());
  }

  Finalization finalization() {
    return new Finalization(
        cloud.journal(), cloud.directory(), cloud.buckets(), cloud.ending(), scratch, cloud.clock);
  }

  Approval approval() {
    return new Approval(cloud.journal(), cloud.directory(), cloud.buckets(), scratch, cloud.clock);
  }

  Import finish(Import of) throws IOException {
    finalization().finish(of.tenant(), of.importId());
    return now(of);
  }

  Import now(Import then) {
    return cloud.imports.find(then.tenant(), then.importId()).orElseThrow();
  }

  String download(Import of, Result result) {
    return new String(
        cloud.results.get(files(of).result(result)).orElseThrow(), StandardCharsets.UTF_8);
  }

  static PlannedRow row(
      int number, String username, Outcome outcome, UserChange change, Finding... findings) {
    return new PlannedRow(number, username, outcome, false, true, change, List.of(findings));
  }

  static PlannedRow unchanged(int number, String username) {
    return row(number, username, Outcome.UNCHANGED, UserChange.NONE);
  }
}
