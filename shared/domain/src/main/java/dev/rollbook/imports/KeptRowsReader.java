package dev.rollbook.imports;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rollbook.Json;
import dev.rollbook.roster.RowSink;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads the rows that were kept of a roster, first to last, once (SPEC A12). To be closed; not
 * thread-safe.
 */
public final class KeptRowsReader implements Closeable {

  private static final TypeReference<List<RowSink.UploadedColumn>> COLUMNS =
      new TypeReference<>() {};

  private final DataInputStream in;
  private final List<RowSink.UploadedColumn> columns;
  private int next;

  KeptRowsReader(InputStream object) throws IOException {
    in =
        new DataInputStream(
            new BufferedInputStream(
                new GZIPInputStream(object, KeptRowsWriter.BUFFER), KeptRowsWriter.BUFFER));
    columns = Json.MAPPER.readValue(bytes(), COLUMNS);
    next = in.readInt();
  }

  /** The columns. */
  public List<RowSink.UploadedColumn> columns() {
    return columns;
  }

  /**
   * The cells of a row. Rows before it are passed over for good.
   *
   * @param number of the row, larger than the one asked for before
   * @return none if it is not among the rows
   */
  public List<String> cells(int number) throws IOException {
    while (next != KeptRowsWriter.END && next < number) {
      row();
    }
    return next == number ? row() : List.of();
  }

  private List<String> row() throws IOException {
    int count = in.readInt();
    List<String> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cells.add(new String(bytes(), StandardCharsets.UTF_8));
    }
    next = in.readInt();
    return cells;
  }

  private byte[] bytes() throws IOException {
    return in.readNBytes(in.readInt());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
