package dev.rollbook.imports;

import dev.rollbook.directory.FieldChange;
import java.time.Instant;
import java.util.List;

/**
 * One thing that an import or a hand did to a user (SPEC A11).
 *
 * @param at when
 * @param importId the import, empty for a hand
 * @param importName its name, empty for a hand
 * @param row the spreadsheet's row number; 0 for a hand, and where no row names the user
 * @param action what was done
 * @param fields the values before and after, with ids of groups
 */
public record HistoryEntry(
    Instant at,
    String importId,
    String importName,
    int row,
    HistoryAction action,
    List<FieldChange> fields) {

  /** Copies the list. */
  public HistoryEntry {
    fields = List.copyOf(fields);
  }

  /** What can be done to a user. */
  public enum HistoryAction {
    /** It was made. */
    CREATED,
    /** A value changed. */
    UPDATED,
    /** It got another name. */
    RENAMED,
    /** It became active again. */
    REACTIVATED,
    /** It became inactive; without a row, since the list did not name it. */
    DEACTIVATED,
    /** What an import had done was taken back. */
    UNDONE,
    /** A person changed it. */
    EDITED
  }
}
