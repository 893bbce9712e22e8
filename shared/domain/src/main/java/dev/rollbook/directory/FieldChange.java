package dev.rollbook.directory;

import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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

  /** The name of the mark of SPEC D2 among the fields. */
  public static final String PROTECTED = "protected";

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
    change.back().tags().forEach(tag -> all.add(of(Target.Field.TAGS.text(), tag, "")));
    change.back().access().forEach(access -> all.add(of(ACCESS, text(access), "")));
    String password = Target.Field.PASSWORD.text();
    if (change.password() || change.back().password() == UserChange.Password.RESTORED) {
      all.add(of(password, "", SET));
    } else if (change.back().password() == UserChange.Password.TAKEN) {
      all.add(of(password, SET, ""));
    }
    return all;
  }

  /**
   * The values that an edit by hand changes, with ids of groups.
   *
   * @param user as it is before
   * @param texts its texts, by field
   */
  public static List<FieldChange> of(UserEdit edit, User user, Map<String, String> texts) {
    List<FieldChange> all = new ArrayList<>();
    new TreeMap<>(edit.fields())
        .forEach(
            (field, after) -> {
              if (!field.startsWith(UserChange.HAND_EDITED_PREFIX)) {
                all.add(of(field, texts.getOrDefault(field, ""), after));
              }
            });
    edit.isProtected()
        .ifPresent(mark -> all.add(of(PROTECTED, text(user.isProtected()), text(mark))));
    String groups = Target.Field.GROUPS.text();
    edit.leave().stream().sorted().forEach(id -> all.add(of(groups, id, "")));
    edit.join().stream().sorted().forEach(id -> all.add(of(groups, "", id)));
    edit.tags().ifPresent(tags -> replaced(all, Target.Field.TAGS.text(), user.tags(), tags));
    edit.access().ifPresent(access -> replaced(all, ACCESS, texts(user.access()), texts(access)));
    edit.passwordHash()
        .ifPresent(
            hash ->
                all.add(
                    of(
                        Target.Field.PASSWORD.text(),
                        user.passwordSetBy() == User.PasswordSetBy.NOBODY ? "" : SET,
                        SET)));
    return all;
  }

  private static void replaced(
      List<FieldChange> all, String field, Set<String> before, Set<String> after) {
    before.stream()
        .filter(value -> !after.contains(value))
        .sorted()
        .forEach(value -> all.add(of(field, value, "")));
    after.stream()
        .filter(value -> !before.contains(value))
        .sorted()
        .forEach(value -> all.add(of(field, "", value)));
  }

  private static Set<String> texts(Set<Access> access) {
    return access.stream().map(FieldChange::text).collect(Collectors.toSet());
  }

  private static String text(boolean flag) {
    return Boolean.toString(flag);
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
