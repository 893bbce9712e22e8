package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.util.Optional;

/** The rows of an XLSX worksheet that hold something (ECMA-376 part 1, 18.3.1). */
final class XlsxTable implements Table {

  private static final int SHEET_COLUMNS = 16_384;

  /** Of a number that fits; nothing that is counted here comes near it. */
  private static final int MOST_DIGITS = 9;

  private final XlsxPackage parts;
  private final XmlPart xml;
  private final String name;
  private final SharedStrings strings;
  private final XlsxStyles styles;
  private final BoundedText text = new BoundedText();

  private boolean ended;
  private int rowNumber;
  private int lastNumber;

  XlsxTable(XlsxPackage parts, XmlPart xml, String name, SharedStrings strings, XlsxStyles styles)
      throws RosterException {
    this.parts = parts;
    this.xml = xml;
    this.name = name;
    this.strings = strings;
    this.styles = styles;
    ended = !xml.goTo("sheetData");
  }

  @Override
  public Optional<TableRow> next() throws RosterException {
    while (!ended && xml.nextElementWithin("sheetData")) {
      if (xml.is("row")) {
        SheetRow row = row();
        if (!row.isEmpty()) {
          lastNumber = row.number();
          return Optional.of(row.row());
        }
      }
    }
    ended = true;
    return Optional.empty();
  }

  private SheetRow row() throws RosterException {
    int number = number(xml.attribute("r"), rowNumber + 1);
    if (number <= rowNumber) {
      throw WorkbookDamage.in(name, "row " + number + " behind row " + rowNumber);
    }
    rowNumber = number;
    SheetRow row = new SheetRow(number);
    int column = -1;
    while (xml.nextElementWithin("row")) {
      if (xml.is("c")) {
        column = column(xml.attribute("r"), column + 1);
        cell(row, column);
      }
    }
    if (number > Limits.SHEET_ROWS && !row.isEmpty()) {
      throw new RosterException(
          Code.TOO_MANY_ROWS, Integer.toString(Limits.SHEET_ROWS), Integer.toString(number));
    }
    return row;
  }

  private void cell(SheetRow row, int column) throws RosterException {
    String type = xml.attribute("t").orElse("n");
    int style = number(xml.attribute("s"), 0);
    text.clear();
    while (xml.nextElementWithin("c")) {
      if (xml.is("v")) {
        xml.text(text);
      } else if (xml.is("is")) {
        xml.richText(text);
      } else {
        xml.skip();
      }
    }
    switch (type) {
      case "s" -> row.put(column, shared(text.plain().strip()));
      case "n" -> put(row, column, text.plain().strip(), styles.format(style));
      case "b" -> row.put(column, truth(text.plain().strip()));
      case "d" -> {
        row.put(column, text.plain().strip().replaceFirst("T00:00:00(\\.0+)?Z?$", ""));
        row.markDate(column);
      }
      default -> row.put(column, text.unescaped());
    }
  }

  private static String truth(String value) {
    return switch (value) {
      case "1", "true" -> "TRUE";
      case "0", "false" -> "FALSE";
      default -> value;
    };
  }

  private String shared(String index) throws RosterException {
    if (index.isEmpty()) {
      return "";
    }
    int place = number(Optional.of(index), 0);
    if (place >= strings.size()) {
      throw WorkbookDamage.in(name, "shared string " + index);
    }
    return strings.get(place);
  }

  private static void put(SheetRow row, int column, String number, NumberText format) {
    if (number.isEmpty()) {
      return;
    }
    try {
      row.put(column, Double.parseDouble(number), format);
    } catch (NumberFormatException e) {
      // Whatever wrote it meant this text.
      row.put(column, number);
    }
  }

  private int number(Optional<String> digits, int fallback) throws RosterException {
    if (digits.isEmpty()) {
      return fallback;
    }
    if (!isNumber(digits.get())) {
      throw WorkbookDamage.in(name, "a number expected");
    }
    return Integer.parseInt(digits.get());
  }

  private static boolean isNumber(String digits) {
    return !digits.isEmpty()
        && digits.length() <= MOST_DIGITS
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The column, from 0, of a reference such as {@code AB12}. */
  private int column(Optional<String> reference, int fallback) throws RosterException {
    int column = 0;
    String cell = reference.orElse("");
    for (int i = 0; i < cell.length() && Character.isLetter(cell.charAt(i)); i++) {
      column = 26 * column + Character.toUpperCase(cell.charAt(i)) - 'A' + 1;
      if (column < 1 || column > SHEET_COLUMNS) {
        throw WorkbookDamage.in(name, "cell reference");
      }
    }
    return column == 0 ? fallback : column - 1;
  }

  @Override
  public int lastNumber() {
    return lastNumber;
  }

  @Override
  public void close() throws IOException {
    try {
      xml.close();
    } finally {
      parts.close();
    }
  }
}
