package dev.rollbook.reader;

/** Why the listed usernames may not be all that the roster names (SPEC D5). */
public enum Incompleteness {
  /** Rows beyond the limit were not read. */
  ROWS_BEYOND_LIMIT,
  /** A row names a user, but which cannot be read. */
  USERNAME_UNREADABLE
}
