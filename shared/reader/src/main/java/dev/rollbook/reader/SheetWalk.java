package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Walks over a worksheet before fastexcel-reader does (ECMA-376 part 1, 18.3.1), refuses what would
 * fill its memory or have it take one cell for another, and tells whether it reads the rest as a
 * spreadsheet does.
 */
final class SheetWalk {

  /** Takes the cells of a walk. */
  @FunctionalInterface
  interface Cells {

    /**
     * Takes a cell.
     *
     * @param row its row, from 1, not above the last
     * @param column its column, from 0, behind the last of the row
     * @param type its type as the file has it
     * @param style the number of its style, or empty
     * @param text its value
     * @param formula whether the value is the stored result of a formula
     */
    void cell(int row, int column, String type, String style, String text, boolean formula)
        throws RosterException, IOException;
  }

  /**
   * What a walk has found.
   *
   * @param asItIs whether fastexcel-reader reads the worksheet as a spreadsheet does
   * @param hidden what holds something and a person does not see
   */
  record Walked(boolean asItIs, HiddenParts hidden) {}

  private static final Set<String> TRUE = Set.of("1", "true");

  private static final int SHEET_COLUMNS = 16_384;

  /** A column's number, of which there are no more. */
  private static final Pattern PLACE = Pattern.compile("[1-9]\\d{0,4}");

  /** Of a number that fits; nothing that is counted here comes near it. */
  private static final int MOST_DIGITS = 9;

  /** Characters of a row, all of which are held at once: 300 columns of 4,000, three times over. */
  private static final long MOST_ROW_CHARACTERS = 4L << 20;

  /** Characters of a number: a double has 17 digits, and to parse many takes the square of them. */
  static final int LONGEST_NUMBER = 1_000;

  /** The types that fastexcel-reader knows, other than those of text in the cell. */
  private static final Set<String> KNOWN = Set.of("n", "s", "b", "e", "str");

  private final XmlPart xml;
  private final String name;
  private final int strings;
  private final Cells cells;
  private final BoundedText text = new BoundedText();
  private final BoundedText formula = new BoundedText();

  private boolean asItIs = true;
  private final HiddenParts hidden = new HiddenParts();
  private int row;
  private int column;
  private long characters;

  private SheetWalk(XmlPart xml, String name, int strings, Cells cells) {
    this.xml = xml;
    this.name = name;
    this.strings = strings;
    this.cells = cells;
  }

  /**
   * Walks over a worksheet to its end.
   *
   * @param name its name, for errors
   * @param strings how many shared strings the workbook has
   * @throws RosterException if nobody should read it
   */
  static Walked walk(XmlPart xml, String name, int strings, Cells cells)
      throws RosterException, IOException {
    return new SheetWalk(xml, name, strings, cells).walk();
  }

