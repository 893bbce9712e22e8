package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A cell that lists several things, split at commas (SPEC G1, U8). */
final class CommaList {

  private CommaList() {}

  /** The distinct parts of some cells, cleaned, without empty ones. */
  static Set<String> parts(Collection<String> cells) {
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

  /** Whether there are more parts than that. */
  static boolean exceeds(List<String> cells, int limit) {
    int most = 0;
    for (String cell : cells) {
      most += 1 + (int) cell.chars().filter(c -> c == ',').count();
    }
    return most > limit && parts(cells).size() > limit;
  }
}
