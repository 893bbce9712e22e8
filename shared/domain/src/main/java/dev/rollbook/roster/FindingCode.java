package dev.rollbook.roster;

/**
 * The stable codes of what can be wrong with one row, and the arguments that a finding of each code
 * carries. A failure keeps the row from being applied; a warning does not. The names are part of
 * the report's format.
 */
public enum FindingCode {
  /**
   * A stray or unclosed quote, or more cells than the header (SPEC R3, R4). {0} is {@code
   * STRAY_QUOTE}, {@code UNCLOSED_QUOTE} or {@code TOO_MANY_CELLS}; {1} the 1-based column of the
   * quote, or how many cells the row has; {2} how many columns the header has.
   */
  MALFORMED_ROW(Severity.FAILURE),
  /**
   * A control character, or a character the charset could not decode (SPEC R5). {0} is the
   * character as {@code U+0007}, {@code U+FFFD} for one that could not be decoded; {1} the column's
   * heading.
   */
  INVALID_CHARACTER(Severity.FAILURE),
  /** The row names no user (SPEC U10). No arguments. */
  USERNAME_MISSING(Severity.FAILURE),
  /**
   * The username's cell holds an error, or a formula that was never calculated (SPEC R16). {0} is
   * what it shows, which may be empty.
   */
  USERNAME_UNREADABLE(Severity.FAILURE),
  /**
   * A cell, the username or the whole row is over its limit (SPEC U10, section 10). {0} is the
   * limit, {1} the value's length, {2} the unit of both ({@code characters} or {@code bytes}), {3}
   * the column's heading, empty for the whole row.
   */
  VALUE_TOO_LONG(Severity.FAILURE),
  /**
   * Other rows name the same user and say something else (SPEC R13). {0} are their numbers ({@code
   * "3, 17"}), at most ten; {1} how many more there are; {2} the headings of columns that differ,
   * empty if the rows failed before they could be compared; {3} is {@code UNMAPPED} if none of
   * these columns feeds anything, else not there.
   */
  DUPLICATE_USERNAME(Severity.FAILURE),
  /** The user cannot have its new name (SPEC U14). {0} is the old name; {1} is the new one. */
  RENAME_CONFLICT(Severity.FAILURE),
  /**
   * The user would end with more tags than a user may have (SPEC section 10). {0} is the limit, {1}
   * how many there are.
   */
  TOO_MANY_TAGS(Severity.FAILURE),
  /**
   * The user would end with more groups than a user may have (SPEC section 10). {0} is the limit,
   * {1} how many there are.
   */
  TOO_MANY_GROUPS(Severity.FAILURE),
  /**
   * The row could not be applied although it is sound; importing it again is safe (SPEC A6). {0} is
   * {@code CONFLICT} if somebody created, changed or deleted the user by hand meanwhile, {@code
   * REFUSED} if the user would become too large to store, {@code GIVEN_UP} after as many tries as
   * may be.
   */
  PROCESSING_FAILED(Severity.FAILURE),
  /**
   * The user was written since by somebody else than the plan that is applied or undone knows of,
   * and stays as it is (SPEC S10, S11). No arguments.
   */
  CHANGED_SINCE(Severity.FAILURE),
  /** The import was cancelled before this row's turn (SPEC S8). No arguments. */
  CANCELLED(Severity.FAILURE),
  /**
   * Not an e-mail address: not taken, and with {@code matchBy: email} the row fails (SPEC U9). {0}
   * is the cell, shortened. The row's values lack it, and it must not be taken for an empty cell
   * that clears.
   */
  INVALID_EMAIL(Severity.WARNING),
  /**
   * The cell is no option of its dropdown property; the first option was taken (SPEC U5). {0} is
   * the cell, {1} the first option, empty if there is none.
   */
  OPTION_UNKNOWN(Severity.WARNING),
  /** The user has a password already, which no import changes (SPEC U6). No arguments. */
  PASSWORD_KEPT(Severity.WARNING),
  /**
   * No user has the supervisor's username; the tenant's default was taken (SPEC U7). {0} is the
   * cell, {1} the default, empty if there is none.
   */
  SUPERVISOR_UNKNOWN(Severity.WARNING),
  /**
   * The user names itself as its supervisor; the tenant's default was taken (SPEC U7). {0} is the
   * default, empty if there is none.
   */
  SUPERVISOR_SELF(Severity.WARNING),
  /**
   * Taken as written, but it looks like what a spreadsheet made of something else (SPEC U11). {0}
   * is the value.
   */
  LOOKS_DAMAGED(Severity.WARNING),
  /**
   * The created user looks like one whom the list does not name any more, and is probably the same
   * person (SPEC D7). {0} is the other's username, {1} the created one's, {2} is {@code email} or
   * {@code name} for what both have.
   */
  LOOKS_RENAMED(Severity.WARNING);

  /** Whether the row still counts. */
  public enum Severity {
    /** The row is not applied. */
    FAILURE,
    /** The row is applied and the tenant is told. */
    WARNING
  }

  private final Severity severity;

  FindingCode(Severity severity) {
    this.severity = severity;
  }

  /** The severity the code has unless a finding says otherwise. */
  public Severity severity() {
    return severity;
  }
}
