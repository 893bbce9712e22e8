package dev.rollbook.finalize;

import dev.rollbook.directory.Group;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.UnlistedUser;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes what a tenant may download (SPEC A3, D6): the report of failed rows and warnings, the
 * change log of every user written, and the users that the plan deactivates. All of it comes from
 * the stored plans, so that it says what the counts say, and goes to the store part by part, so
 * that neither memory nor disk grows with the roster.
 */
final class ResultWriter {

  private static final String CSV = "text/csv; charset=utf-8";

  private final Buckets buckets;

  ResultWriter(Buckets buckets) {
    this.buckets = buckets;
  }

  /**
   * Writes what became of the rows: report and change log, and whom the plan deactivates, if that
   * was asked for.
   *
   * @param groups names of the tenant's groups by id
   */
  void writeRows(Import finalizing, Map<String, Group> groups) throws IOException {
    ImportFiles files = buckets.files(finalizing);
    PlanReader plans = new PlanReader(files, finalizing);
    try (CsvTable table =
        create(
            finalizing,
            files.result(Result.REPORT),
            "row",
            "username",
            "code",
            "field",
            "message")) {
      new RowReport(plans, finalizing.language()).write(table);
      table.complete();
    }
    try (CsvTable table =
        create(finalizing, files.rowChanges(), "row", "username", "field", "before", "after")) {
      ChangeLog log = new ChangeLog(table, groups);
      plans.rowsByUsername(log::row);
      table.complete();
    }
    buckets.results().copy(files.rowChanges(), files.result(Result.CHANGES));
    if (finalizing.options().deactivateUnlisted()) {
      try (CsvTable table = create(finalizing, files.result(Result.DEACTIVATIONS), "username")) {
        eachUnlisted(plans, user -> table.row(user.username()));
        table.complete();
      }
    }
  }

  /**
   * Writes the change log anew: what became of the rows, then the users set inactive.
   *
   * @param left users that were not as planned any more
   */
  void writeDeactivated(Import finalizing, Set<String> left) throws IOException {
    ImportFiles files = buckets.files(finalizing);
    try (CsvTable table =
        CsvTable.append(
            buckets.results().writer(files.result(Result.CHANGES), CSV, files.rowChanges()),
            finalizing.language())) {
      ChangeLog log = new ChangeLog(table, Map.of());
      eachUnlisted(
          new PlanReader(files, finalizing),
          user -> {
            if (!left.contains(user.username())) {
              log.deactivated(user.username());
            }
          });
      table.complete();
    }
  }

  private static void eachUnlisted(PlanReader plans, Consumer<UnlistedUser> consumer) {
    plans.merge((shard, plan) -> plan.unlisted().stream(), UnlistedUser::username, consumer);
  }

  private CsvTable create(Import finalizing, String key, String... header) throws IOException {
    return CsvTable.create(buckets.results().writer(key, CSV), finalizing.language(), header);
  }
}
