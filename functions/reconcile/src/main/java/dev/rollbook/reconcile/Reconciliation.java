package dev.rollbook.reconcile;

import dev.rollbook.Json;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PasswordHasher;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles.StandingPlan;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Notifications;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Wish;
import dev.rollbook.lambda.LogContext;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.RosterRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles row batches: plan, apply, tell, note; whoever notes the last batch of an import calls
 * finalize.
 */
public final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  /** A name that neither tenant nor import nor user can have. */
  private static final String NOBODY = "-";

  private final Journal journal;
  private final Users users;
  private final Buckets buckets;
  private final Commands commands;
  private final FrozenRules rules;
  private final Planning planning;
  private final Applying applying;
  private final Telling telling;

  /** Reconciles by these ports. */
  public Reconciliation(
      Journal journal,
      Users users,
      Buckets buckets,
      Commands commands,
      Notifications notifications,
      PasswordHasher hasher,
      Clock clock) {
    this.journal = journal;
    this.users = users;
    this.buckets = buckets;
    this.commands = commands;
    this.rules = new FrozenRules(buckets);
    this.planning = new Planning(users, buckets);
    this.applying = new Applying(users, hasher, clock);
    this.telling = new Telling(users, notifications);
  }

  /**
   * Settles batches, of one import or of several.
   *
   * @return those that have to be tried again
   */
  public Set<RowBatch> reconcile(List<RowBatch> batches) {
    Map<String, List<RowBatch>> byImport = new LinkedHashMap<>();
    batches.forEach(
        batch -> byImport.computeIfAbsent(batch.importId(), id -> new ArrayList<>()).add(batch));
    Set<RowBatch> again = new HashSet<>();
    byImport
        .values()
        .forEach(
            ofImport -> {
              RowBatch any = ofImport.get(0);
              LogContext.set(any.tenant(), any.importId());
              try {
                again.addAll(reconcileImport(ofImport));
              } catch (RuntimeException e) {
                LOG.error("batches of import {} will be tried again", any.importId(), e);
                again.addAll(ofImport);
              }
            });
    return again;
  }

  /** Warms up by what is not there: a batch of no import, a user and a plan of nobody. */
  void prime() {
    RowBatch batch = new RowBatch(NOBODY, NOBODY, 0, 1, false, List.of());
    reconcile(List.of(Json.parse(Json.text(batch), RowBatch.class)));
    users.find(NOBODY, List.of(NOBODY), new Meter());
    buckets.results().get("work/" + NOBODY);
  }

  private Set<RowBatch> reconcileImport(List<RowBatch> batches) {
    Optional<Import> running = running(batches.get(0));
    if (running.isEmpty()) {
      return Set.of(); // the import has ended; nothing of it is to be applied any more
    }
    Set<RowBatch> again = new HashSet<>();
    List<RowBatch> toApply = new ArrayList<>();
    for (RowBatch batch : batches) {
      if (isCancelled(running.get())) {
        tryOne(batch, again, () -> leave(running.get(), batch, RowPlanner.cancelled()));
      } else if (batch.giveUp()) {
        tryOne(batch, again, () -> leave(running.get(), batch, RowPlanner.givenUp()));
      } else {
        toApply.add(batch);
      }
    }
    if (!toApply.isEmpty() && !planAndSettle(running.get(), toApply, again)) {
      // Whatever one of them fails of, the others are not to share its tries.
      toApply.forEach(batch -> tryOne(batch, again, () -> planAndSettleOne(running.get(), batch)));
    }
    return again;
  }

  /**
   * Plans batches together, which saves calls, then settles each.
   *
   * @return whether they could be planned
   */
  private boolean planAndSettle(Import running, List<RowBatch> batches, Set<RowBatch> again) {
    Meter planned = new Meter();
    Map<RowBatch, StandingPlan> plans;
    try {
      plans = planning.plan(running, rules.of(running), batches, planned);
    } catch (RuntimeException e) {
      LOG.warn("batches of import {} cannot be planned together", running.importId(), e);
      return false;
    }
    for (RowBatch batch : batches) {
      Meter meter = new Meter();
      meter.read(planned.readUnits() / batches.size());
      tryOne(batch, again, () -> settle(running, batch, plans.get(batch), meter));
    }
    return true;
  }

  private void planAndSettleOne(Import running, RowBatch batch) {
    Meter meter = new Meter();
    settle(
        running,
        batch,
        planning.plan(running, rules.of(running), List.of(batch), meter).get(batch),
        meter);
  }

  private static void tryOne(RowBatch batch, Set<RowBatch> again, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("batch {} of import {} will be tried again", batch.batch(), batch.importId(), e);
      again.add(batch);
    }
  }

  private void settle(Import running, RowBatch batch, StandingPlan plan, Meter meter) {
    if (plan.tried() && finishedBefore(running, batch)) {
      return;
    }
    List<PlannedRow> planned = inForce(running, batch, plan);
    List<PlannedRow> ended =
        running.options().dryRun()
            ? planned
            : applying.apply(running, batch.rows(), planned, plan.tried(), meter);
    note(running, batch, planned, ended, meter);
  }

  /**
   * What is to be applied: the plan, less the rows that an earlier try had to leave out. What that
   * try noted stands, or report and counts would tell two stories.
   */
  private List<PlannedRow> inForce(Import running, RowBatch batch, StandingPlan plan) {
    return plan.tried()
        ? buckets.files(running).settledRows(batch.batch()).orElseThrow()
        : plan.rows();
  }

  /**
   * Whether an earlier try settled the batch. Nothing of it is to be looked at again, since users
   * may have changed by hand since; only the call of finalize may have been lost.
   */
  private boolean finishedBefore(Import running, RowBatch batch) {
    Set<Integer> settled = journal.progress().settled(running.importId()).batches();
    if (settled.size() == batch.batches()) {
      commands.send(new Command(Command.Action.FINISH, running.tenant(), running.importId()));
    }
    return settled.contains(batch.batch());
  }

  /**
   * Applies a batch that failed every time, row by row, and reports the rows that fail still (SPEC
   * A6).
   */
  public void settleRowByRow(RowBatch batch) {
    LogContext.set(batch.tenant(), batch.importId());
    Optional<Import> found = running(batch);
    if (found.isEmpty()) {
      return;
    }
    Import running = found.get();
    if (isCancelled(running)) {
      leave(running, batch, RowPlanner.cancelled());
      return;
    }
    if (finishedBefore(running, batch)) {
      return;
    }
    Meter meter = new Meter();
    StandingPlan plan =
        buckets
            .files(running)
            .plan(
                batch.batch(),
                batch.rows().stream().map(row -> decide(running, row, meter)).toList());
    List<PlannedRow> planned = inForce(running, batch, plan);
    List<PlannedRow> ended = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      ended.add(
          running.options().dryRun()
              ? planned.get(i)
              : applyAlone(running, batch.rows().get(i), planned.get(i), meter));
    }
    note(running, batch, planned, ended, meter);
  }

  private PlannedRow decide(Import running, RosterRow row, Meter meter) {
    try {
      return planning.decide(running, rules.of(running), row, meter);
    } catch (RuntimeException e) {
      LOG.error("row {} of import {} cannot be planned", row.number(), running.importId(), e);
      return RowPlanner.unprocessed(row);
    }
  }

  /** A write that gave an error may have been done all the same: the user tells. */
  private PlannedRow applyAlone(Import running, RosterRow row, PlannedRow plan, Meter meter) {
    try {
      return applying.apply(running, List.of(row), List.of(plan), true, meter).get(0);
    } catch (RuntimeException e) {
      LOG.error("row {} of import {} failed every time", row.number(), running.importId(), e);
      User user =
          users.find(running.tenant(), List.of(plan.username()), meter).get(plan.username());
      return applied(running, user) ? plan : plan.failed(RowPlanner.givenUp());
    }
  }

  private static boolean isCancelled(Import running) {
    return running.wishes().contains(Wish.CANCEL);
  }

  /**
   * Settles a batch that nobody is to try again: what an earlier try applied counts, the rest has
   * failed.
   *
   * @param why what is found of each sound row that is left
   */
  private void leave(Import running, RowBatch batch, Finding why) {
    if (finishedBefore(running, batch)) {
      return;
    }
    Meter meter = new Meter();
    StandingPlan plan =
        buckets
            .files(running)
            .plan(
                batch.batch(),
                batch.rows().stream().map(row -> RowPlanner.unapplied(row, why)).toList());
    List<PlannedRow> planned = inForce(running, batch, plan);
    Map<String, User> stored =
        users.find(
            running.tenant(),
            planned.stream().filter(PlannedRow::writes).map(PlannedRow::username).toList(),
            meter);
    List<PlannedRow> ended =
        planned.stream()
            .map(
                row ->
                    !row.writes() || applied(running, stored.get(row.username()))
                        ? row
                        : row.failed(why))
            .toList();
    if (!running.options().dryRun()) {
      // That try may have been killed between the users and their memberships.
      applying.apply(running, batch.rows(), ended, true, meter);
    }
    note(running, batch, planned, ended, meter);
  }

  private static boolean applied(Import running, User user) {
    return running.options().dryRun()
        || (user != null && user.lastImportId().equals(running.importId()));
  }

  private void note(
      Import running,
      RowBatch batch,
      List<PlannedRow> planned,
      List<PlannedRow> ended,
      Meter meter) {
    List<PlannedRow> stands =
        ended.equals(planned) ? ended : buckets.files(running).outcome(batch.batch(), ended);
    if (!running.options().dryRun()) {
      telling.tell(running, batch.rows(), stands);
    }
    if (journal
        .progress()
        .settle(running.importId(), batch.batch(), batch.batches(), Tally.of(stands, meter))) {
      commands.send(new Command(Command.Action.FINISH, running.tenant(), running.importId()));
    }
  }

  private Optional<Import> running(RowBatch batch) {
    return journal
        .imports()
        .find(batch.tenant(), batch.importId())
        .filter(found -> found.status() == Status.RUNNING);
  }
}
