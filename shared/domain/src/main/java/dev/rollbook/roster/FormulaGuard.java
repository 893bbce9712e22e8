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

  /**
   * What begins a formula for a program that takes another delimiter than ours, as one set to
   * another language does: it cuts our cell in two. Quotes may stand between.
   */
  private static final String STARTS_WITHIN = "=+-@";

  private static final String DELIMITERS = ";,\t|\r\n";

  private static final Pattern GUARDED_START = Pattern.compile("'('*[=+\\-@\t\r])");
  private static final Pattern GUARDED_WITHIN = Pattern.compile("([;,\t|\r\n]\"*)'(?='*[=+\\-@])");

  private FormulaGuard() {}

  /** The cell as it does no harm; every cell of a download goes through here. */
  public static String guard(String cell) {
    String whole = beginsAt(0, cell, STARTS) ? "'" + cell : cell;
    StringBuilder guarded = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < whole.length(); i++) {
      if (DELIMITERS.indexOf(whole.charAt(i)) >= 0) {
        int next = behind('"', i + 1, whole);
        if (beginsAt(next, whole, STARTS_WITHIN)) {
          guarded.append(whole, copied, next).append('\'');
          copied = next;
        }
      }
    }
    return copied == 0 ? whole : guarded.append(whole, copied, whole.length()).toString();
  }

  private static boolean beginsAt(int place, String text, String starts) {
    int start = behind('\'', place, text);
    return start < text.length() && starts.indexOf(text.charAt(start)) >= 0;
  }

  /** The first place from one on that has another character. */
  private static int behind(char character, int place, String text) {
    int behind = place;
    while (behind < text.length() && text.charAt(behind) == character) {
      behind++;
    }
    return behind;
  }

  /** The cell that was guarded; one that was not stays as it is unless it looks guarded. */
  public static String unguard(String cell) {
    String whole = GUARDED_WITHIN.matcher(cell).replaceAll("$1");
    return GUARDED_START.matcher(whole).lookingAt() ? whole.substring(1) : whole;
  }
}
