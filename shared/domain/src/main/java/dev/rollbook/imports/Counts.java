package dev.rollbook.imports;

/**
 * The counts of a summary (SPEC A1): {@code rows = created + updated + failed + duplicates + blank
 * + beyondLimit}.
 *
 * @param rows rows behind the header
 * @param created users created
 * @param updated existing users that a valid row named
 * @param unchanged those of the updated that were as the row says
 * @param reactivated those of the updated that were inactive
 * @param deactivated users set inactive
 * @param failed rows not applied
 * @param duplicates rows that said the same as an earlier one
 * @param blank rows without a value
 * @param beyondLimit rows past the limit
 * @param warnings warnings of rows that were applied or failed
 */
public record Counts(
    long rows,
    long created,
    long updated,
    long unchanged,
    long reactivated,
    long deactivated,
    long failed,
    long duplicates,
    long blank,
    long beyondLimit,
    long warnings) {

  /** Nothing counted. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * The counts of an import whose rows ended like this; rows that are not settled count as failed.
   *
   * @param workload what reading found
   * @param tally how the settled rows ended
   * @param deactivated users set inactive
   */
  public static Counts of(Import.Workload workload, Tally tally, long deactivated) {
    return new Counts(
        workload.rows() + workload.blank() + workload.beyondLimit(),
        tally.created(),
        tally.updated(),
        tally.unchanged(),
        tally.reactivated(),
        deactivated,
        tally.failed() + workload.rows() - tally.rows(),
        tally.duplicates(),
        workload.blank(),
        workload.beyondLimit(),
        tally.warnings());
  }

  /** The same with other users set inactive. */
  public Counts withDeactivated(long users) {
    return new Counts(
        rows,
        created,
        updated,
        unchanged,
        reactivated,
        users,
        failed,
        duplicates,
        blank,
        beyondLimit,
        warnings);
  }

  /** Whether every row is accounted for exactly once. */
  public boolean addUp() {
    return rows == created + updated + failed + duplicates + blank + beyondLimit;
  }
}
