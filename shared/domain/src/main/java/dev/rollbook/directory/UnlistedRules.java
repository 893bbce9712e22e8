package dev.rollbook.directory;

import dev.rollbook.directory.UserChange.Text;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom an import puts out (SPEC D1, D2, D8 to D10): those that its roster does not list or, where
 * it names who is to leave, those that it does. An import under a list's name looks at the users of
 * that list alone.
 */
public final class UnlistedRules {

  private final RowModes modes;
  private final String leavingDay;

  /**
   * The rules of an import that puts users out.
   *
   * @param leavingDay when those who leave become inactive, as {@link User#leavingDay}; empty for
   *     at once
   */
  public UnlistedRules(RowModes modes, String leavingDay) {
    this.modes = modes;
    this.leavingDay = leavingDay;
  }

  /** What becomes of a user. */
  public enum Fate {
    /** Nothing. */
    STAYS,
    /** It leaves the list, and nothing else: another names it, or it cannot be deactivated. */
    LEAVES_LIST,
    /** It becomes inactive, at once or in some days, and leaves the list if there is one. */
    LEAVES
  }

  /**
   * What becomes of a user.
   *
   * @param listed whether the roster names it, in any row
   * @param applied whether a row that names it is applied
   */
  public Fate fate(User user, boolean listed, boolean applied) {
    if (modes.leavers()) {
      return applied && user.deactivatable() ? Fate.LEAVES : Fate.STAYS;
    }
    if (listed || !concerns(user)) {
      return Fate.STAYS;
    }
    // Unlisted again, the day stays (SPEC D10).
    boolean leavesAlready = modes.hasGrace() && user.leaves();
    boolean otherList = !modes.list().isEmpty() && user.lists().size() > 1;
    if (user.deactivatable() && !otherList && !leavesAlready) {
      return Fate.LEAVES;
    }
    return modes.list().isEmpty() ? Fate.STAYS : Fate.LEAVES_LIST;
  }

  /** Whether a user is one of those that the guard's part is of (SPEC D4). */
  public boolean eligible(User user) {
    return user.deactivatable() && concerns(user);
  }

  /** Whether the import sees to a user that it does not list. */
  private boolean concerns(User user) {
    return modes.leavers() || modes.list().isEmpty() || user.lists().contains(modes.list());
  }

  /** Whether a listed user was about to leave, and stays now although no row of it is applied. */
  public boolean isListedAgain(User user, boolean listed, boolean applied) {
    return listed && user.leaves() && !modes.leavers() && (!applied || modes.skips(true));
  }

  /** What a fate changes in a user. */
  public UserChange change(Fate fate) {
    Map<String, Text> fields = new TreeMap<>();
    if (fate == Fate.LEAVES && leavingDay.isEmpty()) {
      fields.putAll(UserChange.DEACTIVATION.fields());
    } else if (fate == Fate.LEAVES) {
      fields.put(UserChange.LEAVING_AT, new Text("", leavingDay));
    }
    if (fate != Fate.STAYS && !modes.leavers() && !modes.list().isEmpty()) {
      fields.put(UserChange.LIST_PREFIX + modes.list(), new Text(modes.list(), ""));
    }
    return UserChange.NONE.with(fields);
  }
}
