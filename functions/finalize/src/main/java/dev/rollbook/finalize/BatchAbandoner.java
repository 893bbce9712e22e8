package dev.rollbook.finalize;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.StandingPlan;
import dev.rollbook.imports.Progress;
import dev.rollbook.imports.Progress.Settled;
import dev.rollbook.imports.Tally;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Claims the batches of an import that is to end without them, so that nothing of them is written
 * later and what was written counts (SPEC A6). A batch that nobody has planned is claimed with an
 * empty plan; of one that was planned, the users tell which rows were applied.
 */
final class BatchAbandoner {

  private static final BatchPlan NOTHING = BatchPlan.ofRows(List.of());

  private final Users users;
  private final Buckets buckets;
  private final Progress progress;
  private final RenamedUsers renamedUsers;

  BatchAbandoner(Users users, Buckets buckets, Progress progress) {
    this.users = users;
    this.buckets = buckets;
    this.progress = progress;
    this.renamedUsers = new RenamedUsers(users, buckets);
  }

  /**
   * Claims what is not settled.
   *
   * @return what was applied of it
   */
  Tally abandon(Import running) {
    Settled settled = progress.settled(running.importId());
    List<Integer> open =
        IntStream.range(0, running.workload().batches())
            .filter(batch -> !settled.batches().contains(batch))
            .boxed()
            .toList();
    Tally.Builder applied = new Tally.Builder();
    StoreCalls.SIDE_BY_SIDE.map(open, batch -> abandon(running, batch)).forEach(applied::plus);
    Tally rest = applied.build();
    long told = settled.tally().renamed() + rest.renamed();
    long more = renamedUsers.with(running, settled.tally().plus(rest)).renamed() - told;
    return rest.withRenamed(rest.renamed() + more);
  }

  private Tally abandon(Import running, int batch) {
    Meter meter = new Meter();
    ImportFiles files = buckets.files(running);
    StandingPlan standing = files.claim(batch, NOTHING);
    BatchPlan ended =
        standing.tried()
            ? files.outcome(batch, applied(running, standing.plan(), meter))
            : standing.plan();
    return Tally.of(standing.plan(), ended, meter);
  }

  private BatchPlan applied(Import running, BatchPlan plan, Meter meter) {
    Map<String, User> stored =
        users.find(
            running.tenant(),
            plan.rows().stream().filter(PlannedRow::writes).map(PlannedRow::username).toList(),
            meter);
    return plan.with(
        plan.rows().stream()
            .map(
                row ->
                    !row.writes() || isApplied(running, stored, row)
                        ? row
                        : row.left(RowPlanner.givenUp()))
            .toList());
  }

  private static boolean isApplied(Import running, Map<String, User> stored, PlannedRow row) {
    User user = stored.get(row.username());
    return running.options().dryRun()
        || (user != null && user.lastImportId().equals(running.importId()));
  }
}
