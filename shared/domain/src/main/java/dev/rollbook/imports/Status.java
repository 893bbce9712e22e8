package dev.rollbook.imports;

/** Where an import stands (SPEC section 7). */
public enum Status {
  /** Created; its file is not there yet. */
  AWAITING_UPLOAD(false),
  /** Its file is being judged. */
  READING(false),
  /** Read; waits to be started or cancelled (SPEC S3). */
  AWAITING_REVIEW(false),
  /** Ready; another import of the tenant runs (SPEC S5). */
  QUEUED(false),
  /** Its rows are being applied. */
  RUNNING(false),
  /** Every row is settled; unlisted users and the summary are in hand. */
  FINALIZING(false),
  /** No row failed. */
  COMPLETED(true),
  /** Some row failed, whatever of (SPEC A6). */
  COMPLETED_WITH_ERRORS(true),
  /** The file could not be imported, or the import could make no progress. */
  FAILED(true),
  /** Ended by the tenant (SPEC S8). */
  CANCELLED(true),
  /** Never uploaded or never started (SPEC S9). */
  EXPIRED(true);

  private final boolean end;

  Status(boolean end) {
    this.end = end;
  }

  /** Whether nothing more will happen to it. */
  public boolean isEnd() {
    return end;
  }
}
