package dev.rollbook.api;

import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Preview;
import dev.rollbook.roster.Headings;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a new mapping against the columns that the file had when it was read, so that a tenant
 * learns at once what the import would fail of later (SPEC R7, R8).
 */
final class MappedColumns {

  private final List<Preview.Column> columns;

  MappedColumns(List<Preview.Column> columns) {
    this.columns = columns;
  }

  /** Refuses options whose mapping does not fit the columns. */
  void require(Import found, ImportOptions options) {
    Map<Integer, Target> chosen = new HashMap<>();
    Set<Target> taken = new HashSet<>();
    for (Reading.Column wish : options.mapping()) {
      Target target = wish.target();
      boolean repeatable = target == Target.Field.TAGS || target instanceof Target.Ignore;
      if (chosen.put(find(wish.column()), target) != null || (!repeatable && !taken.add(target))) {
        throw new Problem(
            400,
            "TARGET_TWICE",
            "mapping: column '%s' cannot feed '%s' as well"
                .formatted(wish.column(), target.text()));
      }
    }
    boolean suggestionsHold =
        found.options().mapping().isEmpty() && found.options().matchBy() == options.matchBy();
    Target key =
        options.matchBy() == ImportOptions.MatchBy.EMAIL
            ? Target.Field.EMAIL
            : Target.Field.USERNAME;
    if (suggestionsHold && !taken.contains(key) && !isSuggested(key, chosen)) {
      throw new Problem(
          400, "NO_USERNAME_COLUMN", "mapping: no column is left that feeds '" + key.text() + "'");
    }
  }

  private boolean isSuggested(Target key, Map<Integer, Target> chosen) {
    for (int i = 0; i < columns.size(); i++) {
      if (!chosen.containsKey(i) && columns.get(i).target().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** By the exact heading, else by what matters of it, else by number. */
  private int find(String wish) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).column().equals(wish)) {
        return i;
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!Headings.normalize(wish).isEmpty()
          && Headings.normalize(columns.get(i).column()).equals(Headings.normalize(wish))) {
        return i;
      }
    }
    if (wish.matches("[1-9]\\d{0,3}") && Integer.parseInt(wish) <= columns.size()) {
      return Integer.parseInt(wish) - 1;
    }
    throw new Problem(400, "MAPPING_INVALID", "mapping: the file has no column '" + wish + "'");
  }
}
