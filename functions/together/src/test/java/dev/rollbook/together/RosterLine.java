package dev.rollbook.together;

import java.util.HashMap;
import java.util.Map;

/**
 * A line of a made-up roster, with what becomes of it by itself.
 *
 * @param kind what it is
 * @param username whom it names; empty for nobody
 * @param cells the other cells by heading; what is absent is empty
 */
record RosterLine(Kind kind, String username, Map<String, String> cells) {

  /** What a line is. */
  enum Kind {
    /** A row like any other. */
    SOUND,
    /** A row without a value. */
    BLANK,
    /** A row that names nobody. */
    NAMELESS,
    /** A row with more cells than the header, whose username can be read. */
    TOO_WIDE
  }

  /** What its user was called before (U14); empty for the same. */
  String oldName() {
    return cell(RandomRoster.OLD_NAME);
  }

  /** The same with another cell. */
  RosterLine with(String heading, String cell) {
    Map<String, String> changed = new HashMap<>(cells);
    if (cell.isEmpty()) {
      changed.remove(heading);
    } else {
      changed.put(heading, cell);
    }
    return new RosterLine(kind, username, changed);
  }

  String cell(String heading) {
    return cells.getOrDefault(heading, "");
  }
}
