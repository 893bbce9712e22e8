package dev.rollbook.directory;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an import does to the users that its rows name, and what it leaves (SPEC U12).
 *
 * @param newUsers what becomes of a row whose username is unknown
 * @param existingUsers what becomes of a row whose username is known
 */
public record RowModes(NewUsers newUsers, ExistingUsers existingUsers) {

  /** What an import does that says nothing. */
  public static final RowModes DEFAULT = new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE);

  /** What is absent in stored JSON is the default. */
  public RowModes {
    newUsers = newUsers == null ? NewUsers.CREATE : newUsers;
    existingUsers = existingUsers == null ? ExistingUsers.UPDATE : existingUsers;
  }

  /** Whether rows may create users. */
  public boolean createsUsers() {
    return newUsers == NewUsers.CREATE;
  }

  /** Whether a row is left as it is. */
  boolean skips(boolean known) {
    return known ? existingUsers == ExistingUsers.SKIP : !createsUsers();
  }

  /** Whether a field of a known user is taken from a cell only where it is empty. */
  boolean fillsOnly() {
    return existingUsers == ExistingUsers.FILL_EMPTY;
  }

  /** What becomes of a row whose username is unknown. */
  public enum NewUsers {
    /** The user is created. */
    @JsonProperty("create")
    CREATE,
    /** The row is left. */
    @JsonProperty("skip")
    SKIP
  }

  /** What becomes of a row whose username is known. */
  public enum ExistingUsers {
    /** The user is updated. */
    @JsonProperty("update")
    UPDATE,
    /** Cells are taken only where the user's field is empty. */
    @JsonProperty("fillEmpty")
    FILL_EMPTY,
    /** The row is left. */
    @JsonProperty("skip")
    SKIP
  }
}
