package dev.rollbook.imports;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.roster.Finding;
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
      Comparator.comparing(
          PlannedRow::username,
          Comparator.comparingInt(KeyShard::of).thenComparing(KeyShard.ORDER));

  private static final Comparator<UnlistedUser> USERS =
      Comparator.comparing(
          UnlistedUser::username,
          Comparator.comparingInt(KeyShard::of).thenComparing(KeyShard.ORDER));

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

  /** How many users the undo of an import deactivates at most. */
  public static long deactivations(Import undone) {
    return undone.counts().created() + undone.counts().reactivated();
  }

  /** One user that the import wrote. */
  private record Write(int row, String username, UserChange inverse, Revision expected) {}

  /** The users that have to be looked at. */
  public List<String> usernames() {
    return writes().map(Write::username).toList();
  }

  /** The groups that users left and may join again. */
  public Set<String> groups() {
    Set<String> groups = new HashSet<>();
    writes().forEach(write -> groups.addAll(write.inverse().join()));
    return groups;
  }

  private Stream<Write> writes() {
    return Stream.concat(
        settled.rows().stream().filter(PlannedRow::writes).map(this::ofRow),
        wasDeactivating()
            ? Stream.concat(settled.unlisted().stream(), settled.leavingList().stream())
                .map(this::ofUnlisted)
            : Stream.empty());
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
        created ? inverseOfCreation(row.change()) : row.change().inverse(),
        seen.writtenBy(undone.turn()));
  }

  private static UserChange inverseOfCreation(UserChange change) {
    UserChange inverse = change.inverse();
    return new UserChange(
        UserChange.DEACTIVATION.fields(),
        Set.of(),
        inverse.leave(),
        Set.of(),
        List.of(),
        false,
        new UserChange.Back(Set.of(), List.of(), inverse.back().password()));
  }

  private Write ofUnlisted(UnlistedUser user) {
    long turn =
        undone.deactivation().state() == State.DONE ? undone.turn() : undone.links().approvalTurn();
    return new Write(
        0,
        user.username(),
        user.change().inverse(),
        Revision.parse(user.revision()).writtenBy(turn));
  }

  /**
   * The inverse.
   *
   * @param stored the users as they are now
   * @param existing those of {@link #groups} that are still there
   * @param neverDeactivated whom the import was to deactivate, and left as they were
   */
  public BatchPlan plan(
      Map<String, User> stored, Set<String> existing, Supplier<Set<String>> neverDeactivated) {
    List<PlannedRow> rows = new ArrayList<>();
    List<UnlistedUser> leaving = new ArrayList<>();
    Map<String, Write> changed = new TreeMap<>();
    writes()
        .forEach(
            write -> {
              User user = stored.get(write.username());
              if (user == null || !Revision.parse(user.revision()).isSame(write.expected())) {
                changed.put(write.username(), write);
              } else {
                add(write, user, existing, rows, leaving);
              }
            });
    if (!changed.isEmpty()) {
      neverDeactivated.get().forEach(changed::remove);
      changed.values().forEach(write -> rows.add(failed(write, AppliedPlan.changedSince())));
    }
    rows.sort(ROWS);
    leaving.sort(USERS);
    return new BatchPlan(rows, leaving, 0);
  }

  private static void add(
      Write write,
      User user,
      Set<String> existing,
      List<PlannedRow> rows,
      List<UnlistedUser> leaving) {
    UserChange inverse = write.inverse().joiningOnly(existing);
    if (inverse.isDeactivating()) {
      leaving.add(UnlistedUser.undone(user, inverse));
    } else {
      rows.add(
          new PlannedRow(
                  write.row(),
                  write.username(),
                  inverse.isEmpty() ? Outcome.UNCHANGED : Outcome.UPDATED,
                  inverse.fields().containsKey(UserChange.STATUS),
                  inverse,
                  List.of())
              .seeing(user));
    }
  }

  /** The inverse that nobody applies: each user fails. */
  public BatchPlan unapplied(Set<String> neverDeactivated, Finding why) {
    List<PlannedRow> rows = new ArrayList<>();
    writes()
        .filter(write -> !neverDeactivated.contains(write.username()))
        .forEach(write -> rows.add(failed(write, why)));
    rows.sort(ROWS);
    return BatchPlan.ofRows(rows);
  }

  private static PlannedRow failed(Write write, Finding why) {
    return new PlannedRow(
        write.row(), write.username(), Outcome.FAILED, false, UserChange.NONE, List.of(why));
  }
}
