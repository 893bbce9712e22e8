package dev.rollbook.reader;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A spooled record where it lies: the username's bytes behind their number, then the row's number
 * (0 for a name that is only listed), then what {@link RowCodec} put there. Moves from record to
 * record; not thread-safe.
 */
final class RecordView {

  private byte[] bytes = {};
  private int start;
  private int end;
  private int key;
  private int keyLength;
  private int number;
  private int body;
  private int position;

  /** Goes to a record. */
  void set(byte[] in, int from, int to) {
    bytes = in;
    start = from;
    end = to;
    position = from;
    keyLength = number();
    key = position;
    position += keyLength;
    number = number();
    body = position;
  }

  /** Copies the record to some bytes, larger ones if they do not suffice, and goes to the copy. */
  byte[] setCopy(RecordView of, byte[] to) {
    byte[] copy = to.length < of.size() ? new byte[2 * of.size()] : to;
    System.arraycopy(of.bytes, of.start, copy, 0, of.size());
    set(copy, 0, of.size());
    return copy;
  }

  /** Goes back to what follows the row's number. */
  void rewind() {
    position = body;
  }

  /** Bytes read of what follows the row's number. */
  int read() {
    return position - body;
  }

  /** The row's number; 0 for a name that is only listed. */
  int row() {
    return number;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, start, end - start);
  }

  /** Bytes of the whole record. */
  int size() {
    return end - start;
  }

  boolean hasKey() {
    return keyLength > 0;
  }

  String username() {
    return new String(bytes, key, keyLength, StandardCharsets.UTF_8);
  }

  byte[] copyKey() {
    return Arrays.copyOfRange(bytes, key, key + keyLength);
  }

  /** Eight bytes of the username from a place on, zeros behind its end. */
  long keyBytes(int from) {
    long value = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      value = (value << 8) | (i < keyLength ? bytes[key + i] & 0xFF : 0);
    }
    return value;
  }

  /** With how many of the first bytes of another username it begins, of so many at most. */
  int commonWith(byte[] other, int most) {
    int end = Math.min(most, keyLength);
    int mismatch = Arrays.mismatch(bytes, key, key + end, other, 0, end);
    return mismatch < 0 ? end : mismatch;
  }

  boolean hasKey(byte[] other) {
    return Arrays.equals(bytes, key, key + keyLength, other, 0, other.length);
  }

  /** By username, then by row. */
  int compareTo(RecordView other) {
    int keys =
        Arrays.compareUnsigned(
            bytes, key, key + keyLength, other.bytes, other.key, other.key + other.keyLength);
    return keys != 0 ? keys : Integer.compare(number, other.number);
  }

  /** Goes to the last bytes of the record. */
  void toLast(int count) {
    position = end - count;
  }

  /** Whether anything follows. */
  boolean hasNext() {
    return position < end;
  }

  /** The next byte of what follows; each of these reads on. */
  int nextByte() {
    return bytes[position++];
  }

  int number() {
    int value = 0;
    int shift = 0;
    byte next = bytes[position++];
    while (next < 0) {
      value |= (next & 0x7F) << shift;
      shift += 7;
      next = bytes[position++];
    }
    return value | (next << shift);
  }

  long nextLong() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | (bytes[position++] & 0xFF);
    }
    return value;
  }

  /** Appends the bytes of the text that is next. */
  void textTo(RecordBuffer to) {
    int length = number();
    to.put(bytes, position, length);
    position += length;
  }

  void skipText() {
    int length = number();
    position += length;
  }

  String text() {
    int length = number();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }
}
