package dev.rollbook.reader;

/**
 * Counts the lines beyond ASCII that are UTF-8 and those that are not (SPEC R2), by the table of
 * well-formed sequences (Unicode 15, table 3-7): no overlong form, no surrogate, nothing above
 * U+10FFFF. A line of ASCII alone is read in any of the charsets and counts for none. Not
 * thread-safe.
 */
final class Utf8Validity {

  private long valid;
  private long invalid;

  // Of the line being taken, once it is beyond ASCII.
  private boolean beyondAscii;
  private boolean broken;
  private int pending;
  private int lowest = 0x80;
  private int highest = 0xBF;

  /** Takes the next bytes. */
  void take(byte[] bytes, int count) {
    take(bytes, 0, count);
  }

  /** Takes the next bytes from one place to another. */
  void take(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      i = beyondAscii ? takeRest(bytes, i, to) : skipAscii(bytes, i, to);
    }
  }

  /** Goes to the next byte beyond ASCII, which begins what the line is judged by. */
  private int skipAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        beyondAscii = true;
        return i;
      }
    }
    return to;
  }

  /** Goes behind the line's end. */
  private int takeRest(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte next = bytes[i];
      if (next == '\n' || next == '\r') {
        endLine();
        return i + 1;
      }
      if ((next < 0 || pending > 0) && !broken) {
        broken = !accepts(next & 0xFF);
      }
    }
    return to;
  }

  /** Ends the line, which may be the last and have no end of its own. */
  void endLine() {
    if (beyondAscii) {
      if (broken || pending > 0) {
        invalid++;
      } else {
        valid++;
      }
    }
    beyondAscii = false;
    broken = false;
    pending = 0;
    lowest = 0x80;
    highest = 0xBF;
  }

  /** Lines beyond ASCII, ended, that are UTF-8. */
  long valid() {
    return valid;
  }

  /** Lines beyond ASCII, ended, that are not. */
  long invalid() {
    return invalid;
  }

  private boolean accepts(int next) {
    if (pending > 0) {
      boolean fits = next >= lowest && next <= highest;
      pending--;
      lowest = 0x80;
      highest = 0xBF;
      return fits;
    }
    if (next >= 0xC2 && next <= 0xDF) {
      pending = 1;
    } else if (next >= 0xE0 && next <= 0xEF) {
      pending = 2;
      lowest = next == 0xE0 ? 0xA0 : 0x80;
      highest = next == 0xED ? 0x9F : 0xBF;
    } else if (next >= 0xF0 && next <= 0xF4) {
      pending = 3;
      lowest = next == 0xF0 ? 0x90 : 0x80;
      highest = next == 0xF4 ? 0x8F : 0xBF;
    }
    return pending > 0;
  }
}
