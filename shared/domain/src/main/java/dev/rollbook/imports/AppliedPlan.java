package dev.rollbook.imports;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.User;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A dry run's plan as it is applied: exactly that, less the users changed since (SPEC S10). */
public final class AppliedPlan {

  private AppliedPlan() {}

  /** The finding of a user that is not as the plan knows it. */
  public static Finding changedSince() {
    return Finding.of(FindingCode.CHANGED_SINCE, "");
  }

  /** The users that have to be looked at. */
  public static List<String> usernames(BatchPlan made) {
    return Stream.concat(
            made.rows().stream().filter(AppliedPlan::isSound).map(PlannedRow::username),
            Stream.concat(made.unlisted().stream(), made.leavingList().stream())
                .map(UnlistedUser::username))
        .toList();
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
   */
  public static BatchPlan of(BatchPlan made, Map<String, User> stored) {
    List<UnlistedUser> unlisted = new ArrayList<>();
    List<String> left = new ArrayList<>(made.left());
    for (UnlistedUser user : made.unlisted()) {
      if (isAsSeen(stored.get(user.username()), user.revision())) {
        unlisted.add(user);
      } else {
        left.add(user.username());
      }
    }
    return new BatchPlan(
        made.rows().stream().map(row -> row(row, stored.get(row.username()))).toList(),
        unlisted,
        made.eligible(),
        left,
        made.leavingList().stream()
            .filter(user -> isAsSeen(stored.get(user.username()), user.revision()))
            .toList(),
        made.staying());
  }

  private static PlannedRow row(PlannedRow row, User stored) {
    boolean asPlanned =
        switch (row.outcome()) {
          case CREATED -> stored == null;
          case UPDATED -> isAsSeen(stored, row.revision());
          // Of a leaver the plan looked at no value (SPEC D9).
          case UNCHANGED -> row.revision().isEmpty() || isAsSeen(stored, row.revision());
          case SKIPPED, FAILED, DUPLICATE -> true;
        };
    return asPlanned ? row : row.failed(changedSince());
  }

  private static boolean isAsSeen(User stored, String revision) {
    return stored != null && Revision.parse(stored.revision()).isSame(Revision.parse(revision));
  }

  /** A batch's plan that nobody applies: each sound row fails. */
  public static BatchPlan unapplied(BatchPlan made, Finding why) {
    return BatchPlan.ofRows(
        made.rows().stream().map(row -> isSound(row) ? row.failed(why) : row).toList());
  }
}
