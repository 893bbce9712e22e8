package dev.rollbook.changes;

/** Whether a change could begin, and what keeps it from that. */
public sealed interface Beginning {

  /** An import, or what else has the tenant's turn, runs (SPEC G8). */
  record ImportRuns() implements Beginning {}

  /**
   * Another change of the tenant goes on.
   *
   * @param other the other one
   */
  record OtherRuns(DirectoryChange other) implements Beginning {}

  /**
   * It began.
   *
   * @param change as it stands: done, or to be carried on
   */
  record Begun(DirectoryChange change) implements Beginning {

    /** Whether nothing is left to do. */
    public boolean isDone() {
      return change.stage() == DirectoryChange.Stage.DONE;
    }
  }
}
