package dev.rollbook.directory;

/**
 * Whom an import puts out (SPEC D1, D2, D9): those that its roster does not list or, where it names
 * who is to leave, those that it does.
 */
public final class UnlistedRules {

  private final RowModes modes;

  /** The rules of an import that puts users out. */
  public UnlistedRules(RowModes modes) {
    this.modes = modes;
  }

  /** What becomes of a user. */
  public enum Fate {
    /** Nothing. */
    STAYS,
    /** It becomes inactive. */
    LEAVES
  }

  /**
   * What becomes of a user.
   *
   * @param listed whether the roster names it, in any row
   * @param applied whether a row that names it is applied
   */
  public Fate fate(User user, boolean listed, boolean applied) {
    boolean named = modes.leavers() ? applied : !listed;
    return named && user.deactivatable() ? Fate.LEAVES : Fate.STAYS;
  }

  /** Whether a user is one of those that the guard's part is of (SPEC D4). */
  public boolean eligible(User user) {
    return user.deactivatable();
  }
}
