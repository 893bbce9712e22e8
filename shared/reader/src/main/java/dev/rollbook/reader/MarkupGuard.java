package dev.rollbook.reader;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends an XML stream in which a tag, or the text between two, is longer than any of a roster: a
 * parser takes an attribute into memory whole, whatever its length.
 */
final class MarkupGuard extends FilterInputStream {

  private static final int LONGEST = 8 << 20;

  private long length;

  MarkupGuard(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count((byte) next);
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    for (int i = offset; i < offset + count; i++) {
      count(bytes[i]);
    }
    return count;
  }

  private void count(byte next) throws IOException {
    length = next == '<' ? 0 : length + 1;
    if (length > LONGEST) {
      throw new IOException("a tag or text of more than " + LONGEST + " bytes");
    }
  }
}
