package dev.rollbook.reader;

/**
 * Whether bytes are UTF-8 from the first to the last, by the table of well-formed sequences
 * (Unicode 15, table 3-7): no overlong form, no surrogate, nothing above U+10FFFF.
 */
final class Utf8Validity {

  private boolean broken;
  private int pending;
  private int lowest = 0x80;
  private int highest = 0xBF;

  /** Takes the next bytes. */
  void take(byte[] bytes, int count) {
    for (int i = 0; i < count && !broken; i++) {
      byte next = bytes[i];
      if (next < 0 || pending > 0) {
        broken = !accepts(next & 0xFF);
      }
    }
  }

  /** Whether it holds for all bytes taken. */
  boolean holds() {
    return !broken && pending == 0;
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
