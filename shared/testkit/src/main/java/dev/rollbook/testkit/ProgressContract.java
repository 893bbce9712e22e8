package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.imports.Progress;
import dev.rollbook.imports.Tally;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Progress} keeps. */
public abstract class ProgressContract {

  private static final String IMPORT = "I1";

  /** Progress, none there yet. */
  protected abstract Progress progress();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 64, 65, 100})
  void shouldSayThatAllIsSettledWithTheLastBatchAndNotBefore(int batches) {
    List<Integer> backwards = IntStream.range(0, batches).mapToObj(i -> batches - 1 - i).toList();

    for (int batch : backwards) {
      assertThat(progress().settle(IMPORT, batch, batches, Sample.tally(1)))
          .as("batch %d of %d", batch, batches)
          .isEqualTo(batch == 0);
    }

    assertThat(progress().settled(IMPORT).batches()).hasSize(batches);
    assertThat(progress().settled(IMPORT).tally()).isEqualTo(Sample.tally(batches));
  }

  @Test
  void shouldKeepTheFirstNoteOfABatch() {
    Tally all = Sample.fullTally();
    progress().settle(IMPORT, 3, 5, all);
    progress().settle(IMPORT, 3, 5, Sample.tally(99));

    assertThat(progress().settled(IMPORT).batches()).containsExactly(3);
    assertThat(progress().settled(IMPORT).tally()).isEqualTo(all);
  }

  @Test
  void shouldSaySoAgainWhenTheLastBatchComesAgain() {
    IntStream.range(0, 40).forEach(i -> progress().settle(IMPORT, i, 40, Sample.tally(1)));

    assertThat(progress().settle(IMPORT, 7, 40, Sample.tally(1))).isTrue();
    assertThat(progress().settled(IMPORT).tally().rows()).isEqualTo(40);
  }

  @Test
  void shouldSayThatAllIsSettledAtLeastOnceAndNeverEarlyWhenManySettleAtOnce() {
    int batches = 100;
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger early = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();

    Together.run(
        8,
        thread -> {
          for (int batch = thread; batch < batches; batch += 8) {
            begun.incrementAndGet();
            if (progress().settle(IMPORT, batch, batches, Sample.tally(2))) {
              told.incrementAndGet();
              if (begun.get() < batches) {
                early.incrementAndGet();
              }
            }
            done.incrementAndGet();
          }
          return thread;
        });

    assertThat(done.get()).isEqualTo(batches);
    assertThat(early.get()).isZero();
    assertThat(told.get()).isPositive();
    assertThat(progress().settled(IMPORT).batches()).hasSize(batches);
    assertThat(progress().settled(IMPORT).tally()).isEqualTo(Sample.tally(200));
  }

  @Test
  void shouldCountABatchOnceThatManySettleAtOnce() {
    Together.run(8, thread -> progress().settle(IMPORT, 0, 2, Sample.tally(thread + 1)));

    Tally stored = progress().settled(IMPORT).tally();
    assertThat(stored.rows()).isBetween(1L, 8L);
    assertThat(stored).isEqualTo(Sample.tally(stored.rows()));
  }

  @Test
  void shouldKeepImportsApart() {
    progress().settle(IMPORT, 0, 1, Sample.tally(1));

    assertThat(progress().settled("I2").batches()).isEmpty();
    assertThat(progress().settled("I2").tally()).isEqualTo(Tally.NONE);
    assertThat(progress().settle("I2", 0, 2, Sample.tally(1))).isFalse();
  }

  @Test
  void shouldKeepRowsAndDeactivationsApart() { // SPEC D3
    String deactivation = Progress.ofDeactivation(IMPORT);
    progress().settle(IMPORT, 0, 1, Sample.tally(1));

    assertThat(progress().settled(deactivation).batches()).isEmpty();
    IntStream.range(0, 15).forEach(i -> progress().settle(deactivation, i, 16, Sample.tally(2)));
    assertThat(progress().settle(deactivation, 15, 16, Sample.tally(2))).isTrue();
    assertThat(progress().settled(deactivation).tally().rows()).isEqualTo(32);
    assertThat(progress().settled(IMPORT).tally().rows()).isEqualTo(1);
  }

  @Test
  void shouldRefuseABatchThatTheImportDoesNotHave() {
    assertThatThrownBy(() -> progress().settle(IMPORT, 3, 3, Tally.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> progress().settle(IMPORT, -1, 3, Tally.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
