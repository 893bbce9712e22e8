package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Revision;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Status;
import dev.rollbook.roster.RosterException;
import dev.rollbook.together.BegunImport.Kind;
import dev.rollbook.together.Decided.Counted;
import dev.rollbook.together.EditsBeside.Edit;
import dev.rollbook.together.ModelDirectory.Left;
import dev.rollbook.together.ModelPlan.Out;
import dev.rollbook.together.ModelPlan.Wrote;
import dev.rollbook.together.ModelRenames.Wanted;
import dev.rollbook.together.PlannedUser.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An import of a {@link History} that has just ended, held against the rules. Whom somebody edited
 * by hand meanwhile, must be as if the import had come before, between or after these edits.
 */
final class EndedImport {

  /** Why a row was not applied whose user is not as planned any more. */
  private static final String BY_HAND = "von Hand angelegt, geändert oder gelöscht";

  private final History history;
  private final BegunImport each;
  private final Import now;
  private final ModelDirectory model;
  private final ModelPlan plan;
  private final String what;
  private final Set<String> undone;
  private final Set<String> changedSince;
  private final Set<String> byHand;
  private final Map<String, PlannedUser> planned;

  /** What was edited by hand of users after the import had come to them, by their ids. */
  private final Map<String, List<EditByHand>> later = new HashMap<>();

  /** Who is in no plan, by what they were where the edits are placed; see {@link #held}. */
  private final Map<String, Boolean> unclear = new HashMap<>();

  /** The users as the import leaves them, without what was edited later. */
  private final Map<String, ModelUser> left = new HashMap<>();

  /** The same before it wrote them, but by the names that it gave them. */
  private final Map<String, ModelUser> before = new HashMap<>();

  /** How many could be put out when it began; an undo counts them then. */
  private final long eligible;

  private final Set<Decided> applied = new HashSet<>();
  private final Map<Counted, Integer> counted = new EnumMap<>(Counted.class);
  private int reactivated;
  private int renamed;
  private int warnings;
  private int notPutOut;
  private int notDeactivated;

  /**
   * An import as it ended.
   *
   * @param report what it tells of its rows
   */
  EndedImport(History history, BegunImport each, Import now, Optional<byte[]> report) {
    this.history = history;
    this.each = each;
    this.now = now;
    this.model = history.model(each.tenant);
    this.what = each.kind + " " + each.importId + " " + now.status();
    this.undone = undone(report);
    this.changedSince = named(report, "CHANGED_SINCE");
    this.byHand = leftForAnEdit(report);
    this.planned = history.planned(now);
    this.eligible = model.users.values().stream().filter(ModelUser::mayBeDeactivated).count();
    placeAmongEdits();
    requireNothingGivenUp(report);
    this.plan = plan();
  }

  /** When those whom an import puts out become inactive (D10); empty for at once. */
  static String leavingDay(Import of, AskedOptions asked) {
    return asked.graceDays() == 0 || of.startedAt().isEmpty()
        ? ""
        : of.startedAt().get().plus(Duration.ofDays(asked.graceDays())).toString();
  }

  /** By what a plan knows the last edit by hand of a user. */
  static String mark(String revision) {
    return Revision.parse(revision).edit();
  }

  /** Each user is as the import found it; what came later comes when the import has. */
  private void placeAmongEdits() {
    each.edits.all().forEach((id, edits) -> later.put(id, edits.stream().map(Edit::what).toList()));
    for (ModelUser user : List.copyOf(model.users.values())) {
      List<Edit> edits = each.edits.of(user.id);
      if (!edits.isEmpty()) {
        List<EditByHand> all = later.get(user.id);
        int place = place(user, edits);
        history.did("import " + where(place, edits.size()) + " edits by hand of a user");
        model.users.put(user.name, model.edited(user, all.subList(0, place)));
        if (each.kind == Kind.ROSTER && isCountedElsewhere(user)) {
          noteUnclear(user, all, place);
        }
        later.put(user.id, all.subList(place, all.size()));
      }
    }
  }

  /** Whether no row's plan tells whether a user was one that could be put out. */
  private boolean isCountedElsewhere(ModelUser user) {
    return Optional.ofNullable(planned.get(user.name))
        .filter(seen -> !seen.isRenamed() || !each.asked.dryRun()) // counted by its old name
        .isEmpty();
  }

