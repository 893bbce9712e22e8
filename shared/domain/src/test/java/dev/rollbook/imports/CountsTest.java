package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Import.Workload;
import org.junit.jupiter.api.Test;

/** The summary's counts (SPEC A1). */
class CountsTest {

  @Test
  void shouldAddUpWhenEveryRowIsSettled() {
    Counts counts =
        Counts.of(
            new Workload(2, 10, 3, 4, false, false, true),
            new Tally(10, 4, 3, 1, 2, 1, 2, 1, 1, 5, 0, 0),
            7);

    assertThat(counts).isEqualTo(new Counts(17, 4, 3, 1, 2, 7, 2, 1, 3, 4, 5));
    assertThat(counts.addUp()).isTrue();
  }

  @Test
  void shouldCountRowsThatAreNotSettledAsFailed() { // SPEC S8
    Counts counts =
        Counts.of(
            new Workload(2, 10, 0, 0, false, false, true),
            new Tally(4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            0);

    assertThat(counts.failed()).isEqualTo(6);
    assertThat(counts.addUp()).isTrue();
  }

  @Test
  void shouldNotAddUpWhenARowIsCountedTwice() {
    Counts counts =
        Counts.of(
            new Workload(1, 1, 0, 0, false, false, true),
            new Tally(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            0);

    assertThat(counts.addUp()).isFalse();
  }
}
