package dev.rollbook.finalize;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.Turn;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Cost;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.Pass;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Lookalikes;
import dev.rollbook.imports.Progress.Settled;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Wish;
import dev.rollbook.imports.Workload;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The last steps of an import whose rows are all settled (SPEC D3, A1 to A3): what becomes of the
 * unlisted is decided, the results of the rows are written, the unlisted are deactivated, the
 * import ends. Each step can be done again: what was decided is stored, the rest is computed from
 * what is stored.
 */
public final class ImportFinalizer {

  /** A name that neither tenant nor import nor user can have. */
  private static final String NOBODY = "-";

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final ImportCloser closer;
  private final UnlistedDeactivator deactivator;
  private final ResultWriter resultWriter;
  private final RenamedUsers renamedUsers;
  private final Clock clock;

  /** Finalizes by these ports. */
  public ImportFinalizer(
      Journal journal, Directory directory, Buckets buckets, Commands commands, Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.closer = new ImportCloser(journal, commands, buckets, clock);
    this.deactivator =
        new UnlistedDeactivator(directory.users(), buckets, journal.progress(), commands, clock);
    this.resultWriter = new ResultWriter(buckets);
    this.renamedUsers = new RenamedUsers(directory.users(), buckets);
    this.clock = clock;
  }

  /** Warms up by what is not there: an import, a user and a plan of nobody. */
  void prime() {
    journal.imports().find(NOBODY, NOBODY);
    directory.users().find(NOBODY, NOBODY);
    new ImportFiles(buckets.results(), NOBODY, NOBODY).plan(0);
  }

  /** Goes on with an import as far as it can, if its rows are settled. */
  public void finish(String tenant, String importId) throws IOException {
    Optional<Import> found = journal.imports().find(tenant, importId);
    if (found.isEmpty()) {
      return;
    }
    if (ImportLife.awaited(found.get()) == Awaited.NOTHING) {
      closer.tell(found.get()); // a crash may have come between its end and these
      closer.passTurn(tenant, Ticket.ofImport(importId));
      return;
    }
    Settled settled = journal.progress().settled(importId);
    Optional<Import> finalizing =
        change(found.get(), now -> ImportLife.settled(now, settled, clock.instant()))
            .filter(now -> ImportLife.awaited(now) == Awaited.ENDING);
    if (finalizing.isPresent()) {
      finish(finalizing.get(), settled.tally());
    }
  }

  private void finish(Import finalizing, Tally rows) throws IOException {
    Import decided = isToDeactivate(finalizing) ? decided(finalizing, rows) : finalizing;
    if (!decided.reported()) {
      resultWriter.writeRows(decided, rows, groups(decided));
      decided = change(decided, ImportLife::reported).orElse(decided);
    }
    if (!ImportLife.isDeactivating(decided) || rows.leaving() == 0) {
      end(decided, rows, Tally.NONE, 0);
      return;
    }
    if (ImportLife.isFailing(decided)) {
      deactivator.abandon(Pass.IMPORT, decided); // whom it has not put out stays (SPEC D3)
    } else {
      LeavingApplier.note(journal.imports(), decided);
    }
    Turn turn = new Turn(decided.importId(), decided.turn());
    Optional<Tally> deactivated = deactivator.outcome(Pass.IMPORT, decided, turn, rows.leaving());
    if (deactivated.isPresent()) {
      Set<String> left = deactivator.left(Pass.IMPORT, decided);
      resultWriter.writeDeactivated(decided, rows, left, groups(decided));
      end(decided, rows, deactivated.get(), left.size());
    }
  }

  /**
   * Deactivates a part of the unlisted users, and goes on with the import if that was the last.
   *
   * @param outOfTime whether to hand the rest on now
   */
  public void deactivate(
      String tenant, String importId, int shard, int from, BooleanSupplier outOfTime)
      throws IOException {
    Optional<Import> deciding =
        journal
            .imports()
            .find(tenant, importId)
            .filter(now -> ImportLife.awaited(now) == Awaited.ENDING)
            .filter(now -> ImportLife.isDeactivating(now) && !ImportLife.isFailing(now));
    if (deciding.isPresent()) {
      Turn turn = new Turn(importId, deciding.get().turn());
      if (deactivator.deactivate(Pass.IMPORT, deciding.get(), turn, shard, from, outOfTime)) {
        finish(tenant, importId);
      }
    }
  }

  /** SPEC D3: neither a failed nor a cancelled import deactivates anybody. */
  private static boolean isToDeactivate(Import finalizing) {
    return finalizing.deactivates()
        && !finalizing.failure().isPresent()
        && !ImportLife.isCancelled(finalizing);
  }

  private Import decided(Import finalizing, Tally rows) {
    Import decided =
        change(finalizing, now -> ImportLife.decided(now, decision(now, rows))).orElse(finalizing);
    if (!decided.options().dryRun()) {
      supersedeEarlier(decided);
    }
    return decided;
  }

  private Deactivation decision(Import finalizing, Tally rows) {
    TenantSettings settings =
        directory.tenants().settings(finalizing.tenant()).orElse(TenantSettings.DEFAULT);
    List<Reason> reasons = reasonsToHold(finalizing, rows, settings.guard());
    if (lookalikes(finalizing, rows).holds()) {
      reasons.add(Reason.LOOKS_RENAMED);
    }
    State state =
        finalizing.options().dryRun() ? State.SKIPPED : reasons.isEmpty() ? State.DONE : State.HELD;
    return new Deactivation(state, rows.unlisted(), 0, reasons);
  }

