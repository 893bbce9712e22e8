package dev.rollbook.directory;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Cells that hold several values, split at commas (SPEC G1, U8). */
final class Separated {

  private Separated() {}

  /**
   * The values of a cell, each trimmed as a whole cell is (SPEC R5), without empty ones, each once,
   * in the cell's order.
   */
  static Set<String> values(String cell) {
    return Arrays.stream(cell.split(","))
        .map(Separated::trimmed)
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  /** No-break and zero-width ones too: a group must not differ from another by what nobody sees. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || (c >= '\u200B' && c <= '\u200D')
        || c == '\u2060'
        || c == '\uFEFF';
  }
}
