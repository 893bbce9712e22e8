package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import java.util.List;

/**
 * Finds the header below what programs put above it (SPEC R15): a title, a date, blank rows.
 *
 * <p>The first row that holds something is the header, whatever it says, unless it does not name
 * the username (or does so in its only cell, as a title may) and a row below, among the first 20,
 * names it and another target.
 */
final class HeaderSearch {

  private final ColumnPlanner planner;

  HeaderSearch(ColumnPlanner planner) {
    this.planner = planner;
  }

  /** Whether the first row that holds something is the header, whatever follows. */
  boolean isSettledBy(TableRow first) {
    return first.number() >= ReaderLimits.HEADER_ROWS
        || planner.keyGoesByNumber()
        || (first instanceof TableRow.Sound
            && planner.namesKey(first.cells())
            && first.cells().stream().filter(cell -> !CellText.clean(cell).isEmpty()).count() > 1);
  }

  /**
   * Which of some rows is the header.
   *
   * @param rows the first of the file, from the first that holds something on
   */
  int find(List<TableRow> rows) {
    if (isSettledBy(rows.get(0))) {
      return 0;
    }
    for (int i = 0; i < rows.size() && rows.get(i).number() <= ReaderLimits.HEADER_ROWS; i++) {
      if (rows.get(i) instanceof TableRow.Sound && planner.namesKeyAndMore(rows.get(i).cells())) {
        return i;
      }
    }
    return 0;
  }
}
