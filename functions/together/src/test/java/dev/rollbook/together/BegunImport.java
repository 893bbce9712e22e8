package dev.rollbook.together;

import dev.rollbook.together.ModelPlan.Out;
import dev.rollbook.together.ModelPlan.Wrote;
import dev.rollbook.together.ModelRenames.Renamed;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An import of a {@link History} that was begun, and what the model knows of it. */
final class BegunImport {

  /** How it came about. */
  enum Kind {
    ROSTER,
    APPLY,
    UNDO
  }

  final Kind kind;
  final String tenant;
  final String importId;
  final AskedOptions asked;

  /** What it imports, if it has a roster. */
  final Optional<RandomRoster> roster;

  /** What it applies or undoes. */
  final Optional<BegunImport> source;

  /** Those that it wrote, as they were and as it left them (S11). */
  final Map<String, Wrote> wrote = new TreeMap<>();

  /** What it would do, if it is a dry run that has ended, and the rules that this is judged by. */
  ModelPlan planned = ModelPlan.NONE;

  String rules = "";
  boolean applied;
  boolean undone;
  boolean ended;

  /** Whether a sweep came since it began, which may give up what is late. */
  boolean swept;

  /** Whether users wait for the day that it set. */
  boolean leaving;

  /** What it has renamed. */
  Renamed renamed = Renamed.NOBODY;

  /** What was changed by hand while it ran. */
  final EditsBeside edits = new EditsBeside();

  Map<String, Out> held = Map.of();
  final Set<String> toTell = new HashSet<>();
  boolean tellsAll;

  private BegunImport(
      Kind kind,
      String tenant,
      String importId,
      AskedOptions asked,
      Optional<RandomRoster> roster,
      Optional<BegunImport> source) {
    this.kind = kind;
    this.tenant = tenant;
    this.importId = importId;
    this.asked = asked;
    this.roster = roster;
    this.source = source;
  }

  static BegunImport of(String tenant, String importId, RandomRoster roster, AskedOptions asked) {
    return new BegunImport(
        Kind.ROSTER, tenant, importId, asked, Optional.of(roster), Optional.empty());
  }

  static BegunImport applying(String importId, BegunImport dryRun) {
    return new BegunImport(
        Kind.APPLY,
        dryRun.tenant,
        importId,
        dryRun.asked.dryRun(false),
        Optional.empty(),
        Optional.of(dryRun));
  }

  static BegunImport undoing(String importId, BegunImport done, boolean dryRun) {
    return new BegunImport(
        Kind.UNDO,
        done.tenant,
        importId,
        AskedOptions.UNDO.dryRun(dryRun),
        Optional.empty(),
        Optional.of(done));
  }

  /** Whether it is an undo, or applies the plan of one. */
  boolean isUndo() {
    return kind == Kind.UNDO || (kind == Kind.APPLY && source.orElseThrow().isUndo());
  }

  boolean hasPasswords() {
    return roster.filter(given -> given.headings().contains("Passwort")).isPresent();
  }
}
