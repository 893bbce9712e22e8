package dev.rollbook.roster;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A cell that lists several things, split at commas (SPEC G1, U8). */
public final class CommaList {

  private CommaList() {}

  /**
   * The distinct parts of some cells in their order, each cleaned as a cell is (SPEC R5), without
   * empty ones.
   */
  public static Set<String> parts(Collection<String> cells) {
    Set<String> parts = new LinkedHashSet<>();
    for (String cell : cells) {
      for (String part : cell.split(",", -1)) {
        String clean = CellText.clean(part);
        if (!clean.isEmpty()) {
          parts.add(clean);
        }
      }
    }
    return parts;
  }

  /** The same of one cell. */
  public static Set<String> parts(String cell) {
    return parts(List.of(cell));
  }

  /** Whether there are more parts than that. */
  public static boolean exceeds(Collection<String> cells, int limit) {
    int most = 0;
    for (String cell : cells) {
      most++;
      for (int comma = cell.indexOf(','); comma >= 0; comma = cell.indexOf(',', comma + 1)) {
        most++;
      }
    }
    return most > limit && parts(cells).size() > limit;
  }
}
