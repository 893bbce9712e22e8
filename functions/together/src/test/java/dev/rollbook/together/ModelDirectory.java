package dev.rollbook.together;

import dev.rollbook.testkit.QuickHasher;
import dev.rollbook.together.Decided.Counted;
import dev.rollbook.together.ModelPlan.Out;
import dev.rollbook.together.ModelPlan.Wrote;
import dev.rollbook.together.ModelRenames.Renamed;
import dev.rollbook.together.ModelRenames.Wanted;
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
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * A tenant as the rules of docs/SPEC.md make it, applied to plain maps. Written from the rules and
 * not from the code, so that what both get wrong has to be wrong in the rules.
 */
final class ModelDirectory {

  static final String CONDITIONAL = "koeln";
  static final String NEWCOMERS = "neue";

  private static final String TAGS = "tags";
  private static final String ACCESS = "access";

  TreeMap<String, ModelUser> users = new TreeMap<>();

  /** Who supervises whose supervisor is unknown. */
  String defaultSupervisor = "person-00";

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

  /**
   * The plan of an import.
   *
   * @param leavingDay when those whom it puts out become inactive; empty for at once
   * @param isMade which renames are made, of those that can be
   */
  ModelPlan plan(
      RandomRoster roster,
      AskedOptions asked,
      String importId,
      String leavingDay,
      Predicate<Wanted> isMade) {
    Map<String, List<Integer>> byName = new HashMap<>();
    Set<String> listed = new TreeSet<>();
    boolean incomplete = false;
    for (int i = 0; i < roster.lines().size(); i++) {
      RosterLine line = roster.lines().get(i);
      if (line.kind() == Kind.SOUND) {
        byName.computeIfAbsent(line.username(), name -> new ArrayList<>()).add(i);
      }
      listed.add(line.username());
      listed.add(line.oldName()); // U14
      incomplete |= line.kind() == Kind.NAMELESS && !line.cells().isEmpty(); // D5
      // What may be the username may be the password as well, and is told to nobody (A8, D5).
      String next = roster.headings().get(0);
      boolean hides = next.equals("Passwort");
      incomplete |= line.kind() == Kind.TOO_WIDE && hides && !line.cell(next).isEmpty();
      if (line.kind() == Kind.TOO_WIDE && !hides) { // R4: one cell too many may stand before it
        listed.add(line.cell(next));
      }
    }
    Set<String> applicable = new HashSet<>();
    byName.forEach(
        (name, rows) -> {
          if (rows.stream().map(roster.lines()::get).distinct().count() == 1) {
            applicable.add(name);
          }
        });
    incomplete |= applicable.isEmpty(); // D5: no valid row at all
    Set<Wanted> wanted = new HashSet<>();
    for (String name : applicable) {
      wanted.add(new Wanted(roster.lines().get(byName.get(name).get(0)).oldName(), name));
    }
    wanted.removeIf(one -> one.from().equals(one.to()) || !users.containsKey(one.from()));
    Set<String> skipped = new HashSet<>(); // U12
    if (asked.leavers()) { // D9
      wanted.clear();
    } else if (asked.existing().equals("skip")) {
      wanted.forEach(one -> skipped.add(one.to()));
      wanted.clear();
    }
    ModelRenames possible = ModelRenames.ofRoster(wanted, users);
    ModelRenames renames = possible.only(isMade);
    Set<String> unmade = possible.without(renames);
    Renamed renamed = renames.of(users);
    ModelDirectory then = then(renamed);
    Set<String> creatable = new HashSet<>(applicable);
    creatable.removeAll(renames.conflicts());
    creatable.removeAll(skipped);
    creatable.removeAll(unmade);
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
              if (byName.get(line.username()).get(0) != i) {
                yield Decided.without(row, line.username(), Counted.DUPLICATE);
              }
              if (skipped.contains(line.username())) {
                yield Decided.without(row, line.username(), Counted.SKIPPED);
              }
              if (!creatable.contains(line.username())) { // U14
                yield Decided.failed(row, line.username(), isBad(line.cell("E-Mail")) ? 1 : 0);
              }
              RosterLine now = then.supervisedBy(line, renames.made(), asked, creatable);
              Decided made = then.decide(row, now, roster.headings(), asked, creatable, importId);
              yield made.before().filter(renamed::isRenamed).isPresent()
                  ? made.renaming(importId)
                  : made;
            }
          });
    }
    Set<String> written = new HashSet<>();
    decided.stream().filter(Decided::writes).forEach(row -> written.add(row.username()));
    Map<String, Out> outs = new TreeMap<>();
    Map<String, Out> staying = new TreeMap<>();
    long eligible = 0;
    for (Map.Entry<String, ModelUser> entry : then.users.entrySet()) {
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
    return ModelPlan.NONE
        .with()
        .rows(decided)
        .outs(outs)
        .staying(staying)
        .eligible(eligible)
        .incomplete(incomplete && !asked.leavers())
        .renamed(renamed)
        .unmade(unmade)
        .build();
  }

  /** The same after renames: the default supervisor goes by its new name, too (U14). */
  private ModelDirectory then(Renamed renamed) {
    ModelDirectory then = new ModelDirectory();
    then.users = renamed.users();
    then.places = places;
    then.conditionOfGroup = conditionOfGroup;
    then.defaultSupervisor = renamed.names().getOrDefault(defaultSupervisor, defaultSupervisor);
    return then;
  }

  /** Its users get other names. */
  void rename(Renamed renamed) {
    defaultSupervisor = then(renamed).defaultSupervisor;
    users = renamed.users();
  }

  /** A user gets another name by hand (U14). */
  void rename(String from, String to) {
    rename(new ModelRenames(Map.of(from, to), Set.of()).of(users));
  }

  /** A supervisor may be named by the old name, if that is nobody's afterwards. */
  private RosterLine supervisedBy(
      RosterLine line, Map<String, String> names, AskedOptions asked, Set<String> creatable) {
    String named = line.cell("Vorgesetzter");
    boolean isAnybodys = users.containsKey(named) || (asked.creates() && creatable.contains(named));
    return names.containsKey(named) && !isAnybodys
        ? line.with("Vorgesetzter", names.get(named))
        : line;
  }

  /** What a plan is judged by beside users and roster. */
  String rules() {
    return places
        + " "
        + new TreeSet<>(conditionOfGroup)
        + defaultSupervisor
        + users.containsKey(defaultSupervisor);
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
      Set<String> creatable,
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
    after.name = line.username();
    int warnings = 0;
    Set<String> tells = new TreeSet<>();
    after.active = true; // U2
    after.leaving = ""; // D10
    if (!asked.list().isEmpty()) {
      after.lists.add(asked.list()); // D8
    }
    for (String heading : headings) {
      String cell = line.cell(heading);
      if (heading.equals(RandomRoster.OLD_NAME)) {
        continue;
      }
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
          boolean created = asked.creates() && creatable.contains(cell);
          if (!self && (users.containsKey(cell) || created)) {
            after.set(heading, cell);
          } else {
            after.set(heading, hasDefaultSupervisor(line.username()) ? defaultSupervisor : "");
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
    return Decided.without(row, line.username(), counted)
        .with()
        .before(Optional.ofNullable(before))
        .after(after)
        .warnings(warnings)
        .tells(tells)
        .build();
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
   * @param unapplied whose row was not applied, for whatever reason, by its number and name
   */
  ModelPlan applied(
      ModelPlan made,
      String importId,
      String dayBefore,
      String leavingDay,
      Optional<Instant> began,
      BiPredicate<Integer, String> unapplied,
      Predicate<Wanted> isMade) {
    Set<Wanted> wanted = new HashSet<>();
    Map<String, String> unmadeNames = new TreeMap<>();
    made.allRenamed()
        .forEach(
            user -> {
              ModelUser before = made.renamed().before(user);
              unmadeNames.put(user.name, before.name);
              if (isAsSeen(made, user)) {
                wanted.add(new Wanted(before.name, user.name));
              }
            });
    ModelRenames possible = ModelRenames.of(wanted, users.keySet());
    ModelRenames renames = possible.only(isMade);
    Renamed renamed = renames.of(users);
    unmadeNames.keySet().removeAll(renames.made().values());
    List<Decided> rows = new ArrayList<>();
    Map<String, Out> overdue = new TreeMap<>();
    for (Decided row : made.rows()) {
      boolean same =
          row.counted() == Counted.CREATED
              ? !renamed.users().containsKey(row.username())
              : row.before()
                  .filter(was -> !isAsSeen(made, was) || unmadeNames.containsKey(was.name))
                  .isEmpty();
      ModelUser then = row.after().copy();
      then.supervisedBy(unmadeNames);
      if (!same) {
        rows.add(Decided.failed(row.row(), row.username(), 0));
      } else if (row.writes() && row.before().isPresent()) {
        ModelUser now = renamed.users().get(row.username());
        if (unapplied.test(row.row(), row.username())) {
          rows.add(row.with().before(Optional.of(now)).after(then).build().by(importId));
        } else {
          become(row, now, then, importId, began, renamed, rows, overdue);
        }
      } else {
        rows.add(row.with().after(then).build().by(importId));
      }
    }
    Set<String> left = new TreeSet<>();
    Map<String, Out> outs = asSeen(made, made.outs(), renamed, unmadeNames, importId, left);
    outs.values().stream()
        .map(Out::after)
        .filter(after -> !dayBefore.isEmpty() && after.leaving.equals(dayBefore))
        .forEach(after -> after.leaving = leavingDay);
    outs.putAll(overdue);
    Map<String, Out> staying = asSeen(made, made.staying(), renamed, unmadeNames, importId, left);
    return made.with()
        .rows(rows)
        .outs(outs)
        .staying(staying)
        .left(left)
        .renamed(renamed)
        .unmade(possible.without(renames))
        .build();
  }

  /** Whether a user of a plan is what it was when that was made. */
  private boolean isAsSeen(ModelPlan made, ModelUser user) {
    ModelUser before = made.renamed().before(user);
    return users.get(before.name) == before;
  }

  private Map<String, Out> asSeen(
      ModelPlan made,
      Map<String, Out> planned,
      Renamed renamed,
      Map<String, String> unmadeNames,
      String importId,
      Set<String> left) {
    Map<String, Out> seen = new TreeMap<>();
    planned.forEach(
        (name, out) -> {
          if (isAsSeen(made, out.before()) && !unmadeNames.containsKey(name)) {
            ModelUser after = out.after().copy();
            after.lastImport = importId;
            after.supervisedBy(unmadeNames);
            seen.put(name, new Out(renamed.users().get(name), after, out.counts()));
          } else {
            left.add(name);
          }
        });
    return seen;
  }

  /** What of a user is not undone, for whatever reason. */
  enum Left {
    NOTHING,
    ALL,
    ALL_BUT_ITS_NAME
  }

  /**
   * The inverse of what an import wrote (S11).
   *
   * @param day on which those left whom the import put out; empty for none
   * @param began when the undo began
   * @param left what was left of an undo, by a user's name before and the name that it then has
   */
  ModelPlan undone(
      Map<String, Wrote> wrote,
      String day,
      String importId,
      Optional<Instant> began,
      BiFunction<String, String, Left> left,
      Predicate<Wanted> isMade) {
    Set<Wanted> wanted = new HashSet<>();
    Map<String, String> unmadeNames = new TreeMap<>();
    wrote.forEach(
        (name, done) -> {
          if (done.renamed()) {
            String before = done.before().orElseThrow().name;
            unmadeNames.put(before, name);
            if (isAsLeft(name, done, day)) {
              wanted.add(new Wanted(name, before));
            }
          }
        });
    ModelRenames possible = ModelRenames.of(wanted, users.keySet());
    ModelRenames renames = possible.only(isMade);
    Renamed renamed = renames.of(users);
    unmadeNames.keySet().removeAll(renames.made().values());
    List<Decided> rows = new ArrayList<>();
    Map<String, Out> outs = new TreeMap<>();
    wrote.forEach(
        (name, done) -> {
          boolean isRenamed = renames.made().containsKey(name);
          String then = renames.made().getOrDefault(name, name);
          Left isLeft = left.apply(name, then);
          if (!isAsLeft(name, done, day) || done.renamed() != isRenamed || isLeft == Left.ALL) {
            rows.add(Decided.failed(done.row(), name, 0));
            return;
          }
          ModelUser now = renamed.users().get(then);
          ModelUser back =
              done.before()
                  .map(
                      was ->
                          hasLeft(users.get(name), done, day)
                              ? stayed(now, was)
                              : supervised(was, unmadeNames))
                  .orElseGet(() -> uncreated(now));
          Decided row =
              Decided.without(done.row(), then, Counted.UPDATED)
                  .with()
                  .before(Optional.of(now))
                  .after(back)
                  .build();
          if (isLeft == Left.ALL_BUT_ITS_NAME) {
            rows.add(row.by(importId));
          } else {
            become(row, now, back, importId, began, renamed, rows, outs);
          }
        });
    long eligible = renamed.users().values().stream().filter(ModelUser::mayBeDeactivated).count();
    return ModelPlan.NONE
        .with()
        .rows(rows)
        .outs(outs)
        .eligible(eligible)
        .renamed(renamed)
        .unmade(possible.without(renames))
        .build();
  }

  /** Whether a user is what an import left it as, but that its day may have come since. */
  private boolean isAsLeft(String name, Wrote done, String day) {
    ModelUser now = users.get(name);
    return now == done.after() || hasLeft(now, done, day);
  }

  /** Whether a user has left on the day that an import set, and nothing else came after that. */
  private static boolean hasLeft(ModelUser now, Wrote done, String day) {
    return now != null
        && now.untilItsDay.filter(user -> user.follows(done.after())).isPresent()
        && now.leaving.equals(day);
  }

  /** A user as it was, whose supervisors are called now as these names say. */
  private static ModelUser supervised(ModelUser was, Map<String, String> names) {
    ModelUser copy = was.copy();
    copy.supervisedBy(names);
    return copy;
  }

  /** A user who has left as it is where it was not to leave. */
  private static ModelUser stayed(ModelUser left, ModelUser before) {
    ModelUser stayed = left.copy();
    stayed.active = before.active;
    stayed.leaving = before.leaving;
    stayed.lists.clear();
    stayed.lists.addAll(before.lists);
    return stayed;
  }

  /** What a plan that is applied or undone makes of a user: whose day has come is inactive. */
  private static void become(
      Decided row,
      ModelUser now,
      ModelUser then,
      String importId,
      Optional<Instant> began,
      Renamed renamed,
      List<Decided> rows,
      Map<String, Out> outs) {
    ModelUser after = then.copy();
    boolean concerns = now.active != then.active || !now.leaving.equals(then.leaving);
    if (concerns && began.filter(then::isOverdue).isPresent()) {
      after.active = false;
    }
    boolean same = after.is(now.copyBy(after.lastImport)) && !now.active && !renamed.isRenamed(now);
    after.lastImport = importId;
    if (now.active && !after.active) {
      outs.put(row.username(), new Out(now, after, true));
    } else {
      rows.add(
          row.with()
              .counted(same ? Counted.UNCHANGED : row.counted())
              .before(Optional.of(now))
              .after(same ? now : after)
              .build());
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
    return users.containsKey(defaultSupervisor) && !username.equals(defaultSupervisor);
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
          return moved.is(user) ? user : moved.following(user);
        });
    conditionOfGroup = otherPlaces;
  }

  /** A user as edits by hand leave it, one after the other. */
  ModelUser edited(ModelUser user, List<EditByHand> edits) {
    ModelDirectory alone = new ModelDirectory();
    alone.places = places;
    alone.conditionOfGroup = conditionOfGroup;
    alone.users.put(user.name, user);
    edits.forEach(edit -> edit.rule().accept(alone, user.name));
    return alone.users.get(user.name);
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
  void create(String username, String id) {
    ModelUser created = new ModelUser();
    created.name = username;
    created.id = id;
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
