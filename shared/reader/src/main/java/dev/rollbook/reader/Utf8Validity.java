package dev.rollbook.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a file is UTF-8 from its first byte to its last, by the table of well-formed sequences
 * (Unicode 15, table 3-7): no overlong form, no surrogate, nothing above U+10FFFF.
 */
final class Utf8Validity {

  private int pending;
  private int lowest = 0x80;
  private int highest = 0xBF;

  private Utf8Validity() {}

  static boolean of(Path file) throws IOException {
    Utf8Validity validity = new Utf8Validity();
    byte[] bytes = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (!validity.holdsFor(bytes, count)) {
          return false;
        }
      }
    }
    return validity.pending == 0;
  }

  private boolean holdsFor(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte next = bytes[i];
      if (next >= 0 && pending == 0) {
        continue;
      }
      if ((pending > 0 || next < 0) && !accepts(next & 0xFF)) {
        return false;
      }
    }
    return true;
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
