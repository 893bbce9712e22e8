package dev.rollbook.reader;

import dev.rollbook.reader.JudgedRow.Naming;
import dev.rollbook.roster.CommaList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every user that the roster names, and which rows name it (SPEC R13). The only thing that is kept
 * per row: some 130 bytes for a username of 20 characters.
 */
final class ListedUsers {

  /** What a row is among the rows that name its user. */
  enum Standing {
    /** The only one, or the first of several that say the same. */
    FIRST,
    /** Says what an earlier one says. */
    REPEAT,
    /** Others say something else. */
    CONTRADICTED
  }

  /** A row number that is none: no row's own name, but what may be one. */
  private static final int NO_ROW = 0;

  private static final int NO_GROUPS = 0;

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Integer> groupCells = new HashMap<>();

  private static final class Entry {
    private final int firstRow;
    private final int groupCell;
    private final long content;
    private final boolean failed;
    private Others others = Others.NONE;

    Entry(int firstRow, int groupCell, long content, boolean failed) {
      this.firstRow = firstRow;
      this.groupCell = groupCell;
      this.content = content;
      this.failed = failed;
    }

    boolean isApplied() {
      return firstRow != NO_ROW && !failed && !others.differ;
    }
  }

  /** The rows behind the first that name the same user; only as many as a finding shows. */
  private static final class Others {
    private static final int KEPT = 11;
    private static final Others NONE = new Others();

    private int[] rows = {};
    private int count;
    private boolean differ;

    void add(int row, boolean differs) {
      if (count < KEPT) {
        rows = Arrays.copyOf(rows, count + 1);
        rows[count] = row;
      }
      count++;
      differ |= differs;
    }
  }

  /** Enters a row. */
  void add(JudgedRow row, String groupCell) {
    for (String name : row.shifted()) {
      entries.putIfAbsent(name, new Entry(NO_ROW, NO_GROUPS, 0, false));
    }
    if (row.naming() != Naming.NAMED) {
      return;
    }
    Entry entry = entries.get(row.username());
    if (entry == null || entry.firstRow == NO_ROW) {
      int cell = groupCell.isEmpty() ? NO_GROUPS : idOf(groupCell);
      entries.put(row.username(), new Entry(row.number(), cell, row.content(), row.failed()));
      return;
    }
    if (entry.others == Others.NONE) {
      entry.others = new Others();
    }
    entry.others.add(row.number(), row.content() != entry.content);
  }

  private int idOf(String groupCell) {
    return groupCells.computeIfAbsent(groupCell, cell -> groupCells.size() + 1);
  }

  /** What a row that names a user is. */
  Standing standing(JudgedRow row) {
    Entry entry = entries.get(row.username());
    if (entry.others.differ) {
      return Standing.CONTRADICTED;
    }
    return entry.firstRow == row.number() ? Standing.FIRST : Standing.REPEAT;
  }

  /** The numbers of the other rows that name a row's user: at most ten, and how many more. */
  List<String> others(JudgedRow row) {
    Entry entry = entries.get(row.username());
    int[] kept = new int[entry.others.rows.length + 1];
    kept[0] = entry.firstRow;
    System.arraycopy(entry.others.rows, 0, kept, 1, entry.others.rows.length);
    List<String> shown =
        Arrays.stream(kept)
            .filter(number -> number != row.number())
            .limit(Others.KEPT - 1)
            .mapToObj(Integer::toString)
            .toList();
    return List.of(String.join(", ", shown), Integer.toString(entry.others.count - shown.size()));
  }

  /** Whether a username is that of a row to be applied. */
  boolean isApplied(String username) {
    Entry entry = entries.get(username);
    return entry != null && entry.isApplied();
  }

  /** Every username. */
  Collection<String> usernames() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** The names of the groups that rows to be applied name. */
  Set<String> groups() {
    BitSet applied = new BitSet(groupCells.size() + 1);
    entries.values().stream()
        .filter(Entry::isApplied)
        .forEach(entry -> applied.set(entry.groupCell));
    Set<String> names = new HashSet<>();
    groupCells.forEach(
        (cell, id) -> {
          if (applied.get(id)) {
            names.addAll(CommaList.parts(cell));
          }
        });
    return Collections.unmodifiableSet(names);
  }
}
