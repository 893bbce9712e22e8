package dev.rollbook.finalize;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.ImportFiles.UnlistedPlan;
import dev.rollbook.imports.Sentences;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes what a tenant may download (SPEC A3): the report of failed rows and warnings, and the
 * change log of every user written. Both come from the stored plans, batch by batch, so that they
 * say what the counts say.
 */
final class ResultWriter {

  private static final String CSV = "text/csv; charset=utf-8";

  /** Plans fetched at the same time; a fetch waits for the network, not for the processor. */
  private static final int FETCHED_AHEAD = 32;

  private final Buckets buckets;
  private final Path scratch;

  ResultWriter(Buckets buckets, Path scratch) {
    this.buckets = buckets;
    this.scratch = scratch;
  }

  /**
   * Writes report and change log.
   *
   * @param groups names of the tenant's groups by id
   */
  void write(Import finalizing, Map<String, Group> groups) throws IOException {
    Files.createDirectories(scratch);
    Path report = Files.createTempFile(scratch, "report", ".csv");
    Path changes = Files.createTempFile(scratch, "changes", ".csv");
    try {
      ImportFiles files = buckets.files(finalizing);
      Sentences sentences = Sentences.in(finalizing.language());
      try (CsvTable reportTable =
              CsvTable.create(
                  report, finalizing.language(), "row", "username", "code", "field", "message");
          CsvTable changeTable =
              CsvTable.create(
                  changes, finalizing.language(), "row", "username", "field", "before", "after")) {
        int batches = finalizing.workload().batches();
        for (int from = 0; from < batches; from += FETCHED_AHEAD) {
          List<List<PlannedRow>> settled =
              IntStream.range(from, Math.min(from + FETCHED_AHEAD, batches))
                  .parallel()
                  .mapToObj(batch -> files.settledRows(batch).orElseThrow())
                  .toList();
          for (List<PlannedRow> rows : settled) {
            for (PlannedRow row : rows) {
              row.findings().forEach(finding -> report(reportTable, row, finding, sentences));
              if (row.writes()) {
                change(changeTable, row, groups);
              }
            }
          }
        }
        deactivations(changeTable, files);
      }
      buckets.results().putFile(files.result(Result.REPORT), report, CSV);
      buckets.results().putFile(files.result(Result.CHANGES), changes, CSV);
    } finally {
      Files.deleteIfExists(report);
      Files.deleteIfExists(changes);
    }
  }

  /** Writes the users whom a plan would set inactive, or did. */
  void writeDeactivations(Import finalizing, List<UnlistedPlan> plans) throws IOException {
    Files.createDirectories(scratch);
    Path planned = Files.createTempFile(scratch, "deactivations", ".csv");
    try {
      try (CsvTable table = CsvTable.create(planned, finalizing.language(), "username")) {
        plans.forEach(plan -> plan.usernames().forEach(table::row));
      }
      buckets
          .results()
          .putFile(buckets.files(finalizing).result(Result.DEACTIVATIONS), planned, CSV);
    } finally {
      Files.deleteIfExists(planned);
    }
  }

  private static void report(CsvTable table, PlannedRow row, Finding finding, Sentences sentences) {
    table.row(
        Integer.toString(row.row()),
        row.username(),
        finding.code().name(),
        finding.field(),
        sentences.finding(finding));
  }

  private static void change(CsvTable table, PlannedRow row, Map<String, Group> groups) {
    String number = Integer.toString(row.row());
    UserChange change = row.change();
    if (row.outcome() == PlannedRow.Outcome.CREATED) {
      table.row(number, row.username(), UserChange.STATUS, "", User.Status.ACTIVE.name());
    }
    change
        .fields()
        .forEach(
            (field, text) -> table.row(number, row.username(), field, text.before(), text.after()));
    String groupField = Target.Field.GROUPS.text();
    change
        .leave()
        .forEach(id -> table.row(number, row.username(), groupField, name(groups, id), ""));
    change
        .join()
        .forEach(id -> table.row(number, row.username(), groupField, "", name(groups, id)));
    change.tags().forEach(tag -> table.row(number, row.username(), "tags", "", tag));
    for (Access access : change.access()) {
      table.row(number, row.username(), "access", "", access.product() + " / " + access.offer());
    }
    if (change.password()) {
      table.row(number, row.username(), Target.Field.PASSWORD.text(), "", "set");
    }
  }

  private static String name(Map<String, Group> groups, String id) {
    return groups.containsKey(id) ? groups.get(id).name() : id;
  }

  private static void deactivations(CsvTable table, ImportFiles files) {
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      files
          .deactivated(shard)
          .ifPresent(
              usernames ->
                  usernames.forEach(
                      name ->
                          table.row(
                              "",
                              name,
                              UserChange.STATUS,
                              User.Status.ACTIVE.name(),
                              User.Status.INACTIVE.name())));
    }
  }
}
