package dev.rollbook.together;

import dev.rollbook.testkit.QuickHasher;
import dev.rollbook.together.RosterLine.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tenant as the rules of docs/SPEC.md make it, applied to plain maps. Written from the rules and
 * not from the code, so that what both get wrong has to be wrong in the rules.
 */
final class ModelDirectory {

  static final String DEFAULT_SUPERVISOR = "person-00";
  static final String CONDITIONAL = "koeln";
  static final String NEWCOMERS = "neue";

  final TreeMap<String, ModelUser> users = new TreeMap<>();

  /** Of the property {@code Ort}, which takes people out of groups by itself. */
  List<String> places = List.of("", "Köln", "Bonn");

  /** What {@code Ort} must be for the group with a condition. */
  Set<String> conditionOfGroup = Set.of("Köln");

  /**
   * What an import asks for beside its roster.
   *
   * @param clear whether an empty cell clears
   * @param deactivate whether the unlisted become inactive
   * @param dryRun whether nobody is written
   * @param told whether users are told
   * @param tag for every listed user; empty for none
   * @param newcomers whether new users join that group instead of the root
   * @param access granted to every listed user; empty for none
   */
  record Asked(
      boolean clear,
      boolean deactivate,
      boolean dryRun,
      boolean told,
      String tag,
      boolean newcomers,
      String access) {}

  /** How a row counts. */
  enum Counted {
    CREATED,
    UPDATED,
    UNCHANGED,
    FAILED,
    DUPLICATE,
    BLANK
  }

  /**
   * What is to become of a row.
   *
   * @param row its number
   * @param username whom it names
   * @param counted how it counts
   * @param reactivates whether its user was inactive
   * @param after the user afterwards; the stored one where nothing changes
   * @param warnings how many
   * @param tells the occasions on which its user is told
   */
  record Decided(
      int row,
      String username,
      Counted counted,
      boolean reactivates,
      ModelUser after,
      int warnings,
      Set<String> tells) {

    static Decided without(int row, String username, Counted counted) {
      return new Decided(row, username, counted, false, new ModelUser(), 0, Set.of());
    }

    /** A row that fails, with what its cells are warned of all the same. */
    static Decided failed(int row, String username, int warnings) {
      return new Decided(row, username, Counted.FAILED, false, new ModelUser(), warnings, Set.of());
    }

    boolean writes() {
      return counted == Counted.CREATED || counted == Counted.UPDATED;
    }
  }

  /**
   * What is to become of an import.
   *
   * @param rows of the roster
   * @param unlisted users that it would deactivate
   * @param held whether that is held
   */
  record Plan(List<Decided> rows, Set<String> unlisted, boolean held) {}

  Plan plan(RandomRoster roster, Asked asked, String importId) {
    Map<String, List<Integer>> byName = new HashMap<>();
    Set<String> listed = new TreeSet<>();
    boolean incomplete = false;
    for (int i = 0; i < roster.lines().size(); i++) {
      RosterLine line = roster.lines().get(i);
      if (line.kind() == Kind.SOUND) {
        byName.computeIfAbsent(line.username(), name -> new ArrayList<>()).add(i);
      }
      if (!line.username().isEmpty()) {
        listed.add(line.username());
      }
      incomplete |= line.kind() == Kind.NAMELESS && !line.cells().isEmpty(); // D5
    }
    Set<String> applicable = new HashSet<>();
    byName.forEach(
        (name, rows) -> {
          if (rows.stream().map(roster.lines()::get).distinct().count() == 1) {
            applicable.add(name);
          }
        });
    incomplete |= applicable.isEmpty(); // D5: no valid row at all
    List<Decided> decided = new ArrayList<>();
    for (int i = 0; i < roster.lines().size(); i++) {
      RosterLine line = roster.lines().get(i);
      int row = i + 2;
      decided.add(
          switch (line.kind()) {
            case BLANK -> Decided.without(row, "", Counted.BLANK); // R6
            case NAMELESS -> // U10, R6
                line.cells().isEmpty()
                    ? Decided.without(row, "", Counted.BLANK)
                    : Decided.failed(row, "", isBad(line.cell("E-Mail")) ? 1 : 0);
            case TOO_WIDE -> Decided.without(row, line.username(), Counted.FAILED); // R4
            case SOUND -> { // R13
              if (!applicable.contains(line.username())) {
                yield Decided.failed(row, line.username(), isBad(line.cell("E-Mail")) ? 1 : 0);
              }
              yield byName.get(line.username()).get(0) == i
                  ? decide(row, line, roster.headings(), asked, applicable, importId)
                  : Decided.without(row, line.username(), Counted.DUPLICATE);
            }
          });
    }
    Set<String> unlisted = new TreeSet<>();
    long eligible = 0;
    if (asked.deactivate()) { // D1, D2
      for (Map.Entry<String, ModelUser> user : users.entrySet()) {
        if (user.getValue().mayBeDeactivated()) {
          eligible++;
          if (!listed.contains(user.getKey())) {
            unlisted.add(user.getKey());
          }
        }
      }
    }
    int gone = unlisted.size();
    boolean guarded = // D4
        (gone >= 20 && gone > eligible * 0.2) || (gone >= 3 && gone > eligible * 0.5);
    return new Plan(decided, unlisted, gone > 0 && (guarded || incomplete));
  }