  private void noteUnclear(ModelUser user, List<EditByHand> edits, int place) {
    List<Boolean> could =
        IntStream.rangeClosed(0, edits.size())
            .mapToObj(some -> model.edited(user, edits.subList(0, some)).mayBeDeactivated())
            .toList();
    if (could.contains(true) && could.contains(false)) {
      unclear.put(user.id, could.get(place));
    }
  }

  private static String where(int place, int edits) {
    return place == 0 ? "before" : place == edits ? "behind" : "between";
  }

  /** How many of a user's edits came before the import. */
  private int place(ModelUser user, List<Edit> edits) {
    Optional<PlannedUser> known = Optional.ofNullable(planned.get(user.name));
    int unwritten = (int) edits.stream().takeWhile(edit -> !edit.written()).count();
    Optional<User> stored = history.stored(each.tenant, user.id);
    boolean isWritten = stored.filter(now -> now.lastImportId().equals(each.importId)).isPresent();
    boolean isRenamed = stored.filter(now -> !now.username().equals(user.name)).isPresent();
    if (isRenamed && each.kind != Kind.ROSTER) {
      // a stored plan renames nobody who was edited before
      return (int) edits.stream().takeWhile(edit -> changesNothing(user, edit)).count();
    }
    if (isWritten && known.filter(seen -> seen.part() == Part.BESIDE).isEmpty()) {
      return unwritten;
    }
    if (each.kind == Kind.ROSTER || known.filter(seen -> seen.part() != Part.ROW).isPresent()) {
      return known.map(seen -> place(seen, edits)).orElseGet(() -> unplanned(user, edits.size()));
    }
    return changedSince.contains(user.name) ? edits.size() : 0;
  }

  private boolean changesNothing(ModelUser user, Edit edit) {
    return edit.before().equals(edit.after()) && model.edited(user, List.of(edit.what())).is(user);
  }

  private static int place(PlannedUser seen, List<Edit> edits) {
    int place = 0;
    while (place < edits.size() && !edits.get(place).before().equals(seen.mark())) {
      place++;
    }
    return place;
  }

  /** Who is in no plan was nobody then who leaves, or was about to. */
  private int unplanned(ModelUser user, int edits) {
    List<EditByHand> all = later.get(user.id);
    for (int place = 0; place <= edits; place++) {
      model.users.put(user.name, model.edited(user, all.subList(0, place)));
      ModelPlan made = plan();
      boolean isPlanned =
          Stream.of(made.outs(), made.staying())
              .flatMap(users -> users.values().stream())
              .anyMatch(out -> out.before().id.equals(user.id));
      model.users.put(user.name, user);
      if (!isPlanned) {
        return place;
      }
    }
    return 0;
  }

  /** A user that the import left, as the later edits leave it. */
  private ModelUser edited(ModelUser user) {
    return model.edited(user, later.getOrDefault(user.id, List.of()));
  }

  /** Whether somebody has written a user since the import planned it. */
  private boolean isEditedSince(ModelUser user) {
    return isEditedSince(user.id, Optional.of(plan.renamed().before(user)));
  }

  private boolean isEditedSince(String id, Optional<ModelUser> was) {
    String seen = was.map(user -> planned.get(user.name)).map(PlannedUser::mark).orElse("");
    return history
        .stored(each.tenant, id)
        .filter(stored -> !mark(stored.revision()).equals(seen))
        .isPresent();
  }

  private ModelPlan plan() {
    String day = leavingDay(now, each.asked);
    return switch (each.kind) {
      case ROSTER -> {
        ModelPlan made =
            model.plan(each.roster.orElseThrow(), each.asked, each.importId, day, this::isRenamed);
        if (each.asked.leavers()) { // nobody leaves by a row that was not applied
          made.rows().stream()
              .filter(row -> isUndone(row.row(), row.username()))
              .forEach(row -> made.outs().remove(row.username()));
        }
        yield made;
      }
      case APPLY -> {
        BegunImport dryRun = each.source.orElseThrow();
        yield model.applied(
            dryRun.planned,
            each.importId,
            leavingDay(history.stored(dryRun), dryRun.asked),
            day,
            now.startedAt(),
            this::isUndone,
            this::isRenamed);
      }
      case UNDO -> {
        BegunImport source = each.source.orElseThrow();
        Map<String, Wrote> wrote = source.wrote;
        ModelPlan made =
            model.undone(
                wrote,
                leavingDay(history.stored(source), source.asked),
                each.importId,
                now.startedAt(),
                (before, called) -> leftByUndo(wrote.get(before), before, called),
                this::isRenamed);
        yield made.with().eligible(eligible).build();
      }
    };
  }

