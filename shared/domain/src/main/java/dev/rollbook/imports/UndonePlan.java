package dev.rollbook.imports;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.roster.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The inverse of what an import did with a batch's users (SPEC S11). Who was last written by that
 * import, and by nobody since, gets every value back; whom it created becomes inactive, leaves the
 * groups it joined and has no password any more. All others stay as they are.
 */
public final class UndonePlan {

  private static final Comparator<PlannedRow> ROWS =
      Comparator.comparing(PlannedRow::lies, KeyShard.SHARDED);

  private final Import undone;
  private final BatchPlan settled;

  /**
   * The inverse of a batch's plan.
   *
   * @param undone whose it is
   * @param settled the plan as it ended
   */
  public UndonePlan(Import undone, BatchPlan settled) {
    this.undone = undone;
    this.settled = settled;
  }

  /** How many rows the undo of an import has at most: one for each user that it wrote. */
  public static long rows(Import undone) {
    Counts counts = undone.counts();
    return counts.created() + counts.updated() - counts.unchanged() + counts.deactivated();
  }

  /**
   * How many users the undo of an import deactivates at most: those that it created or reactivated,
   * and those whose day of leaving it took away, which has come meanwhile (SPEC D10).
   *
   * @param planned what its plan did
   */
  public static long deactivations(Import undone, PlanCounts planned) {
    return undone.counts().created() + undone.counts().reactivated() + planned.staying();
  }

  /**
   * One user that the import wrote.
   *
   * @param name what the import left it as
   * @param lies the name by whose order it lies in the import's plan
   */
  private record Write(int row, String name, String lies, UserChange inverse, Revision expected) {

    boolean renames() {
      return inverse.isRenaming();
    }

    /** What it is called when all is undone. */
    String username() {
      return renames() ? inverse.name().after() : name;
    }
  }

  /**
   * The users that have to be looked at, by their names as they are now.
   *
   * @param renames what became of their renames
   */
  public List<String> usernames(MadeRenames renames) {
    return writes().map(write -> nameNow(write, renames)).toList();
  }

  private static String nameNow(Write write, MadeRenames renames) {
    return renames.nameNow(write.username(), write.inverse());
  }

  /**
   * The users that have to be as the import left them.
   *
   * @param stored as they are now
   */
  Stream<KnownUser> known(Map<String, User> stored) {
    return writes()
        .map(
            write ->
                new KnownUser(
                    write.username(),
                    write.inverse(),
                    expected(write, stored.get(write.username()))));
  }

  /** The groups that users left and may join again. */
  public Set<String> groups() {
    Set<String> groups = new HashSet<>();
    writes().forEach(write -> groups.addAll(write.inverse().join()));
    return groups;
  }

  private Stream<Write> writes() {
    return Stream.concat(
        Stream.concat(
            settled.rows().stream().filter(PlannedRow::writes).map(this::ofRow),
            settled.staying().stream().map(user -> ofUser(user, undone.turn()))),
        wasDeactivating()
            ? Stream.concat(settled.unlisted().stream(), settled.leavingList().stream())
                .map(this::ofUnlisted)
            : settled.unlisted().stream()
                .filter(user -> user.change().isRenaming())
                .map(UndonePlan::ofRenamed));
  }

  private boolean wasDeactivating() {
    State state = undone.deactivation().state();
    return state == State.DONE || state == State.APPROVED;
  }

  private Write ofRow(PlannedRow row) {
    boolean created = row.outcome() == Outcome.CREATED;
    Revision seen =
        created ? new Revision("", "", Revision.NO_BATCH) : Revision.parse(row.revision());
    return new Write(
        row.row(),
        row.username(),
        row.lies(),
        created ? inverseOfCreation(row.change()) : row.change().inverse(),
        seen.writtenBy(undone.turn()));
  }

  private static UserChange inverseOfCreation(UserChange change) {
    UserChange inverse = change.inverse();
    return UserChange.NONE
        .with()
        .fields(UserChange.DEACTIVATION.fields())
        .leave(inverse.leave())
        .back(new UserChange.Back(Set.of(), List.of(), inverse.back().password()))
        .build();
  }

  /** A user that has got another name, and was to be deactivated but was not. */
  private static Write ofRenamed(UnlistedUser user) {
    return new Write(
        0,
        user.username(),
        user.lies(),
        user.change().renameAlone().inverse(),
        Revision.parse(user.revision()));
  }

  private Write ofUnlisted(UnlistedUser user) {
    long turn =
        undone.deactivation().state() == State.DONE ? undone.turn() : undone.links().approvalTurn();
    return ofUser(user, turn);
  }

