package dev.rollbook.finalize;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.rollbook.imports.ObjectWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A CSV that a spreadsheet program opens right (SPEC A3): the byte order mark tells it UTF-8, the
 * delimiter is the one it takes for the language, and no cell can run as a formula. It is there
 * once it is {@link #complete}.
 */
final class CsvDownload implements Closeable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What a spreadsheet program takes for the start of a formula. */
  private static final String FORMULA_START = "=+-@\t\r";

  /**
   * What begins a formula for a program that takes another delimiter than ours, as one set to
   * another language does: it cuts our cell in two.
   */
  private static final Pattern FORMULA_WITHIN = Pattern.compile("([;,\t|\r\n]\"*)(?=[=+\\-@])");

  private final ObjectWriter object;
  private final CsvWriter csv;

  private CsvDownload(ObjectWriter object, Writer writer, String language) {
    this.object = object;
    this.csv =
        CsvWriter.builder()
            .fieldSeparator(language.equals("de") ? ';' : ',')
            .lineDelimiter(LineDelimiter.CRLF)
            .build(writer);
  }

  /** Begins a table with its header. */
  static CsvDownload create(ObjectWriter object, String language, String... header)
      throws IOException {
    Writer writer = writer(object);
    writer.write(BYTE_ORDER_MARK);
    CsvDownload table = new CsvDownload(object, writer, language);
    table.row(header);
    return table;
  }

  /** Goes on with a table that is there already. */
  static CsvDownload append(ObjectWriter object, String language) {
    return new CsvDownload(object, writer(object), language);
  }

  private static Writer writer(ObjectWriter object) {
    return new BufferedWriter(new OutputStreamWriter(object, StandardCharsets.UTF_8));
  }

  void row(String... cells) {
    csv.writeRecord(Arrays.stream(cells).map(CsvDownload::harmless).toArray(String[]::new));
  }

  /** An apostrophe before it makes a spreadsheet program show the rest as text. */
  private static String harmless(String cell) {
    String whole =
        !cell.isEmpty() && FORMULA_START.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    return FORMULA_WITHIN.matcher(whole).replaceAll("$1'");
  }

  /** Ends the table. */
  void complete() throws IOException {
    csv.flush();
    object.complete();
  }

  @Override
  public void close() throws IOException {
    object.close();
  }
}
