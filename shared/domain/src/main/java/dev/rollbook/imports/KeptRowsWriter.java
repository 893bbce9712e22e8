package dev.rollbook.imports;

import dev.rollbook.Json;
import dev.rollbook.roster.RowSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The rows of a roster as they were uploaded, kept beside it without what may be a password (SPEC
 * A12). Any row may still fail when the roster is read, and only the roster has it whole: so parse,
 * which reads the roster, writes them to one object as they pass, and finalize, which knows the
 * failed ones in the order of the file, takes these from it in one pass ({@link KeptRowsReader}).
 * Neither holds more than a row. The rows are there once it is {@link #complete}. Not thread-safe.
 */
public final class KeptRowsWriter implements RowSink, Closeable {

  static final int BUFFER = 1 << 16;

  /** The first byte of all. Before it was there, four bytes of a length began with a 0. */
  static final int FORMAT = 1;

  /** Stands behind the last row; no row has this number. */
  static final int END = 0;

  /** Bytes of a number, at most. */
  private static final int LONGEST = 5;

  private final ObjectWriter object;
  private final GZIPOutputStream zipped;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;

  KeptRowsWriter(ObjectWriter object) throws IOException {
    this.object = object;
    zipped = new QuickGzip(object);
  }

  @Override
  public void begin(List<UploadedColumn> columns) throws IOException {
    write(FORMAT);
    write(Json.bytes(columns));
  }

  @Override
  public void row(int number, List<String> cells) throws IOException {
    write(number);
    write(cells.size());
    for (String cell : cells) {
      write(cell.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(byte[] text) throws IOException {
    write(text.length);
    if (text.length > BUFFER - filled) {
      flush();
    }
    if (text.length > BUFFER) {
      zipped.write(text);
    } else {
      System.arraycopy(text, 0, buffer, filled, text.length);
      filled += text.length;
    }
  }

  /**
   * A number by seven bits a byte, the lowest first, each but the last with its highest bit set.
   */
  private void write(int number) throws IOException {
    if (LONGEST > BUFFER - filled) {
      flush();
    }
    int rest = number;
    while (rest > 0x7F) {
      buffer[filled++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[filled++] = (byte) rest;
  }

  private void flush() throws IOException {
    zipped.write(buffer, 0, filled);
    filled = 0;
  }

  /** Ends the rows. */
  public void complete() throws IOException {
    write(END);
    flush();
    zipped.finish();
    object.complete();
  }

  @Override
  public void close() throws IOException {
    object.close();
  }

  /** Every roster is kept, and few of its rows are read again: speed matters more than size. */
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
