package dev.rollbook.roster;

import java.util.regex.Pattern;

/**
 * What counts as an e-mail address (SPEC U9): {@code local@domain} as RFC 5321 has it without
 * quoted local parts and address literals, with letters beyond ASCII on both sides (RFC 6531), and
 * with a dot in the domain, since a roster's users are reached over the Internet.
 */
public final class EmailAddress {

  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;

  private static final String BEYOND_ASCII = "[^\\x00-\\x7F\\s\\p{Cntrl}\\p{Z}\\p{C}]";
  private static final String ATOM = "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|" + BEYOND_ASCII + ")++";
  private static final String LABEL =
      "[\\p{L}\\p{N}\\p{M}](?:[\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}])?";
  private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
  private static final Pattern DOMAIN =
      Pattern.compile("(?:" + LABEL + "\\.)+(?=.*[^\\d.]$)" + LABEL + "(?<=[^.]{2})");

  private EmailAddress() {}

  /** Whether a text is one. */
  public static boolean isValid(String text) {
    int at = text.lastIndexOf('@');
    return text.length() <= LONGEST
        && at > 0
        && at <= LONGEST_LOCAL
        && LOCAL.matcher(text.substring(0, at)).matches()
        && DOMAIN.matcher(text.substring(at + 1)).matches();
  }

  /** What stands before the last {@code @}. */
  public static String localPart(String valid) {
    return valid.substring(0, valid.lastIndexOf('@'));
  }
}
