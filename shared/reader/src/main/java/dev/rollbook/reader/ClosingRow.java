package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells what programs put below a table (SPEC R15): {@code Summe: 30}, {@code Total} and numbers,
 * {@code (30 rows)}, {@code Erstellt am 1.2.2026}, a line of dashes. Only the last rows of a table
 * with several columns may be such, and a name in them stays listed.
 */
final class ClosingRow {

  private static final Pattern TOTAL =
      words(
          "(?:gesamt|gesamtsumme|gesamtzahl|gesamtanzahl|gesamtergebnis|summe|zwischensumme|anzahl|insgesamt"
              + "|total|totals|grand total|subtotal|sum|count|number of \\w+)\\b.*");

  /** What {@link #TOTAL} begins with, up to what is no letter. */
  private static final Set<String> TOTAL_WORDS =
      Set.of(
          "gesamt",
          "gesamtsumme",
          "gesamtzahl",
          "gesamtanzahl",
          "gesamtergebnis",
          "summe",
          "zwischensumme",
          "anzahl",
          "insgesamt",
          "total",
          "totals",
          "grand",
          "subtotal",
          "sum",
          "count",
          "number");

  /** With a unit before or behind it: {@code 30 Personen}, {@code 12,5 h}, {@code € 30}. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:\\p{Sc}\\h?)?[-+]?[\\d.,'\\h]*\\d(?:\\h?(?:%|\\p{Sc}|\\p{L}{1,20}\\.?))?\\s*");

  /**
   * A line in one cell: how many rows there were, when and by what the file was made, whose it is,
   * its end.
   */
  private static final Pattern LINE =
      words(
          "\\(?\\d+"
              + " (?:rows?|records?|users|entries|results?|people|persons|students|employees|members"
              + "|participants|zeilen?|datens(?:atz|ätze)|benutzer|einträge|personen|schüler"
              + "|teilnehmer|mitarbeiter|mitglieder)\\b.*"
              + "|\\p{L}[\\p{L}\\p{M} .()/-]*:\\s+\\d[\\d.,:'\\h/-]*"
              + "|(?:©|\\(c\\)|copyright\\b).*"
              + "|(?:erstellt|exportiert|gedruckt|generiert|stand|seite|created|exported|printed|generated|page)\\b.*"
              + " .*\\d.*|(?:ende|end)"
              + " (?:der|des|of)\\b.*|(?:gesamt|gesamtsumme|summe|total|totals|grand total|sum):?"
              + "|[-=*_#~]{3,}.*|[\\x00\\x1A]+");

  /** A cell of a line that is drawn under the headings. */
  private static final Pattern DRAWN = Pattern.compile("[-=_+:]{3,}");

  private ClosingRow() {}

  private static Pattern words(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Whether a row looks like one; of most, the first cell that holds something tells. */
  static boolean is(TableRow row, ColumnPlan plan) {
    if (plan.width() < 2 || !(row instanceof TableRow.Sound)) {
      return false;
    }
    List<String> cells = row.cells();
    int first = filled(cells, 0);
    if (first == cells.size()) {
      return false;
    }
    String begin = CellText.clean(cells.get(first));
    int next = filled(cells, first + 1);
    if (next == cells.size()) {
      return LINE.matcher(begin).matches()
          || (isTotal(begin) && begin.chars().anyMatch(Character::isDigit));
    }
    return isTotal(begin)
        && filled(cells.subList(next, cells.size()))
            .allMatch(cell -> NUMBER.matcher(cell).matches());
  }

  /** By its first word, which the pattern takes much longer to miss. */
  private static boolean isTotal(String cell) {
    int end = 0;
    while (end < cell.length() && Character.isLetter(cell.charAt(end))) {
      end++;
    }
    // By both cases, as the pattern compares.
    String word = cell.substring(0, end).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return TOTAL_WORDS.contains(word) && TOTAL.matcher(cell).matches();
  }

  /**
   * The place of the first cell that holds something, from one on; behind the last if none does.
   */
  private static int filled(List<String> cells, int from) {
    int place = from;
    while (place < cells.size() && CellText.clean(cells.get(place)).isEmpty()) {
      place++;
    }
    return place;
  }

  /** Whether it may be one, told by as little as serves for most rows. */
  static boolean mayBe(TableRow row) {
    List<String> cells = row.cells();
    for (int i = cells.size() - 1; i >= 0; i--) {
      String cell = cells.get(i);
      if (!cell.isEmpty()) {
        char end = cell.charAt(cell.length() - 1);
        return i == 0 || isDigit(end) || end <= ' ' || end == '\u00A0' || mayBeginNumber(cell);
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean mayBeginNumber(String cell) {
    char first = cell.charAt(0);
    return isDigit(first)
        || first <= ' '
        || first == '-'
        || first == '+'
        || Character.getType(first) == Character.CURRENCY_SYMBOL;
  }

  /** Whether a row is a line drawn under the headings, as databases and Markdown have it. */
  static boolean isRule(TableRow row) {
    return row instanceof TableRow.Sound
        && filled(row.cells()).count() > 1
        && filled(row.cells()).allMatch(cell -> DRAWN.matcher(cell).matches());
  }

  private static Stream<String> filled(List<String> cells) {
    return cells.stream().map(CellText::clean).filter(cell -> !cell.isEmpty());
  }
}
