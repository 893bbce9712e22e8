package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.testkit.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Made-up histories through the real functions, services and processes, with faults on the wire
 * (invariants 1, 2, 4, 5, 7 to 9). {@code -Drollbook.cloud.histories=N} says how many, {@code
 * -Drollbook.seed=S} from which seed on, 0 being one from the clock; {@code
 * -Drollbook.history.log=true} also tells what happened in each that goes wrong. After {@link
 * #LONGEST} no further one begins.
 */
@ExtendWith(InPipeline.class)
class CloudHistoriesIT {

  /** A short one, for every build. */
  private static final long SEED = 7;

  private static final Duration LONGEST = Duration.ofMinutes(6);

  private final Pipeline pipeline;

  CloudHistoriesIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("A6, invariants 1, 2, 4, 5, 7 to 9: whatever goes wrong between the services")
  void shouldEndAsTheRulesSayWhateverGoesWrongOnTheWire() throws InterruptedException {
    int count = Integer.getInteger("rollbook.cloud.histories", 1);
    long asked = Long.getLong("rollbook.seed", SEED);
    long first = asked == 0 ? System.currentTimeMillis() : asked;
    Instant end = Instant.now().plus(LONGEST);
    Map<Mishap, Integer> mishaps = new EnumMap<>(Mishap.class);
    Map<String, Integer> did = new TreeMap<>();
    Map<String, Integer> calls = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    int run = 0;
    while (run < count && Instant.now().isBefore(end)) {
      long seed = first + run++;
      CloudHistory history = new CloudHistory(pipeline, seed);
      String what = Replay.whatIsWrong(seed, history::log, history::run);
      if (!what.isEmpty()) {
        wrong.add(what);
      }
      history.mishaps().forEach((kind, n) -> mishaps.merge(kind, n, Integer::sum));
      history.calls().forEach((kind, n) -> calls.merge(kind, n, Integer::sum));
      history.did().forEach((kind, n) -> did.merge(kind, n, Integer::sum));
    }
    System.out.printf(
        "%d of %d histories in the cloud from seed %d on: %s, calls %s, faults %s, %d went wrong%n",
        run, count, first, did, calls, mishaps, wrong.size());
    assertThat(wrong.stream().limit(3).toList())
        .as("%d histories; -Drollbook.seed=S -Drollbook.cloud.histories=1", wrong.size())
        .isEmpty();
  }
}
