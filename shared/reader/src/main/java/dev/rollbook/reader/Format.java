package dev.rollbook.reader;

import java.util.Locale;

/** The formats a roster may have (SPEC R1). */
enum Format {
  /** Text with delimiters. */
  CSV,
  /** A workbook of Excel since 2007. */
  XLSX,
  /** A workbook of Excel 97 to 2003. */
  XLS;

  /** As in the options and in {@code reading.format}. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
