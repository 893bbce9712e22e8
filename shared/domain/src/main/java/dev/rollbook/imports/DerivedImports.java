package dev.rollbook.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Directory;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes imports that have no roster: one that applies the stored plan of a dry run (SPEC S10), one
 * that undoes another (SPEC S11). Which import follows which is stored with the one that is
 * followed, before the other is made; so a call that is repeated after a crash makes the one that
 * is missing, and no second one.
 */
public final class DerivedImports {

  /** A name may be followed by how it came about, and by an id. */
  private static final int NAME_CHARACTERS = 150;

  private final Imports imports;
  private final Buckets buckets;
  private final Commands commands;
  private final RulesFreezer rules;
  private final Supplier<String> ids;
  private final Clock clock;

  /**
   * Makes imports by these ports.
   *
   * @param ids gives ULIDs
   */
  public DerivedImports(
      Imports imports,
      Directory directory,
      Buckets buckets,
      Commands commands,
      Supplier<String> ids,
      Clock clock) {
    this.imports = imports;
    this.buckets = buckets;
    this.commands = commands;
    this.rules = new RulesFreezer(directory);
    this.ids = ids;
    this.clock = clock;
  }

  /** Why a plan is not applied, or an import not undone. */
  public enum Refusal {
    /** It is no dry run. */
    NOT_A_DRY_RUN,
    /** It has not completed. */
    NOT_COMPLETED,
    /** Its plan is too old. */
    PLAN_GONE,
    /** Its plan was applied before. */
    ALREADY_APPLIED,
    /** Users would get passwords that only the roster had. */
    PASSWORDS_GONE,
    /** It was planned by other rules than the tenant has now. */
    RULES_CHANGED,
    /** It wrote no user: it was a dry run, failed, or ended before it ran. */
    NOT_UNDOABLE,
    /** It was undone before. */
    ALREADY_UNDONE
  }

  /** What came of the wish to make an import. */
  public sealed interface Start {}

  /** The import is made and waits for its turn. */
  public record Started(String importId) implements Start {}

  /** It is not made. */
  public record Refused(Refusal why) implements Start {}

  /**
   * Has the plan of a dry run applied.
   *
   * @param force whether that is to be done by other rules than it was made by
   */
  public Start apply(Import dryRun, boolean force) {
    if (!dryRun.options().dryRun()) {
      return new Refused(Refusal.NOT_A_DRY_RUN);
    }
    if (!ImportLife.hasCompleted(dryRun)) {
      return new Refused(Refusal.NOT_COMPLETED);
    }
    ImportFiles files = buckets.files(dryRun);
    Optional<PlanCounts> counts = files.planCounts();
    if (ImportLife.isPlanGone(dryRun, clock.instant()) || counts.isEmpty()) {
      return new Refused(Refusal.PLAN_GONE);
    }
    if (isFollowed(dryRun)) {
      return new Refused(Refusal.ALREADY_APPLIED);
    }
    if (counts.get().passwords() > 0) {
      return new Refused(Refusal.PASSWORDS_GONE);
    }
    if (!force
        && files.rules().filter(made -> rules.haveChanged(dryRun, files, made)).isPresent()) {
      return new Refused(Refusal.RULES_CHANGED);
    }
    String undoes = dryRun.links().undoes();
    String importId = ids.get();
    if (!undoes.isEmpty()) {
      Optional<String> undoing = follow(dryRun.tenant(), undoes, importId);
      if (undoing.isEmpty()) {
        return new Refused(Refusal.ALREADY_UNDONE);
      }
      importId = undoing.get();
    }
    Optional<String> applying = follow(dryRun.tenant(), dryRun.importId(), importId);
    if (applying.isEmpty()) {
      return new Refused(Refusal.ALREADY_APPLIED);
    }
    return start(
        dryRun,
        applying.get(),
        Sentences.in(dryRun.language()).nameOfApplied(shortened(dryRun.name())),
        options(dryRun.options(), false, dryRun.options().deactivateUnlisted()),
        Links.applying(dryRun.importId(), undoes, force),
        dryRun.workload().anew());
  }

  /**
   * Has an import undone.
   *
   * @param dryRun whether only to see what that would do
   */
  public Start undo(Import done, boolean dryRun) {
    if (!ImportLife.hasEnded(done)) {
      return new Refused(Refusal.NOT_COMPLETED);
    }
    if (!ImportLife.canBeUndone(done)) {
      return new Refused(Refusal.NOT_UNDOABLE);
    }
    Optional<PlanCounts> counts = buckets.files(done).planCounts();
    if (ImportLife.isPlanGone(done, clock.instant()) || counts.isEmpty()) {
      return new Refused(Refusal.PLAN_GONE);
    }
    if (isFollowed(done)) {
      return new Refused(Refusal.ALREADY_UNDONE);
    }
    String importId = ids.get();
    if (!dryRun) {
      Optional<String> undoing = follow(done.tenant(), done.importId(), importId);
      if (undoing.isEmpty()) {
        return new Refused(Refusal.ALREADY_UNDONE);
      }
      importId = undoing.get();
    }
    return start(
        done,
        importId,
        Sentences.in(done.language()).nameOfUndone(shortened(done.name()), dryRun),
        options(
            ImportOptions.defaults(done.options().rowLimit()),
            dryRun,
            UndonePlan.deactivations(done, counts.get()) > 0),
        Links.undoing(done.importId()),
        done.workload().anew().withRows(UndonePlan.rows(done)));
  }

  /** Whether the import that follows it is there; a crash may have come before it was made. */
  private boolean isFollowed(Import source) {
    return source.links().isFollowed()
        && imports.find(source.tenant(), source.links().followedBy()).isPresent();
  }

  /** The id that the import behind another is to have; empty if there is one already. */
  private Optional<String> follow(String tenant, String importId, String follower) {
    return imports
        .change(tenant, importId, now -> ImportLife.followed(now, follower))
        .filter(now -> !isFollowed(now))
        .map(now -> now.links().followedBy());
  }

  private Start start(
      Import source,
      String importId,
      String name,
      ImportOptions options,
      Links links,
      Workload workload) {
    for (String free : new String[] {name, name + " " + importId}) {
      Import made =
          Import.following(source, importId, free, options, links, workload, clock.instant());
      if (imports.create(made)) {
        commands.send(Command.of(Command.Action.DISPATCH, made.tenant(), importId));
        return new Started(importId);
      }
    }
    // Somebody else has made it in this very moment.
    return new Refused(links.isApplied() ? Refusal.ALREADY_APPLIED : Refusal.ALREADY_UNDONE);
  }

  private static String shortened(String name) {
    return name.length() <= NAME_CHARACTERS ? name : name.substring(0, NAME_CHARACTERS);
  }

  /** Nothing of it is read, and nobody reviews it. */
  private static ImportOptions options(
      ImportOptions from, boolean dryRun, boolean deactivateUnlisted) {
    ObjectNode options = Json.MAPPER.valueToTree(from);
    options.put("dryRun", dryRun);
    options.put("review", false);
    options.put("deactivateUnlisted", deactivateUnlisted);
    return Json.parse(options.toString(), ImportOptions.class);
  }
}
