package dev.rollbook.reader;

/** Why the listed usernames may not be all that the roster names (SPEC D5). */
public enum Incompleteness {
  /** Rows beyond the limit were not read. */
  ROWS_BEYOND_LIMIT,
  /** A row names a user, but which cannot be read, or has a value and no username. */
  USERNAME_UNREADABLE,
  /** The file ends within a row: what came behind may be missing. */
  BROKEN_OFF,
  /** Not a single row is sound. */
  NO_VALID_ROW
}
