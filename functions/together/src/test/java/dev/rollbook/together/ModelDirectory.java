package dev.rollbook.together;

import dev.rollbook.testkit.QuickHasher;
import dev.rollbook.together.RosterLine.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A tenant as the rules of docs/SPEC.md make it, applied to plain maps. Written from the rules and
 * not from the code, so that what both get wrong has to be wrong in the rules.
 */
final class ModelDirectory {

  static final String DEFAULT_SUPERVISOR = "person-00";
  static final String CONDITIONAL = "koeln";
  static final String NEWCOMERS = "neue";

  private static final String TAGS = "tags";
  private static final String ACCESS = "access";

  final TreeMap<String, ModelUser> users = new TreeMap<>();

  /** Of the property {@code Ort}, which takes people out of groups by itself. */
  List<String> places = List.of("", "Köln", "Bonn");

  /** What {@code Ort} must be for the group with a condition. */
  Set<String> conditionOfGroup = Set.of("Köln");

  /** What the API calls the fields of the headings of {@link RandomRoster}. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "Vorname", "firstName",
          "Nachname", "lastName",
          "E-Mail", "email",
          "Telefon", "phone",
          "Vorgesetzter", "supervisor",
          "Ort", "property:Ort",
          "Raum", "property:Raum",
          "Tags", TAGS);

  /** How a row counts. */
  enum Counted {
    CREATED,
    UPDATED,
    UNCHANGED,
    SKIPPED,
    FAILED,
    DUPLICATE,
    BLANK
  }

  /**
   * What is to become of a row.
   *
   * @param row its number, 0 for none
   * @param username whom it names
   * @param counted how it counts
   * @param before the user as the row is planned by; none where that does not matter
   * @param after the user afterwards; the stored one where nothing changes
   * @param warnings how many
   * @param tells the occasions on which its user is told
   */
  record Decided(
      int row,
      String username,
      Counted counted,
      Optional<ModelUser> before,
      ModelUser after,
      int warnings,
      Set<String> tells) {

    static Decided without(int row, String username, Counted counted) {
      return new Decided(row, username, counted, Optional.empty(), new ModelUser(), 0, Set.of());
    }

    /** A row that fails, with what its cells are warned of all the same. */
    static Decided failed(int row, String username, int warnings) {
      return new Decided(
          row, username, Counted.FAILED, Optional.empty(), new ModelUser(), warnings, Set.of());
    }

    boolean reactivates() {
      return writes() && before.filter(user -> !user.active).isPresent() && after.active;
    }

    boolean setsPassword() {
      return writes() && !after.hash.isEmpty() && before.filter(u -> !u.hash.isEmpty()).isEmpty();
    }

    /** The same by another import. */
    Decided by(String importId) {
      ModelUser other = after.copy();
      other.lastImport = importId;
      return new Decided(row, username, counted, before, writes() ? other : after, warnings, tells);
    }

    boolean writes() {
      return counted == Counted.CREATED || counted == Counted.UPDATED;
    }
  }

  /**
   * What is to become of a user that is written without a row.
   *
   * @param before as it is planned by
   * @param after as it is to be
   * @param counts whether it is one of those that the import puts out, not one that only leaves a
   *     list
   */
  record Out(ModelUser before, ModelUser after, boolean counts) {}

  /**
   * What an import made of a user.
   *
   * @param row that named it, 0 for none
   * @param before as it was; none if the import created it
   * @param after as the import left it
   */
  record Wrote(int row, Optional<ModelUser> before, ModelUser after) {}