  /** What an undo left of a user; it gives names back first, but in a dry run. */
  private Left leftByUndo(Wrote wrote, String before, String called) {
    if (before.equals(called) || each.asked.dryRun()) {
      return isUndone(wrote.row(), before) ? Left.ALL : Left.NOTHING;
    }
    boolean isChanged =
        changedSince.contains(called)
            && Optional.ofNullable(planned.get(before))
                .filter(seen -> seen.part() == Part.ROW)
                .isPresent();
    return isChanged || isUndone(wrote.row(), called) ? Left.ALL_BUT_ITS_NAME : Left.NOTHING;
  }

  /** Whether a user has the new name, or would get it; it is told by its id (U14). */
  private boolean isRenamed(Wanted rename) {
    return each.asked.dryRun()
        || history
            .storedUser(each.tenant, rename.to())
            .filter(user -> user.id.equals(model.users.get(rename.from()).id))
            .isPresent();
  }

  /** Nothing is given up, and no import fails, of which nothing went wrong. */
  private void requireNothingGivenUp(Optional<byte[]> report) {
    if (history.faults().isEmpty() && !each.swept) {
      assertThat(lines(report).filter(line -> line.contains("PROCESSING_FAILED")))
          .as(what)
          .allMatch(line -> line.contains(BY_HAND));
      boolean namesAnybody =
          each.roster.stream()
              .flatMap(roster -> roster.lines().stream())
              .anyMatch(line -> line.kind() != RosterLine.Kind.BLANK);
      String none = namesAnybody ? "" : RosterException.Code.HEADER_ONLY.name();
      assertThat(now.failure().code()).as(what).isIn("", Failure.RULES_CHANGED, none);
    }
  }

  private static Stream<String> lines(Optional<byte[]> report) {
    return report.stream().flatMap(csv -> new String(csv, StandardCharsets.UTF_8).lines());
  }

  /** Rows that the report tells were left, since their users were edited by hand meanwhile. */
  private static Set<String> leftForAnEdit(Optional<byte[]> report) {
    return keys(lines(report).filter(line -> line.contains(BY_HAND)));
  }

  /** The users whom the report names for a reason. */
  private static Set<String> named(Optional<byte[]> report, String why) {
    return lines(report)
        .filter(line -> line.contains(why))
        .map(line -> line.split("[;,]", -1)[1])
        .collect(Collectors.toSet());
  }

  /** Rows that the report tells were not applied. */
  private static Set<String> undone(Optional<byte[]> report) {
    return keys(
        lines(report)
            .filter(line -> line.contains("PROCESSING_FAILED") || line.contains("CANCELLED")));
  }

  private static Set<String> keys(Stream<String> lines) {
    return lines
        .map(line -> line.split("[;,]", -1))
        .map(cells -> cells[0] + "/" + cells[1])
        .collect(Collectors.toSet());
  }

  private boolean isUndone(int row, String username) {
    return undone.contains(key(row, username));
  }

  private static String key(int row, String username) {
    return (row == 0 ? "" : row) + "/" + username;
  }

  void check() {
    if (now.startedAt().isEmpty()) {
      assertThat(now.status()).as(what).isIn(Status.CANCELLED, Status.EXPIRED, Status.FAILED);
      assertThat(now.counts()).as(what).isEqualTo(Counts.NONE);
      if (each.kind == Kind.APPLY && now.failure().code().equals(Failure.RULES_CHANGED)) {
        assertThat(model.rules()).as(what).isNotEqualTo(each.source.orElseThrow().rules);
      }
      history.requireSame(each.tenant);
      return;
    }
    assertThat(now.status())
        .as(what)
        .isIn(Status.COMPLETED, Status.COMPLETED_WITH_ERRORS, Status.CANCELLED, Status.FAILED);
    rename();
    left.putAll(model.users);
    before.putAll(model.users);
    plan.rows().forEach(this::count);
    plan.outs().values().forEach(this::count);
    if (each.isUndo()) {
      daysThatHaveCome();
    }
    assertThat(now.counts().addUp()).as(what).isTrue(); // SPEC A1
    if (now.status() == Status.FAILED) {
      countsOfWhatIsThere();
    } else {
      assertThat(now.counts().rows()).as(what).isEqualTo(plan.rows().size());
      assertThat(shown(now.counts())).as(what).isEqualTo(expectedCounts());
    }
    stay();
    deactivation();
    if (ImportLife.hasCompleted(now)) {
      warnings();
      each.planned = each.asked.dryRun() ? plan : ModelPlan.NONE;
      each.rules = model.rules();
    }
    each.tellsAll = now.status() != Status.FAILED;
    model.users.replaceAll((name, user) -> user == left.get(name) ? edited(user) : user);
    history.requireSame(each.tenant);
  }

