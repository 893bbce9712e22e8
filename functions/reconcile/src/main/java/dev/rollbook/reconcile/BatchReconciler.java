package dev.rollbook.reconcile;

import dev.rollbook.Json;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PasswordHasher;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.StandingPlan;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Notifications;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Tally;
import dev.rollbook.lambda.LogContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles row batches: plan, apply, notify, note; whoever notes the last batch of an import calls
 * finalize.
 *
 * <p>How a batch is settled is claimed once, by storing its plan, before its first user is written.
 * Whoever comes second, be it a repeat or one who was to give the rows up, carries out the plan
 * that stands: so no row is noted as failed that somebody else writes a moment later.
 */
public final class BatchReconciler {

  private static final Logger LOG = LoggerFactory.getLogger(BatchReconciler.class);

  /** A name that neither tenant nor import nor user can have. */
  private static final String NOBODY = "-";

  private final Journal journal;
  private final Users users;
  private final Buckets buckets;
  private final Commands commands;
  private final FrozenRules rules;
  private final BatchPlanner planner;
  private final DerivedPlanner derived;
  private final PlanApplier applier;
  private final UserNotifier notifier;

  /** Reconciles by these ports. */
  public BatchReconciler(
      Journal journal,
      Users users,
      Groups groups,
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
    this.planner = new BatchPlanner(users);
    this.derived = new DerivedPlanner(journal.imports(), users, groups, buckets);
    this.applier = new PlanApplier(users, buckets, hasher, clock);
    this.notifier = new UserNotifier(users, notifications, journal.progress());
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
    Set<RowBatch> again = identities();
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
    RowBatch batch = RowBatch.ofRows(NOBODY, NOBODY, 0, 1, List.of());
    reconcile(List.of(Json.parse(Json.text(batch), RowBatch.class)));
    users.find(NOBODY, List.of(NOBODY), new Meter());
    buckets.results().get("work/" + NOBODY);
  }

  private Set<RowBatch> reconcileImport(List<RowBatch> batches) {
    Optional<Import> running = running(batches.get(0));
    if (running.isEmpty()) {
      return Set.of(); // the import has ended; nothing of it is to be applied any more
    }
    Set<RowBatch> again = identities();
    List<RowBatch> toPlan = new ArrayList<>();
    for (RowBatch batch : batches) {
      if (ImportLife.isCancelled(running.get())) {
        tryOne(batch, again, () -> cancel(running.get(), batch));
      } else if (batch.giveUp()) {
        tryOne(batch, again, () -> giveUp(running.get(), batch));
      } else {
        toPlan.add(batch);
      }
    }
    if (!toPlan.isEmpty() && !settleTogether(running.get(), toPlan, again)) {
      // Whatever one of them fails of, the others are not to share its tries.
      toPlan.forEach(batch -> tryOne(batch, again, () -> settleAlone(running.get(), batch)));
    }
    return again;
  }

  /**
   * Plans batches together, which saves calls, then settles each.
   *
   * @return whether they could be planned
   */
  private boolean settleTogether(Import running, List<RowBatch> batches, Set<RowBatch> again) {
    Meter meter = new Meter();
    Map<Integer, StandingPlan> standing = new HashMap<>();
    try {
      plans(running, batches, meter)
          .forEach(
              (number, plan) -> standing.put(number, buckets.files(running).claim(number, plan)));
    } catch (RuntimeException e) {
      LOG.warn("batches of import {} cannot be planned together", running.importId(), e);
      return false;
    }
    for (RowBatch batch : batches) {
      Meter share = new Meter();
      share.read(meter.readUnits() / batches.size());
      tryOne(batch, again, () -> settle(running, batch, standing.get(batch.batch()), share));
    }
    return true;
  }

  private void settleAlone(Import running, RowBatch batch) {
    Meter meter = new Meter();
    BatchPlan plan = plans(running, List.of(batch), meter).get(batch.batch());
    settle(running, batch, buckets.files(running).claim(batch.batch(), plan), meter);
  }

  private Map<Integer, BatchPlan> plans(Import running, List<RowBatch> batches, Meter meter) {
    if (!running.links().isDerived()) {
      return planner.plan(rules.of(running), running, batches, meter);
    }
    Map<Integer, BatchPlan> plans = new HashMap<>();
    batches.forEach(batch -> plans.put(batch.batch(), derived.plan(running, batch.batch(), meter)));
    return plans;
  }

