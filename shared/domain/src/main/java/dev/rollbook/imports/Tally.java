package dev.rollbook.imports;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.roster.FindingCode;
import java.util.List;

/**
 * How the rows of some batches ended; batches add up to the import's {@link Counts}.
 *
 * @param rows rows settled
 * @param created users created
 * @param updated existing users named, the unchanged ones included
 * @param unchanged users that were as the row says
 * @param reactivated users that were inactive
 * @param reactivatedDeactivatable those of the reactivated that an import may deactivate, which the
 *     guard leaves out (SPEC D4)
 * @param failed rows not applied
 * @param processingFailed those of the failed that were sound (SPEC A6)
 * @param duplicates rows that said the same as an earlier one
 * @param warnings warnings found
 * @param readUnits read capacity consumed
 * @param writeUnits write capacity consumed by users and their memberships
 */
public record Tally(
    long rows,
    long created,
    long updated,
    long unchanged,
    long reactivated,
    long reactivatedDeactivatable,
    long failed,
    long processingFailed,
    long duplicates,
    long warnings,
    double readUnits,
    double writeUnits) {

  /** Nothing settled. */
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Counts the rows of a batch as they ended. */
  public static Tally of(List<PlannedRow> rows, Meter meter) {
    long created = 0;
    long updated = 0;
    long unchanged = 0;
    long reactivated = 0;
    long reactivatedDeactivatable = 0;
    long failed = 0;
    long processingFailed = 0;
    long duplicates = 0;
    long warnings = 0;
    for (PlannedRow row : rows) {
      switch (row.outcome()) {
        case CREATED -> created++;
        case UPDATED -> updated++;
        case UNCHANGED -> {
          updated++;
          unchanged++;
        }
        case FAILED -> failed++;
        case DUPLICATE -> duplicates++;
      }
      if (row.reactivates()) {
        reactivated++;
        if (row.deactivatable()) {
          reactivatedDeactivatable++;
        }
      }
      if (row.findings().stream().anyMatch(f -> f.code() == FindingCode.PROCESSING_FAILED)) {
        processingFailed++;
      }
      warnings += row.findings().stream().filter(f -> !f.isFailure()).count();
    }
    return new Tally(
        rows.size(),
        created,
        updated,
        unchanged,
        reactivated,
        reactivatedDeactivatable,
        failed,
        processingFailed,
        duplicates,
        warnings,
        meter.readUnits(),
        meter.writeUnits());
  }

  /** The sum of two. */
  public Tally plus(Tally other) {
    return new Tally(
        rows + other.rows,
        created + other.created,
        updated + other.updated,
        unchanged + other.unchanged,
        reactivated + other.reactivated,
        reactivatedDeactivatable + other.reactivatedDeactivatable,
        failed + other.failed,
        processingFailed + other.processingFailed,
        duplicates + other.duplicates,
        warnings + other.warnings,
        readUnits + other.readUnits,
        writeUnits + other.writeUnits);
  }
}