  private static Write ofUser(UnlistedUser user, long turn) {
    return new Write(
        0,
        user.username(),
        user.lies(),
        user.change().inverse(),
        Revision.parse(user.revision()).writtenBy(turn));
  }

  /**
   * The inverse.
   *
   * @param stored the users as they are now
   * @param renames what became of their renames
   * @param existing those of {@link #groups} that are still there
   * @param began when the undo began: to nobody a day is given back that had come by then
   * @param neverDeactivated whom the import was to deactivate, and left as they were
   */
  public BatchPlan plan(
      Map<String, User> stored,
      MadeRenames renames,
      Set<String> existing,
      Instant began,
      Supplier<Set<String>> neverDeactivated) {
    List<PlannedRow> rows = new ArrayList<>();
    List<UnlistedUser> leaving = new ArrayList<>();
    Map<String, PlannedRow> changed = new TreeMap<>();
    writes()
        .forEach(
            write -> {
              User user = stored.get(nameNow(write, renames));
              if (write.renames() && !renames.isMade(write.inverse().name())) {
                changed.put(write.name(), failed(write, renames.why(write.inverse().name())));
              } else if (renames.isAsSeen(user, expected(write, user))) {
                UserChange back = renames.renamed(write.inverse()).joiningOnly(existing);
                UserChange inverse = hasLeft(write, user) ? back.reactivating() : back;
                add(write, inverse.leftBy(user, began), user, rows, leaving);
              } else {
                changed.put(
                    write.name(), unapplied(write, user, renames, RowPlanner.changedSince()));
              }
            });
    if (!changed.isEmpty()) {
      neverDeactivated.get().forEach(changed::remove);
      rows.addAll(changed.values());
    }
    rows.sort(ROWS);
    leaving.sort(UnlistedUser.ORDER);
    return new BatchPlan(rows, leaving, 0);
  }

  /**
   * The state that the user has to be in: as the import left it or, if that was to leave on a day
   * (SPEC D10), as the import left it then.
   */
  private Revision expected(Write write, User user) {
    return hasLeft(write, user)
        ? write.expected().writtenBy(undone.links().leavingTurn())
        : write.expected();
  }

  /** Whether the user has left on the day that the import set, and no other has written it. */
  private boolean hasLeft(Write write, User user) {
    UserChange.Text day = write.inverse().fields().get(UserChange.LEAVING_AT);
    return user != null
        && day != null
        && !write.inverse().fields().containsKey(UserChange.STATUS)
        && user.status() == User.Status.INACTIVE
        && user.leavingDay().equals(day.before())
        && user.lastImportId().equals(undone.importId());
  }

  private static void add(
      Write write,
      UserChange inverse,
      User user,
      List<PlannedRow> rows,
      List<UnlistedUser> leaving) {
    if (inverse.isDeactivating()) {
      leaving.add(UnlistedUser.undone(write.username(), user, inverse));
    } else {
      rows.add(row(write, user, inverse.isEmpty() ? Outcome.UNCHANGED : Outcome.UPDATED, inverse));
    }
  }

  private static PlannedRow row(Write write, User user, Outcome outcome, UserChange inverse) {
    return PlannedRow.of(write.row(), write.username(), outcome)
        .with()
        .reactivates(inverse.fields().containsKey(UserChange.STATUS))
        .change(inverse)
        .build()
        .lyingAt(write.lies())
        .seeing(user);
  }

  /**
   * The inverse that nobody applies: each user fails.
   *
   * @param stored the users whose renames were made
   */
  public BatchPlan unapplied(
      Map<String, User> stored, MadeRenames renames, Set<String> neverDeactivated, Finding why) {
    List<PlannedRow> rows = new ArrayList<>();
    writes()
        .filter(write -> !neverDeactivated.contains(write.name()))
        .forEach(
            write -> rows.add(unapplied(write, stored.get(nameNow(write, renames)), renames, why)));
    rows.sort(ROWS);
    return BatchPlan.ofRows(rows);
  }

  /** What becomes of a user that has its old name again already is that. */
  private static PlannedRow unapplied(Write write, User user, MadeRenames renames, Finding why) {
    return write.renames() && user != null && renames.hasMoved(write.inverse().name())
        ? row(write, user, Outcome.UPDATED, write.inverse()).left(why)
        : failed(write, why);
  }

  private static PlannedRow failed(Write write, Finding why) {
    return PlannedRow.of(write.row(), write.name(), Outcome.FAILED)
        .with(List.of(why))
        .lyingAt(write.lies());
  }
}
