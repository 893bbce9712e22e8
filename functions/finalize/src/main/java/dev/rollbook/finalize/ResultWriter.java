package dev.rollbook.finalize;

import dev.rollbook.directory.Group;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.Lookalikes;
import dev.rollbook.imports.PlanCounts;
import dev.rollbook.imports.Tally;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Writes what a tenant may download (SPEC A3, D6): the report of failed rows and warnings, the
 * change log of every user written, the users that the plan deactivates, and the failed rows to
 * mend (SPEC A12). All of it comes from the stored plans, so that it says what the counts say, and
 * goes to the store part by part, so that neither memory nor disk grows with the roster.
 */
final class ResultWriter {

  private static final String CSV = "text/csv; charset=utf-8";

  private final Buckets buckets;

  ResultWriter(Buckets buckets) {
    this.buckets = buckets;
  }

  /**
   * Writes what became of the rows: report and change log, and whom the plan deactivates, if that
   * was asked for. Each plan is read once for it.
   *
   * @param rows how they ended
   * @param groups names of the tenant's groups by id
   */
  void writeRows(Import finalizing, Tally rows, Map<String, Group> groups) throws IOException {
    ImportFiles files = buckets.files(finalizing);
    PlanReader plans = new PlanReader(files, finalizing, rows.revised() > 0);
    RowReport report = report(finalizing, plans, Set.of());
    try (CsvDownload changes =
            create(finalizing, files.rowChanges(), "row", "username", "field", "before", "after");
        CsvDownload unlisted = create(finalizing, files.result(Result.DEACTIVATIONS), "username")) {
      ChangeLog log = new ChangeLog(changes, groups);
      PlanCounts.Counter counts = new PlanCounts.Counter();
      plans.byUsername(
          row -> {
            report.hold(row);
            log.row(row);
            counts.row(row);
          },
          user -> {
            if (user.leaves()) {
              unlisted.row(user.username());
            } else if (user.stays()) {
              log.leaving(user);
            }
            counts.leaving(user);
          });
      if (finalizing.links().isApplied()) {
        plans.each(plan -> plan.left().forEach(report::holdLeft));
      }
      files.putPlanCounts(counts.build());
      changes.complete();
      if (finalizing.deactivates()) {
        unlisted.complete();
      }
    }
    buckets.results().copy(files.rowChanges(), files.result(Result.CHANGES));
    try (CsvDownload table = createReport(finalizing);
        FailedRows failed = FailedRows.of(finalizing, rows, buckets)) {
      report.write(table, failed::row);
      table.complete();
      failed.complete();
    }
  }

  private RowReport report(Import finalizing, PlanReader plans, Set<String> left) {
    Lookalikes lookalikes = buckets.files(finalizing).lookalikes().orElse(Lookalikes.NONE);
    return new RowReport(plans, finalizing.language(), lookalikes, left);
  }

  private CsvDownload createReport(Import finalizing) throws IOException {
    return create(
        finalizing,
        buckets.files(finalizing).result(Result.REPORT),
        "row",
        "username",
        "code",
        "field",
        "message");
  }

  /**
   * Writes the change log anew: what became of the rows, then the users set inactive; and the
   * report, if any of these were left as they are.
   *
   * @param rows how they ended
   * @param left users that were not as planned any more
   * @param groups names of the tenant's groups by id
   */
  void writeDeactivated(Import finalizing, Tally rows, Set<String> left, Map<String, Group> groups)
      throws IOException {
    ImportFiles files = buckets.files(finalizing);
    try (CsvDownload table =
        CsvDownload.append(
            buckets.results().writer(files.result(Result.CHANGES), CSV, files.rowChanges()),
            finalizing.language())) {
      ChangeLog log = new ChangeLog(table, groups);
      new PlanReader(files, finalizing, false)
          .leaving(
              user -> {
                if (!left.contains(user.username())) {
                  log.leaving(user);
                }
              });
      table.complete();
    }
    if (!left.isEmpty()) {
      reportLeft(finalizing, rows, left);
    }
  }

  private void reportLeft(Import finalizing, Tally rows, Set<String> left) throws IOException {
    PlanReader plans = new PlanReader(buckets.files(finalizing), finalizing, rows.revised() > 0);
    RowReport report = report(finalizing, plans, left);
    plans.each(report::hold);
    try (CsvDownload table = createReport(finalizing)) {
      report.write(table, failed -> {}); // their file is written
      table.complete();
    }
  }

  private CsvDownload create(Import finalizing, String key, String... header) throws IOException {
    return CsvDownload.create(buckets.results().writer(key, CSV), finalizing.language(), header);
  }
}
