package dev.rollbook.imports;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.roster.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A dry run's plan as it is applied: exactly that, less the users changed since (SPEC S10). */
public final class AppliedPlan {

  private AppliedPlan() {}

  /**
   * The users that have to be looked at, by their names as they are now.
   *
   * @param renames what became of those of the plan
   */
  public static List<String> usernames(BatchPlan made, MadeRenames renames) {
    return Stream.concat(
            made.rows().stream()
                .filter(AppliedPlan::isSound)
                .map(row -> renames.nameNow(row.username(), row.change())),
            beside(made).map(user -> renames.nameNow(user.username(), user.change())))
        .toList();
  }

  /** The users whom it changes, and no row names. */
  private static Stream<UnlistedUser> beside(BatchPlan made) {
    return Stream.of(made.unlisted(), made.leavingList(), made.staying()).flatMap(List::stream);
  }

  /** The users that have to be as the plan knows them. */
  static Stream<KnownUser> known(BatchPlan made) {
    return Stream.concat(
        made.rows().stream()
            .filter(AppliedPlan::isSound)
            .filter(row -> !row.revision().isEmpty())
            .map(row -> known(row.username(), row.change(), row.revision())),
        beside(made).map(user -> known(user.username(), user.change(), user.revision())));
  }

  private static KnownUser known(String username, UserChange change, String revision) {
    return new KnownUser(username, change, Revision.parse(revision));
  }

  /** Whether the plan found nothing wrong with a row. */
  static boolean isSound(PlannedRow row) {
    return switch (row.outcome()) {
      case CREATED, UPDATED, UNCHANGED -> true;
      case SKIPPED, FAILED, DUPLICATE -> false;
    };
  }

  /**
   * What is left of a batch's plan.
   *
   * @param made by the dry run
   * @param stored the users as they are now
   * @param renames what became of the plan's renames
   * @param began when its applying began: a plan that undoes gives nobody back a day that had come
   *     by then (SPEC D10)
   */
  public static BatchPlan of(
      BatchPlan made, Map<String, User> stored, MadeRenames renames, Instant began) {
    List<String> left = new ArrayList<>(made.left());
    List<UnlistedUser> unlisted = asSeen(made.unlisted(), stored, renames, left);
    List<UnlistedUser> leavingList = asSeen(made.leavingList(), stored, renames, left);
    List<UnlistedUser> staying = asSeen(made.staying(), stored, renames, left);
    List<PlannedRow> rows = new ArrayList<>();
    for (PlannedRow planned : made.rows()) {
      PlannedRow row = row(planned, stored, renames);
      User user = stored.get(renames.nameNow(row.username(), row.change()));
      UserChange change = user == null ? row.change() : row.change().leftBy(user, began);
      if (change.isDeactivating()) {
        unlisted.add(UnlistedUser.undone(row.username(), user, change));
      } else {
        rows.add(change.equals(row.change()) ? row : row.comingTo(change));
      }
    }
    unlisted.sort(UnlistedUser.ORDER);
    return new BatchPlan(rows, unlisted, made.eligible(), left, leavingList, staying);
  }

  /** Those of some users who are as the plan saw them; the others are left. */
  private static List<UnlistedUser> asSeen(
      List<UnlistedUser> planned,
      Map<String, User> stored,
      MadeRenames renames,
      List<String> left) {
    List<UnlistedUser> seen = new ArrayList<>();
    for (UnlistedUser user : planned) {
      Optional<User> now = asSeen(user, stored, renames);
      now.ifPresent(same -> seen.add(user.seeing(same)));
      if (now.isEmpty()) {
        left.add(user.username());
      }
    }
    return seen;
  }

  private static Optional<User> asSeen(
      UnlistedUser user, Map<String, User> stored, MadeRenames renames) {
    return asSeen(user.username(), user.change(), user.revision(), stored, renames);
  }

  /** The user as it is now, if that is as the plan knows it. */
  private static Optional<User> asSeen(
      String username,
      UserChange change,
      String revision,
      Map<String, User> stored,
      MadeRenames renames) {
    return Optional.ofNullable(stored.get(renames.nameNow(username, change)))
        .filter(user -> !change.isRenaming() || renames.isMade(change.name()))
        .filter(user -> renames.isAsSeen(user, Revision.parse(revision)));
  }

  private static PlannedRow row(PlannedRow row, Map<String, User> stored, MadeRenames renames) {
    return switch (row.outcome()) {
      case CREATED ->
          stored.containsKey(row.username())
              ? row.failed(RowPlanner.changedSince())
              : row.changing(renames.unrenamed(row.change()));
      case UPDATED ->
          asSeen(row.username(), row.change(), row.revision(), stored, renames)
              .map(user -> row.changing(renames.unrenamed(row.change(), user)).seeing(user))
              .orElseGet(() -> unapplied(row, stored, renames, why(row, renames)));
      // Of a leaver the plan looked at no value (SPEC D9).
      case UNCHANGED ->
          row.revision().isEmpty()
                  || asSeen(row.username(), row.change(), row.revision(), stored, renames)
                      .isPresent()
              ? row
              : row.failed(RowPlanner.changedSince());
      case SKIPPED, FAILED, DUPLICATE -> row;
    };
  }

  private static Finding why(PlannedRow row, MadeRenames renames) {
    return row.renames() && !renames.isMade(row.change().name())
        ? renames.why(row.change().name())
        : RowPlanner.changedSince();
  }

  /** A row that is not applied; of a user that has its new name already, that is kept. */
  private static PlannedRow unapplied(
      PlannedRow row, Map<String, User> stored, MadeRenames renames, Finding why) {
    if (!row.renames() || !renames.hasMoved(row.change().name())) {
      return row.failed(why);
    }
    User user = stored.get(row.username());
    return user == null ? row.failed(why) : row.left(why).seeing(user);
  }

  /**
   * A batch's plan that nobody applies: each sound row fails.
   *
   * @param stored the users of its renames that were made
   */
  public static BatchPlan unapplied(
      BatchPlan made, Map<String, User> stored, MadeRenames renames, Finding why) {
    return BatchPlan.ofRows(
        made.rows().stream()
            .map(row -> isSound(row) ? unapplied(row, stored, renames, why) : row)
            .toList());
  }
}
