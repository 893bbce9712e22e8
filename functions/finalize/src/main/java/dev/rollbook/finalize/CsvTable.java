package dev.rollbook.finalize;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A CSV that a spreadsheet program opens right (SPEC A3): the byte order mark tells it UTF-8, the
 * delimiter is the one it takes for the language, and no cell can run as a formula.
 */
final class CsvTable implements Closeable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What a spreadsheet program takes for the start of a formula. */
  private static final String FORMULA_START = "=+-@\t\r";

  /**
   * What begins a formula for a program that takes another delimiter than ours, as one set to
   * another language does: it cuts our cell in two.
   */
  private static final Pattern FORMULA_WITHIN = Pattern.compile("([;,\t|\r\n]\"*)(?=[=+\\-@])");

  private final CsvWriter csv;

  private CsvTable(CsvWriter csv) {
    this.csv = csv;
  }

  /** Begins a table with its header. */
  static CsvTable create(Path file, String language, String... header) throws IOException {
    Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    writer.write(BYTE_ORDER_MARK);
    CsvTable table =
        new CsvTable(
            CsvWriter.builder()
                .fieldSeparator(language.equals("de") ? ';' : ',')
                .lineDelimiter(LineDelimiter.CRLF)
                .build(writer));
    table.row(header);
    return table;
  }

  void row(String... cells) {
    csv.writeRecord(Arrays.stream(cells).map(CsvTable::harmless).toArray(String[]::new));
  }

  /** An apostrophe before it makes a spreadsheet program show the rest as text. */
  private static String harmless(String cell) {
    String whole =
        !cell.isEmpty() && FORMULA_START.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    return FORMULA_WITHIN.matcher(whole).replaceAll("$1'");
  }

  @Override
  public void close() {
    try {
      csv.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot finish a table", e);
    }
  }
}
