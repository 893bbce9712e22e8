package dev.rollbook.imports;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.roster.FindingCode;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How the rows of some batches ended; batches add up to the import's {@link Counts}. It is stored
 * as a list of its numbers in this order: a new one goes last.
 *
 * @param rows rows settled
 * @param created users created
 * @param updated existing users named, the unchanged ones included
 * @param unchanged users that were as the row says
 * @param reactivated users that were inactive
 * @param failed rows not applied
 * @param processingFailed those of the failed that were sound (SPEC A6)
 * @param duplicates rows that said the same as an earlier one
 * @param warnings warnings found
 * @param eligible users that an import may deactivate, as they were before the import (SPEC D4)
 * @param unlisted those of them that the roster does not list
 * @param deactivated users set inactive
 * @param readUnits read capacity consumed
 * @param writeUnits write capacity consumed by users
 * @param revised batches of which a row ended otherwise than planned
 * @param renamed users that got another name
 * @param skipped rows left as the options ask
 * @param leavingList users that leave a list and stay what they are (SPEC D8)
 */
@RecordBuilder
public record Tally(
    long rows,
    long created,
    long updated,
    long unchanged,
    long reactivated,
    long failed,
    long processingFailed,
    long duplicates,
    long warnings,
    long eligible,
    long unlisted,
    long deactivated,
    double readUnits,
    double writeUnits,
    long revised,
    long renamed,
    long skipped,
    long leavingList) {

  /** Nothing settled. */
  public static final Tally NONE = new Builder().build();

  /**
   * Counts the rows of a batch as they ended, and its unlisted users.
   *
   * @param planned the batch as it was planned
   * @param settled the batch as it ended
   */
  public static Tally of(BatchPlan planned, BatchPlan settled, Meter meter) {
    Builder tally = new Builder().unlisted(settled.eligible(), settled.unlisted().size());
    settled.rows().forEach(tally::row);
    tally.renamed += settled.unlisted().stream().filter(user -> user.change().isRenaming()).count();
    tally.leavingList = settled.leavingList().size();
    tally.warnings += settled.left().size();
    tally.revised = settled.rows().equals(planned.rows()) ? 0 : 1;
    return tally.units(meter).build();
  }

  /** Counts users set inactive. */
  public static Tally ofDeactivated(long users, Meter meter) {
    return new Builder().deactivated(users).units(meter).build();
  }

  /** Users that are put out of the directory or of a list, if the plan is carried out. */
  public long leaving() {
    return unlisted + leavingList;
  }

  /** A tally that a row is counted into at a time. */
  public static final class Builder {
    private long rows;
    private long created;
    private long updated;
    private long unchanged;
    private long reactivated;
    private long renamed;
    private long skipped;
    private long leavingList;
    private long failed;
    private long processingFailed;
    private long duplicates;
    private long warnings;
    private long eligible;
    private long unlisted;
    private long deactivated;
    private double readUnits;
    private double writeUnits;
    private long revised;

    /** Counts a row as it ended. */
    public Builder row(PlannedRow row) {
      rows++;
      switch (row.outcome()) {
        case CREATED -> created++;
        case UPDATED -> updated++;
        case UNCHANGED -> {
          updated++;
          unchanged++;
        }
        case SKIPPED -> skipped++;
        case FAILED -> failed++;
        case DUPLICATE -> duplicates++;
      }
      if (row.reactivates()) {
        reactivated++;
      }
      if (row.renames()) {
        renamed++;
      }
      if (row.findings().stream().anyMatch(f -> f.code() == FindingCode.PROCESSING_FAILED)) {
        processingFailed++;
      }
      warnings += row.findings().stream().filter(f -> !f.isFailure()).count();
      return this;
    }

    /** Counts users that an import may deactivate, and those of them that are not listed. */
    public Builder unlisted(long ofEligible, long users) {
      eligible += ofEligible;
      unlisted += users;
      return this;
    }

    /** Counts users set inactive. */
    public Builder deactivated(long users) {
      deactivated += users;
      return this;
    }

    /** Adds the capacity consumed. */
    public Builder units(Meter meter) {
      readUnits += meter.readUnits();
      writeUnits += meter.writeUnits();
      return this;
    }

    /** Adds another tally. */
    public Builder plus(Tally other) {
      rows += other.rows;
      created += other.created;
      updated += other.updated;
      unchanged += other.unchanged;
      reactivated += other.reactivated;
      renamed += other.renamed;
      skipped += other.skipped;
      leavingList += other.leavingList;
      failed += other.failed;
      processingFailed += other.processingFailed;
      duplicates += other.duplicates;
      warnings += other.warnings;
      eligible += other.eligible;
      unlisted += other.unlisted;
      deactivated += other.deactivated;
      readUnits += other.readUnits;
      writeUnits += other.writeUnits;
      revised += other.revised;
      return this;
    }

    /** The tally. */
    public Tally build() {
      return TallyBuilder.builder()
          .rows(rows)
          .created(created)
          .updated(updated)
          .unchanged(unchanged)
          .reactivated(reactivated)
          .failed(failed)
          .processingFailed(processingFailed)
          .duplicates(duplicates)
          .warnings(warnings)
          .eligible(eligible)
          .unlisted(unlisted)
          .deactivated(deactivated)
          .readUnits(readUnits)
          .writeUnits(writeUnits)
          .revised(revised)
          .renamed(renamed)
          .skipped(skipped)
          .leavingList(leavingList)
          .build();
    }
  }

  /**
   * The same where more users got other names than its rows tell: each is a row of its own that
   * nobody settled, and that did this at least (SPEC A6).
   *
   * @param made users that have other names
   */
  public Tally withRenamed(long made) {
    Builder more = new Builder().plus(this);
    long unsettled = Math.max(0, made - renamed);
    more.rows += unsettled;
    more.updated += unsettled;
    more.renamed += unsettled;
    return more.build();
  }

  /** The sum of two. */
  public Tally plus(Tally other) {
    return new Builder().plus(this).plus(other).build();
  }
}
