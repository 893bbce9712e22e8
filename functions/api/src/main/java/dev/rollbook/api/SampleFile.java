package dev.rollbook.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes the sample roster as people open it. */
final class SampleFile {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Rows for which a dropdown's options are on offer. */
  private static final int ROWS_OFFERED = 10_000;

  private static final int HEADING_WIDTH = 24;

  private SampleFile() {}

  /** As a spreadsheet program of the language opens it right. */
  static byte[] csv(List<SampleColumn> columns, String language) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      writer.write(BYTE_ORDER_MARK);
      try (CsvWriter csv =
          CsvWriter.builder()
              .fieldSeparator(language.equals("de") ? ';' : ',')
              .lineDelimiter(LineDelimiter.CRLF)
              .build(writer)) {
        csv.writeRecord(columns.stream().map(SampleColumn::heading).toList());
        for (int row = 0; row < columns.get(0).values().size(); row++) {
          int current = row;
          csv.writeRecord(columns.stream().map(column -> column.values().get(current)).toList());
        }
      }
    }
    return bytes.toByteArray();
  }

  /** As a workbook whose dropdowns offer their options. They lie on a sheet of their own. */
  static byte[] xlsx(List<SampleColumn> columns) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "Rollbook", "1.0")) {
      Worksheet users = workbook.newWorksheet("Users");
      Worksheet options = workbook.newWorksheet("Options");
      for (int c = 0; c < columns.size(); c++) {
        SampleColumn column = columns.get(c);
        users.value(0, c, column.heading());
        users.style(0, c).bold().set();
        users.width(c, HEADING_WIDTH);
        for (int row = 0; row < column.values().size(); row++) {
          if (!column.values().get(row).isEmpty()) {
            users.value(row + 1, c, column.values().get(row));
          }
        }
        if (!column.options().isEmpty()) {
          options.value(0, c, column.heading());
          for (int row = 0; row < column.options().size(); row++) {
            options.value(row + 1, c, column.options().get(row));
          }
          users
              .range(1, c, ROWS_OFFERED, c)
              .validateWithList(options.range(1, c, column.options().size(), c));
        }
      }
    }
    return bytes.toByteArray();
  }
}
