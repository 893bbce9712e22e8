package dev.rollbook.reader;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The usernames that several rows have, in the order in which the spool hands them out: whether
 * their rows say the same, and their numbers, as many as a finding shows (SPEC R13). Twenty
 * integers a name at most. Not thread-safe.
 */
final class RepeatedNames {

  /** Rows of a name whose numbers are kept: a finding shows ten beside its own. */
  static final int KEPT = 11;

  /** Columns that differ of which a finding names the headings. */
  static final int COLUMNS = 5;

  /** What stands before a name's rows: their count, the place, the width, and how many columns. */
  private static final int HEAD = 4;

  private int[] names = new int[64];
  private int length;

  /**
   * Adds the next name.
   *
   * @param place of its first row among all rows in their order
   * @param differ whether its rows say different things
   * @param width of its narrowest row
   * @param columns those that are known to differ, by number; {@link #COLUMNS} at most
   * @param rows their numbers, {@link #KEPT} at most
   * @param count how many rows there are
   */
  void add(int place, boolean differ, int width, List<Integer> columns, int[] rows, int count) {
    int kept = Math.min(count, KEPT);
    if (length + kept + columns.size() + HEAD > names.length) {
      names = Arrays.copyOf(names, 2 * names.length);
    }
    names[length++] = differ ? -count : count;
    names[length++] = place;
    names[length++] = width;
    names[length++] = columns.size();
    for (int column : columns) {
      names[length++] = column;
    }
    for (int i = 0; i < kept; i++) {
      names[length++] = rows[i];
    }
  }

  /** A way through the names from the first. */
  Walk walk() {
    return new Walk();
  }

  /** Goes through the names one after the other. */
  final class Walk {
    private int next;
    private int current;

    /** Whether the first row of the next name is at a place; if so, goes to that name. */
    boolean advanceAt(int place) {
      if (next == length || names[next + 1] != place) {
        return false;
      }
      current = next;
      next = rows() + Math.min(count(), KEPT);
      return true;
    }

    private int rows() {
      return current + HEAD + names[current + 3];
    }

    /** The width of its narrowest row. */
    int width() {
      return names[current + 2];
    }

    /** The columns that are known to differ, by number. */
    List<Integer> columns() {
      return IntStream.range(current + HEAD, rows()).mapToObj(i -> names[i]).toList();
    }

    boolean differs() {
      return names[current] < 0;
    }

    int count() {
      return Math.abs(names[current]);
    }

    /** The numbers of the other rows of a row's name: ten at most, with commas between. */
    String others(int row) {
      StringBuilder others = new StringBuilder();
      int shown = 0;
      for (int i = 0; i < Math.min(count(), KEPT) && shown < KEPT - 1; i++) {
        int other = names[rows() + i];
        if (other != row) {
          others.append(shown == 0 ? "" : ", ").append(other);
          shown++;
        }
      }
      return others.toString();
    }

    /** How many others there are beside those shown. */
    int more() {
      return Math.max(0, count() - 1 - (KEPT - 1));
    }
  }
}
