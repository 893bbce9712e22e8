package dev.rollbook.finalize;

import dev.rollbook.directory.Property;
import dev.rollbook.imports.ObjectWriter;
import dev.rollbook.roster.RowSink.UploadedColumn;
import dev.rollbook.roster.Target;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * The failed rows as a workbook (SPEC A12): every cell is text, so that no value is taken for a
 * number or a formula; faulty cells are coloured and have a comment; dropdowns offer their options.
 * It is there once it is {@link #complete}. What a sheet has no room for stands in the text file
 * alone.
 */
final class FailedWorkbook implements Closeable {

  private static final String SHEET = "Users";
  private static final String OPTIONS = "Options";
  private static final String TEXT = "@";
  private static final String FAULTY = "FFC7CE";
  private static final int HEADING_WIDTH = 24;

  /** Columns in front of those that were uploaded. */
  private static final int ADDED = 3;

  /** Rows that are held at a time. */
  private static final int FLUSHED = 1_000;

  /**
   * Comments, which are held until the sheet is complete: some 300 bytes each, 6 MB in all. Beyond
   * them the faulty cells are coloured, and the reasons stand in their column as ever.
   */
  private static final int COMMENTS = 20_000;

  private static final Pattern LOOKS_ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private final ObjectWriter object;
  private final Workbook workbook;
  private final Worksheet sheet;
  private int next;
  private int comments;

  /**
   * Begins the workbook with its heading.
   *
   * @param name of the sheet; empty for any
   * @param heading of the added columns, then the uploaded ones
   * @param properties of the tenant, by name
   */
  FailedWorkbook(
      ObjectWriter object,
      String name,
      List<String> heading,
      List<UploadedColumn> columns,
      Map<String, Property> properties)
      throws IOException {
    this.object = object;
    // The object is ended by itself, when all is well.
    this.workbook =
        new Workbook(
            new FilterOutputStream(object) {
              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
              }

              @Override
              public void close() throws IOException {
                flush();
              }
            },
            "Rollbook",
            "1.0");
    sheet = workbook.newWorksheet(name.isEmpty() ? SHEET : name);
    Worksheet options =
        workbook.newWorksheet(name.equalsIgnoreCase(OPTIONS) ? OPTIONS + " 2" : OPTIONS);
    for (int c = 0; c < heading.size(); c++) {
      sheet.inlineString(0, c, escaped(heading.get(c)));
      sheet.style(0, c).bold().set();
      sheet.style(c).format(TEXT).set();
      sheet.width(c, HEADING_WIDTH);
    }
    sheet.freezePane(0, 1);
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).target() instanceof Target.Property target
          && properties.containsKey(target.name())) {
        offer(properties.get(target.name()), options, ADDED + c);
      }
    }
    options.finish();
    next = 1;
  }

  private void offer(Property property, Worksheet options, int column) {
    if (property.type() != Property.Type.DROPDOWN || property.options().isEmpty()) {
      return;
    }
    options.inlineString(0, column, escaped(property.name()));
    for (int i = 0; i < property.options().size(); i++) {
      options.inlineString(i + 1, column, escaped(property.options().get(i)));
    }
    sheet
        .range(1, column, Worksheet.MAX_ROWS - 1, column)
        .validateWithList(options.range(1, column, property.options().size(), column));
  }

  /** Puts a row's cells, the added ones first. */
  Row row(List<String> cells) {
    return new Row(cells);
  }

  /** Ends the workbook. */
  void complete() throws IOException {
    workbook.finish();
    object.complete();
  }

  @Override
  public void close() throws IOException {
    object.close();
  }

  /** What XML cannot hold is spelled as workbooks do, and so is what looks like that. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    String plain = LOOKS_ESCAPED.matcher(text).replaceAll("_x005F_");
    plain
        .codePoints()
        .forEach(
            c -> {
              boolean layout = c == '\t' || c == '\n';
              boolean control = c < ' ' && !layout;
              if (control || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
                escaped.append("_x%04X_".formatted(c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** A row that is being put. */
  final class Row {
    private final List<String> cells;
    private final Map<Integer, StringBuilder> reasons = new TreeMap<>();

    private Row(List<String> cells) {
      this.cells = cells;
    }

    /** Marks the cell of a column, which may be missing, as faulty. */
    void mark(int column, String reason) {
      StringBuilder all = reasons.computeIfAbsent(column, c -> new StringBuilder());
      all.append(all.isEmpty() ? "" : "\n").append(reason);
    }

    /** Puts the row, if the sheet has room for it. */
    void end() throws IOException {
      if (next == Worksheet.MAX_ROWS) {
        return;
      }
      for (int c = 0; c < cells.size(); c++) {
        if (!cells.get(c).isEmpty()) {
          sheet.inlineString(next, c, escaped(cells.get(c)));
          sheet.style(next, c).format(TEXT).set();
        }
      }
      reasons.forEach(
          (column, reason) -> {
            sheet.style(next, column).format(TEXT).fillColor(FAULTY).set();
            if (comments < COMMENTS) {
              sheet.comment(next, column, reason.toString());
              comments++;
            }
          });
      next++;
      if (next % FLUSHED == 0) {
        sheet.flush();
      }
    }
  }
}
