package dev.rollbook.roster;

import java.util.regex.Pattern;

/**
 * Keeps a cell of a CSV from running as a formula in a spreadsheet program (SPEC A3), in a way that
 * can be taken back: an apostrophe is put before what would begin one, and before apostrophes that
 * stand there already.
 */
public final class FormulaGuard {

  /** What a spreadsheet program takes for the start of a formula, apostrophes before it or none. */
  private static final String STARTS = "=+-@\t\r";

  private static final String DELIMITERS = ";,\t|\r\n";

  /**
   * What begins a formula for a program that takes another delimiter than ours, as one set to
   * another language does: it cuts our cell in two.
   */
  private static final Pattern WITHIN = Pattern.compile("([;,\t|\r\n]\"*)(?='*[=+\\-@])");

  private static final Pattern GUARDED_START = Pattern.compile("'('*[=+\\-@\t\r])");
  private static final Pattern GUARDED_WITHIN = Pattern.compile("([;,\t|\r\n]\"*)'(?='*[=+\\-@])");

  private FormulaGuard() {}

  /** The cell as it does no harm. */
  public static String guard(String cell) {
    String whole = starts(cell) ? "'" + cell : cell;
    return hasDelimiter(cell) ? WITHIN.matcher(whole).replaceAll("$1'") : whole;
  }

  private static boolean starts(String cell) {
    int start = 0;
    while (start < cell.length() && cell.charAt(start) == '\'') {
      start++;
    }
    return start < cell.length() && STARTS.indexOf(cell.charAt(start)) >= 0;
  }

  private static boolean hasDelimiter(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (DELIMITERS.indexOf(cell.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The cell that was guarded; one that was not stays as it is unless it looks guarded. */
  public static String unguard(String cell) {
    String whole = GUARDED_WITHIN.matcher(cell).replaceAll("$1");
    return GUARDED_START.matcher(whole).lookingAt() ? whole.substring(1) : whole;
  }
}
