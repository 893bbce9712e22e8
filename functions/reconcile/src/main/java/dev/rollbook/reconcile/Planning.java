package dev.rollbook.reconcile;

import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles.StandingPlan;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what becomes of the rows of some batches of one import, and stores that before anything
 * is written.
 */
final class Planning {

  private final Users users;
  private final Buckets buckets;

  Planning(Users users, Buckets buckets) {
    this.users = users;
    this.buckets = buckets;
  }

  /** The plan that stands for each batch: this one, or the one that an earlier try stored. */
  Map<RowBatch, StandingPlan> plan(
      Import running, ImportRules rules, List<RowBatch> batches, Meter meter) {
    List<RosterRow> rows = batches.stream().flatMap(batch -> batch.rows().stream()).toList();
    Decision planner = planner(running, rules, rows, meter);
    Map<RowBatch, StandingPlan> plans = new LinkedHashMap<>();
    for (RowBatch batch : batches) {
      plans.put(
          batch,
          buckets
              .files(running)
              .plan(batch.batch(), batch.rows().stream().map(planner::plan).toList()));
    }
    return plans;
  }

  /** What becomes of one row, without storing it. */
  PlannedRow decide(Import running, ImportRules rules, RosterRow row, Meter meter) {
    return planner(running, rules, List.of(row), meter).plan(row);
  }

  private Decision planner(Import running, ImportRules rules, List<RosterRow> all, Meter meter) {
    List<RosterRow> rows = all.stream().filter(row -> row.verdict() == Verdict.APPLY).toList();
    Map<String, User> stored =
        users.find(
            running.tenant(), rows.stream().map(RosterRow::username).distinct().toList(), meter);
    Set<String> supervisors =
        users.existing(
            running.tenant(),
            rows.stream()
                .flatMap(Planning::unknownSupervisors)
                .distinct()
                .filter(name -> !stored.containsKey(name))
                .toList(),
            meter);
    RowPlanner planner =
        new RowPlanner(rules, name -> stored.containsKey(name) || supervisors.contains(name));
    return row -> planner.plan(row, Optional.ofNullable(stored.get(row.username())));
  }

  /** A planner that knows the stored users of its rows. */
  private interface Decision {
    PlannedRow plan(RosterRow row);
  }

  private static Stream<String> unknownSupervisors(RosterRow row) {
    return Stream.of(Target.Field.SUPERVISOR, Target.Field.SECOND_SUPERVISOR)
        .map(Target.Field::text)
        .filter(target -> !row.rosterSupervisors().contains(target))
        .map(target -> row.values().getOrDefault(target, ""))
        .filter(name -> !name.isEmpty());
  }
}
