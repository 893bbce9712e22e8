package dev.rollbook.reader;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One section of a number format (ECMA-376 part 1, 18.8.31): how it shows a number. Colours,
 * padding and thousands separators are left out.
 */
final class FormatSection {

  /** A piece of a section: what it is, and the text it shows if that is literal. */
  private record Token(Kind kind, String text) {}

  private enum Kind {
    LITERAL,
    NUMBER,
    ZERO,
    DIGIT,
    POINT,
    PERCENT
  }

  private static final String GENERAL = "General";

  /** What some programs write in German, French or Italian, and no English spreadsheet would. */
  private static final String GENERAL_ELSEWHERE = "Standard";

  private final List<Token> tokens = new ArrayList<>();
  private final StringBuilder dateLetters = new StringBuilder();
  private String condition = "";
  private boolean general;
  private boolean elapsed;
  private boolean fraction;
  private boolean exponent;
  private boolean pointSeen;
  private int exponentDigits;
  private int thousands;

  private FormatSection() {}

  /** The sections of a format; at least one. */
  static List<FormatSection> parse(String code) {
    if (code.equalsIgnoreCase(GENERAL_ELSEWHERE)) {
      return parse(GENERAL);
    }
    List<FormatSection> sections = new ArrayList<>();
    FormatSection section = new FormatSection();
    int i = 0;
    while (i < code.length()) {
      if (code.charAt(i) == ';') {
        sections.add(section);
        section = new FormatSection();
        i++;
      } else {
        i = section.take(code, i);
      }
    }
    sections.add(section);
    return sections;
  }

  /** Takes what begins at an index; where the next begins. */
  private int take(String code, int i) {
    char c = code.charAt(i);
    if (code.regionMatches(true, i, GENERAL, 0, GENERAL.length())) {
      general();
      return i + GENERAL.length();
    }
    if (code.regionMatches(true, i, "AM/PM", 0, 5) || code.regionMatches(true, i, "A/P", 0, 3)) {
      dateLetters.append('h');
      return code.indexOf('/', i) + (Character.toUpperCase(code.charAt(i + 1)) == 'M' ? 3 : 2);
    }
    switch (c) {
      case '"' -> {
        int end = code.indexOf('"', i + 1);
        int close = end < 0 ? code.length() : end;
        literal(code.substring(i + 1, close));
        return close + 1;
      }
      case '\\' -> {
        literal(code.substring(Math.min(i + 1, code.length()), Math.min(i + 2, code.length())));
        return i + 2;
      }
      case '_', '*' -> {
        return i + 2;
      }
      case '[' -> {
        int end = code.indexOf(']', i);
        int close = end < 0 ? code.length() : end;
        bracket(code.substring(i + 1, close));
        return close + 1;
      }
      default -> {
        return takeSign(code, i, c);
      }
    }
  }

  private int takeSign(String code, int i, char c) {
    char next = i + 1 < code.length() ? code.charAt(i + 1) : ' ';
    if ((c == 'E' || c == 'e') && (next == '+' || next == '-')) {
      exponent = true;
      return i + 2;
    }
    switch (c) {
      case '0', '#', '?' -> digit(c);
      case '.' -> {
        pointSeen = true;
        tokens.add(new Token(Kind.POINT, "."));
      }
      case ',' -> {
        if (!pointSeen && "0#?,".indexOf(next) < 0) {
          thousands++;
        }
      }
      case '%' -> tokens.add(new Token(Kind.PERCENT, "%"));
      case '/' -> {
        fraction = true;
        literal("/");
      }
      case '@' -> general();
      case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S', 'e', 'g', 'b' ->
          dateLetters.append(Character.toLowerCase(c));
      default -> literal(String.valueOf(c));
    }
    return i + 1;
  }

  private void general() {
    general = true;
    tokens.add(new Token(Kind.NUMBER, ""));
  }

  private void digit(char c) {
    if (exponent) {
      exponentDigits++;
    } else {
      tokens.add(new Token(c == '0' ? Kind.ZERO : Kind.DIGIT, ""));
    }
  }

  private void literal(String text) {
    if (!exponent) {
      tokens.add(new Token(Kind.LITERAL, text));
    }
  }

  private void bracket(String content) {
    String lower = content.toLowerCase(Locale.ROOT);
    if (lower.matches("h+|m+|s+")) {
      elapsed = true;
      dateLetters.append(lower);
    } else if (content.startsWith("$")) {
      int dash = content.indexOf('-');
      literal(content.substring(1, dash < 0 ? content.length() : dash));
    } else if (content.matches("[<>=]{1,2}-?\\d{1,15}(\\.\\d{1,15})?")) {
      condition = content;
    }
  }

  /** Whether it says itself which numbers it is for. */
  boolean isConditional() {
    return !condition.isEmpty();
  }