  /**
   * What is to become of an import.
   *
   * @param rows of the roster
   * @param outs users that it puts out or that leave its list
   * @param staying users that are listed again, in rows that are not applied
   * @param left users not in rows that were changed since this was planned (S10)
   * @param eligible how many it could put out
   * @param incomplete whether somebody may lack in the list
   */
  record Plan(
      List<Decided> rows,
      Map<String, Out> outs,
      Map<String, Out> staying,
      Set<String> left,
      long eligible,
      boolean incomplete) {

    static final Plan NONE = new Plan(List.of(), Map.of(), Map.of(), Set.of(), 0, false);

    /** How many users it puts out. */
    int planned() {
      return (int) outs.values().stream().filter(Out::counts).count();
    }

    /** Pairs of a created user and one that is put out: with the same address, or name (D7). */
    long pairs(Predicate<Decided> created, boolean addressesOnly) {
      return rows.stream()
          .filter(row -> row.counted() == Counted.CREATED && created.test(row))
          .mapToLong(
              row ->
                  outs.values().stream()
                      .filter(Out::counts)
                      .filter(
                          out ->
                              isSame(out.before(), row.after(), "E-Mail")
                                  || (!addressesOnly
                                      && isSame(out.before(), row.after(), "Vorname")
                                      && isSame(out.before(), row.after(), "Nachname")))
                      .count())
          .sum();
    }

    private static boolean isSame(ModelUser one, ModelUser other, String heading) {
      return !one.text(heading).isEmpty() && one.text(heading).equals(other.text(heading));
    }

    /**
     * Whether what it puts out is held.
     *
     * @param created which rows have created their users
     * @param undoes whether it undoes an import, of whose users nobody looks renamed
     */
    boolean held(Predicate<Decided> created, boolean undoes) {
      int gone = planned();
      boolean guarded = // D4
          (gone >= 20 && gone > eligible * 0.2) || (gone >= 3 && gone > eligible * 0.5);
      return !outs.isEmpty() && (guarded || incomplete || (!undoes && pairs(created, true) > 0));
    }
  }

  /**
   * The plan of an import.
   *
   * @param leavingDay when those whom it puts out become inactive; empty for at once
   */
  Plan plan(RandomRoster roster, AskedOptions asked, String importId, String leavingDay) {
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
      // What may be the username may be the password as well, and is told to nobody (A8, D5).
      boolean hides = roster.headings().get(0).equals("Passwort");
      incomplete |= line.kind() == Kind.TOO_WIDE && hides && !line.cell("Passwort").isEmpty();
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
    Set<String> written = new HashSet<>();
    decided.stream().filter(Decided::writes).forEach(row -> written.add(row.username()));
    Map<String, Out> outs = new TreeMap<>();
    Map<String, Out> staying = new TreeMap<>();
    long eligible = 0;
    for (Map.Entry<String, ModelUser> entry : users.entrySet()) {
      String name = entry.getKey();
      ModelUser user = entry.getValue();
      boolean concerns = asked.leavers() || isOf(asked.list(), user);
      if (asked.putsOut() && concerns && user.mayBeDeactivated()) {
        eligible++;
      }
      Optional<Out> out =
          asked.leavers() && applicable.contains(name)
              ? leaver(user)
              : asked.deactivate() && concerns && !listed.contains(name)
                  ? unlisted(user, asked.list(), leavingDay)
                  : Optional.empty();
      out.ifPresent(gone -> gone.after().lastImport = importId);
      out.ifPresent(gone -> outs.put(name, gone));
      boolean leaves = user.active && !user.leaving.isEmpty();
      if (leaves && !asked.leavers() && listed.contains(name) && !written.contains(name)) { // D10
        ModelUser stays = user.copy();
        stays.leaving = "";
        stays.lastImport = importId;
        staying.put(name, new Out(user, stays, false));
      }
    }
    return new Plan(decided, outs, staying, Set.of(), eligible, incomplete && !asked.leavers());
  }

  /** What a plan is judged by beside users and roster. */
  String rules() {
    return places + " " + new TreeSet<>(conditionOfGroup) + users.containsKey(DEFAULT_SUPERVISOR);
  }

  private static boolean isOf(String list, ModelUser user) {
    return list.isEmpty() || user.lists.contains(list);
  }

  /** D9, D2. */
  private static Optional<Out> leaver(ModelUser user) {
    ModelUser after = user.copy();
    after.active = false;
    return user.mayBeDeactivated() ? Optional.of(new Out(user, after, true)) : Optional.empty();
  }

