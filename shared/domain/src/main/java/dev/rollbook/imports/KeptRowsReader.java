package dev.rollbook.imports;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rollbook.Json;
import dev.rollbook.roster.RowSink;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads the rows that were kept of a roster, first to last, once (SPEC A12). To be closed; not
 * thread-safe.
 */
public final class KeptRowsReader implements Closeable {

  private static final TypeReference<List<RowSink.UploadedColumn>> COLUMNS =
      new TypeReference<>() {};

  private final InputStream in;
  private final List<RowSink.UploadedColumn> columns;
  private int next;

  private KeptRowsReader(InputStream in) throws IOException {
    this.in = in;
    columns = Json.MAPPER.readValue(bytes(), COLUMNS);
    next = number();
  }

  /**
   * Those of an object; empty if an older release wrote it, in a form that is not read any more.
   */
  static Optional<KeptRowsReader> of(InputStream object) throws IOException {
    InputStream in =
        new BufferedInputStream(
            new GZIPInputStream(object, KeptRowsWriter.BUFFER), KeptRowsWriter.BUFFER);
    if (in.read() == KeptRowsWriter.FORMAT) {
      return Optional.of(new KeptRowsReader(in));
    }
    in.close();
    return Optional.empty();
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
    int count = number();
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(new String(bytes(), StandardCharsets.UTF_8));
    }
    next = number();
    return cells;
  }

  private byte[] bytes() throws IOException {
    int length = number();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the kept rows end within a cell");
    }
    return bytes;
  }

  private int number() throws IOException {
    int value = 0;
    int shift = 0;
    int next = in.read();
    while (next > 0x7F) {
      value |= (next & 0x7F) << shift;
      shift += 7;
      next = in.read();
    }
    if (next < 0) {
      throw new EOFException("the kept rows end before their last");
    }
    return value | (next << shift);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