  /**
   * Whether a worksheet holds anything, told by its first value.
   *
   * @throws RosterException if it is damaged before that
   */
  static boolean hasData(XmlPart xml) throws RosterException {
    BoundedText text = new BoundedText();
    if (xml.goTo("sheetData")) {
      while (xml.nextElementWithin("sheetData")) {
        if (xml.is("v") || xml.is("t")) {
          text.clear();
          xml.text(text);
          if (!text.text().isBlank()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Walked walk() throws RosterException, IOException {
    while (xml.nextElement()) {
      if (xml.is("col")) {
        columns();
      } else if (xml.is("sheetData")) {
        rows();
        break;
      }
    }
    return new Walked(asItIs, hidden);
  }

  private void columns() {
    Optional<Integer> first = xml.attribute("min").flatMap(SheetWalk::place);
    Optional<Integer> last = xml.attribute("max").flatMap(SheetWalk::place);
    if (isHidden() && first.isPresent() && last.isPresent()) {
      hidden.hideColumns(first.get() - 1, last.get());
    }
  }

  private static Optional<Integer> place(String text) {
    return PLACE.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private boolean isHidden() {
    return xml.attribute("hidden").filter(TRUE::contains).isPresent();
  }

  private void rows() throws RosterException, IOException {
    while (xml.nextElementWithin("sheetData")) {
      if (xml.is("row")) {
        row();
      } else {
        asItIs = false;
        xml.skip();
      }
    }
  }

  private void row() throws RosterException, IOException {
    Optional<String> reference = xml.attribute("r");
    // fastexcel-reader numbers such a row by how many were before it, less one.
    asItIs &= reference.isPresent();
    int number = reference.isPresent() ? number(reference.get()) : row + 1;
    if (number <= row) {
      throw WorkbookDamage.in(name, "row " + number + " behind row " + row);
    }
    row = number;
    column = -1;
    characters = 0;
    if (isHidden()) {
      hidden.hideRow(number);
    }

    while (xml.nextElementWithin("row")) {
      if (xml.is("c")) {
        cell();
      } else {
        asItIs = false;
        xml.skip();
      }
    }
  }

  private void cell() throws RosterException, IOException {
    String type = xml.attribute("t").orElse("n");
    Optional<String> style = xml.attribute("s");
    if (style.isPresent()) {
      checkStyle(style.get());
    }
    Optional<String> reference = xml.attribute("r");
    int place = reference.isPresent() ? column(reference.get()) : column + 1;
    if (place <= column || place >= SHEET_COLUMNS) {
      throw WorkbookDamage.in(name, "cell reference in row " + row);
    }
    column = place;
    boolean calculated = value(type);
    if (text.length() > 0) {
      hidden.fill(row, column);
    }
    // A reader that knows no type of a result takes this for an empty text.
    asItIs &= !calculated || !type.equals("n") || text.length() > 0;
    if (row > ReaderLimits.SHEET_ROWS && text.length() > 0) {
      throw new RosterException(
          Code.TOO_MANY_ROWS, Integer.toString(ReaderLimits.SHEET_ROWS), Integer.toString(row));
    }
    String value = text.text();
    check(type, value);
    cells.cell(row, column, type, style.orElse(""), value, calculated);
  }

  /** Spreadsheets take an empty style for none; fastexcel-reader does not. */
  private void checkStyle(String style) throws RosterException {
    if (style.isEmpty()) {
      asItIs = false;
    } else {
      number(style);
    }
  }

  /** Reads a cell's value; whether it is the result of a formula. */
  private boolean value(String type) throws RosterException {
    boolean inline = type.equals("inlineStr");
    boolean seen = false;
    boolean calculated = false;
    text.clear();
    while (xml.nextElementWithin("c")) {
      if (xml.is("v")) {
        boolean plain = xml.text(text);
        asItIs &= plain && !seen && !inline;
        seen = true;
      } else if (xml.is("is")) {
        // All text within is taken, phonetic runs too.
        boolean plain = xml.richText(text);
        asItIs &= plain && !seen && inline;
        seen = true;
      } else if (xml.is("t") && inline) { // without the element that belongs around it
        xml.text(text);
        asItIs = false;
        seen = true;
      } else {
        // Formulas that others share are worked out, by all cells, and not all can be.
        calculated |= xml.is("f");
        boolean own = xml.is("f") && xml.attribute("t").isEmpty();
        formula.clear();
        boolean plain = xml.text(formula);
        asItIs &= plain && own;
        characters += formula.length();
      }
    }
    characters += text.length();
    if (characters > MOST_ROW_CHARACTERS) {
      throw new RosterException(
          Code.FILE_SUSPICIOUS,
          name,
          Long.toString(MOST_ROW_CHARACTERS),
          Long.toString(characters));
    }
    return calculated;
  }

  private void check(String type, String value) throws RosterException {
    if (type.equals("s")) {
      if (!value.isEmpty() && number(value) >= strings) {
        throw WorkbookDamage.in(name, "shared string " + value);
      }
    } else if (type.equals("n")) {
      asItIs &= value.length() <= LONGEST_NUMBER;
    } else {
      asItIs &= KNOWN.contains(type) || type.equals("inlineStr");
    }
  }

  private int number(String digits) throws RosterException {
    return number(digits, 0);
  }

  /** The number that a text is from an index on. */
  private int number(String text, int start) throws RosterException {
    int number = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i - start >= MOST_DIGITS) {
        throw noNumber();
      }
      number = 10 * number + digit;
    }
    if (start >= text.length()) {
      throw noNumber();
    }
    return number;
  }

  private RosterException noNumber() {
    return WorkbookDamage.in(name, "a number expected in row " + row);
  }

  /** The column, from 0, of a reference such as {@code AB12}. */
  private int column(String reference) throws RosterException {
    int number = 0;
    int i = 0;
    while (i < reference.length() && isLetter(reference.charAt(i)) && number <= SHEET_COLUMNS) {
      number = 26 * number + (reference.charAt(i) & 0x1F);
      i++;
    }
    number(reference, i);
    return number - 1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
