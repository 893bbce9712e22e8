package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import dev.rollbook.roster.ShownText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A worksheet of a workbook.
 *
 * @param name as on its tab, cut to what can be shown; spreadsheets let it have 31 characters
 * @param place where it is in the file, as its format says
 * @param visible whether a person sees its tab
 */
record WorkbookSheet(String name, String place, boolean visible) {

  /** Names that a note shows. */
  private static final int SHOWN = 10;

  private static final int SHOWN_CHARACTERS = 100;

  /** Cuts the name. */
  WorkbookSheet {
    name = ShownText.of(name, SHOWN_CHARACTERS);
  }

  /** Tells whether a sheet holds anything. */
  @FunctionalInterface
  interface DataCheck {
    boolean hasData(WorkbookSheet sheet) throws RosterException, IOException;
  }

  /**
   * The sheet that was asked for, hidden or not, or the first with data in the order of the tabs:
   * of those a person sees, else of the hidden ones.
   */
  static WorkbookSheet choose(List<WorkbookSheet> sheets, Optional<String> wish, DataCheck check)
      throws RosterException, IOException {
    if (wish.isPresent()) {
      return named(sheets, wish.get());
    }
    for (boolean visible : new boolean[] {true, false}) {
      for (WorkbookSheet sheet : sheets) {
        if (sheet.visible() == visible && check.hasData(sheet)) {
          return sheet;
        }
      }
    }
    throw new RosterException(Code.FILE_EMPTY);
  }

  /** What a person should know of the sheets that are not read, and of the one that is. */
  static List<ReadingNote> notes(List<WorkbookSheet> sheets, WorkbookSheet read, DataCheck check)
      throws RosterException, IOException {
    List<String> visible = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    for (WorkbookSheet sheet : sheets) {
      if (!sheet.equals(read) && check.hasData(sheet)) {
        (sheet.visible() ? visible : hidden).add(sheet.name());
      }
    }
    List<ReadingNote> notes = new ArrayList<>();
    if (!read.visible()) {
      notes.add(ReadingNote.of(ReadingNote.Code.SHEET_HIDDEN, read.name()));
    }
    if (!visible.isEmpty()) {
      notes.add(ReadingNote.of(ReadingNote.Code.OTHER_SHEETS, shown(visible)));
    }
    if (!hidden.isEmpty()) {
      notes.add(ReadingNote.of(ReadingNote.Code.HIDDEN_SHEETS, shown(hidden)));
    }
    return notes;
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)));
    return names.size() > SHOWN ? first + ", …" : first;
  }

  /** Sheet names differ by more than case. */
  private static WorkbookSheet named(List<WorkbookSheet> sheets, String wish)
      throws RosterException {
    return sheets.stream()
        .filter(sheet -> CellText.clean(sheet.name()).equalsIgnoreCase(CellText.clean(wish)))
        .findFirst()
        .orElseThrow(
            () ->
                new RosterException(
                    Code.SHEET_MISSING,
                    wish,
                    sheets.stream().map(WorkbookSheet::name).collect(Collectors.joining(", "))));
  }
}
