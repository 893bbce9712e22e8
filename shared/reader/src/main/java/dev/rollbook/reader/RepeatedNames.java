package dev.rollbook.reader;

import java.util.Arrays;

/**
 * The usernames that several rows have, in the order in which the spool hands them out: whether
 * their rows say the same, and their numbers, as many as a finding shows (SPEC R13). Twelve
 * integers a name at most. Not thread-safe.
 */
final class RepeatedNames {

  /** Rows of a name whose numbers are kept: a finding shows ten beside its own. */
  static final int KEPT = 11;

  private int[] names = new int[64];
  private int length;

  /**
   * Adds the next name.
   *
   * @param differ whether its rows say different things
   * @param rows their numbers, {@link #KEPT} at most
   * @param count how many rows there are
   */
  void add(boolean differ, int[] rows, int count) {
    int kept = Math.min(count, KEPT);
    if (length + kept + 2 > names.length) {
      names = Arrays.copyOf(names, 2 * names.length);
    }
    names[length++] = differ ? -count : count;
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

    /** Whether a row is the first of the next name; if so, goes to that name. */
    boolean advanceAt(int row) {
      if (next == length || names[next + 1] != row) {
        return false;
      }
      current = next;
      next += 1 + Math.min(count(), KEPT);
      return true;
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
        int other = names[current + 1 + i];
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
