package dev.rollbook.reader;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends an XML stream in which a tag, or the text between two, is longer than any of a roster, or a
 * tag has more attributes: a parser takes an attribute into memory whole, whatever its length, and
 * compares each with all before it.
 */
final class MarkupGuard extends FilterInputStream {

  private static final int LONGEST = 8 << 20;

  /** The most that any element of a workbook has, namespaces included, are some thirty. */
  private static final int ATTRIBUTES = 256;

  /** Where in the markup the next byte is. */
  private enum Place {
    TEXT,
    /** Behind the sign that begins a tag, a comment or an instruction. */
    BEGINNING,
    TAG,
    VALUE
  }

  private Place place = Place.TEXT;
  private char quote;
  private int attributes;
  private long length;

  /** In UTF-16, which begins with a mark or with a sign of ASCII, and so with a byte of 0. */
  private boolean wide;

  private boolean littleEndian;
  private int before;
  private long position;

  MarkupGuard(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count(next);
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    int end = offset + count;
    int i = offset;
    while (i < end) {
      int passed = position < 2 || wide ? i : passed(bytes, i, end);
      lengthen(passed - i);
      position += passed - i;
      if (passed < end) {
        count(bytes[passed] & 0xFF);
      }
      i = passed + 1;
    }
    return count;
  }

  /** Passes over bytes that change nothing where they are; gives the place of the next that may. */
  private int passed(byte[] bytes, int from, int end) {
    int i = from;
    switch (place) {
      case TEXT -> {
        while (i < end && bytes[i] != '<') {
          i++;
        }
      }
      case BEGINNING -> {}
      case TAG -> {
        while (i < end
            && bytes[i] != '"'
            && bytes[i] != '>'
            && bytes[i] != '\''
            && bytes[i] != '<') {
          i++;
        }
      }
      case VALUE -> {
        while (i < end && bytes[i] != quote && bytes[i] != '<') {
          i++;
        }
      }
    }
    return i;
  }

  private void lengthen(int by) throws IOException {
    length += by;
    if (length > LONGEST) {
      throw new IOException("a tag or text of more than " + LONGEST + " characters");
    }
  }

  private void count(int next) throws IOException {
    position++;
    if (position == 2) {
      littleEndian = (before == 0xFF && next == 0xFE) || next == 0;
      wide = littleEndian || (before == 0xFE && next == 0xFF) || before == 0;
    }
    if (!wide) {
      count((char) next);
    } else if (position % 2 == 0) {
      count((char) (littleEndian ? next << 8 | before : before << 8 | next));
    }
    before = next;
  }

  private void count(char next) throws IOException {
    if (next == '<') {
      // No value may hold it as it is.
      place = Place.BEGINNING;
      attributes = 0;
      length = 0;
      return;
    }
    lengthen(1);
    switch (place) {
      case TEXT -> {}
      case BEGINNING -> place = next == '!' || next == '?' ? Place.TEXT : Place.TAG;
      case TAG -> countInTag(next);
      case VALUE -> place = next == quote ? Place.TAG : Place.VALUE;
    }
  }

  private void countInTag(char next) throws IOException {
    if (next == '>') {
      place = Place.TEXT;
    } else if (next == '"' || next == '\'') {
      place = Place.VALUE;
      quote = next;
      attributes++;
      if (attributes > ATTRIBUTES) {
        throw new IOException("a tag of more than " + ATTRIBUTES + " attributes");
      }
    }
  }
}
