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
    plan.unlisted().forEach(user -> items.addAll(of(user, groupName)));
    plan.leavingList().forEach(user -> items.addAll(of(user, groupName)));
    plan.staying().forEach(user -> items.addAll(of(user, groupName)));
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
      items.add(rename(row.row(), row.username(), row.change().name(), rest));
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
  static List<PlanItem> of(UnlistedUser user, UnaryOperator<String> groupName) {
    List<PlanItem> items = new ArrayList<>();
    List<FieldChange> rest = new ArrayList<>(FieldChange.of(user.change(), groupName));
    if (user.change().isRenaming()) {
      items.add(rename(0, user.username(), user.change().name(), rest));
    }
    PlanKind kind = user.leaves() ? PlanKind.DEACTIVATE : PlanKind.UPDATE;
    items.add(new PlanItem(kind, 0, user.username(), "", rest));
    return items;
  }

  /** The rename of a user, which is taken out of the fields that change. */
  private static PlanItem rename(
      int row, String username, UserChange.Text name, List<FieldChange> rest) {
    FieldChange field = new FieldChange(UserChange.USERNAME, name.before(), name.after());
    rest.remove(field);
    return new PlanItem(PlanKind.RENAME, row, username, name.before(), List.of(field));
  }
}
