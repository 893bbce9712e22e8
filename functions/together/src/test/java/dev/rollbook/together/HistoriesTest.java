package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.testkit.Replay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Made-up histories, each held against a model of the rules (invariants 1, 2, 4, 5, 7 to 9). {@code
 * -Drollbook.histories=N} says how many, {@code -Drollbook.seed=S} from which seed on, 0 being one
 * from the clock; {@code -Drollbook.history.log=true} also tells what happened in each that goes
 * wrong. After {@link #LONGEST} no further one begins.
 */
class HistoriesTest {

  private static final int FEW = 25;
  private static final Duration LONGEST = Duration.ofMinutes(25);

  @TempDir Path scratch;

  @Test
  void shouldEndAsTheRulesSayWhateverGoesWrongMeanwhile() {
    int count = Integer.getInteger("rollbook.histories", FEW);
    long asked = Long.getLong("rollbook.seed", 1);
    long first = asked == 0 ? System.currentTimeMillis() : asked;
    Instant end = Instant.now().plus(LONGEST);
    AtomicInteger run = new AtomicInteger();
    Map<Object, Integer> faults = new ConcurrentHashMap<>();
    Map<String, Integer> operations = new ConcurrentSkipListMap<>();
    List<String> wrong =
        LongStream.range(first, first + count)
            .parallel()
            .filter(seed -> Instant.now().isBefore(end))
            .mapToObj(
                seed -> {
                  History history = new History(seed, scratch);
                  String what = Replay.whatIsWrong(seed, history::log, history::run);
                  history.faults().forEach((kind, n) -> faults.merge(kind, n, Integer::sum));
                  history
                      .operations()
                      .forEach((kind, n) -> operations.merge(kind, n, Integer::sum));
                  run.incrementAndGet();
                  return what;
                })
            .filter(what -> !what.isEmpty())
            .toList();
    System.out.printf(
        "%d of %d histories from seed %d on: %s, faults %s, %d went wrong%n",
        run.get(), count, first, operations, faults, wrong.size());
    wrong.forEach(System.out::println);
    assertThat(wrong.stream().limit(3).toList())
        .as("%d of %d histories; -Drollbook.seed=S -Drollbook.histories=1", wrong.size(), count)
        .isEmpty();
  }
}
