package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Counts;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Status;
import dev.rollbook.together.BegunImport.Kind;
import dev.rollbook.together.Decided.Counted;
import dev.rollbook.together.ModelPlan.Out;
import dev.rollbook.together.ModelPlan.Wrote;
import dev.rollbook.together.ModelRenames.Wanted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An import of a {@link History} that has just ended, held against the rules. */
final class EndedImport {

  private final History history;
  private final BegunImport each;
  private final Import now;
  private final ModelDirectory model;
  private final ModelPlan plan;
  private final String what;
  private final Set<String> undone;
  private final Set<Decided> applied = new HashSet<>();
  private final Map<Counted, Integer> counted = new EnumMap<>(Counted.class);
  private int reactivated;
  private int renamed;
  private int warnings;

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
    requireNothingGivenUp(report);
    this.plan = plan();
  }

  /** When those whom an import puts out become inactive (D10); empty for at once. */
  static String leavingDay(Import of, AskedOptions asked) {
    return asked.graceDays() == 0 || of.startedAt().isEmpty()
        ? ""
        : of.startedAt().get().plus(Duration.ofDays(asked.graceDays())).toString();
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
            this::isRenamed);
      }
      case UNDO -> {
        BegunImport source = each.source.orElseThrow();
        Map<String, Wrote> wrote = source.wrote;
        yield model.undone(
            wrote,
            leavingDay(history.stored(source), source.asked),
            each.importId,
            now.startedAt(),
            name -> isUndone(wrote.get(name).row(), name),
            this::isRenamed);
      }
    };
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
      assertThat(report.map(csv -> new String(csv, StandardCharsets.UTF_8)).orElse(""))
          .as(what)
          .doesNotContain("PROCESSING_FAILED");
      assertThat(now.failure().code()).as(what).isIn("", Failure.RULES_CHANGED);
    }
  }

  /** Rows that the report tells were not applied. */
  private static Set<String> undone(Optional<byte[]> report) {
    return report.stream()
        .flatMap(csv -> new String(csv, StandardCharsets.UTF_8).lines())
        .filter(line -> line.contains("PROCESSING_FAILED") || line.contains("CANCELLED"))
        .map(line -> line.split("[;,]", -1))
        .map(cells -> cells[0] + "/" + cells[1])
        .collect(Collectors.toSet());
  }

  private boolean isUndone(int row, String username) {
    return undone.contains((row == 0 ? "" : row) + "/" + username);
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
        .filter(user -> user.is(alone(before)))
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
    boolean left = isUndone(row.row(), row.username());
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
        put(row.row(), row.username(), alone ? alone(before) : before);
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
    warnings += row.warnings();
  }

  /** Who is listed by a row that is not applied may stay all the same (D10). */
  private Optional<ModelUser> stays(Decided row) {
    Optional<ModelUser> staying =
        row.before()
            .filter(user -> user.active && !user.leaving.isEmpty())
            .map(user -> user.copyBy(each.importId));
    staying.ifPresent(user -> user.leaving = "");
    return staying.filter(
        user -> history.storedUser(each.tenant, row.username()).filter(user::is).isPresent());
  }

  private void put(int row, String username, ModelUser after) {
    Optional<ModelUser> before =
        Optional.ofNullable(model.users.get(username)).map(plan.renamed()::before);
    each.wrote.put(username, new Wrote(row, before, after));
    model.users.put(username, after);
  }

  /** Whether a user is as it was to become; else it must be as it was. */
  private boolean isThere(String username, ModelUser after) {
    Optional<ModelUser> actual = history.storedUser(each.tenant, username);
    if (after.id.isEmpty()) { // just created
      actual.ifPresent(user -> after.id = user.id);
    }
    if (actual.filter(user -> user.is(after)).isPresent()) {
      return true;
    }
    ModelUser before = model.users.get(username);
    assertThat(actual.map(ModelUser::toString).orElse(""))
        .as("%s should make of %s this: %s", what, username, after)
        .isEqualTo(before == null ? "" : before.toString());
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
          .isEqualTo(warnings + pairs + plan.left().size());
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
    boolean held = plan.held(applied::contains, each.isUndo());
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
      assertThat(now.counts().deactivated())
          .as(what)
          .isEqualTo(each.asked.graceDays() > 0 ? 0 : planned);
      plan.outs().forEach((name, out) -> put(0, name, out.after()));
    }
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
