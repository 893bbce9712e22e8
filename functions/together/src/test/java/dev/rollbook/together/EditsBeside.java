package dev.rollbook.together;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The edits by hand that came while an import ran, by the ids of their users, in their order. For
 * each user the import comes before, between or after them, as its own plan and writes tell; by
 * that order the rules then have to hold.
 */
final class EditsBeside {

  private final Map<String, List<Edit>> edits = new LinkedHashMap<>();

  /**
   * One of them.
   *
   * @param what was done
   * @param before the mark of the edit before, by which a plan knows its user
   * @param after its own mark, the same if there was nothing to write
   * @param written whether the import had written the user by then
   */
  record Edit(EditByHand what, String before, String after, boolean written) {}

  void add(String userId, Edit edit) {
    edits.computeIfAbsent(userId, id -> new ArrayList<>()).add(edit);
  }

  /** Those of a user. */
  List<Edit> of(String userId) {
    return edits.getOrDefault(userId, List.of());
  }

  /** Those of all users. */
  Map<String, List<Edit>> all() {
    return edits;
  }
}