  /** Whether its condition holds. */
  boolean accepts(double number) {
    String operator = condition.replaceAll("[^<>=]", "");
    int order = Double.compare(number, Double.parseDouble(condition.substring(operator.length())));
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<>" -> order != 0;
      default -> order == 0;
    };
  }

  /** Whether it shows dates or times. */
  boolean isDate() {
    return !general && !dateLetters.isEmpty();
  }

  /** Whether it shows a number as if it had no format. */
  boolean isGeneral() {
    boolean digits = tokens.stream().anyMatch(t -> t.kind() == Kind.ZERO || t.kind() == Kind.DIGIT);
    return tokens.isEmpty() || (general && !hasLiteral()) || (fraction && digits);
  }

  private boolean hasLiteral() {
    return tokens.stream().anyMatch(token -> token.kind() == Kind.LITERAL);
  }

  /** Whether it shows a day. */
  boolean hasDay() {
    return dateLetters.chars().anyMatch(c -> "ydegb".indexOf(c) >= 0) || (hasMonth() && !elapsed);
  }

  /** An {@code m} beside hours or seconds means minutes, any other a month. */
  private boolean hasMonth() {
    return dateLetters.toString().replaceAll("h+m{1,2}(?!m)|m{1,2}(?=s)", "").contains("m");
  }

  /** Whether it shows a time of day. */
  boolean hasTime() {
    return dateLetters.chars().anyMatch(c -> c == 'h' || c == 's');
  }

  /** Whether it shows seconds. */
  boolean hasSeconds() {
    return dateLetters.indexOf("s") >= 0;
  }

  /** Whether it shows more hours than a day has. */
  boolean isElapsed() {
    return elapsed;
  }

  /**
   * A number that is no date, as it shows it.
   *
   * @param number the number
   * @param bare whether the section shows a minus itself
   */
  String text(BigDecimal number, boolean bare) {
    BigDecimal magnitude = number.abs();
    String text = exponent ? scientific(magnitude) : decimal(magnitude);
    return number.signum() < 0 && !bare ? "-" + text : text;
  }

  private String decimal(BigDecimal magnitude) {
    if (general) {
      return withLiterals(magnitude.toPlainString());
    }
    int percents = (int) tokens.stream().filter(token -> token.kind() == Kind.PERCENT).count();
    BigDecimal scaled =
        magnitude
            .movePointRight(2 * percents)
            .movePointLeft(3 * thousands)
            .setScale(decimals(), RoundingMode.HALF_UP);
    String plain = scaled.toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    String part = point < 0 ? "" : plain.substring(point + 1);
    return fill(whole.equals("0") ? "" : whole, part);
  }

  private String withLiterals(String number) {
    StringBuilder text = new StringBuilder();
    for (Token token : tokens) {
      text.append(token.kind() == Kind.NUMBER ? number : token.text());
    }
    return text.toString();
  }

  private int decimals() {
    return (int)
        tokens.stream()
            .dropWhile(token -> token.kind() != Kind.POINT)
            .filter(token -> token.kind() == Kind.ZERO || token.kind() == Kind.DIGIT)
            .count();
  }

  /** Puts digits into their places: those of the whole from the right, the others from the left. */
  private String fill(String whole, String part) {
    long places =
        tokens.stream()
            .takeWhile(token -> token.kind() != Kind.POINT)
            .filter(token -> token.kind() == Kind.ZERO || token.kind() == Kind.DIGIT)
            .count();
    StringBuilder text = new StringBuilder();
    long left = places;
    int partIndex = 0;
    boolean behindPoint = false;
    boolean padding = false;
    for (Token token : tokens) {
      switch (token.kind()) {
        case LITERAL, PERCENT, NUMBER -> text.append(token.text());
        case POINT -> {
          text.append(left == places && places == 0 ? whole : "");
          behindPoint = true;
          text.append(hasShownPart(part) ? "." : "");
        }
        case ZERO, DIGIT -> {
          if (behindPoint) {
            boolean shown = token.kind() == Kind.ZERO || !isZero(part.substring(partIndex));
            text.append(shown ? part.substring(partIndex, partIndex + 1) : "");
            partIndex++;
          } else {
            padding |= token.kind() == Kind.ZERO;
            int from = left == places ? 0 : (int) Math.max(0, whole.length() - left);
            int to = (int) Math.max(0, whole.length() - left + 1);
            text.append(to > from || !padding ? whole.substring(Math.min(from, to), to) : "0");
            left--;
          }
        }
      }
    }
    return text.toString();
  }

  private boolean hasShownPart(String part) {
    boolean fixed =
        tokens.stream()
            .dropWhile(token -> token.kind() != Kind.POINT)
            .anyMatch(token -> token.kind() == Kind.ZERO);
    return fixed || !isZero(part);
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(c -> c == '0');
  }

  private String scientific(BigDecimal magnitude) {
    int power = magnitude.signum() == 0 ? 0 : magnitude.precision() - magnitude.scale() - 1;
    BigDecimal mantissa = magnitude.movePointLeft(power).setScale(decimals(), RoundingMode.HALF_UP);
    if (mantissa.compareTo(BigDecimal.TEN) >= 0) {
      power++;
      mantissa = mantissa.movePointLeft(1).setScale(decimals(), RoundingMode.HALF_UP);
    }
    String digits = Integer.toString(Math.abs(power));
    String zeros = "0".repeat(Math.max(0, exponentDigits - digits.length()));
    return mantissa.toPlainString() + "E" + (power < 0 ? "-" : "+") + zeros + digits;
  }
}
