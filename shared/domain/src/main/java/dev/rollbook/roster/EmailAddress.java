package dev.rollbook.roster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
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

  /** What a text that lists addresses is made of: one in angle brackets, or a word. */
  private static final Pattern PART = Pattern.compile("<([^<>]*+)>|[^<>;,\\s]++");

  /** What may stand between two addresses that no blank parts. */
  private static final Pattern BETWEEN_JOINED = Pattern.compile("[/|&]");

  /** Words between addresses that are nobody's name. */
  private static final Set<String> BETWEEN = Set.of("/", "|", "&", ":::", "und", "and");

  /** What may stand around an address in a text. */
  private static final Pattern AROUND =
      Pattern.compile("^[\\p{Ps}\\p{Pi}\"'.:]++|[\\p{Pe}\\p{Pf}\"'.:]++$");

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
   * not. A text with several is no address.
   */
  public static String within(String text) {
    int open = text.lastIndexOf('<');
    boolean bracketed = open >= 0 && text.endsWith(">");
    if (bracketed && !several(text).isEmpty()) {
      return text;
    }
    String inner = plain(bracketed ? text.substring(open + 1, text.length() - 1) : text);
    return isValid(inner) ? inner : text;
  }

  /** Without {@code mailto:} and what follows the address there. */
  private static String plain(String text) {
    String clean = CellText.clean(text);
    if (!clean.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
      return clean;
    }
    int query = clean.indexOf('?');
    return CellText.clean(clean.substring(MAILTO.length(), query < 0 ? clean.length() : query));
  }

  /**
   * The addresses in a text that lists several, each by itself or behind a name as in {@code Name
   * <a@b.c>}, between commas, semicolons, blanks or an "and".
   *
   * @return empty unless there are at least two, and nothing else
   */
  public static List<String> several(String text) {
    if (text.indexOf('@') == text.lastIndexOf('@')) {
      return List.of();
    }
    boolean names = text.indexOf('<') >= 0;
    Set<String> addresses = new LinkedHashSet<>();
    Matcher part = PART.matcher(text);
    while (part.find()) {
      String address = plain(part.group(1) == null ? part.group() : part.group(1));
      List<String> joined = joined(address);
      if (!joined.isEmpty()) {
        addresses.addAll(joined);
      } else if (part.group(1) != null || address.indexOf('@') >= 0 || !isBetween(address, names)) {
        return List.of();
      }
    }
    return addresses.size() > 1 ? List.copyOf(addresses) : List.of();
  }

  /** The addresses that a word consists of: one, or several with a stroke between them. */
  private static List<String> joined(String word) {
    if (isValid(word)) {
      return List.of(word);
    }
    List<String> parts = List.of(BETWEEN_JOINED.split(word, -1));
    return parts.stream().allMatch(EmailAddress::isValid) ? parts : List.of();
  }

  private static boolean isBetween(String word, boolean names) {
    return names || word.isEmpty() || BETWEEN.contains(word.toLowerCase(Locale.ROOT));
  }

  /**
   * All addresses that a text mentions, whatever else it says. Where it is not plain which signs
   * are an address's own, it gives each way to read it.
   */
  public static List<String> mentioned(String text) {
    Set<String> addresses = new LinkedHashSet<>();
    Matcher part = PART.matcher(text);
    while (part.find()) {
      String word = part.group(1) == null ? part.group() : part.group(1);
      String address = plain(AROUND.matcher(word).replaceAll(""));
      if (isValid(address)) {
        addresses.add(address);
      } else {
        addMentioned(word, addresses);
      }
    }
    return List.copyOf(addresses);
  }

  /** What stands around each {@code @} of a word, as far as an address may reach. */
  private static void addMentioned(String word, Set<String> addresses) {
    int behindLast = 0;
    for (int at = word.indexOf('@'); at >= 0; at = word.indexOf('@', at + 1)) {
      int end = at + 1;
      while (end < word.length() && end - at <= LONGEST && isOfDomain(word.charAt(end))) {
        end++;
      }
      int from = Math.max(behindLast, at - LONGEST_LOCAL);
      behindLast = end;
      while (end > at + 1 && !Character.isLetterOrDigit(word.charAt(end - 1))) {
        end--;
      }
      for (int start = from; start < at; start++) {
        boolean first = start == from || !Character.isLetterOrDigit(word.charAt(start - 1));
        String address = word.substring(start, end);
        if (first && Character.isLetterOrDigit(address.charAt(0)) && isValid(address)) {
          addresses.add(address);
        }
      }
    }
  }

  private static boolean isOfDomain(char c) {
    return c == '.' || c == '-' || Character.isLetterOrDigit(c);
  }

  /** What stands before the last {@code @}. */
  public static String localPart(String valid) {
    return valid.substring(0, valid.lastIndexOf('@'));
  }
}
