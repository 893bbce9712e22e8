package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;

/**
 * What became of the unlisted users (SPEC section 6).
 *
 * @param state where it stands
 * @param planned users the plan names
 * @param done users set inactive
 * @param reasons why it is held, as stable codes
 */
public record Deactivation(State state, long planned, long done, List<Reason> reasons) {

  /** Nothing was asked for. */
  public static final Deactivation NOT_REQUESTED =
      new Deactivation(State.NOT_REQUESTED, 0, 0, List.of());

  /**
   * Asked for, not yet reached, or never reached because the import failed or was cancelled (SPEC
   * D3).
   */
  public static final Deactivation SKIPPED = new Deactivation(State.SKIPPED, 0, 0, List.of());

  /** Copies the reasons. */
  public Deactivation {
    reasons = List.copyOf(reasons);
  }

  /** What an import has that has not got there yet. */
  public static Deactivation notYet(ImportOptions options) {
    return options.deactivates() ? SKIPPED : NOT_REQUESTED;
  }

  /** The same for an import that fails, which applies none further (SPEC D3). */
  public Deactivation skipped(long usersDone) {
    return state == State.NOT_REQUESTED ? this : at(State.SKIPPED, usersDone);
  }

  /** The same at another state. */
  public Deactivation at(State next, long usersDone) {
    return new Deactivation(next, planned, usersDone, reasons);
  }

  /** Where a plan stands. */
  public enum State {
    /** Neither {@code deactivateUnlisted} nor {@code leavers} is on. */
    NOT_REQUESTED,
    /** Applied. */
    DONE,
    /** Stored, waiting to be approved or discarded (SPEC D4, D5). */
    HELD,
    /** Held, then applied on request (SPEC D6). */
    APPROVED,
    /** Held, then dropped on request. */
    DISCARDED,
    /** Held, then overtaken by a later import. */
    SUPERSEDED,
    /** Not applied: the import failed, was cancelled, or is a dry run. */
    SKIPPED
  }

  /** Why a plan is held. */
  public enum Reason {
    /** It names too large a part of the tenant's users (SPEC D4). */
    GUARD,
    /** The roster may not name all that it should (SPEC D5); stored by two names before. */
    @JsonAlias({"BEYOND_LIMIT", "UNREADABLE_ROW"})
    INCOMPLETE,
    /** A created user has the e-mail address of one who would be deactivated (SPEC D7). */
    LOOKS_RENAMED
  }
}
