package dev.rollbook.reader;

import org.apache.poi.ss.usermodel.BuiltinFormats;

/**
 * The number formats that a workbook names by number without spelling them out (ECMA-376 part 1,
 * 18.8.30).
 */
final class BuiltInFormats {

  private static final String GENERAL = "General";

  private BuiltInFormats() {}

  /** The format a number stands for; numbers that stand for none are no format. */
  static String code(int id) {
    // Those with a currency show the one of whoever opens the file, which is nobody here.
    return switch (id) {
      case 5, 6, 37, 38, 41, 42 -> "0";
      case 7, 8, 39, 40, 43, 44 -> "0.00";
      // Dates and times of East Asian versions.
      case 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 -> "yyyy-mm-dd";
      case 32, 33, 34, 35, 55, 56 -> "hh:mm:ss";
      default -> {
        boolean known = id >= 0 && id <= 49;
        yield known ? BuiltinFormats.getBuiltinFormat(id) : GENERAL;
      }
    };
  }
}
