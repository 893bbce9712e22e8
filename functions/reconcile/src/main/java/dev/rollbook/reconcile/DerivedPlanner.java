package dev.rollbook.reconcile;

import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.AppliedPlan;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.Pass;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.MadeRenames;
import dev.rollbook.imports.UndonePlan;
import dev.rollbook.roster.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans the batches of an import that has no roster: from the stored plan of the one that it
 * applies or undoes, and the users as they are now (SPEC S10, S11).
 */
final class DerivedPlanner {

  private final Imports imports;
  private final Users users;
  private final Groups groups;
  private final Buckets buckets;
  private final RenamesOfImport renames;

  DerivedPlanner(Imports imports, Users users, Groups groups, Buckets buckets) {
    this.imports = imports;
    this.users = users;
    this.groups = groups;
    this.buckets = buckets;
    this.renames = new RenamesOfImport(buckets);
  }

  /** The plan of a batch. */
  BatchPlan plan(Import running, int batch, Meter meter) {
    Import source = source(running);
    BatchPlan made = made(source, batch);
    String tenant = running.tenant();
    MadeRenames renames = this.renames.of(running, source);
    if (running.links().isApplied()) {
      return AppliedPlan.of(
              made,
              users.find(tenant, AppliedPlan.usernames(made, renames), meter),
              renames,
              running.beganAt())
          .leavingOn(running.leavingAt());
    }
    UndonePlan undone = new UndonePlan(source, made);
    Set<String> rejoined = undone.groups();
    return undone.plan(
        users.find(tenant, undone.usernames(renames), meter),
        renames,
        rejoined.isEmpty() ? Set.of() : groups.find(tenant, rejoined).keySet(),
        running.beganAt(),
        () -> neverDeactivated(source));
  }

  /**
   * The plan of a batch that is not carried out, but for its users who have other names already.
   */
  BatchPlan unapplied(Import running, int batch, Finding why, Meter meter) {
    Import source = source(running);
    BatchPlan made = made(source, batch);
    MadeRenames renames = this.renames.of(running, source);
    if (running.links().isApplied()) {
      return AppliedPlan.unapplied(
          made, find(running, source, AppliedPlan.usernames(made, renames), meter), renames, why);
    }
    UndonePlan undone = new UndonePlan(source, made);
    return undone.unapplied(
        find(running, source, undone.usernames(renames), meter),
        renames,
        neverDeactivated(source),
        why);
  }

  /** Only of a plan that renames anybody a user has to be looked at. */
  private Map<String, User> find(
      Import running, Import source, List<String> usernames, Meter meter) {
    return MadeRenames.mayBeOf(source) ? users.find(running.tenant(), usernames, meter) : Map.of();
  }

  /** The same for one that was tried as often as it may be. */
  BatchPlan givenUp(Import running, int batch, Meter meter) {
    return unapplied(running, batch, RowPlanner.givenUp(), meter);
  }

  private Import source(Import running) {
    String id = running.links().source();
    return imports
        .find(running.tenant(), id)
        .orElseThrow(() -> new IllegalStateException("there is no import " + id));
  }

  private BatchPlan made(Import source, int batch) {
    return buckets
        .files(source)
        .settledPlan(batch)
        .orElseThrow(
            () -> new IllegalStateException("no plan of batch " + batch + " of " + source));
  }

  private Set<String> neverDeactivated(Import source) {
    ImportFiles files = buckets.files(source);
    State state = source.deactivation().state();
    return state == State.DONE
        ? files.leftByDeactivation(Pass.IMPORT, source.workload())
        : state == State.APPROVED
            ? files.leftByDeactivation(Pass.APPROVAL, source.workload())
            : Set.of();
  }
}
