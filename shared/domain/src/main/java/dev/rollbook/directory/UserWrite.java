package dev.rollbook.directory;

/**
 * A planned change on its way to the store.
 *
 * @param username whose it is
 * @param kind what it asks of the stored user
 * @param change what to write
 * @param passwordHash the hash to set where there is still none; empty unless the change sets a
 *     password
 * @param revision the {@link User#revision} that the user must still have; empty for any
 * @param batch of the plan that it comes from, which the user then points to (SPEC A11); {@link
 *     Revision#NO_BATCH} to leave what it points to
 */
public record UserWrite(
    String username,
    Kind kind,
    UserChange change,
    String passwordHash,
    String revision,
    int batch) {

  /** A write that comes from no plan. */
  public UserWrite(
      String username, Kind kind, UserChange change, String passwordHash, String revision) {
    this(username, kind, change, passwordHash, revision, Revision.NO_BATCH);
  }

  /** What a write asks of the stored user. */
  public enum Kind {
    /** There must be none of that name. */
    CREATE,
    /** There must be one. */
    UPDATE,
    /** There must be one that an import may deactivate (SPEC D1, D2). */
    DEACTIVATE
  }

  /** The same as a write of a batch's plan. */
  public UserWrite ofBatch(int number) {
    return new UserWrite(username, kind, change, passwordHash, revision, number);
  }

  /** The same for a user that must still have a revision. */
  public UserWrite ifStill(String seen) {
    return new UserWrite(username, kind, change, passwordHash, seen, batch);
  }

  /** The creation of a user. */
  public static UserWrite create(String username, UserChange change, String passwordHash) {
    return new UserWrite(username, Kind.CREATE, change, passwordHash, "");
  }

  /** The change of a user. */
  public static UserWrite update(String username, UserChange change, String passwordHash) {
    return new UserWrite(username, Kind.UPDATE, change, passwordHash, "");
  }

  /**
   * What becomes of a user that an import puts out.
   *
   * @param kind {@link Kind#DEACTIVATE}, or an update of one that leaves a list alone
   * @param revision that the user must still have; empty for any
   */
  public static UserWrite leaving(String username, Kind kind, UserChange change, String revision) {
    return new UserWrite(username, kind, change, "", revision);
  }

  /**
   * The deactivation of a user.
   *
   * @param revision that the user must still have; empty for any
   */
  public static UserWrite deactivate(String username, String revision) {
    return new UserWrite(username, Kind.DEACTIVATE, UserChange.DEACTIVATION, "", revision);
  }
}
