package dev.rollbook.reader;

/** Text that is kept only as far as a cell's is, with one more to tell that there was more. */
final class BoundedText {

  private final StringBuilder text = new StringBuilder();

  /** Adds what fits. */
  void append(char[] characters, int start, int length) {
    // Escapes take seven characters for one.
    int room = 7 * (Limits.KEPT_CELL + 1) - text.length();
    text.append(characters, start, Math.min(length, Math.max(0, room)));
  }

  /** Begins anew. */
  void clear() {
    text.setLength(0);
  }

  /** What was added, with the format's own escapes of control characters resolved. */
  String unescaped() {
    String unescaped = unescape(text.toString());
    return unescaped.length() <= Limits.KEPT_CELL + 1
        ? unescaped
        : unescaped.substring(0, Limits.KEPT_CELL + 1);
  }

  /** What was added, as it is. */
  String plain() {
    return text.toString();
  }

  /** {@code _x000D_} stands for the character of that code (ECMA-376 part 1, 22.9.2.19). */
  private static String unescape(String text) {
    int at = text.indexOf("_x");
    if (at < 0) {
      return text;
    }
    StringBuilder unescaped = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int code = at + 7 <= text.length() && text.charAt(at + 6) == '_' ? hex(text, at + 2) : -1;
      unescaped.append(text, from, at);
      if (code >= 0) {
        unescaped.append((char) code);
        from = at + 7;
      } else {
        unescaped.append('_');
        from = at + 1;
      }
      at = text.indexOf("_x", from);
    }
    return unescaped.append(text, from, text.length()).toString();
  }

  private static int hex(String text, int start) {
    int code = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = 16 * code + digit;
    }
    return code;
  }
}