  /** Renames are made before all else: all of them, unless the import came to an early end. */
  private void rename() {
    if (each.asked.dryRun()) {
      return;
    }
    if (ImportLife.hasCompleted(now)) {
      assertThat(plan.unmade()).as("renames of %s", what).isEmpty();
    } else if (now.status() == Status.CANCELLED && !plan.renamed().names().isEmpty()) {
      assertThat(plan.unmade()).as("renames of %s", what).isEmpty();
    }
    if (!plan.renamed().names().isEmpty()) {
      history.did("renames by " + each.kind);
      history.note("renamed", each.importId, plan.renamed().names());
    }
    each.renamed = plan.renamed();
    model.rename(plan.renamed());
  }

  /** Who gets another name by an undo that puts it out counts as renamed, too. */
  private void count(Out out) {
    if (plan.renamed().isRenamed(out.before())) {
      renamed++;
      if (!each.asked.dryRun()) {
        put(
            0,
            out.before().name,
            isRenamedAlone(out.before()) ? alone(out.before()) : out.before());
      }
    }
  }

  /** A user as it is if its row gave it the new name, and no more. */
  private ModelUser alone(ModelUser before) {
    return before.copyBy(each.importId);
  }

  private boolean isRenamedAlone(ModelUser before) {
    return history
        .storedUser(each.tenant, before.name)
        .filter(user -> user.is(edited(alone(before))))
        .isPresent();
  }

  private void daysThatHaveCome() {
    if (plan.rows().stream().anyMatch(this::hadLeft)) {
      history.did("undo of who had left");
    }
    if (plan.outs().values().stream().anyMatch(out -> !out.after().leaving.isEmpty())) {
      history.did("undo by which somebody has left");
    }
  }

  private boolean hadLeft(Decided row) {
    return row.writes()
        && row.before()
            .map(plan.renamed()::before)
            .filter(user -> user.untilItsDay.isPresent())
            .isPresent();
  }

  private void count(Decided row) {
    boolean isEdited = isLeftForAnEdit(row);
    warnings += isEdited ? 1 : row.warnings();
    boolean left = isEdited || isUndone(row.row(), row.username());
    if (row.writes() && byHand.contains(key(row.row(), row.username()))) {
      history.did("row left for an edit by hand");
      assertThat(row.before().filter(this::isEditedSince))
          .as("edited since row %s of %s was planned", row, what)
          .isPresent();
    }
    boolean isApplied = row.counted() != Counted.FAILED && !left;
    boolean renames = plan.renames(row);
    if (row.writes() && !each.asked.dryRun()) {
      boolean alone = left && renames && isRenamedAlone(row.before().orElseThrow());
      Optional<ModelUser> stays = left ? stays(row) : Optional.empty();
      isApplied = !alone && stays.isEmpty() && isThere(row.username(), row.after());
      assertThat(isApplied && left)
          .as("row %s of %s is applied and reported as failed", row, each.importId)
          .isFalse();
      assertThat(isApplied || left || now.status() == Status.FAILED)
          .as("row %s of %s is neither applied nor reported", row, each.importId)
          .isTrue();
      if (isApplied) {
        put(row.row(), row.username(), row.after());
        if (each.asked.told()) {
          row.tells()
              .forEach(
                  occasion ->
                      each.toTell.add(each.importId + "/" + row.username() + "/" + occasion));
        }
      } else if (stays.isPresent()) {
        put(0, row.username(), stays.get());
      } else if (renames) { // it has the new name all the same
        ModelUser before = row.before().orElseThrow();
        putRenamed(row, alone ? alone(before) : before);
      }
    }
    renamed += renames ? 1 : 0;
    boolean asDecided =
        isApplied
            || renames
            || row.counted() == Counted.DUPLICATE
            || row.counted() == Counted.BLANK;
    counted.merge(asDecided ? row.counted() : Counted.FAILED, 1, Integer::sum);
    if (isApplied) {
      applied.add(row);
      reactivated += row.reactivates() ? 1 : 0;
    }
  }