  /** D1, D2, D8, D10. */
  private static Optional<Out> unlisted(ModelUser user, String list, String leavingDay) {
    ModelUser after = user.copy();
    after.lists.remove(list);
    boolean goes = user.mayBeDeactivated() && (list.isEmpty() || after.lists.isEmpty());
    boolean atOnce = goes && leavingDay.isEmpty();
    boolean later = goes && !leavingDay.isEmpty() && user.leaving.isEmpty();
    if (atOnce) {
      after.active = false;
    } else if (later) {
      after.leaving = leavingDay;
    }
    return atOnce || later || !list.isEmpty()
        ? Optional.of(new Out(user, after, atOnce || later))
        : Optional.empty();
  }

  /**
   * The day has come that an import set (D10); tells how many leave. Each stays one of the import
   * that wrote it last.
   */
  int leave(String day) {
    int gone = 0;
    for (Map.Entry<String, ModelUser> user : users.entrySet()) {
      if (user.getValue().mayBeDeactivated() && user.getValue().leaving.equals(day)) {
        ModelUser after = user.getValue().copy();
        after.active = false;
        after.untilItsDay = Optional.of(user.getValue());
        user.setValue(after);
        gone++;
      }
    }
    return gone;
  }

  private Decided decide(
      int row,
      RosterLine line,
      List<String> headings,
      AskedOptions asked,
      Set<String> applicable,
      String importId) {
    ModelUser before = users.get(line.username());
    if (asked.leavers()) { // D9
      return Decided.without(
          row, line.username(), before == null ? Counted.SKIPPED : Counted.UNCHANGED);
    }
    if (before == null ? !asked.creates() : asked.existing().equals("skip")) { // U12
      return Decided.without(row, line.username(), Counted.SKIPPED);
    }
    ModelUser after = before == null ? new ModelUser() : before.copy();
    int warnings = 0;
    Set<String> tells = new TreeSet<>();
    after.active = true; // U2
    after.leaving = ""; // D10
    if (!asked.list().isEmpty()) {
      after.lists.add(asked.list()); // D8
    }
    for (String heading : headings) {
      String cell = line.cell(heading);
      if (heading.equals("E-Mail") && isBad(cell)) {
        warnings++; // U9
        continue;
      }
      if (before != null && isLeft(before, heading, asked)) {
        continue;
      }
      if (cell.isEmpty()) {
        if (asked.clear() && heading.equals("Gruppe")) {
          after.importGroups.clear(); // G7
        } else if (asked.clear() && !heading.equals("Passwort") && !heading.equals("Tags")) {
          after.set(heading, ""); // U4
        }
        continue;
      }
      switch (heading) {
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
          boolean created = asked.creates() && applicable.contains(cell);
          if (!self && (users.containsKey(cell) || created)) {
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
    if (!asked.tag().isEmpty() && !(asked.keeps() && after.handEdited.contains(TAGS))) {
      after.tags.add(asked.tag()); // U8
    }
    if (!asked.access().isEmpty()
        && !(asked.keeps() && after.handEdited.contains(ACCESS))
        && after.access.add(asked.access())) {
      tells.add("access/" + asked.access()); // A9
    }
    if (before == null) { // G5, A9
      after.manualGroups.add(asked.newcomers() ? NEWCOMERS : "all");
      tells.add("activation");
    } else {
      after.handEdited.retainAll(unchanged(before, after)); // U13
    }
    moveByCondition(Optional.ofNullable(before), after);
    boolean same = before != null && after.is(before);
    if (!same) {
      after.lastImport = importId;
    }
    Counted counted = before == null ? Counted.CREATED : same ? Counted.UNCHANGED : Counted.UPDATED;
    return new Decided(
        row, line.username(), counted, Optional.ofNullable(before), after, warnings, tells);
  }

  /** Whether a known user's field is not taken from a cell (U12, U13). */
  private static boolean isLeft(ModelUser before, String heading, AskedOptions asked) {
    boolean isEmpty =
        switch (heading) {
          case "Passwort" -> true; // U6 has its own rule
          case "Gruppe" -> before.importGroups.isEmpty();
          case "Tags" -> before.tags.isEmpty();
          default -> before.text(heading).isEmpty();
        };
    return (asked.fills() && !isEmpty)
        || (asked.keeps() && before.handEdited.contains(FIELDS.getOrDefault(heading, heading)));
  }

  /** The fields that have the value they had. */
  private static Set<String> unchanged(ModelUser before, ModelUser after) {
    Set<String> same = new HashSet<>();
    FIELDS.forEach(
        (heading, field) -> {
          if (before.text(heading).equals(after.text(heading))) {
            same.add(field);
          }
        });
    if (!before.tags.equals(after.tags)) {
      same.remove(TAGS);
    }
    if (before.access.equals(after.access)) {
      same.add(ACCESS);
    }
    return same;
  }

  /**
   * A stored plan as it is applied: without the users that were changed since (S10).
   *
   * @param began when that began
   */
  Plan applied(
      Plan made, String importId, String dayBefore, String leavingDay, Optional<Instant> began) {
    List<Decided> rows = new ArrayList<>();
    Map<String, Out> overdue = new TreeMap<>();
    for (Decided row : made.rows()) {
      boolean same =
          row.counted() == Counted.CREATED
              ? !users.containsKey(row.username())
              : row.before().filter(was -> users.get(row.username()) != was).isEmpty();
      if (!same) {
        rows.add(Decided.failed(row.row(), row.username(), 0));
      } else if (row.writes() && row.before().isPresent()) {
        ModelUser now = row.before().get();
        become(row, now, row.after(), importId, began, rows, overdue);
      } else {
        rows.add(row.by(importId));
      }
    }
    Set<String> left = new TreeSet<>();
    Map<String, Out> outs = asSeen(made.outs(), importId, left);
    outs.values().stream()
        .map(Out::after)
        .filter(after -> !dayBefore.isEmpty() && after.leaving.equals(dayBefore))
        .forEach(after -> after.leaving = leavingDay);
    outs.putAll(overdue);
    Map<String, Out> staying = asSeen(made.staying(), importId, left);
    return new Plan(rows, outs, staying, left, made.eligible(), made.incomplete());
  }

  private Map<String, Out> asSeen(Map<String, Out> planned, String importId, Set<String> left) {
    Map<String, Out> seen = new TreeMap<>();
    planned.forEach(
        (name, out) -> {
          if (users.get(name) == out.before()) {
            ModelUser after = out.after().copy();
            after.lastImport = importId;
            seen.put(name, new Out(out.before(), after, out.counts()));
          } else {
            left.add(name);
          }
        });
    return seen;
  }

  /**
   * The inverse of what an import wrote (S11).
   *
   * @param day on which those left whom the import put out; empty for none
   * @param began when the undo began
   * @param unapplied who was not undone, for whatever reason: that fails as a row does
   */
  Plan undone(
      Map<String, Wrote> wrote,
      String day,
      String importId,
      Optional<Instant> began,
      Predicate<String> unapplied) {
    List<Decided> rows = new ArrayList<>();
    Map<String, Out> outs = new TreeMap<>();
    wrote.forEach(
        (name, done) -> {
          ModelUser now = users.get(name);
          if ((now != done.after() && !hasLeft(now, done, day)) || unapplied.test(name)) {
            rows.add(Decided.failed(done.row(), name, 0));
            return;
          }
          ModelUser back = done.before().orElseGet(() -> uncreated(now));
          Decided row =
              new Decided(done.row(), name, Counted.UPDATED, Optional.of(now), back, 0, Set.of());
          become(row, now, back, importId, began, rows, outs);
        });
    long eligible = users.values().stream().filter(ModelUser::mayBeDeactivated).count();
    return new Plan(rows, outs, Map.of(), Set.of(), eligible, false);
  }

  /** Whether a user has left on the day that an import set, and nothing else came after that. */
  private static boolean hasLeft(ModelUser now, Wrote done, String day) {
    return now != null
        && now.untilItsDay.filter(user -> user == done.after()).isPresent()
        && now.leaving.equals(day);
  }

  /** What a plan that is applied or undone makes of a user: whose day has come is inactive. */
  private static void become(
      Decided row,
      ModelUser now,
      ModelUser then,
      String importId,
      Optional<Instant> began,
      List<Decided> rows,
      Map<String, Out> outs) {
    ModelUser after = then.copy();
    boolean concerns = now.active != then.active || !now.leaving.equals(then.leaving);
    if (concerns && began.filter(then::isOverdue).isPresent()) {
      after.active = false;
    }
    boolean same = after.is(now.copyBy(after.lastImport)) && !now.active;
    after.lastImport = importId;
    if (now.active && !after.active) {
      outs.put(row.username(), new Out(now, after, true));
    } else {
      rows.add(
          new Decided(
              row.row(),
              row.username(),
              same ? Counted.UNCHANGED : row.counted(),
              Optional.of(now),
              same ? now : after,
              row.warnings(),
              row.tells()));
    }
  }

  private static ModelUser uncreated(ModelUser created) {
    ModelUser after = created.copy();
    after.active = false;
    after.importGroups.clear();
    after.manualGroups.clear();
    after.hash = "";
    return after;
  }

  /** One that is gone is nobody's supervisor, and nobody is its own. */
  private boolean hasDefaultSupervisor(String username) {
    return users.containsKey(DEFAULT_SUPERVISOR) && !username.equals(DEFAULT_SUPERVISOR);
  }

  private static boolean isBad(String address) {
    return !address.isEmpty() && !address.contains("@");
  }

  /** G4: any change of a property, or its being new, has it join what it meets. */
  private void moveByCondition(Optional<ModelUser> before, ModelUser after) {
    List<String> properties = List.of("Ort", "Raum");
    if (before.isPresent()
        && properties.stream().allMatch(one -> before.get().text(one).equals(after.text(one)))) {
      return;
    }
    if (conditionOfGroup.contains(after.text("Ort"))) {
      after.manualGroups.add(CONDITIONAL);
    } else if (before.filter(was -> conditionOfGroup.contains(was.text("Ort"))).isPresent()) {
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

  /** A text is changed by hand (U13). */
  void edit(String username, String heading, String text) {
    ModelUser after = users.get(username).copy();
    if (!after.text(heading).equals(text)) {
      after.set(heading, text);
      after.handEdited.add(FIELDS.get(heading));
      moveByCondition(Optional.of(users.get(username)), after);
      users.put(username, after);
    }
  }

  /** All tags are changed by hand (U13). */
  void retag(String username, Set<String> tags) {
    ModelUser after = users.get(username).copy();
    if (!after.tags.equals(tags)) {
      after.tags.clear();
      after.tags.addAll(tags);
      after.handEdited.add(TAGS);
      users.put(username, after);
    }
  }

  /** What was changed by hand is given back (U13). */
  void giveBack(String username) {
    ModelUser after = users.get(username).copy();
    after.handEdited.clear();
    put(username, after);
  }

  /** A status is set by hand; a day of leaving does not outlast that. */
  void setActive(String username, boolean active) {
    ModelUser after = users.get(username).copy();
    after.leaving = after.active == active ? after.leaving : "";
    after.active = active;
    put(username, after);
  }

  /** Whether imports may put it out is set by hand. */
  void setProtected(String username, boolean isProtected) {
    ModelUser after = users.get(username).copy();
    after.leaving = isProtected && !after.isProtected ? "" : after.leaving;
    after.isProtected = isProtected;
    put(username, after);
  }

  /** A password is set by the user. */
  void setPassword(String username, String password) {
    ModelUser after = users.get(username).copy();
    after.hash = new QuickHasher().hash(password);
    users.put(username, after);
  }

  /** A user is made by hand. */
  void create(String username) {
    ModelUser created = new ModelUser();
    created.byHand = true;
    created.manualGroups.add("all");
    users.put(username, created);
  }

  /** Puts a user that may be what it was: then it was not written, and is the same. */
  private void put(String username, ModelUser after) {
    if (!after.is(users.get(username))) {
      users.put(username, after);
    }
  }
}
