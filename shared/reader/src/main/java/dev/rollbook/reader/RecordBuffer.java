package dev.rollbook.reader;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one spooled record in the making. Not thread-safe. */
final class RecordBuffer {

  private byte[] bytes = new byte[1 << 12];
  private int length;

  /** Begins anew. */
  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  void putByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  /** A number that is not negative, in as few bytes as it needs. */
  void putNumber(int value) {
    reserve(5);
    int rest = value;
    while (rest > 0x7F) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void putLong(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /** A text in UTF-8 behind its length; half a surrogate pair becomes a question mark. */
  void putText(String text) {
    putText(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of a text behind their number. */
  void putText(byte[] text) {
    putNumber(text.length);
    put(text, 0, text.length);
  }

  /** Some bytes as they are. */
  void put(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  /** All of it, in an array of its own. */
  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
