package dev.rollbook.reader;

import java.util.Arrays;

/** Text waiting for the parser: finished records, and behind them the one being read. */
final class CookedText {

  private char[] text = new char[1 << 15];
  private int from;
  private int begin;
  private int end;

  /** Begins a record behind what is there. */
  void begin() {
    if (from == end) {
      from = 0;
      end = 0;
    }
    begin = end;
  }

  /** Drops the record begun. */
  void drop() {
    end = begin;
  }

  /** How long the record begun is. */
  int length() {
    return end - begin;
  }

  /** The first characters of the record begun. */
  String first(int count) {
    return new String(text, begin, count);
  }

  void append(char c) {
    if (end == text.length) {
      makeRoom(1);
    }
    text[end++] = c;
  }

  void append(char[] source, int offset, int count) {
    if (end + count > text.length) {
      makeRoom(count);
    }
    System.arraycopy(source, offset, text, end, count);
    end += count;
  }

  /** Puts a character in front of the record begun. */
  void insertBefore(char c) {
    if (end == text.length) {
      makeRoom(1);
    }
    System.arraycopy(text, begin, text, begin + 1, end - begin);
    text[begin++] = c;
    end++;
  }

  private void makeRoom(int count) {
    System.arraycopy(text, from, text, 0, end - from);
    begin -= from;
    end -= from;
    from = 0;
    if (end + count > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, end + count));
    }
  }

  /** How much can be taken: all of it, between records. */
  int available() {
    return end - from;
  }

  /** Takes as much as fits. */
  int moveTo(char[] target, int offset, int length) {
    int count = Math.min(length, available());
    System.arraycopy(text, from, target, offset, count);
    from += count;
    return count;
  }
}