  /**
   * A user has its new name and nothing more. Where a stored plan left its row since it was edited
   * meanwhile, that row has seen the edit, and an undo of the name comes after it.
   */
  private void putRenamed(Decided row, ModelUser renamed) {
    List<EditByHand> edits = later.getOrDefault(renamed.id, List.of());
    Optional<ModelUser> was = wasBefore(row.username());
    int seen =
        was.filter(user -> isLeftForAnEdit(row))
            .map(user -> planned.get(user.name))
            .map(seenAt -> place(seenAt, each.edits.of(renamed.id)))
            .map(place -> place - each.edits.of(renamed.id).size() + edits.size())
            .filter(place -> place > 0)
            .orElse(0);
    later.put(renamed.id, edits.subList(seen, edits.size()));
    List<EditByHand> known = edits.subList(0, seen);
    put(
        row.row(),
        row.username(),
        was.map(user -> model.edited(user, known)),
        model.edited(renamed, known));
  }

  /** Whether a stored plan gave a user another name, and no more since it was edited then. */
  private boolean isLeftForAnEdit(Decided row) {
    return each.kind != Kind.ROSTER
        && plan.renames(row)
        && !each.edits.of(row.after().id).isEmpty()
        && changedSince.contains(row.username());
  }

  /** Who is listed by a row that is not applied may stay all the same (D10). */
  private Optional<ModelUser> stays(Decided row) {
    Optional<ModelUser> staying =
        row.before()
            .filter(user -> user.active && !user.leaving.isEmpty())
            .map(user -> user.copyBy(each.importId));
    staying.ifPresent(user -> user.leaving = "");
    return staying.filter(
        user ->
            history.storedUser(each.tenant, row.username()).filter(edited(user)::is).isPresent());
  }

  private void put(int row, String username, ModelUser after) {
    put(row, username, wasBefore(username), after);
  }

  private Optional<ModelUser> wasBefore(String username) {
    return Optional.ofNullable(before.get(username)).map(plan.renamed()::before);
  }

  private void put(int row, String username, Optional<ModelUser> was, ModelUser after) {
    each.wrote.put(username, new Wrote(row, was, after));
    left.put(username, after);
    ModelUser edited = edited(after);
    boolean isSame = edited == after && !each.edits.of(after.id).isEmpty();
    boolean isOther = isSame && isEditedSince(after.id, was);
    model.users.put(username, isOther ? after.copy() : edited);
  }

  /** Whether a user is as it was to become; else it must be as it was. */
  private boolean isThere(String username, ModelUser after) {
    Optional<ModelUser> actual = history.storedUser(each.tenant, username);
    if (after.id.isEmpty()) { // just created
      actual.ifPresent(user -> after.id = user.id);
    }
    if (actual.filter(user -> user.is(edited(after))).isPresent()) {
      return true;
    }
    ModelUser was = left.get(username);
    assertThat(actual.map(ModelUser::toString).orElse(""))
        .as("%s should make of %s this: %s", what, username, edited(after))
        .isEqualTo(was == null ? "" : edited(was).toString());
    return false;
  }

  private int of(Counted which) {
    return counted.getOrDefault(which, 0);
  }

  private Counts expectedCounts() {
    return CountsBuilder.builder()
        .rows(plan.rows().size())
        .created(of(Counted.CREATED))
        .updated(of(Counted.UPDATED) + of(Counted.UNCHANGED))
        .unchanged(of(Counted.UNCHANGED))
        .reactivated(reactivated)
        .renamed(renamed)
        .skipped(of(Counted.SKIPPED))
        .failed(of(Counted.FAILED))
        .duplicates(of(Counted.DUPLICATE))
        .blank(of(Counted.BLANK))
        .build();
  }

  private static Counts shown(Counts counts) {
    return counts.with().deactivated(0).warnings(0).build();
  }

  /** SPEC A6: what is counted is what is in the directory. */
  private void countsOfWhatIsThere() {
    if (!each.asked.dryRun()) {
      assertThat(now.counts().created()).as(what).isEqualTo(of(Counted.CREATED));
      assertThat(now.counts().updated() - now.counts().unchanged())
          .as(what)
          .isEqualTo(of(Counted.UPDATED));
      assertThat(now.counts().reactivated()).as(what).isEqualTo(reactivated);
      assertThat(now.counts().renamed()).as(what).isEqualTo(renamed);
    }
  }

  private void warnings() {
    if (undone.isEmpty() && plan.rows().stream().noneMatch(this::isChangedSince)) {
      long pairs = each.isUndo() ? 0 : plan.pairs(applied::contains, false); // D7
      assertThat(now.counts().warnings())
          .as("warnings of %s", what)
          .isEqualTo(warnings + pairs + plan.left().size() + notPutOut);
    }
  }

