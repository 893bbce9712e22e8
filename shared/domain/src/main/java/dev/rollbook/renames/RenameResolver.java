package dev.rollbook.renames;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides the renames of a roster together, so that rows may stand in any order (SPEC U14). */
public final class RenameResolver {

  private final Map<String, Known> known;

  /** By new name. */
  private final Map<String, Rename> open = new HashMap<>();

  private final Map<String, Integer> leaving = new HashMap<>();
  private final Set<String> conflicts = new HashSet<>();

  private RenameResolver(Map<String, Known> known) {
    this.known = known;
  }

  /**
   * What a name stands for in the directory.
   *
   * @param id of the user of that name
   * @param renamedFrom the user's {@link dev.rollbook.directory.User#renamedFrom}
   */
  public record Known(String id, String renamedFrom) {}

  /**
   * Decides renames. One whose old name is nobody's is none. One that was made before is none
   * either: the user of the new name had the old one, and does not itself move away now. So the
   * same roster may come again.
   *
   * @param wanted by rows that are sound, each with a new name of its own
   * @param known those of all the names that are somebody's
   */
  public static Renames resolve(List<Rename> wanted, Map<String, Known> known) {
    RenameResolver resolver = new RenameResolver(known);
    List<Rename> possible =
        wanted.stream()
            .filter(rename -> !rename.from().equals(rename.to()))
            .filter(rename -> known.containsKey(rename.from()))
            .toList();
    resolver.open(possible);
    resolver.refuse();
    return resolver.resolved(possible);
  }

  /**
   * Decides renames of an import that leaves the users it knows: their rows are left (SPEC U12).
   */
  public static Renames skip(List<Rename> wanted, Map<String, Known> known) {
    Set<String> skipped = new HashSet<>();
    for (Rename rename : wanted) {
      if (known.containsKey(rename.from())) {
        skipped.add(rename.to());
      }
    }
    return Renames.skipping(skipped);
  }

  /** Opens what is to be made: what looks made is so unless the user of its name moves away. */
  private void open(List<Rename> possible) {
    Map<String, Rename> made = new HashMap<>();
    Deque<Rename> opened = new ArrayDeque<>();
    for (Rename rename : possible) {
      Known at = known.get(rename.to());
      if (at != null && at.renamedFrom().equals(rename.from())) {
        made.put(rename.to(), rename);
      } else {
        opened.add(rename);
      }
    }
    while (!opened.isEmpty()) {
      Rename rename = opened.remove();
      open.put(rename.to(), rename);
      leaving.merge(rename.from(), 1, Integer::sum);
      Rename looksMade = made.remove(rename.from());
      if (looksMade != null) {
        opened.add(looksMade);
      }
    }
  }

  /** Refuses what cannot be; whoever stays keeps his name from the next. */
  private void refuse() {
    Deque<Rename> refused = new ArrayDeque<>();
    for (Rename rename : open.values()) {
      boolean twice = leaving.get(rename.from()) > 1;
      boolean taken = known.containsKey(rename.to()) && !leaving.containsKey(rename.to());
      if (twice || taken) {
        refused.add(rename);
      }
    }
    while (!refused.isEmpty()) {
      Rename rename = refused.remove();
      if (conflicts.add(rename.to())) {
        Rename behind = open.get(rename.from());
        if (behind != null) {
          refused.add(behind);
        }
      }
    }
  }

  private Renames resolved(List<Rename> possible) {
    List<String> ids = new ArrayList<>();
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    Map<String, String> before = new HashMap<>();
    for (Rename rename : possible) {
      if (open.containsKey(rename.to()) && !conflicts.contains(rename.to())) {
        Known user = known.get(rename.from());
        ids.add(user.id());
        if (!user.renamedFrom().isEmpty()) {
          before.put(user.id(), user.renamedFrom());
        }
        from.add(rename.from());
        to.add(rename.to());
      }
    }
    return Renames.of(ids, from, to, conflicts).after(before);
  }
}
