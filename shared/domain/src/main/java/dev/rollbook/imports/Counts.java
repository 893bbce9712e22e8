package dev.rollbook.imports;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The counts of a summary (SPEC A1): {@code rows = created + updated + skipped + failed +
 * duplicates + blank + beyondLimit}.
 *
 * @param rows rows behind the header
 * @param created users created
 * @param updated existing users that a valid row named
 * @param unchanged those of the updated that were as the row says
 * @param reactivated those of the updated that were inactive
 * @param renamed those of the updated that got another name (SPEC U14)
 * @param skipped rows left as the options ask (SPEC U12, D9)
 * @param deactivated users set inactive
 * @param failed rows not applied
 * @param duplicates rows that said the same as an earlier one
 * @param blank rows without a value
 * @param beyondLimit rows past the limit
 * @param warnings warnings of rows that were applied or failed
 */
@RecordBuilder
public record Counts(
    long rows,
    long created,
    long updated,
    long unchanged,
    long reactivated,
    long renamed,
    long skipped,
    long deactivated,
    long failed,
    long duplicates,
    long blank,
    long beyondLimit,
    long warnings) {

  /** Nothing counted. */
  public static final Counts NONE = CountsBuilder.builder().build();

  /**
   * The counts of an import whose rows ended like this; rows that are not settled count as failed.
   *
   * @param workload what reading found
   * @param tally how the settled rows ended
   * @param deactivated users set inactive
   */
  public static Counts of(Workload workload, Tally tally, long deactivated) {
    return CountsBuilder.builder()
        .rows(workload.rows() + workload.blank() + workload.beyondLimit())
        .created(tally.created())
        .updated(tally.updated())
        .unchanged(tally.unchanged())
        .reactivated(tally.reactivated())
        .renamed(tally.renamed())
        .skipped(tally.skipped())
        .deactivated(deactivated)
        .failed(tally.failed() + workload.rows() - tally.rows())
        .duplicates(tally.duplicates())
        .blank(workload.blank())
        .beyondLimit(workload.beyondLimit())
        .warnings(tally.warnings())
        .build();
  }

  /** The same, changed in some counts. */
  public CountsBuilder with() {
    return CountsBuilder.from(this);
  }

  /** The same with other users set inactive. */
  public Counts withDeactivated(long users) {
    return with().deactivated(users).build();
  }

  /** Whether every row is accounted for exactly once. */
  public boolean addUp() {
    return rows == created + updated + skipped + failed + duplicates + blank + beyondLimit;
  }
}