  private static void tryOne(RowBatch batch, Set<RowBatch> again, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("{} will be tried again", batch, e);
      again.add(batch);
    }
  }

  /** Leaves the rows of a batch, unless somebody has planned to apply them: then that is done. */
  private void cancel(Import running, RowBatch batch) {
    Meter meter = new Meter();
    BatchPlan plan =
        running.links().isDerived()
            ? derived.unapplied(running, batch.batch(), RowPlanner.cancelled(), meter)
            : planner.cancel(running, batch, meter);
    settle(running, batch, buckets.files(running).claim(batch.batch(), plan), meter);
  }

  /** Gives up the rows of a batch, unless somebody has planned to apply them: then that is done. */
  private void giveUp(Import running, RowBatch batch) {
    Meter meter = new Meter();
    BatchPlan plan = givenUp(running, batch, meter);
    settle(running, batch, buckets.files(running).claim(batch.batch(), plan), meter);
  }

  private BatchPlan givenUp(Import running, RowBatch batch, Meter meter) {
    return running.links().isDerived()
        ? derived.givenUp(running, batch.batch(), meter)
        : planner.giveUp(running, batch, meter);
  }

  /** A batch is told from another by being it: to compare their rows takes long. */
  private static Set<RowBatch> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private void settle(Import running, RowBatch batch, StandingPlan standing, Meter meter) {
    settle(
        running,
        batch,
        standing,
        rows -> applier.apply(running, batch, rows, standing.tried(), meter),
        meter);
  }

  /**
   * Settles a batch.
   *
   * @param applying applies rows and tells how they ended; a dry run's end as they were planned
   */
  private void settle(
      Import running,
      RowBatch batch,
      StandingPlan standing,
      UnaryOperator<List<PlannedRow>> applying,
      Meter meter) {
    if (standing.tried() && isSettled(running, batch)) {
      return;
    }
    BatchPlan plan = inForce(running, batch, standing);
    List<PlannedRow> ended = plan.rows();
    if (!running.options().dryRun()) {
      applier.keep(running, batch, plan.staying(), meter);
      ended = applying.apply(plan.rows());
    }
    note(running, batch, standing, plan, ended, meter);
  }

  /**
   * What is to be applied: the plan, less the rows that an earlier try had to leave out. What that
   * try noted stands, or report and counts would tell two stories.
   */
  private BatchPlan inForce(Import running, RowBatch batch, StandingPlan standing) {
    return standing.tried()
        ? buckets.files(running).settledPlan(batch.batch()).orElseThrow()
        : standing.plan();
  }

  /**
   * Whether an earlier try settled the batch. Nothing of it is to be looked at again, since users
   * may have changed by hand since; only the call of finalize may have been lost.
   */
  private boolean isSettled(Import running, RowBatch batch) {
    Set<Integer> settled = journal.progress().settled(running.importId()).batches();
    if (settled.size() == batch.batches()) {
      callFinalize(running);
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
    if (ImportLife.isCancelled(running)) {
      cancel(running, batch);
      return;
    }
    Meter meter = new Meter();
    settle(
        running,
        batch,
        claimRowByRow(running, batch, meter),
        rows -> rows.stream().map(row -> applyAlone(running, batch, row, meter)).toList(),
        meter);
  }

  private StandingPlan claimRowByRow(Import running, RowBatch batch, Meter meter) {
    ImportFiles files = buckets.files(running);
    Optional<BatchPlan> planned = files.plan(batch.batch());
    if (planned.isPresent()) {
      return new StandingPlan(planned.get(), true);
    }
    return files.claim(
        batch.batch(),
        batch.giveUp() ? givenUp(running, batch, meter) : plannedRowByRow(running, batch, meter));
  }

  private BatchPlan plannedRowByRow(Import running, RowBatch batch, Meter meter) {
    return running.links().isDerived()
        ? derived.plan(running, batch.batch(), meter)
        : planner.planRowByRow(rules.of(running), running, batch, meter);
  }

  /** A write that gave an error may have been done all the same: the user tells. */
  private PlannedRow applyAlone(Import running, RowBatch batch, PlannedRow plan, Meter meter) {
    try {
      return applier.apply(running, batch, List.of(plan), true, meter).get(0);
    } catch (RuntimeException e) {
      LOG.error("row {} of import {} failed every time", plan.row(), running.importId(), e);
      User user =
          users.find(running.tenant(), List.of(plan.username()), meter).get(plan.username());
      boolean applied = user != null && user.lastImportId().equals(running.importId());
      return applied ? plan : plan.left(RowPlanner.givenUp());
    }
  }

  private void note(
      Import running,
      RowBatch batch,
      StandingPlan standing,
      BatchPlan plan,
      List<PlannedRow> ended,
      Meter meter) {
    boolean asPlanned = ended.equals(plan.rows());
    if (!asPlanned && isSettled(running, batch)) {
      return; // by another copy; the import may have ended since, and its key be gone
    }
    BatchPlan stands =
        asPlanned ? plan : buckets.files(running).outcome(batch.batch(), plan.with(ended));
    if (!running.options().dryRun()) {
      notifier.notify(running, batch, stands.rows(), standing.tried());
    }
    if (journal
        .progress()
        .settle(
            running.importId(),
            batch.batch(),
            batch.batches(),
            Tally.of(standing.plan(), stands, meter))) {
      callFinalize(running);
    }
  }

  private void callFinalize(Import running) {
    commands.send(Command.of(Command.Action.FINISH, running.tenant(), running.importId()));
  }

  private Optional<Import> running(RowBatch batch) {
    return journal
        .imports()
        .find(batch.tenant(), batch.importId())
        .filter(found -> ImportLife.awaited(found) == ImportLife.Awaited.ROWS);
  }
}