  private boolean isChangedSince(Decided row) {
    return each.kind != Kind.ROSTER && row.counted() == Counted.FAILED;
  }

  /** Who is listed again stays (D10), unless the import came to an end before. */
  private void stay() {
    if (each.asked.dryRun()) {
      return;
    }
    plan.staying()
        .forEach(
            (name, out) -> {
              boolean there = isThere(name, out.after());
              assertThat(there || !ImportLife.hasCompleted(now) || !undone.isEmpty())
                  .as("%s is listed again by %s and stays", name, what)
                  .isTrue();
              if (there) {
                put(0, name, out.after());
              }
            });
  }

  private void deactivation() {
    State state = now.deactivation().state();
    boolean completed = ImportLife.hasCompleted(now);
    boolean held = held();
    int planned = plan.planned();
    if (!each.asked.putsOut() || (each.isUndo() && state == State.NOT_REQUESTED)) {
      assertThat(state).as(what).isEqualTo(State.NOT_REQUESTED);
      assertThat(plan.outs()).as(what).isEmpty();
    } else if (!completed || each.asked.dryRun()) {
      assertThat(state).as(what).isEqualTo(State.SKIPPED);
      if (completed) { // SPEC S4
        assertThat(now.deactivation().planned()).as(what).isEqualTo(planned);
        assertThat(now.counts().deactivated())
            .as(what)
            .isEqualTo(held || each.asked.graceDays() > 0 ? 0 : planned);
      } else if (now.status() == Status.FAILED && !held) {
        carriedOutInPart();
      }
    } else if (held) {
      assertThat(state)
          .as(what)
          .isIn(State.HELD, State.APPROVED, State.DISCARDED, State.SUPERSEDED);
      assertThat(now.deactivation().planned()).as(what).isEqualTo(planned);
      each.held = new TreeMap<>(plan.outs());
    } else {
      assertThat(state).as(what).isEqualTo(State.DONE);
      assertThat(now.deactivation().planned()).as(what).isEqualTo(planned);
      plan.outs().forEach(this::putOut);
      assertThat(now.counts().deactivated())
          .as(what)
          .isEqualTo(each.asked.graceDays() > 0 ? 0 : planned - notDeactivated);
    }
  }

  /**
   * Whether what it puts out is to be held. Where that hangs on who was edited and is in no plan,
   * so that nobody can tell whether it was one of those who could be put out, it may be either.
   */
  private boolean held() {
    boolean ifAll = held(plan.eligible() + unclear.values().stream().filter(is -> !is).count());
    boolean ifNone = held(plan.eligible() - unclear.values().stream().filter(is -> is).count());
    return ifAll == ifNone ? ifAll : !now.deactivation().reasons().isEmpty();
  }

  private boolean held(long ofEligible) {
    return plan.with().eligible(ofEligible).build().held(applied::contains, each.isUndo());
  }

  /** Who cannot be put out any more, since somebody has changed it, is left and named (D3). */
  private void putOut(String name, Out out) {
    boolean isEdited = !later.getOrDefault(out.before().id, List.of()).isEmpty();
    if (!isEdited || isThere(name, out.after())) {
      put(0, name, out.after());
    } else {
      assertThat(changedSince).as("whom %s left", what).contains(name);
      assertThat(canBeLeft(out)).as("%s leaves %s", what, name).isTrue();
      history.did("not put out for an edit by hand");
      notPutOut++;
      notDeactivated += out.counts() ? 1 : 0;
    }
  }

  private boolean canBeLeft(Out out) {
    List<EditByHand> edits = later.get(out.before().id);
    return each.kind != Kind.ROSTER
        ? isEditedSince(out.before())
        : IntStream.rangeClosed(1, edits.size())
            .mapToObj(some -> model.edited(out.before(), edits.subList(0, some)))
            .anyMatch(user -> !user.mayBeDeactivated());
  }

  /** It failed in the middle of its deactivations. */
  private void carriedOutInPart() {
    int done = 0;
    for (Map.Entry<String, Out> out : plan.outs().entrySet()) {
      if (isThere(out.getKey(), out.getValue().after())) {
        put(0, out.getKey(), out.getValue().after());
        done += out.getValue().counts() && each.asked.graceDays() == 0 ? 1 : 0;
      }
    }
    assertThat(now.counts().deactivated()).as(what).isEqualTo(done);
  }
}
