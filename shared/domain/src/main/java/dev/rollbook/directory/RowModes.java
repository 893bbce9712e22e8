package dev.rollbook.directory;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an import does to the users that its rows name, and what it leaves.
 *
 * @param newUsers what becomes of a row whose username is unknown
 * @param existingUsers what becomes of a row whose username is known
 * @param handEdits what becomes of fields that were changed by hand (SPEC U13)
 * @param leavers whether the rows name who is to leave (SPEC D9): then none is applied
 * @param list under whose name the roster is imported (SPEC D8), empty for none
 * @param graceDays for how many days an unlisted user stays active (SPEC D10), 0 for none
 */
public record RowModes(
    NewUsers newUsers,
    ExistingUsers existingUsers,
    HandEdits handEdits,
    boolean leavers,
    String list,
    int graceDays) {

  /** What an import does that says nothing. */
  public static final RowModes DEFAULT =
      new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE, HandEdits.OVERWRITE, false, "", 0);

  /** What is absent in stored JSON is the default. */
  public RowModes {
    newUsers = newUsers == null ? NewUsers.CREATE : newUsers;
    existingUsers = existingUsers == null ? ExistingUsers.UPDATE : existingUsers;
    handEdits = handEdits == null ? HandEdits.OVERWRITE : handEdits;
    list = list == null ? "" : list;
  }

  /** Whether rows may create users. */
  public boolean createsUsers() {
    return newUsers == NewUsers.CREATE && !leavers;
  }

  /** Whether rows may change users. */
  public boolean updatesUsers() {
    return existingUsers != ExistingUsers.SKIP;
  }

  /** Whether a row is left as it is. */
  public boolean skips(boolean known) {
    return known ? existingUsers == ExistingUsers.SKIP : !createsUsers();
  }

  /** Whether a field of a known user is taken from a cell only where it is empty. */
  boolean fillsOnly() {
    return existingUsers == ExistingUsers.FILL_EMPTY;
  }

  /** Whether a user's field is to be left as a person left it. */
  boolean keeps(User user, String field) {
    return handEdits == HandEdits.KEEP && user.handEdited().contains(field);
  }

  /** Whether an unlisted user stays active for some days. */
  boolean hasGrace() {
    return graceDays > 0;
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

  /** What becomes of fields that were changed by hand (SPEC U13). */
  public enum HandEdits {
    /** They are taken from the roster like any other, and count as the import's again. */
    @JsonProperty("overwrite")
    OVERWRITE,
    /** They stay. */
    @JsonProperty("keep")
    KEEP
  }
}
