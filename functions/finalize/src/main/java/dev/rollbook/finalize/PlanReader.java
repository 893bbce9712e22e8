package dev.rollbook.finalize;

import dev.rollbook.ParallelCalls;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.UnlistedUser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the settled plans of an import, a few ahead: a plan waits for the network, not for the
 * processor. No more than those few are held, whatever the roster.
 */
final class PlanReader {

  /** Plans fetched at the same time when they are read one after the other. */
  private static final int AHEAD = 32;

  /** The same for each of the key shards, which are read side by side. */
  private static final int AHEAD_OF_SHARD = 2;

  /** A batch may have to do with several shards, and is fetched once for them all. */
  private static final int KEPT = KeyShard.COUNT * (AHEAD_OF_SHARD + 1);

  private final ImportFiles files;
  private final Import of;
  private final boolean revised;
  private final Map<Integer, Future<BatchPlan>> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Future<BatchPlan>> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Reads the plans of an import.
   *
   * @param revised whether some row may have ended otherwise than planned
   */
  PlanReader(ImportFiles files, Import of, boolean revised) {
    this.files = files;
    this.of = of;
    this.revised = revised;
  }

  /** Hands out every plan, in the order of the batches. */
  void each(Consumer<BatchPlan> consumer) {
    Iterator<BatchPlan> plans =
        new Ahead(IntStream.range(0, of.workload().batches()).iterator(), AHEAD);
    plans.forEachRemaining(consumer);
  }

  /**
   * Hands out all that the plans say, in the order of usernames: each row, and who is put out or,
   * listed again, is not any more.
   */
  void byUsername(Consumer<PlannedRow> rows, Consumer<UnlistedUser> unlisted) {
    merge(Part::all, part -> part.handTo(rows, unlisted));
  }

  /** Hands out who is put out, of the directory or of a list, in the order of usernames. */
  void leaving(Consumer<UnlistedUser> consumer) {
    merge(Part::leaving, part -> consumer.accept(part.user()));
  }

  private void merge(Function<BatchPlan, Stream<Part>> parts, Consumer<Part> consumer) {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(head -> head.part().lies(), KeyShard.ORDER));
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      int current = shard;
      Iterator<BatchPlan> plans =
          new Ahead(of.workload().batchesOf(shard).iterator(), AHEAD_OF_SHARD);
      next(
          new Flattened<>(
              plans, plan -> parts.apply(plan).filter(part -> part.shard() == current).iterator()),
          heads);
    }
    while (!heads.isEmpty()) {
      Head first = heads.remove();
      consumer.accept(first.part());
      next(first.rest(), heads);
    }
  }

  private static void next(Iterator<Part> rest, Queue<Head> heads) {
    if (rest.hasNext()) {
      heads.add(new Head(rest.next(), rest));
    }
  }

  /**
   * The first part of a shard that was not handed out yet.
   *
   * @param rest what comes behind it
   */
  private record Head(Part part, Iterator<Part> rest) {}

  /** What a plan says of one username: a row, or else a user that is put out. */
  private record Part(String lies, int shard, PlannedRow row, UnlistedUser user) {

    private static final Comparator<Part> ORDER =
        Comparator.comparingInt(Part::shard).thenComparing(Part::lies, KeyShard.ORDER);

    static Part of(PlannedRow row) {
      return new Part(row.lies(), KeyShard.ofRow(row.lies(), row.row()), row, null);
    }

    static Part of(UnlistedUser user) {
      return new Part(user.lies(), KeyShard.of(user.lies()), null, user);
    }

    static Stream<Part> leaving(BatchPlan plan) {
      Stream<Part> unlisted = plan.unlisted().stream().map(Part::of);
      return plan.leavingList().isEmpty()
          ? unlisted
          : Stream.concat(unlisted, plan.leavingList().stream().map(Part::of)).sorted(ORDER);
    }

    /** Rows lie in the order of usernames in each shard, and so do those who leave. */
    static Stream<Part> all(BatchPlan plan) {
      Stream<Part> rows = plan.rows().stream().map(Part::of);
      Stream<Part> staying = plan.staying().stream().map(Part::of);
      return plan.unlisted().isEmpty() && plan.leavingList().isEmpty() && plan.staying().isEmpty()
          ? rows
          : Stream.of(rows, leaving(plan), staying).flatMap(part -> part).sorted(ORDER);
    }

    void handTo(Consumer<PlannedRow> rows, Consumer<UnlistedUser> unlisted) {
      if (row != null) {
        rows.accept(row);
      } else {
        unlisted.accept(user);
      }
    }
  }

  private Future<BatchPlan> fetch(int batch) {
    return kept.computeIfAbsent(
        batch, number -> StoreCalls.SIDE_BY_SIDE.submit(() -> settled(number).orElseThrow()));
  }

  /** A batch that ended as planned left nothing else, and nothing else is asked for. */
  private Optional<BatchPlan> settled(int batch) {
    return revised ? files.settledPlan(batch) : files.plan(batch);
  }

  /** Plans in the order of some batches, the next ones under way. */
  private final class Ahead implements Iterator<BatchPlan> {
    private final PrimitiveIterator.OfInt batches;
    private final int ahead;
    private final Deque<Future<BatchPlan>> underWay = new ArrayDeque<>();

    Ahead(PrimitiveIterator.OfInt batches, int ahead) {
      this.batches = batches;
      this.ahead = ahead;
    }

    @Override
    public boolean hasNext() {
      return !underWay.isEmpty() || batches.hasNext();
    }

    @Override
    public BatchPlan next() {
      while (underWay.size() < ahead && batches.hasNext()) {
        underWay.add(fetch(batches.nextInt()));
      }
      if (underWay.isEmpty()) {
        throw new NoSuchElementException("there is no plan behind the last");
      }
      return ParallelCalls.get(underWay.remove());
    }
  }

  /** The parts of plans one after the other. */
  private static final class Flattened<T> implements Iterator<T> {
    private final Iterator<BatchPlan> plans;
    private final Function<BatchPlan, Iterator<T>> parts;
    private Iterator<T> current = new ArrayList<T>().iterator();

    Flattened(Iterator<BatchPlan> plans, Function<BatchPlan, Iterator<T>> parts) {
      this.plans = plans;
      this.parts = parts;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && plans.hasNext()) {
        current = parts.apply(plans.next());
      }
      return current.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException("there is nothing behind the last plan");
      }
      return current.next();
    }
  }
}
