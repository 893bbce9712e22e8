package dev.rollbook.finalize;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.rollbook.imports.ObjectWriter;
import dev.rollbook.roster.FormulaGuard;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A CSV that a spreadsheet program opens right (SPEC A3): the byte order mark tells it UTF-8, the
 * delimiter is the one it takes for the language, and no cell can run as a formula. It is there
 * once it is {@link #complete}.
 */
final class CsvDownload implements Closeable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final ObjectWriter object;
  private final CsvWriter csv;

  private CsvDownload(ObjectWriter object, Writer writer, char delimiter) {
    this.object = object;
    this.csv =
        CsvWriter.builder()
            .fieldSeparator(delimiter)
            .lineDelimiter(LineDelimiter.CRLF)
            .build(writer);
  }

  /** Begins a table with its header. */
  static CsvDownload create(ObjectWriter object, String language, String... header)
      throws IOException {
    return create(object, delimiter(language), header);
  }

  /** The same with another delimiter than that of a language. */
  static CsvDownload create(ObjectWriter object, char delimiter, String... header)
      throws IOException {
    Writer writer = writer(object);
    writer.write(BYTE_ORDER_MARK);
    CsvDownload table = new CsvDownload(object, writer, delimiter);
    table.row(header);
    return table;
  }

  /** Goes on with a table that is there already. */
  static CsvDownload append(ObjectWriter object, String language) {
    return new CsvDownload(object, writer(object), delimiter(language));
  }

  /** What a spreadsheet program of a language takes for the delimiter. */
  static char delimiter(String language) {
    return language.equals("de") ? ';' : ',';
  }

  private static Writer writer(ObjectWriter object) {
    return new BufferedWriter(new OutputStreamWriter(object, StandardCharsets.UTF_8));
  }

  void row(String... cells) {
    csv.writeRecord(Arrays.stream(cells).map(FormulaGuard::guard).toArray(String[]::new));
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
