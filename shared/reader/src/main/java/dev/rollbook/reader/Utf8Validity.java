package dev.rollbook.reader;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Counts the lines beyond ASCII that are UTF-8 and those that are not (SPEC R2), as the platform's
 * decoder has it: no overlong form, no surrogate, nothing above U+10FFFF. A line of ASCII alone is
 * read in any of the charsets and counts for none. Not thread-safe.
 */
final class Utf8Validity {

  private static final int PIECE = 4 << 10;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
  private final CharBuffer decoded = CharBuffer.allocate(PIECE);

  private long valid;
  private long invalid;

  // Of the line being taken, once it is beyond ASCII.
  private boolean beyondAscii;
  private boolean broken;

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
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        decode(bytes, from, i);
        endLine();
        return i + 1;
      }
    }
    decode(bytes, from, to);
    return to;
  }

  /** Decodes more of the line; a character may begin in one piece and end in the next. */
  private void decode(byte[] bytes, int from, int to) {
    int next = from;
    while (next < to && !broken) {
      int count = Math.min(piece.remaining(), to - next);
      piece.put(bytes, next, count).flip();
      broken = decoder.decode(piece, decoded.clear(), false).isError();
      piece.compact();
      next += count;
    }
  }

  /** Ends the line, which may be the last and have no end of its own. */
  void endLine() {
    if (beyondAscii) {
      boolean ended = !broken && !decoder.decode(piece.flip(), decoded.clear(), true).isError();
      valid += ended ? 1 : 0;
      invalid += ended ? 0 : 1;
      decoder.reset();
      piece.clear();
    }
    beyondAscii = false;
    broken = false;
  }

  /** Lines beyond ASCII, ended, that are UTF-8. */
  long valid() {
    return valid;
  }

  /** Lines beyond ASCII, ended, that are not. */
  long invalid() {
    return invalid;
  }
}
