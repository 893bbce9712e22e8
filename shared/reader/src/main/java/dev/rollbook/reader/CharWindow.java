package dev.rollbook.reader;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/** The characters of a file one by one, with one mark to go back to. Keeps what lies behind it. */
final class CharWindow implements Closeable {

  /** What {@link #read} gives behind the last character. */
  static final int END = -1;

  private static final int FIRST_SIZE = 1 << 15;
  private static final int NO_MARK = -1;

  private final Reader reader;
  private char[] buffer = new char[FIRST_SIZE];
  private int position;
  private int limit;
  private int mark = NO_MARK;
  private long offset;
  private long steps;

  CharWindow(Reader reader) {
    this.reader = reader;
  }

  /** The next character, or {@link #END}. */
  int read() throws IOException {
    steps++;
    if (position == limit && !fill()) {
      return END;
    }
    offset++;
    return buffer[position++];
  }

  /** What {@link #read} will give. */
  int peek() throws IOException {
    return position == limit && !fill() ? END : buffer[position];
  }

  /**
   * How many characters are left of the line, if its end is in memory and there is no such mark
   * before it; else -1.
   */
  int restOfLine(char without) {
    for (int i = position; i < limit; i++) {
      char c = buffer[i];
      if (c == '\n' || c == '\r' || c == without) {
        steps += i - position;
        return c == without ? -1 : i - position;
      }
    }
    steps += limit - position;
    return -1;
  }

  /**
   * How many cells so many characters are, or -1 if one of them has more than that.
   *
   * @param longest characters that a cell may have
   */
  int cells(int count, char delimiter, int longest) {
    int cells = 1;
    int begin = position;
    for (int i = position; i < position + count; i++) {
      if (buffer[i] == delimiter) {
        if (i - begin > longest) {
          return -1;
        }
        cells++;
        begin = i + 1;
      }
    }
    return position + count - begin > longest ? -1 : cells;
  }

  /** Moves so many characters to a text; they are in memory. */
  void move(int count, CookedText to) {
    to.append(buffer, position, count);
    position += count;
    offset += count;
  }

  /** Remembers this place. */
  void mark() {
    mark = position;
  }

  /** Forgets the place remembered. */
  void unmark() {
    mark = NO_MARK;
  }

  /** Goes back to the place remembered and forgets it. */
  void reset() {
    offset -= position - mark;
    position = mark;
    mark = NO_MARK;
  }

  /** How many characters lie before this place. */
  long offset() {
    return offset;
  }

  /** How often a character was read, those read twice counted twice. */
  long steps() {
    return steps;
  }

  private boolean fill() throws IOException {
    int keepFrom = mark == NO_MARK ? position : mark;
    System.arraycopy(buffer, keepFrom, buffer, 0, limit - keepFrom);
    limit -= keepFrom;
    position -= keepFrom;
    mark = mark == NO_MARK ? NO_MARK : 0;
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * limit);
    }
    int count = reader.read(buffer, limit, buffer.length - limit);
    if (count <= 0) {
      return false;
    }
    limit += count;
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
