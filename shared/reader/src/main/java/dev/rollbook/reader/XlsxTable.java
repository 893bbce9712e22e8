package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;

/** The rows of an XLSX worksheet that hold something, as fastexcel-reader hands them on. */
final class XlsxTable implements Table {

  /** How {@link MendedCopy} writes a date. */
  private static final Pattern ISO_DATE = Pattern.compile("-?\\d{4,}-\\d\\d-\\d\\d.*|\\d\\d:.*");

  /** What {@link MendedCopy} writes before the value of a formula that was never calculated. */
  static final String UNCALCULATED = "#UNCALCULATED!";

  private static final Pattern ZERO = Pattern.compile("\\s*[-+]?0*\\.?0*([eE][-+]?\\d+)?\\s*");

  private final Closeable workbook;
  private final Stream<Row> stream;
  private final Iterator<Row> rows;
  private final String part;
  private final SerialDate dates;
  private final Map<String, NumberText> formats = new HashMap<>();

  private int lastNumber;

  /**
   * The rows of a worksheet.
   *
   * @param workbook closed with the table
   * @param stream the rows
   * @param part the worksheet's part, for errors
   * @param dates the workbook's dates
   */
  XlsxTable(Closeable workbook, Stream<Row> stream, String part, SerialDate dates) {
    this.workbook = workbook;
    this.stream = stream;
    this.rows = stream.iterator();
    this.part = part;
    this.dates = dates;
  }

  @Override
  public Optional<TableRow> next() throws RosterException {
    try {
      while (rows.hasNext()) {
        Row read = rows.next();
        SheetRow row = new SheetRow(read.getRowNum());
        for (Cell cell : read) {
          if (cell != null) {
            put(row, cell);
          }
        }
        if (!row.isEmpty()) {
          lastNumber = row.number();
          return Optional.of(row.row());
        }
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      throw WorkbookDamage.in(part, e);
    }
  }

  /** The type is not asked first, for it is that of the formula in a cell that has one. */
  private void put(SheetRow row, Cell cell) {
    int column = cell.getColumnIndex();
    if (cell.getValue() instanceof BigDecimal number) {
      row.put(column, number.doubleValue(), format(cell));
      if (number.signum() == 0 && cell.getFormula() != null) {
        row.markUnusable(column);
      }
    } else if (cell.getValue() instanceof Boolean truth) {
      row.put(column, truth ? "TRUE" : "FALSE");
    } else if (cell.getValue() instanceof String text && text.startsWith(UNCALCULATED)) {
      row.put(column, text.substring(UNCALCULATED.length()));
      row.markUnusable(column);
    } else if (cell.getValue() instanceof String text) {
      row.put(column, EscapedText.unescape(text));
      if (cell.getType() == CellType.ERROR && ISO_DATE.matcher(text).matches()) {
        row.markDate(column);
      }
    } else if (cell.getRawValue() != null) {
      putUnparsed(row, cell, cell.getRawValue().strip());
    }
  }

  /**
   * Whether a formula's stored result shows that nobody calculated it: there is none, or it is the
   * zero that some programs write in its place. A text that is empty is a result.
   */
  static boolean isUncalculated(String type, String result) {
    return type.equals("n") && ZERO.matcher(result).matches();
  }

  /** What is no number or truth value by the letter of the format, but to most readers is one. */
  private void putUnparsed(SheetRow row, Cell cell, String text) {
    int column = cell.getColumnIndex();
    if (text.equals("true") || text.equals("false")) {
      row.put(column, text.equals("true") ? "TRUE" : "FALSE");
      return;
    }
    try {
      row.put(column, Double.parseDouble(text), format(cell));
    } catch (NumberFormatException e) {
      // Whatever wrote it meant this text.
      row.put(column, text);
    }
  }

  private NumberText format(Cell cell) {
    String code = cell.getDataFormatString();
    if (code == null) {
      code = BuiltInFormats.code(cell.getDataFormatId() == null ? 0 : cell.getDataFormatId());
    }
    return formats.computeIfAbsent(code, given -> new NumberText(given, dates));
  }

  @Override
  public int lastNumber() {
    return lastNumber;
  }

  @Override
  public void close() throws IOException {
    try (workbook) {
      stream.close();
    }
  }
}
