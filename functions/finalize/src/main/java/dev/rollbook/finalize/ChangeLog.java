package dev.rollbook.finalize;

import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.imports.UnlistedUser;
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
    for (FieldChange field : FieldChange.of(row, this::name)) {
      table.row(
          row.row() == 0 ? "" : Integer.toString(row.row()),
          row.username(),
          field.field(),
          field.before(),
          field.after());
    }
  }

  /** Enters a user that no row wrote: put out, taken off a list, or not to leave any more. */
  void leaving(UnlistedUser user) {
    for (FieldChange field : FieldChange.of(user.change(), this::name)) {
      table.row("", user.username(), field.field(), field.before(), field.after());
    }
  }

  private String name(String id) {
    return groups.containsKey(id) ? groups.get(id).name() : id;
  }
}
