package dev.rollbook.reader;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * A number of a workbook as a person sees it (SPEC R5), in a form that no locale changes: without a
 * format as a plain decimal of the 15 digits that a spreadsheet shows, with one as the format says
 * (leading zeros, fixed decimals, percent, literal text), dates and times as ISO 8601.
 *
 * <p>The decimal sign is a dot. Thousands separators are left out: which one a person saw is not in
 * the file, and a username or telephone number that got one had none before. A currency's sign
 * stays. A format that hides a number shows it.
 */
final class NumberText {

  private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);
  private static final double EXACT = 1e15;

  private final List<FormatSection> sections;
  private final SerialDate dates;

  /**
   * A format.
   *
   * @param code as the workbook has it, for instance {@code 00000} or {@code dd.mm.yyyy;@}
   * @param dates the workbook's dates
   */
  NumberText(String code, SerialDate dates) {
    sections = FormatSection.parse(code);
    this.dates = dates;
  }

  /** Whether it shows this number as a date or time. */
  boolean isDate(double number) {
    return section(number).isDate() && dates.holds(number);
  }

  /** The text a person sees. */
  String of(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    FormatSection section = section(number);
    if (section.isElapsed() && number < 0 && dates.holds(-number)) {
      return "-" + dates.text(-number, section);
    }
    if (section.isDate()) {
      return dates.holds(number) ? dates.text(number, section) : plain(number);
    }
    return section.isGeneral() ? plain(number) : section.text(shown(number), isBare(section));
  }

  /** A plain decimal: no exponent, no trailing zeros, none of a double's noise. */
  static String plain(double number) {
    if (number == Math.rint(number) && Math.abs(number) < EXACT) {
      return Long.toString((long) number);
    }
    return shown(number).toPlainString();
  }

  private static BigDecimal shown(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).round(SHOWN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded;
  }

  /** A section for negative numbers alone says itself how it shows the sign. */
  private boolean isBare(FormatSection section) {
    return sections.indexOf(section) == 1 && !section.isConditional();
  }

  private FormatSection section(double number) {
    int count = Math.min(sections.size(), 3);
    for (int i = 0; i < count; i++) {
      FormatSection section = sections.get(i);
      boolean fits =
          section.isConditional() ? section.accepts(number) : isDefault(i, count, number);
      if (fits) {
        return section;
      }
    }
    return sections.get(0);
  }

  private static boolean isDefault(int index, int count, double number) {
    return switch (count) {
      case 1 -> true;
      case 2 -> index == 0 ? number >= 0 : true;
      default -> index == 0 ? number > 0 : index == 1 ? number < 0 : true;
    };
  }
}
