package dev.rollbook.roster;

/**
 * The stable codes of what can be wrong with one row. A failure keeps the row from being applied; a
 * warning does not. The names are part of the report's format.
 */
public enum FindingCode {
  /** A stray or unclosed quote, or more cells than the header (SPEC R3, R4). */
  MALFORMED_ROW(Severity.FAILURE),
  /** A control character, or a character the charset could not decode (SPEC R5). */
  INVALID_CHARACTER(Severity.FAILURE),
  /** The row names no user (SPEC U10). */
  USERNAME_MISSING(Severity.FAILURE),
  /** A cell, the username or the whole row is over its limit (SPEC U10, section 10). */
  VALUE_TOO_LONG(Severity.FAILURE),
  /** Other rows name the same user and say something else (SPEC R13). */
  DUPLICATE_USERNAME(Severity.FAILURE),
  /** The user would end with more tags than a user may have (SPEC section 10). */
  TOO_MANY_TAGS(Severity.FAILURE),
  /** The user would end with more groups than a user may have (SPEC section 10). */
  TOO_MANY_GROUPS(Severity.FAILURE),
  /** The row could not be applied although it is sound; importing it again is safe (SPEC A6). */
  PROCESSING_FAILED(Severity.FAILURE),
  /** The import was cancelled before this row's turn (SPEC S8). */
  CANCELLED(Severity.FAILURE),
  /** Not an e-mail address: not taken, and with {@code matchBy: email} the row fails (SPEC U9). */
  INVALID_EMAIL(Severity.WARNING),
  /** The cell is no option of its dropdown property; the first option was taken (SPEC U5). */
  OPTION_UNKNOWN(Severity.WARNING),
  /** The user has a password already, which no import changes (SPEC U6). */
  PASSWORD_KEPT(Severity.WARNING),
  /** No user has the supervisor's username; the tenant's default was taken (SPEC U7). */
  SUPERVISOR_UNKNOWN(Severity.WARNING),
  /** The user names itself as its supervisor; the tenant's default was taken (SPEC U7). */
  SUPERVISOR_SELF(Severity.WARNING),
  /** Taken as written, but it looks like what a spreadsheet made of something else (SPEC U11). */
  LOOKS_DAMAGED(Severity.WARNING);

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
