package dev.rollbook.finalize;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.UserWrite.Kind;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.DeactivatedPart;
import dev.rollbook.imports.ImportFiles.Pass;
import dev.rollbook.imports.Progress;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.UnlistedUser;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Puts out the unlisted users that the plans of an import name (SPEC D1, D6, D8), a key shard at a
 * time, each by commands of its own, so that no partition and no invocation has all the work. When
 * an invocation's time runs out, it stores what is done, and a new command does the rest.
 */
final class UnlistedDeactivator {

  /** Users written in one call of ours: some 20 requests of 25, side by side. */
  private static final int AT_ONCE = 500;

  private final Users users;
  private final Buckets buckets;
  private final Progress progress;
  private final Commands commands;
  private final Clock clock;

  UnlistedDeactivator(
      Users users, Buckets buckets, Progress progress, Commands commands, Clock clock) {
    this.users = users;
    this.buckets = buckets;
    this.progress = progress;
    this.commands = commands;
    this.clock = clock;
  }

  /** Under which a pass's shards are settled. */
  private static String progressId(Pass pass, Import of) {
    return switch (pass) {
      case IMPORT -> Progress.ofDeactivation(of.importId());
      case APPROVAL -> Progress.ofApproval(of.importId());
    };
  }

  /**
   * Deactivates a few users at once, or sends a command for each key shard that is not settled.
   *
   * @param turn whose writes they are
   * @param users whom the plan names
   * @return what came of it, once every shard is settled
   */
  Optional<Tally> outcome(Pass pass, Import of, Turn turn, long users) {
    Progress.Settled settled = progress.settled(progressId(pass, of));
    List<Integer> open =
        IntStream.range(0, KeyShard.COUNT)
            .filter(shard -> !settled.batches().contains(shard))
            .boxed()
            .toList();
    if (open.isEmpty()) {
      return Optional.of(settled.tally());
    }
    if (users <= AT_ONCE) {
      StoreCalls.SIDE_BY_SIDE.each(
          open, shard -> deactivate(pass, of, turn, shard, firstBatch(of, shard), () -> false));
      return Optional.of(progress.settled(progressId(pass, of)).tally());
    }
    open.forEach(shard -> commands.send(command(pass, of, shard, firstBatch(of, shard))));
    return Optional.empty();
  }

  private static Command command(Pass pass, Import of, int shard, int from) {
    Command.Action action =
        pass == Pass.IMPORT ? Command.Action.DEACTIVATE : Command.Action.DEACTIVATE_APPROVED;
    return new Command(action, of.tenant(), of.importId(), shard, from);
  }

  private static int firstBatch(Import of, int shard) {
    return of.workload().firstBatches().get(shard);
  }

  /**
   * Deactivates the unlisted users of a key shard, or a part of them, and hands the rest on.
   *
   * @param turn whose writes they are
   * @param from the first batch to look at
   * @param outOfTime whether to hand on now
   * @return whether every shard is settled now
   */
  boolean deactivate(
      Pass pass, Import of, Turn turn, int shard, int from, BooleanSupplier outOfTime) {
    ImportFiles files = buckets.files(of);
    DeactivatedPart part =
        files
            .deactivated(pass, shard, from)
            .orElseGet(
                () ->
                    files.deactivated(
                        pass, shard, from, part(pass, of, turn, shard, from, outOfTime)));
    if (part.next() <= lastBatch(of, shard)) {
      commands.send(command(pass, of, shard, part.next()));
      return false;
    }
    return settle(pass, of, shard, parts(pass, of, shard), 0, new Meter());
  }

  /**
   * Settles a shard.
   *
   * @param parts what is stored of it
   * @param more users that were put out beyond what its parts tell
   * @param meter of what else it took
   * @return whether every shard is settled now
   */
  private boolean settle(
      Pass pass, Import of, int shard, List<DeactivatedPart> parts, long more, Meter meter) {
    long done = more;
    for (DeactivatedPart part : parts) {
      done += part.done();
      meter.wrote(part.writeUnits());
    }
    return progress.settle(
        progressId(pass, of), shard, KeyShard.COUNT, Tally.ofDeactivated(done, meter));
  }

  /**
   * Settles the shards that nobody finishes any more by what was done of them, as the users tell:
   * what was written in an import that fails is counted, too (SPEC A6).
   */
  void abandon(Pass pass, Import of) {
    Set<Integer> settled = progress.settled(progressId(pass, of)).batches();
    IntStream.range(0, KeyShard.COUNT)
        .filter(shard -> !settled.contains(shard))
        .forEach(
            shard -> {
              Meter meter = new Meter();
              List<DeactivatedPart> parts = parts(pass, of, shard);
              int next =
                  parts.stream()
                      .mapToInt(DeactivatedPart::next)
                      .max()
                      .orElse(firstBatch(of, shard));
              settle(pass, of, shard, parts, written(of, shard, next, meter), meter);
            });
  }

