package dev.rollbook.reader;

/** Characters that XML cannot hold, as a workbook's text spells them. */
final class EscapedText {

  private EscapedText() {}

  /** {@code _x000D_} stands for the character of that code (ECMA-376 part 1, 22.9.2.19). */
  static String unescape(String text) {
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
