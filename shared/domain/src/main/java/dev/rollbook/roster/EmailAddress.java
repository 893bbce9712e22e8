package dev.rollbook.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What counts as an e-mail address (SPEC U9): {@code local@domain} as RFC 5321 has it without
 * address literals, with letters beyond ASCII on both sides (RFC 6531), and with a dot in the
 * domain, since a roster's users are reached over the Internet.
 */
public final class EmailAddress {

  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_LABEL = 63;

  private static final String BEYOND_ASCII = "[^\\x00-\\x7F\\s\\p{Cntrl}\\p{Z}\\p{C}]";
  private static final String ATOM = "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|" + BEYOND_ASCII + ")++";
  private static final String LABEL =
      "[\\p{L}\\p{N}\\p{M}](?:[\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}])?";
  private static final String QUOTED = "\"(?:[ !#-\\[\\]-~]|\\\\[ -~]|" + BEYOND_ASCII + ")++\"";
  private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+|" + QUOTED);
  private static final String MAILTO = "mailto:";
  private static final Pattern SEVERAL = Pattern.compile("[;,\\s]+");
  private static final Pattern DOMAIN =
      Pattern.compile("(?:" + LABEL + "\\.)+(?=.*[^\\d.]$)" + LABEL + "(?<=[^.]{2})");

  private EmailAddress() {}

  /** Whether a text is one. */
  public static boolean isValid(String text) {
    int at = text.lastIndexOf('@');
    return isOrdinary(text, at) || matches(text, at);
  }

  /**
   * Whether it is an address of the ordinary kind, which nearly all are: letters, digits and single
   * dots, and a domain that ends in two letters or more. It tells so without a pattern.
   */
  private static boolean isOrdinary(String text, int at) {
    int length = text.length();
    if (at < 1 || at > LONGEST_LOCAL || length > LONGEST || length - at > LONGEST_LABEL) {
      return false;
    }
    int dots = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean inside = i > 0 && i < length - 1 && i != at - 1 && i != at + 1;
      if (c == '.') {
        if (!inside || text.charAt(i - 1) == '.') {
          return false;
        }
        dots += i > at ? 1 : 0;
      } else if (i != at && !isLetter(c) && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return dots > 0 && isLetter(text.charAt(length - 1)) && isLetter(text.charAt(length - 2));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean matches(String text, int at) {
    return text.length() <= LONGEST
        && at > 0
        && at <= LONGEST_LOCAL
        && LOCAL.matcher(text.substring(0, at)).matches()
        && DOMAIN.matcher(text.substring(at + 1)).matches();
  }

  /**
   * The address in a text as a person reads it: of {@code Name <a@b.c>} and {@code mailto:a@b.c}
   * what stands between or behind, of any other text the text itself, whether it is an address or
   * not.
   */
  public static String within(String text) {
    int open = text.lastIndexOf('<');
    String inner =
        open >= 0 && text.endsWith(">") ? text.substring(open + 1, text.length() - 1) : text;
    inner = CellText.clean(inner);
    if (inner.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
      int query = inner.indexOf('?');
      inner = inner.substring(MAILTO.length(), query < 0 ? inner.length() : query);
      inner = CellText.clean(inner);
    }
    return isValid(inner) ? inner : text;
  }

  /**
   * The addresses in a text that lists several, between commas, semicolons or blanks.
   *
   * @return empty unless there are at least two, and nothing else
   */
  public static List<String> several(String text) {
    List<String> addresses = new ArrayList<>();
    for (String part : SEVERAL.split(text, -1)) {
      if (isValid(part)) {
        addresses.add(part);
      } else if (!part.isEmpty()) {
        return List.of();
      }
    }
    return addresses.size() > 1 ? addresses : List.of();
  }

  /** What stands before the last {@code @}. */
  public static String localPart(String valid) {
    return valid.substring(0, valid.lastIndexOf('@'));
  }
}
