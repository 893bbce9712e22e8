package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Turns} keep (SPEC S5). */
public abstract class TurnsContract {

  /** Turns, all of them free. */
  protected abstract Turns turns();

  @Test
  void shouldGiveTheTurnToTheFirstAndThenInTheOrderOfAsking() {
    assertThat(turns().holder("t1")).isEmpty();
    assertThat(turns().take("t1", "A")).isTrue();
    assertThat(turns().take("t1", "C")).isFalse();
    assertThat(turns().take("t1", "B")).isFalse();
    assertThat(turns().holder("t1")).contains("A");

    assertThat(turns().pass("t1", "A")).contains("C");
    assertThat(turns().take("t1", "C")).isTrue();
    assertThat(turns().take("t1", "B")).isFalse();
    assertThat(turns().pass("t1", "C")).contains("B");
    assertThat(turns().pass("t1", "B")).isEmpty();
    assertThat(turns().take("t1", "D")).isTrue();
  }

  @Test
  void shouldTakeAndPassOnceHoweverOften() {
    turns().take("t1", "A");
    turns().take("t1", "A");
    turns().take("t1", "B");
    turns().take("t1", "B");

    assertThat(turns().pass("t1", "A")).contains("B");
    assertThat(turns().pass("t1", "A")).contains("B");
    assertThat(turns().pass("t1", "B")).isEqualTo(Optional.empty());
    assertThat(turns().pass("t1", "B")).isEqualTo(Optional.empty());
  }

  @Test
  void shouldLetOneGoThatWaits() {
    List.of("A", "B", "C").forEach(id -> turns().take("t1", id));

    assertThat(turns().pass("t1", "B")).contains("A");
    assertThat(turns().pass("t1", "A")).contains("C");
  }

  @Test
  void shouldPassWhatNobodyHas() {
    assertThat(turns().pass("t1", "A")).isEmpty();
    turns().take("t1", "B");
    assertThat(turns().pass("t1", "A")).contains("B");
  }

  @Test
  void shouldRunTenantsSideBySide() {
    assertThat(turns().take("t1", "A")).isTrue();
    assertThat(turns().take("t2", "B")).isTrue();
    assertThat(turns().pass("t2", "A")).contains("B");
  }

  @Test
  void shouldGiveOneTheTurnAndLoseNobodyWhenManyAskAtOnce() {
    List<String> ids = IntStream.range(0, 8).mapToObj(i -> "I" + i).toList();

    List<Boolean> taken = Together.run(8, i -> turns().take("t1", ids.get(i)));

    assertThat(taken).containsOnlyOnce(true);
    List<String> order = new ArrayList<>();
    Optional<String> holder = turns().holder("t1");
    while (holder.isPresent()) {
      order.add(holder.get());
      holder = turns().pass("t1", holder.get());
    }
    assertThat(order).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(order.get(0)).isEqualTo(ids.get(taken.indexOf(true)));
  }

  @Test
  void shouldNeverHaveTwoHoldersWhileTurnsPass() {
    List<String> held =
        Together.run(
            6,
            i -> {
              String id = "I" + i;
              boolean mine = turns().take("t1", id);
              for (int tries = 0; !mine && tries < 20_000; tries++) {
                // The others need the processor to get on; spinning here could use all tries up
                // before they do.
                LockSupport.parkNanos(1_000_000);
                mine = turns().holder("t1").filter(id::equals).isPresent();
              }
              boolean alone = turns().holder("t1").filter(id::equals).isPresent();
              turns().pass("t1", id);
              return mine && alone ? id : "lost";
            });

    assertThat(held).containsExactlyInAnyOrder("I0", "I1", "I2", "I3", "I4", "I5");
    assertThat(turns().holder("t1")).isEmpty();
  }
}
