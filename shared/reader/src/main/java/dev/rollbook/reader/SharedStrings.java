package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The strings that a workbook's cells share, as UTF-8 in large pieces: a million of 20 characters
 * take 28 MB instead of the 70 MB that as many objects would, and no time of the garbage collector.
 */
final class SharedStrings {

  /** The text of the largest CSV file. */
  private static final long MOST_BYTES = Limits.FILE_BYTES;

  /** 256 KiB: less than half a region of a small heap, so that the collector wastes none. */
  private static final int PIECE_BITS = 18;

  private static final int PIECE = 1 << PIECE_BITS;
  private static final int LENGTH_BITS = 16;

  private final List<byte[]> pieces = new ArrayList<>();
  private long[] places = new long[1024];
  private int count;
  private int used = PIECE;

  /** None. */
  SharedStrings() {}

  static SharedStrings read(XmlPart part) throws RosterException {
    SharedStrings strings = new SharedStrings();
    BoundedText text = new BoundedText();
    while (part.goTo("si")) {
      text.clear();
      part.richText(text);
      strings.add(text.unescaped());
    }
    return strings;
  }

  private void add(String text) throws RosterException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (used + bytes.length > PIECE) {
      pieces.add(new byte[PIECE]);
      used = 0;
    }
    System.arraycopy(bytes, 0, pieces.get(pieces.size() - 1), used, bytes.length);
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
    }
    long place = ((long) (pieces.size() - 1) << PIECE_BITS) | used;
    places[count++] = place << LENGTH_BITS | bytes.length;
    used += bytes.length;
    long taken = (long) pieces.size() * PIECE + (long) places.length * Long.BYTES;
    if (taken > MOST_BYTES) {
      throw new RosterException(
          Code.FILE_SUSPICIOUS, "sharedStrings", Long.toString(MOST_BYTES), Long.toString(taken));
    }
  }

  /** How many there are. */
  int size() {
    return count;
  }

  /** The string of an index below {@link #size}. */
  String get(int index) {
    long place = places[index];
    int length = (int) place & ((1 << LENGTH_BITS) - 1);
    long start = place >>> LENGTH_BITS;
    byte[] piece = pieces.get((int) (start >>> PIECE_BITS));
    return new String(piece, (int) start & (PIECE - 1), length, StandardCharsets.UTF_8);
  }
}
