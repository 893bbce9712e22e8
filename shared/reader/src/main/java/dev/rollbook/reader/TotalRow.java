package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the total that programs put below a table (SPEC R15): {@code Summe: 30}, or {@code Total}
 * and numbers. Only the last row of a table with several columns may be one, and the name in it
 * stays listed.
 */
final class TotalRow {

  private static final Pattern WORD =
      Pattern.compile(
          "(?:gesamt|gesamtsumme|gesamtzahl|gesamtergebnis|summe|zwischensumme|anzahl|insgesamt"
              + "|total|totals|grand total|subtotal|sum|count|number of \\w+)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,'\\s\\u00A0%]*\\d[%\\s]*");

  private TotalRow() {}

  /** Whether a row looks like one. */
  static boolean is(TableRow row, ColumnPlan plan) {
    if (plan.width() < 2 || !(row instanceof TableRow.Sound)) {
      return false;
    }
    Iterator<String> filled =
        row.cells().stream().map(CellText::clean).filter(cell -> !cell.isEmpty()).iterator();
    if (!filled.hasNext()) {
      return false;
    }
    String first = filled.next();
    if (!WORD.matcher(first).matches()
        || !(filled.hasNext() || first.chars().anyMatch(Character::isDigit))) {
      return false;
    }
    while (filled.hasNext()) {
      if (!NUMBER.matcher(filled.next()).matches()) {
        return false;
      }
    }
    return true;
  }

  /** Whether it may be one, told by as little as serves for most rows. */
  static boolean mayBe(TableRow row) {
    List<String> cells = row.cells();
    for (int i = cells.size() - 1; i >= 0; i--) {
      String cell = cells.get(i);
      if (!cell.isEmpty()) {
        char end = cell.charAt(cell.length() - 1);
        return (end >= '0' && end <= '9') || end == '%' || end <= ' ' || end == '\u00A0';
      }
    }
    return false;
  }
}