  /** How many of a shard's unlisted users the import has written, from a batch on. */
  private long written(Import of, int shard, int from, Meter meter) {
    if (of.options().dryRun() || of.options().hasGrace()) {
      return 0;
    }
    ImportFiles files = buckets.files(of);
    long done = 0;
    PrimitiveIterator.OfInt batches =
        of.workload().batchesOf(shard).filter(batch -> batch >= from).iterator();
    while (batches.hasNext()) {
      List<String> planned =
          files.plan(batches.nextInt()).orElseThrow().unlisted().stream()
              .filter(user -> KeyShard.of(user.lies()) == shard)
              .map(UnlistedUser::username)
              .toList();
      done +=
          users.find(of.tenant(), planned, meter).values().stream()
              .filter(user -> user.lastImportId().equals(of.importId()))
              .count();
    }
    return done;
  }

  private static int lastBatch(Import of, int shard) {
    return of.workload().batchesOf(shard).max().orElse(0);
  }

  /** What is stored of a shard's deactivations, in order. */
  private List<DeactivatedPart> parts(Pass pass, Import of, int shard) {
    return buckets.files(of).deactivatedParts(pass, of.workload(), shard);
  }

  /** The users that were not as planned any more and stay as they are. */
  Set<String> left(Pass pass, Import of) {
    return buckets.files(of).leftByDeactivation(pass, of.workload());
  }

  /** A number that grows as long as deactivations go on. */
  long progressed(Pass pass, Import of) {
    return IntStream.range(0, KeyShard.COUNT)
        .mapToLong(shard -> parts(pass, of, shard).stream().mapToLong(DeactivatedPart::next).sum())
        .sum();
  }

  private DeactivatedPart part(
      Pass pass, Import of, Turn turn, int shard, int from, BooleanSupplier outOfTime) {
    ImportFiles files = buckets.files(of);
    Meter meter = new Meter();
    Set<String> left = new HashSet<>();
    long done = 0;
    int next = from;
    PrimitiveIterator.OfInt batches =
        of.workload().batchesOf(shard).filter(batch -> batch >= from).iterator();
    while (batches.hasNext() && (next == from || !outOfTime.getAsBoolean())) {
      int batch = batches.nextInt();
      BatchPlan plan = files.plan(batch).orElseThrow();
      long leaving = write(of, turn, writes(pass, of, shard, batch, plan.unlisted()), left, meter);
      done += of.options().hasGrace() ? 0 : leaving; // their day is yet to come (SPEC D10)
      // Who leaves a list alone is written, too, but nobody's deactivation.
      write(of, turn, writes(pass, of, shard, batch, plan.leavingList()), left, meter);
      next = batch + 1;
    }
    return new DeactivatedPart(next, done, left, meter.writeUnits());
  }

  private static List<UserWrite> writes(
      Pass pass, Import of, int shard, int batch, List<UnlistedUser> planned) {
    return planned.stream()
        .filter(user -> KeyShard.of(user.lies()) == shard)
        .map(user -> write(pass, of, user).ofBatch(batch))
        .toList();
  }

  /**
   * What was approved is exactly the plan, less the users changed since (SPEC D6), and so is a
   * stored plan that is applied or undone (SPEC S10, S11). An undo gives back a status that the
   * user had, whoever it is; and whoever it is may leave a list.
   */
  private static UserWrite write(Pass pass, Import of, UnlistedUser user) {
    boolean fenced = pass == Pass.APPROVAL || of.links().isDerived();
    Kind kind = user.leaves() && !of.links().isUndo() ? Kind.DEACTIVATE : Kind.UPDATE;
    return UserWrite.leaving(user.username(), kind, user.change(), fenced ? user.revision() : "");
  }

  private long write(Import of, Turn turn, List<UserWrite> writes, Set<String> left, Meter meter) {
    long done = 0;
    for (int from = 0; from < writes.size(); from += AT_ONCE) {
      List<UserWrite> some = writes.subList(from, Math.min(from + AT_ONCE, writes.size()));
      Map<String, Written> written = users.write(of.tenant(), turn, some, clock.instant(), meter);
      for (UserWrite write : some) {
        switch (written.get(write.username())) {
          case DONE, BEFORE -> done++;
          case CONFLICT, REFUSED -> left.add(write.username());
        }
      }
    }
    return done;
  }
}
