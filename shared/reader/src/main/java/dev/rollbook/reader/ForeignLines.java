package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * The bytes of a file in Windows-1252 or another charset of a byte a letter, in which some lines
 * are UTF-8 (SPEC R2): in those lines every byte beyond ASCII becomes one that no cell may hold, so
 * that their rows fail as any row that cannot be decoded, and nobody gets a name of mojibake. Not
 * thread-safe.
 */
final class ForeignLines extends InputStream {

  /** Without a character in Windows-1252, a control character in ISO 8859, a letter in others. */
  private static final byte UNDEFINED = (byte) 0x81;

  /** A control character wherever there is ASCII. */
  private static final byte DELETE = 0x7F;

  /**
   * Bytes of a line that are judged together: more than the longest row has that is read at all, of
   * 300 columns of 4,000 characters. What is longer is judged piece by piece.
   */
  private static final int LONGEST = 2 << 20;

  private final InputStream in;
  private final byte spoilt;
  private final byte[] one = new byte[1];
  private byte[] bytes = new byte[64 << 10];
  private int next;
  private int judged;
  private int filled;
  private boolean ended;

  ForeignLines(InputStream in, Charset charset) {
    this.in = in;
    String undefined = new String(new byte[] {UNDEFINED}, charset);
    spoilt = CellText.firstInvalid(undefined).isPresent() ? UNDEFINED : DELETE;
  }

  @Override
  public int read() throws IOException {
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (next == judged && !judgeMore()) {
      return -1;
    }
    int count = Math.min(length, judged - next);
    System.arraycopy(bytes, next, target, offset, count);
    next += count;
    return count;
  }

  /** Judges all lines that lie in memory whole, or as much of one as is judged together. */
  private boolean judgeMore() throws IOException {
    System.arraycopy(bytes, next, bytes, 0, filled - next);
    filled -= next;
    next = 0;
    judged = 0;
    int end = 0;
    int looked = 0;
    while (end == 0) {
      fill();
      end = ended ? filled : endOfLines(looked);
      if (end == 0 && filled == bytes.length) {
        looked = filled;
        end = filled >= LONGEST ? filled : 0;
        bytes = end == 0 ? Arrays.copyOf(bytes, 2 * filled) : bytes;
      }
      if (ended && filled == 0) {
        return false;
      }
    }
    int from = 0;
    while (from < end) {
      from = judgeLine(from, end);
    }
    judged = end;
    return true;
  }

  private void fill() throws IOException {
    while (!ended && filled < bytes.length) {
      int count = in.read(bytes, filled, bytes.length - filled);
      ended = count < 0;
      filled += Math.max(0, count);
    }
  }

  /** Behind the last line that ends in memory; 0 if none does. */
  private int endOfLines(int from) {
    for (int i = filled - 1; i >= from; i--) {
      if (isEnd(bytes[i])) {
        return i + 1;
      }
    }
    return 0;
  }

  private int judgeLine(int from, int end) {
    int to = from;
    boolean beyondAscii = false;
    while (to < end && !isEnd(bytes[to])) {
      beyondAscii |= bytes[to] < 0;
      to++;
    }
    if (beyondAscii) {
      Utf8Validity line = new Utf8Validity();
      line.take(bytes, from, to);
      line.endLine();
      if (line.valid() > 0) {
        for (int i = from; i < to; i++) {
          bytes[i] = bytes[i] < 0 ? spoilt : bytes[i];
        }
      }
    }
    return to + 1;
  }

  private static boolean isEnd(byte next) {
    return next == '\n' || next == '\r';
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
