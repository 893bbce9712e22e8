package dev.rollbook.local.pipeline;

import dev.rollbook.local.pipeline.FaultProxy.Call;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Mishaps by chance. The same seed gives the same mishap to the same call of each kind, the seventh
 * {@code GetItem} say; which function makes that call is up to the machine.
 */
final class Mishaps {

  /** None ever. */
  static final Mishaps NONE = new Mishaps(0, 0);

  /** An import sends a few messages only, and makes many other calls. */
  private static final int MESSAGES = 4;

  private final long seed;
  private final double rate;
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<Mishap, Integer> happened = new ConcurrentSkipListMap<>();
  private volatile boolean paused;

  /**
   * Mishaps of a seed.
   *
   * @param rate share of the calls that one becomes of
   */
  Mishaps(long seed, double rate) {
    this.seed = seed;
    this.rate = rate;
  }

  /** Nothing more goes wrong, until it is told otherwise. */
  void pause(boolean pause) {
    paused = pause;
  }

  boolean paused() {
    return paused;
  }

  /** What becomes of a call; empty if nothing does. */
  Optional<Mishap> next(Call call) {
    if (paused || rate == 0) {
      return Optional.empty();
    }
    String kind = call.service() + " " + call.action();
    int number = calls.computeIfAbsent(kind, first -> new AtomicInteger()).incrementAndGet();
    SplittableRandom random =
        new SplittableRandom(seed * 1_000_003 + kind.hashCode() * 31L + number * 7_919L);
    if (random.nextDouble() >= (call.service() == Service.SQS ? MESSAGES * rate : rate)) {
      return Optional.empty();
    }
    List<Mishap> suiting =
        Stream.of(Mishap.values())
            .filter(mishap -> mishap.suits(call))
            .flatMap(mishap -> Collections.nCopies(mishap.weight, mishap).stream())
            .toList();
    Mishap mishap = suiting.get(random.nextInt(suiting.size()));
    happened.merge(mishap, 1, Integer::sum);
    return Optional.of(mishap);
  }

  /** How many calls of each kind there were. */
  Map<String, Integer> calls() {
    Map<String, Integer> made = new TreeMap<>();
    calls.forEach((kind, count) -> made.put(kind, count.get()));
    return made;
  }

  /** How many there were. */
  int count() {
    return happened.values().stream().mapToInt(each -> each).sum();
  }

  /** How many of each kind there were. */
  Map<Mishap, Integer> happened() {
    return happened;
  }
}
