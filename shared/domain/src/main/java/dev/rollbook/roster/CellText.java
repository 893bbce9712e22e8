package dev.rollbook.roster;

import java.text.Normalizer;
import java.util.OptionalInt;

/** What every cell goes through first (SPEC R5). */
public final class CellText {

  private static final char REPLACEMENT = '\uFFFD';

  /** Below it every text is in NFC, for no character composes with one before it. */
  private static final char FIRST_COMBINING = '\u0300';

  private CellText() {}

  /** Trimmed of every kind of blank, no-break and zero-width ones too, and in Unicode NFC. */
  public static String clean(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && isBlank(cell.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(cell.charAt(to - 1))) {
      to--;
    }
    String trimmed = cell.substring(from, to);
    return isPlain(trimmed) ? trimmed : Normalizer.normalize(trimmed, Normalizer.Form.NFC);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_COMBINING) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(char c) {
    if (c <= ' ') {
      return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
    return c >= '\u00A0'
        && (Character.isSpaceChar(c)
            || (c >= '\u200B' && c <= '\u200D')
            || c == '\u2060'
            || c == '\uFEFF');
  }

  /**
   * The first character that no cell may hold: a control character other than tab and line ends,
   * half a surrogate pair, or U+FFFD, which stands for bytes that the charset could not decode.
   */
  public static OptionalInt firstInvalid(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c < ' ' ? !isLayout(c) : c >= '\u007F' && isInvalid(cell, i, c)) {
        return OptionalInt.of(c);
      }
    }
    return OptionalInt.empty();
  }

  /** The same for a username, which may not hold tabs and line ends either. */
  public static OptionalInt firstInvalidInUsername(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (isLayout(cell.charAt(i))) {
        return OptionalInt.of(cell.charAt(i));
      }
    }
    return firstInvalid(cell);
  }

  private static boolean isLayout(char c) {
    return c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isInvalid(String cell, int index, char c) {
    if (c <= '\u009F' || c == REPLACEMENT) {
      return true;
    }
    if (Character.isHighSurrogate(c)) {
      return index + 1 == cell.length() || !Character.isLowSurrogate(cell.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(cell.charAt(index - 1)));
  }

  /** Whether every character is one of ASCII. */
  public static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** How many bytes it takes in UTF-8. */
  public static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Half of a surrogate pair is half of four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
