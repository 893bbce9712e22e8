package dev.rollbook.directory;

import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One value of a user before and after a change, as people read it (SPEC A3, A10, A11). Each group,
 * tag and access that comes or goes is one of its own. A password is never shown.
 *
 * @param field a target's text, {@code status} or {@code access}
 * @param before what it was; empty for nothing
 * @param after what it becomes; empty for nothing
 */
public record FieldChange(String field, String before, String after) {

  /** The name of the access among the fields. */
  public static final String ACCESS = "access";

  /** What stands for a password. */
  private static final String SET = "set";

  /**
   * The values that a row changes.
   *
   * @param groupName gives a group's name for its id
   */
  public static List<FieldChange> of(PlannedRow row, UnaryOperator<String> groupName) {
    List<FieldChange> all = new ArrayList<>();
    if (row.outcome() == PlannedRow.Outcome.CREATED) {
      all.add(new FieldChange(UserChange.STATUS, "", User.Status.ACTIVE.name()));
    }
    all.addAll(of(row.change(), groupName));
    return all;
  }

  /**
   * The values that a change of a user changes.
   *
   * @param groupName gives a group's name for its id
   */
  public static List<FieldChange> of(UserChange change, UnaryOperator<String> groupName) {
    List<FieldChange> all = new ArrayList<>();
    change
        .fields()
        .forEach((field, text) -> all.add(of(shown(field), text.before(), text.after())));
    String groups = Target.Field.GROUPS.text();
    change.leave().forEach(id -> all.add(of(groups, groupName.apply(id), "")));
    change.join().forEach(id -> all.add(of(groups, "", groupName.apply(id))));
    change.tags().forEach(tag -> all.add(of(Target.Field.TAGS.text(), "", tag)));
    change.access().forEach(access -> all.add(of(ACCESS, "", text(access))));
    if (change.password()) {
      all.add(of(Target.Field.PASSWORD.text(), "", SET));
    }
    return all;
  }

  /** Marks and lists stand under what the API calls all of them; the text names the one. */
  private static String shown(String field) {
    return field.startsWith(UserChange.HAND_EDITED_PREFIX)
        ? "handEdited"
        : field.startsWith(UserChange.LIST_PREFIX) ? "lists" : field;
  }

  private static FieldChange of(String field, String before, String after) {
    return new FieldChange(field, before, after);
  }

  private static String text(Access access) {
    return access.product() + " / " + access.offer();
  }
}
