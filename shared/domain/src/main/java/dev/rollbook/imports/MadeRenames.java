package dev.rollbook.imports;

import dev.rollbook.directory.Revision;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.renames.Renames;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What became of the renames of a stored plan that is applied or undone (SPEC S10, S11, U14), by
 * the time its batches are planned. In a dry run all are still to be made.
 */
public final class MadeRenames {

  /** Of a plan that renames nobody. */
  public static final MadeRenames NONE = new MadeRenames(Renames.NONE, Set.of(), 0);

  private static final Set<String> SUPERVISORS =
      Set.of(Target.Field.SUPERVISOR.text(), Target.Field.SECOND_SUPERVISOR.text());

  private final Set<String> conflicts;
  private final Set<String> changed;
  private final long turn;
  private final Map<String, String> newNames;
  private final Map<String, String> unmade;

  private MadeRenames(Renames renames, Set<String> failed, long turn) {
    this.conflicts = renames.conflicts();
    this.changed = renames.fence().changed();
    this.turn = turn;
    this.newNames = renames.names(failed);
    this.unmade = new HashMap<>(renames.fence().unmade());
    for (int i = 0; i < renames.to().size(); i++) {
      if (failed.contains(renames.to().get(i))) {
        unmade.put(renames.to().get(i), renames.from().get(i));
      }
    }
  }

  /**
   * Renames that are made.
   *
   * @param failed new names that users did not get
   * @param turn the number of the turn whose moves they are
   */
  public static MadeRenames made(Renames renames, Set<String> failed, long turn) {
    return new MadeRenames(renames, failed, turn);
  }

  /** Renames that a dry run would make. */
  public static MadeRenames planned(Renames renames) {
    return new MadeRenames(renames, Set.of(), 0);
  }

  /** Whether the plan of an import renames anybody. */
  public static boolean mayBeOf(Import source) {
    return source.counts().renamed() > 0;
  }

  private boolean isDry() {
    return turn == 0;
  }

  /** Whether the user of that old name has got its new one, or would. */
  boolean isMade(UserChange.Text name) {
    return name.after().equals(newNames.get(name.before()));
  }

  /** Whether a user has got another name, and not only would. */
  boolean hasMoved(UserChange.Text name) {
    return !isDry() && isMade(name);
  }

  /** What a user that a change is about is called now. */
  String nameNow(String username, UserChange change) {
    if (!change.isRenaming()) {
      return username;
    }
    UserChange.Text name = change.name();
    return hasMoved(name) ? name.after() : name.before();
  }

  /** Why a rename of the plan is not made. */
  Finding why(UserChange.Text name) {
    return conflicts.contains(name.after())
        ? Finding.of(
            FindingCode.RENAME_CONFLICT,
            Target.Field.OLD_USERNAME.text(),
            name.before(),
            name.after())
        : RowPlanner.changedSince();
  }

  /**
   * Whether a user is as a plan knows it, but for what the renames have done to it.
   *
   * @param stored as it is now, null for none
   */
  boolean isAsSeen(User stored, Revision seen) {
    if (stored == null) {
      return false;
    }
    Revision now = Revision.parse(stored.revision());
    boolean written = !isDry() && now.isSame(seen.writtenBy(turn));
    return now.isSame(seen) || (written && !changed.contains(stored.username()));
  }

  /** A change that was planned with the names as they were before: its supervisors by their new. */
  UserChange renamed(UserChange change) {
    return newNames.isEmpty()
        ? change
        : change.mapped(SUPERVISORS, name -> newNames.getOrDefault(name, name));
  }

  /** The same of a user who is there: what its supervisors are called before has followed. */
  UserChange unrenamed(UserChange change, User user) {
    if (newNames.isEmpty() && unmade.isEmpty()) {
      return change;
    }
    UserChange now = unrenamed(change);
    Map<String, UserChange.Text> fields = new HashMap<>(now.fields());
    before(Target.Field.SUPERVISOR, user.supervisor(), fields);
    before(Target.Field.SECOND_SUPERVISOR, user.secondSupervisor(), fields);
    return now.with(fields);
  }

  private static void before(Target field, String before, Map<String, UserChange.Text> fields) {
    fields.computeIfPresent(
        field.text(),
        (name, text) ->
            text.after().equals(before) ? null : new UserChange.Text(before, text.after()));
  }

  /** A change that was planned with the new names: those that nobody got are the old ones still. */
  UserChange unrenamed(UserChange change) {
    return unmade.isEmpty()
        ? change
        : change.mapped(SUPERVISORS, name -> unmade.getOrDefault(name, name));
  }
}
