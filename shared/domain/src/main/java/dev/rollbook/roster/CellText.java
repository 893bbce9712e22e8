package dev.rollbook.roster;

import java.text.Normalizer;
import java.util.OptionalInt;

/** What every cell goes through first (SPEC R5). */
public final class CellText {

  private static final char REPLACEMENT = '\uFFFD';

  /** Below it every text is in NFC, for no character composes with one before it. */
  private static final char FIRST_COMBINING = '\u0300';

  private CellText() {}

  /**
   * Trimmed of every kind of blank and of what cannot be seen (no-break and zero-width spaces,
   * direction marks, soft hyphens, variation selectors), and in Unicode NFC.
   */
  public static String clean(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && (isBlank(cell.charAt(from)) || isTag(cell, from))) {
      from += isTag(cell, from) ? 2 : 1;
    }
    while (from < to && (isBlank(cell.charAt(to - 1)) || (to - from > 1 && isTag(cell, to - 2)))) {
      to -= isBlank(cell.charAt(to - 1)) ? 1 : 2;
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
    return c >= '\u00A0' && (Character.isSpaceChar(c) || isInvisible(c));
  }

  /**
   * Whether nobody sees a character that is not a blank: the format characters of Unicode, less
   * those that are drawn over numbers, the variation selectors and the fillers.
   */
  private static boolean isInvisible(char c) {
    if (c < '\u00AD') {
      return false;
    }
    return switch (c) {
      case '\u034F', // combining grapheme joiner
          '\u115F',
          '\u1160',
          '\u17B4',
          '\u17B5',
          '\u180B',
          '\u180C',
          '\u180D',
          '\u180F',
          '\u2800', // a braille pattern without a dot
          '\u3164',
          '\uFFA0' ->
          true;
      // They enclose or underline the digits behind them.
      case '\u0600', '\u0601', '\u0602', '\u0603', '\u0604', '\u0605' -> false;
      case '\u06DD', '\u070F', '\u0890', '\u0891', '\u08E2' -> false;
      default -> (c >= '\uFE00' && c <= '\uFE0F') || Character.getType(c) == Character.FORMAT;
    };
  }

  /** Whether two characters are a tag or variation selector of plane 14, where all is invisible. */
  private static boolean isTag(String cell, int index) {
    return cell.charAt(index) == '\uDB40'
        && index + 1 < cell.length()
        && Character.isLowSurrogate(cell.charAt(index + 1));
  }

  /** The first invisible format character, which no username may hold (SPEC R5). */
  public static OptionalInt firstInvisible(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c >= '\u00AD' && isInvisible(c)) {
        return OptionalInt.of(c);
      }
      if (isTag(cell, i)) {
        return OptionalInt.of(cell.codePointAt(i));
      }
    }
    return OptionalInt.empty();
  }

  /** A text without its invisible format characters, cleaned. */
  public static String visible(String cell) {
    StringBuilder visible = new StringBuilder(cell.length());
    for (int i = 0; i < cell.length(); i++) {
      if (isTag(cell, i)) {
        i++;
      } else if (!isInvisible(cell.charAt(i))) {
        visible.append(cell.charAt(i));
      }
    }
    return clean(visible.toString());
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

  /**
   * The same for a username, which may not hold tabs, line ends and invisible format characters
   * either.
   */
  public static OptionalInt firstInvalidInUsername(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (isLayout(cell.charAt(i))) {
        return OptionalInt.of(cell.charAt(i));
      }
    }
    OptionalInt invalid = firstInvalid(cell);
    return invalid.isPresent() ? invalid : firstInvisible(cell);
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
