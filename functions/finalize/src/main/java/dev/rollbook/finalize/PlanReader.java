package dev.rollbook.finalize;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
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
  private final Map<Integer, Future<BatchPlan>> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Future<BatchPlan>> eldest) {
          return size() > KEPT;
        }
      };

  PlanReader(ImportFiles files, Import of) {
    this.files = files;
    this.of = of;
  }

  /** Hands out every plan, in the order of the batches. */
  void each(Consumer<BatchPlan> consumer) {
    Iterator<BatchPlan> plans =
        new Ahead(IntStream.range(0, of.workload().batches()).iterator(), AHEAD);
    plans.forEachRemaining(consumer);
  }

  /** Hands out every row that names a user, in the order of usernames. */
  void rowsByUsername(Consumer<PlannedRow> consumer) {
    merge((shard, plan) -> plan.rows().stream(), PlannedRow::username, consumer);
  }

  /**
   * Hands out parts of the plans in the order of usernames.
   *
   * @param parts of a plan, in key order, for a key shard; those of other shards are left out
   * @param username of a part
   */
  <T> void merge(
      BiFunction<Integer, BatchPlan, Stream<T>> parts,
      Function<T, String> username,
      Consumer<T> consumer) {
    PriorityQueue<Head<T>> heads =
        new PriorityQueue<>(Comparator.comparing(Head::username, KeyShard.ORDER));
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      int current = shard;
      Iterator<BatchPlan> plans =
          new Ahead(of.workload().batchesOf(shard).iterator(), AHEAD_OF_SHARD);
      Iterator<T> inShard =
          new Flattened<>(
              plans,
              plan ->
                  parts
                      .apply(current, plan)
                      .filter(part -> isIn(current, username.apply(part)))
                      .iterator());
      next(inShard, username, heads);
    }
    while (!heads.isEmpty()) {
      Head<T> first = heads.remove();
      consumer.accept(first.part());
      next(first.rest(), username, heads);
    }
  }

  private static boolean isIn(int shard, String username) {
    return !username.isEmpty() && KeyShard.of(username) == shard;
  }

  private static <T> void next(
      Iterator<T> rest, Function<T, String> username, PriorityQueue<Head<T>> heads) {
    if (rest.hasNext()) {
      T part = rest.next();
      heads.add(new Head<>(username.apply(part), part, rest));
    }
  }

  /**
   * The first part of a shard that was not handed out yet.
   *
   * @param rest what comes behind it
   */
  private record Head<T>(String username, T part, Iterator<T> rest) {}

  private Future<BatchPlan> fetch(int batch) {
    return kept.computeIfAbsent(
        batch, number -> ParallelCalls.submit(() -> files.settledPlan(number).orElseThrow()));
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
