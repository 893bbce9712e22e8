package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.KeyRange;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.roster.RosterRow;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link RowQueue} keeps. */
public abstract class RowQueueContract {

  /** A queue, nothing on it. */
  protected abstract RowQueue queue();

  /** Takes everything from the queue that gets there in the next moments. */
  protected abstract List<RowBatch> received();

  @Test
  void shouldSendMoreThanOneCallTakes() {
    List<RowBatch> batches =
        IntStream.range(0, 25).mapToObj(i -> batch(i, "x".repeat(59_000))).toList();

    queue().send(batches);

    assertThat(received()).containsExactlyInAnyOrderElementsOf(batches);
  }

  @Test
  void shouldSendUmlautsAndEmoji() {
    RowBatch batch = batch(0, "größer \uD83D\uDE00 \"quoted\" <&>\n");

    queue().send(List.of(batch));

    assertThat(received()).containsExactly(batch);
  }

  @Test
  void shouldKeepTheRangeOfABatchAndWhomItLists() { // SPEC D1
    RowBatch batch =
        RowBatch.ofRows("t1", "I1", 0, 25, List.of())
            .with()
            .giveUp(true)
            .range(new KeyRange(3, "", "ü"))
            .listed(List.of("ada", "日本"))
            .build();

    queue().send(List.of(batch));

    assertThat(received()).containsExactly(batch);
  }

  @Test
  void shouldSendNothing() {
    queue().send(List.of());

    assertThat(received()).isEmpty();
  }

  private static RowBatch batch(int number, String value) {
    RosterRow row =
        RosterRow.of(2, "ada", RosterRow.Verdict.APPLY)
            .with()
            .values(Map.of("phone", value))
            .rosterSupervisors(List.of("supervisor"))
            .build();
    return RowBatch.ofRows("t1", "I1", number, 25, List.of(row));
  }
}