  /** Who looks renamed (SPEC D7); that is found once, before anything is decided by it. */
  private Lookalikes lookalikes(Import finalizing, Tally rows) {
    if (rows.created() == 0 || rows.unlisted() == 0 || finalizing.links().isUndo()) {
      return Lookalikes.NONE;
    }
    ImportFiles files = buckets.files(finalizing);
    return files
        .lookalikes()
        .orElseGet(
            () ->
                files.lookalikes(
                    new LookalikeFinder(new PlanReader(files, finalizing, rows.revised() > 0))
                        .find()));
  }

  /** Why the plan must not be applied without somebody's word (SPEC D4, D5); empty if it may. */
  private static List<Reason> reasonsToHold(Import finalizing, Tally rows, Guard guard) {
    List<Reason> reasons = new ArrayList<>();
    if (rows.leaving() == 0) {
      return reasons; // an incomplete list that leaves nobody out does no harm
    }
    if (guard.holds(rows.unlisted(), rows.eligible() + finalizing.links().eligible())) {
      reasons.add(Reason.GUARD);
    }
    // A name that leavers lack stays active: an incomplete list of them puts out nobody by mistake.
    boolean incomplete =
        finalizing.workload().incomplete() || finalizing.workload().beyondLimit() > 0;
    if (incomplete && !finalizing.options().leavers()) {
      reasons.add(Reason.INCOMPLETE);
    }
    return reasons;
  }

  /**
   * A plan still held is of an older list: this one replaces it (SPEC D6). Nobody else is at this
   * point, since the turn is this import's.
   */
  private void supersedeEarlier(Import decided) {
    Optional<String> earlier = journal.turns().heldPlan(decided.tenant());
    Optional<String> held =
        ImportLife.isHeld(decided) ? Optional.of(decided.importId()) : Optional.empty();
    if (!earlier.equals(held)) {
      earlier
          .filter(id -> !id.equals(decided.importId()))
          .ifPresent(id -> journal.imports().change(decided.tenant(), id, ImportLife::superseded));
      journal.turns().putHeldPlan(decided.tenant(), held);
    }
  }

  /**
   * Ends it.
   *
   * @param left users that were to be deactivated, and were left since they had changed
   */
  private void end(Import finalizing, Tally rows, Tally deactivated, int left) {
    // SPEC D3: both leave the unlisted alone.
    boolean failed = finalizing.failure().isPresent();
    Tally known = failed ? renamedUsers.with(finalizing, rows) : rows;
    boolean cancelled = ImportLife.isCancelled(finalizing);
    Deactivation deactivation =
        finalizing.deactivation().at(finalizing.deactivation().state(), deactivated.deactivated());
    // At its end, too, nobody has left whose day is yet to come (SPEC S4, D10).
    boolean wouldBeDone =
        finalizing.options().dryRun()
            && deactivation.reasons().isEmpty()
            && !finalizing.options().hasGrace();
    Counts counted =
        Counts.of(
            workload(finalizing, rows),
            known,
            wouldBeDone ? deactivation.planned() : deactivation.done());
    int lookalikes = isToDeactivate(finalizing) ? lookalikes(finalizing, rows).pairs().size() : 0;
    Counts counts = counted.with().warnings(counted.warnings() + lookalikes + left).build();
    if (!counts.addUp()) {
      throw new IllegalStateException(
          "import " + finalizing.importId() + " does not add up: " + counts);
    }
    closer.end(
        finalizing,
        failed ? Status.FAILED : cancelled ? Status.CANCELLED : completed(counts),
        failed || cancelled || finalizing.workload().passwords(),
        last ->
            last.counts(counts)
                .deactivation(deactivation)
                .done(Wish.CANCEL)
                .messages(
                    Sentences.in(finalizing.language())
                        .messages(counts, finalizing.options().dryRun()))
                .cost(cost(finalizing, rows.plus(deactivated))));
  }

  /** Whom an undo deactivates is no row of it, as the unlisted of a roster are none. */
  private static Workload workload(Import finalizing, Tally rows) {
    return finalizing.links().isUndo()
        ? finalizing.workload().withRows(rows.rows())
        : finalizing.workload();
  }

  /** SPEC A6: whatever a row failed of. */
  private static Status completed(Counts counts) {
    return counts.failed() > 0 ? Status.COMPLETED_WITH_ERRORS : Status.COMPLETED;
  }

  /** By id; those that a dry run would have made as well, so that its downloads name them. */
  private Map<String, Group> groups(Import finalizing) {
    Map<String, Group> groups = new HashMap<>();
    if (finalizing.options().dryRun()) {
      for (String name : buckets.files(finalizing).plannedGroups()) {
        groups.put(Group.importedId(name), Group.imported(name));
      }
    }
    directory.groups().all(finalizing.tenant()).forEach(group -> groups.put(group.id(), group));
    return groups;
  }

  private Optional<Import> change(Import of, Function<Import, Optional<Import>> change) {
    return journal.imports().change(of.tenant(), of.importId(), change);
  }

  private static Cost cost(Import finalizing, Tally all) {
    Instant started = finalizing.startedAt().orElse(finalizing.since());
    double seconds =
        Math.max(0.001, Duration.between(started, finalizing.since()).toMillis() / 1e3);
    return new Cost(
        all.readUnits(), all.writeUnits(), Math.round(all.rows() / seconds * 10) / 10.0);
  }
}
