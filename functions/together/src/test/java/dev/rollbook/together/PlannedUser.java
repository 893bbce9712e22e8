package dev.rollbook.together;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.UnlistedUser;
import java.util.stream.Stream;

/**
 * A user in a plan that an import stored.
 *
 * @param name its name before the import
 * @param mark of the edit by hand that the plan saw
 * @param part of the plan
 * @param isRenamed whether it gets another name
 */
record PlannedUser(String name, String mark, Part part, boolean isRenamed) {

  /** Where in a plan a user stands. */
  enum Part {
    ROW,
    OUT,
    BESIDE
  }

  static Stream<PlannedUser> of(BatchPlan plan) {
    Stream<PlannedUser> rows =
        plan.rows().stream().filter(row -> !row.revision().isEmpty()).map(PlannedUser::of);
    return Stream.of(
            rows,
            plan.unlisted().stream().map(user -> of(user, Part.OUT)),
            plan.leavingList().stream().map(user -> of(user, Part.BESIDE)),
            plan.staying().stream().map(user -> of(user, Part.BESIDE)))
        .flatMap(users -> users);
  }

  private static PlannedUser of(PlannedRow row) {
    return of(row.username(), row.change(), row.revision(), Part.ROW);
  }

  private static PlannedUser of(UnlistedUser user, Part part) {
    return of(user.username(), user.change(), user.revision(), part);
  }

  private static PlannedUser of(String name, UserChange change, String revision, Part part) {
    return new PlannedUser(
        change.isRenaming() ? change.name().before() : name,
        EndedImport.mark(revision),
        part,
        change.isRenaming());
  }
}
