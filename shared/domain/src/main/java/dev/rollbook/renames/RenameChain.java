package dev.rollbook.renames;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Users of whom each gets the name of the next: the last one a name that is nobody's, or in a ring
 * that of the first.
 *
 * @param ids of the users
 * @param names theirs, and behind them the one that is nobody's
 * @param isRing whether there is none behind them
 */
record RenameChain(List<String> ids, List<String> names, boolean isRing) {

  RenameChain {
    ids = List.copyOf(ids);
    names = List.copyOf(names);
  }

  /** The name that a user is to have. */
  String target(int user) {
    return names.get((user + 1) % names.size());
  }

  /** The chains of some renames; no name is in two of them. */
  static List<RenameChain> of(Renames renames) {
    List<String> from = renames.from();
    List<String> to = renames.to();
    Map<String, Integer> byOld = new HashMap<>();
    boolean[] isFirst = new boolean[from.size()];
    Arrays.fill(isFirst, true);
    for (int i = 0; i < from.size(); i++) {
      byOld.put(from.get(i), i);
    }
    for (String name : to) {
      Integer next = byOld.get(name);
      if (next != null) {
        isFirst[next] = false;
      }
    }
    List<RenameChain> chains = new ArrayList<>();
    boolean[] done = new boolean[from.size()];
    for (int i = 0; i < from.size(); i++) {
      if (isFirst[i]) {
        chains.add(follow(renames, i, byOld, done, false));
      }
    }
    for (int i = 0; i < from.size(); i++) {
      if (!done[i]) {
        chains.add(follow(renames, i, byOld, done, true));
      }
    }
    return chains;
  }

  private static RenameChain follow(
      Renames renames, int first, Map<String, Integer> byOld, boolean[] done, boolean isRing) {
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Integer next = first;
    String last = "";
    while (next != null && !done[next]) {
      done[next] = true;
      ids.add(renames.ids().get(next));
      names.add(renames.from().get(next));
      last = renames.to().get(next);
      next = byOld.get(last);
    }
    if (!isRing) {
      names.add(last);
    }
    return new RenameChain(ids, names, isRing);
  }
}