  private Decided decide(
      int row,
      RosterLine line,
      List<String> headings,
      Asked asked,
      Set<String> applicable,
      String importId) {
    ModelUser before = users.get(line.username());
    ModelUser after = before == null ? new ModelUser() : before.copy();
    int warnings = 0;
    Set<String> tells = new TreeSet<>();
    boolean reactivates = before != null && !before.active;
    after.active = true; // U2
    for (String heading : headings) {
      String cell = line.cell(heading);
      if (cell.isEmpty()) {
        if (asked.clear() && heading.equals("Gruppe")) {
          after.importGroups.clear(); // G7
        } else if (asked.clear() && !heading.equals("Passwort") && !heading.equals("Tags")) {
          after.set(heading, ""); // U4
        }
        continue;
      }
      switch (heading) {
        case "E-Mail" -> {
          if (isBad(cell)) {
            warnings++; // U9
          } else {
            after.set(heading, cell);
          }
        }
        case "Ort" -> { // U5
          if (places.contains(cell)) {
            after.set(heading, cell);
          } else {
            after.set(heading, places.get(0));
            warnings++;
          }
        }
        case "Vorgesetzter" -> { // U7
          boolean self = cell.equals(line.username());
          if (!self && (users.containsKey(cell) || applicable.contains(cell))) {
            after.set(heading, cell);
          } else {
            after.set(heading, hasDefaultSupervisor(line.username()) ? DEFAULT_SUPERVISOR : "");
            warnings++;
          }
        }
        case "Passwort" -> { // U6
          if (after.hash.isEmpty()) {
            after.hash = new QuickHasher().hash(cell);
          } else {
            warnings++;
          }
        }
        case "Gruppe" -> { // G2
          after.importGroups.clear();
          after.importGroups.addAll(ModelUser.parts(cell));
        }
        case "Tags" -> after.tags.addAll(ModelUser.parts(cell)); // U8
        default -> after.set(heading, cell);
      }
    }
    if (!asked.tag().isEmpty()) {
      after.tags.add(asked.tag()); // U8
    }
    if (!asked.access().isEmpty() && after.access.add(asked.access())) {
      tells.add("access/" + asked.access()); // A9
    }
    if (before == null) { // G5, A9
      after.manualGroups.add(asked.newcomers() ? NEWCOMERS : "all");
      tells.add("activation");
    }
    moveByCondition(before == null ? "" : before.text("Ort"), before == null, after);
    boolean same = before != null && after.is(before);
    if (!same) {
      after.lastImport = importId;
    }
    Counted counted = before == null ? Counted.CREATED : same ? Counted.UNCHANGED : Counted.UPDATED;
    return new Decided(row, line.username(), counted, reactivates, after, warnings, tells);
  }

  /** One that is gone is nobody's supervisor, and nobody is its own. */
  private boolean hasDefaultSupervisor(String username) {
    return users.containsKey(DEFAULT_SUPERVISOR) && !username.equals(DEFAULT_SUPERVISOR);
  }

  private static boolean isBad(String address) {
    return !address.isEmpty() && !address.contains("@");
  }

  /** G4. */
  private void moveByCondition(String placeBefore, boolean isNew, ModelUser after) {
    String place = after.text("Ort");
    if (!isNew && place.equals(placeBefore)) {
      return;
    }
    if (conditionOfGroup.contains(place)) {
      after.manualGroups.add(CONDITIONAL);
    } else if (conditionOfGroup.contains(placeBefore)) {
      after.manualGroups.remove(CONDITIONAL);
    }
  }

  /** The group asks for other places: who does no more meet it leaves, who does now joins. */
  void ask(Set<String> otherPlaces) {
    users.replaceAll(
        (name, user) -> {
          String place = user.text("Ort");
          ModelUser moved = user.copy();
          if (otherPlaces.contains(place)) {
            moved.manualGroups.add(CONDITIONAL);
          } else if (conditionOfGroup.contains(place)) {
            moved.manualGroups.remove(CONDITIONAL);
          }
          return moved.is(user) ? user : moved;
        });
    conditionOfGroup = otherPlaces;
  }

  /** Somebody becomes inactive by an import. */
  void deactivate(String username, String importId) {
    ModelUser gone = users.get(username).copy();
    gone.active = false;
    gone.lastImport = importId;
    users.put(username, gone);
  }
}
