package dev.rollbook.finalize;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.roster.Target;
import java.util.Map;

/** The change log: for every user written, the fields with their value before and after (A3). */
final class ChangeLog {

  private final CsvDownload table;
  private final Map<String, Group> groups;

  /**
   * A log that goes into a table.
   *
   * @param groups names of the tenant's groups by id
   */
  ChangeLog(CsvDownload table, Map<String, Group> groups) {
    this.table = table;
    this.groups = groups;
  }

  /** Enters a row, if it wrote a user. */
  void row(PlannedRow row) {
    if (!row.writes()) {
      return;
    }
    UserChange change = row.change();
    if (row.outcome() == PlannedRow.Outcome.CREATED) {
      entry(row, UserChange.STATUS, "", User.Status.ACTIVE.name());
    }
    change.fields().forEach((field, text) -> entry(row, shown(field), text.before(), text.after()));
    String groupField = Target.Field.GROUPS.text();
    change.leave().forEach(id -> entry(row, groupField, name(id), ""));
    change.join().forEach(id -> entry(row, groupField, "", name(id)));
    change.tags().forEach(tag -> entry(row, Target.Field.TAGS.text(), "", tag));
    for (Access access : change.access()) {
      entry(row, "access", "", access.product() + " / " + access.offer());
    }
    if (change.password()) {
      entry(row, Target.Field.PASSWORD.text(), "", "set");
    }
  }

  /** Enters a user that was put out, of the directory or of a list. */
  void left(String username, UserChange change) {
    change
        .fields()
        .forEach(
            (field, text) -> table.row("", username, shown(field), text.before(), text.after()));
  }

  /** Marks and lists stand under what the API calls all of them; the text names the one. */
  private static String shown(String field) {
    if (field.startsWith(UserChange.LIST_PREFIX)) {
      return "lists";
    }
    return field.startsWith(UserChange.HAND_EDITED_PREFIX) ? "handEdited" : field;
  }

  private void entry(PlannedRow row, String field, String before, String after) {
    table.row(Integer.toString(row.row()), row.username(), field, before, after);
  }

  private String name(String id) {
    return groups.containsKey(id) ? groups.get(id).name() : id;
  }
}
