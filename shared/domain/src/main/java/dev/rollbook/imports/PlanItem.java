package dev.rollbook.imports;

import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.UserChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a plan does with a user, one kind of thing at a time (SPEC A10): who is reactivated and
 * changed has two.
 *
 * @param kind what is done
 * @param row the spreadsheet's row number, 0 where no row names the user
 * @param username whose it is
 * @param oldUsername of a user that is renamed; else empty
 * @param fields the values before and after
 */
public record PlanItem(
    PlanKind kind, int row, String username, String oldUsername, List<FieldChange> fields) {

  /** Copies the list. */
  public PlanItem {
    fields = List.copyOf(fields);
  }

  /**
   * All that a batch's plan does.
   *
   * @param groupName gives a group's name for its id
   */
  public static List<PlanItem> of(BatchPlan plan, UnaryOperator<String> groupName) {
    List<PlanItem> items = new ArrayList<>();
    plan.rows().forEach(row -> items.addAll(of(row, groupName)));
    plan.unlisted().forEach(user -> items.add(of(user, groupName)));
    plan.leavingList().forEach(user -> items.add(of(user, groupName)));
    return items;
  }

  /** What a row does; nothing, if it leaves its user as it is. */
  static List<PlanItem> of(PlannedRow row, UnaryOperator<String> groupName) {
    List<FieldChange> fields = FieldChange.of(row, groupName);
    return switch (row.outcome()) {
      case CREATED -> List.of(new PlanItem(PlanKind.CREATE, row.row(), row.username(), "", fields));
      case UPDATED -> changes(row, fields);
      case UNCHANGED, SKIPPED, FAILED, DUPLICATE -> List.of();
    };
  }

  private static List<PlanItem> changes(PlannedRow row, List<FieldChange> fields) {
    List<PlanItem> items = new ArrayList<>();
    List<FieldChange> rest = new ArrayList<>(fields);
    if (row.renames()) {
      List<FieldChange> name = new ArrayList<>(fields);
      name.removeIf(field -> !field.field().equals(UserChange.USERNAME));
      rest.removeAll(name);
      String before = row.change().fields().get(UserChange.USERNAME).before();
      items.add(new PlanItem(PlanKind.RENAME, row.row(), row.username(), before, name));
    }
    if (row.reactivates()) {
      List<FieldChange> status = new ArrayList<>(fields);
      status.removeIf(field -> !field.field().equals(UserChange.STATUS));
      rest.removeAll(status);
      items.add(new PlanItem(PlanKind.REACTIVATE, row.row(), row.username(), "", status));
    }
    if (!rest.isEmpty()) {
      items.add(new PlanItem(PlanKind.UPDATE, row.row(), row.username(), "", rest));
    }
    return items;
  }

  /** What becomes of a user that the roster does not list. */
  static PlanItem of(UnlistedUser user, UnaryOperator<String> groupName) {
    return new PlanItem(
        user.leaves() ? PlanKind.DEACTIVATE : PlanKind.UPDATE,
        0,
        user.username(),
        "",
        FieldChange.of(user.change(), groupName));
  }
}
