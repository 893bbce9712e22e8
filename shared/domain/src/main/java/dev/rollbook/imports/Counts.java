package dev.rollbook.imports;

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
  public static final Counts NONE = new Builder().build();

  /**
   * The counts of an import whose rows ended like this; rows that are not settled count as failed.
   *
   * @param workload what reading found
   * @param tally how the settled rows ended
   * @param deactivated users set inactive
   */
  public static Counts of(Import.Workload workload, Tally tally, long deactivated) {
    return new Builder()
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
  public Builder with() {
    return new Builder(this);
  }

  /** The same with other users set inactive. */
  public Counts withDeactivated(long users) {
    return with().deactivated(users).build();
  }

  /** Whether every row is accounted for exactly once. */
  public boolean addUp() {
    return rows == created + updated + skipped + failed + duplicates + blank + beyondLimit;
  }

  /** Counts in the making, from nothing counted. */
  public static final class Builder {
    private long rows;
    private long created;
    private long updated;
    private long unchanged;
    private long reactivated;
    private long renamed;
    private long skipped;
    private long deactivated;
    private long failed;
    private long duplicates;
    private long blank;
    private long beyondLimit;
    private long warnings;

    /** Nothing counted yet. */
    public Builder() {}

    private Builder(Counts from) {
      this.rows = from.rows;
      this.created = from.created;
      this.updated = from.updated;
      this.unchanged = from.unchanged;
      this.reactivated = from.reactivated;
      this.renamed = from.renamed;
      this.skipped = from.skipped;
      this.deactivated = from.deactivated;
      this.failed = from.failed;
      this.duplicates = from.duplicates;
      this.blank = from.blank;
      this.beyondLimit = from.beyondLimit;
      this.warnings = from.warnings;
    }

    /** Sets the rows behind the header. */
    public Builder rows(long value) {
      rows = value;
      return this;
    }

    /** Sets the users created. */
    public Builder created(long value) {
      created = value;
      return this;
    }

    /** Sets the existing users named. */
    public Builder updated(long value) {
      updated = value;
      return this;
    }

    /** Sets the unchanged ones of the updated. */
    public Builder unchanged(long value) {
      unchanged = value;
      return this;
    }

    /** Sets the reactivated ones of the updated. */
    public Builder reactivated(long value) {
      reactivated = value;
      return this;
    }

    /** Sets the renamed ones of the updated. */
    public Builder renamed(long value) {
      renamed = value;
      return this;
    }

    /** Sets the rows left as the options ask. */
    public Builder skipped(long value) {
      skipped = value;
      return this;
    }

    /** Sets the users set inactive. */
    public Builder deactivated(long value) {
      deactivated = value;
      return this;
    }

    /** Sets the rows not applied. */
    public Builder failed(long value) {
      failed = value;
      return this;
    }

    /** Sets the rows that said the same as an earlier one. */
    public Builder duplicates(long value) {
      duplicates = value;
      return this;
    }

    /** Sets the rows without a value. */
    public Builder blank(long value) {
      blank = value;
      return this;
    }

    /** Sets the rows past the limit. */
    public Builder beyondLimit(long value) {
      beyondLimit = value;
      return this;
    }

    /** Sets the warnings. */
    public Builder warnings(long value) {
      warnings = value;
      return this;
    }

    /** The counts. */
    public Counts build() {
      return new Counts(
          rows,
          created,
          updated,
          unchanged,
          reactivated,
          renamed,
          skipped,
          deactivated,
          failed,
          duplicates,
          blank,
          beyondLimit,
          warnings);
    }
  }
}
