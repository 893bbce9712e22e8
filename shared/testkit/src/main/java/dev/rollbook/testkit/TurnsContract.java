package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link Turns} keep (SPEC S5). */
public abstract class TurnsContract {

  private static final Ticket A = Ticket.ofImport("A");
  private static final Ticket B = Ticket.ofImport("B");
  private static final Ticket C = Ticket.ofImport("C");

  /** Turns, all of them free. */
  protected abstract Turns turns();

  @Test
  void shouldGiveTheTurnToTheFirstAndThenInTheOrderOfAsking() {
    assertThat(turns().holder("t1")).isEmpty();
    assertThat(turns().take("t1", A)).isPresent();
    assertThat(turns().take("t1", C)).isEmpty();
    assertThat(turns().take("t1", B)).isEmpty();
    assertThat(turns().holder("t1")).contains(A);

    assertThat(turns().pass("t1", A)).contains(C);
    assertThat(turns().take("t1", C)).isPresent();
    assertThat(turns().take("t1", B)).isEmpty();
    assertThat(turns().pass("t1", C)).contains(B);
    assertThat(turns().pass("t1", B)).isEmpty();
    assertThat(turns().take("t1", Ticket.ofImport("D"))).isPresent();
  }

  @Test
  void shouldNumberTheTurnsUpwardsAndEachOnce() { // SPEC A6
    assertThat(turns().take("t1", A)).hasValue(Turns.STEP);
    turns().take("t1", B);
    assertThat(turns().take("t1", A)).hasValue(Turns.STEP);

    turns().pass("t1", A);
    assertThat(turns().take("t1", B)).hasValue(2 * Turns.STEP);
    assertThat(turns().tryTake("t1", B)).hasValue(2 * Turns.STEP);

    turns().pass("t1", B);
    turns().pass("t1", B);
    assertThat(turns().tryTake("t1", A)).hasValue(3 * Turns.STEP);
    assertThat(turns().take("t2", A)).hasValue(Turns.STEP);
  }

  @Test
  void shouldKeepTheNumberWhenOneGoesThatWaits() {
    turns().take("t1", A);
    turns().take("t1", B);
    turns().pass("t1", B);

    assertThat(turns().take("t1", A)).hasValue(Turns.STEP);
  }

  @Test
  void shouldTakeAndPassOnceHoweverOften() {
    turns().take("t1", A);
    turns().take("t1", A);
    turns().take("t1", B);
    turns().take("t1", B);

    assertThat(turns().pass("t1", A)).contains(B);
    assertThat(turns().pass("t1", A)).contains(B);
    assertThat(turns().pass("t1", B)).isEqualTo(Optional.empty());
    assertThat(turns().pass("t1", B)).isEqualTo(Optional.empty());
  }

  @Test
  void shouldNotWaitWhereATurnIsOnlyTried() {
    assertThat(turns().tryTake("t1", A)).isPresent();
    assertThat(turns().tryTake("t1", B)).isEmpty();
    assertThat(turns().tryTake("t1", A)).hasValue(Turns.STEP);

    assertThat(turns().pass("t1", A)).isEmpty();
    assertThat(turns().tryTake("t1", B)).isPresent();
  }

  @Test
  void shouldNotLetOneThatWaitsJumpTheQueueByTrying() {
    List.of(A, B, C).forEach(ticket -> turns().take("t1", ticket));

    assertThat(turns().tryTake("t1", C)).isEmpty();
    assertThat(turns().pass("t1", A)).contains(B);
    assertThat(turns().tryTake("t1", C)).isEmpty();
    assertThat(turns().pass("t1", B)).contains(C);
  }

  @Test
  void shouldTellTheKindsOfTicketsApart() { // SPEC D6, G8
    List<Ticket> all =
        List.of(A, Ticket.ofApproval("A"), Ticket.ofLeaving("A"), Ticket.ofChange("A"));
    all.forEach(ticket -> turns().take("t1", ticket));

    assertThat(turns().holder("t1")).contains(all.get(0));
    assertThat(turns().pass("t1", all.get(0))).contains(all.get(1));
    assertThat(turns().pass("t1", all.get(1))).contains(all.get(2));
    assertThat(turns().pass("t1", all.get(2))).contains(all.get(3));
    assertThat(turns().pass("t1", all.get(3))).isEmpty();
  }

  @Test
  void shouldLetOneGoThatWaits() {
    List.of(A, B, C).forEach(ticket -> turns().take("t1", ticket));

    assertThat(turns().pass("t1", B)).contains(A);
    assertThat(turns().pass("t1", A)).contains(C);
  }

  @Test
  void shouldPassWhatNobodyHas() {
    assertThat(turns().pass("t1", A)).isEmpty();
    turns().take("t1", B);
    assertThat(turns().pass("t1", A)).contains(B);
  }

  @Test
  void shouldRunTenantsSideBySide() {
    assertThat(turns().take("t1", A)).isPresent();
    assertThat(turns().take("t2", B)).isPresent();
    assertThat(turns().pass("t2", A)).contains(B);
  }

  @Test
  void shouldRememberTheLatestHeldPlan() { // SPEC D6
    assertThat(turns().heldPlan("t1")).isEmpty();

    turns().putHeldPlan("t1", Optional.of("A"));
    turns().putHeldPlan("t1", Optional.of("B"));
    turns().putHeldPlan("t2", Optional.of("C"));
    turns().take("t1", C);
    assertThat(turns().heldPlan("t1")).contains("B");

    turns().putHeldPlan("t1", Optional.empty());
    turns().putHeldPlan("t1", Optional.empty());
    assertThat(turns().heldPlan("t1")).isEmpty();
    assertThat(turns().heldPlan("t2")).contains("C");
    assertThat(turns().holder("t1")).contains(C);
  }

  @Test
  void shouldGiveOneTheTurnAndLoseNobodyWhenManyAskAtOnce() {
    List<Ticket> tickets = IntStream.range(0, 8).mapToObj(i -> Ticket.ofImport("I" + i)).toList();

    List<OptionalLong> taken = Together.run(8, i -> turns().take("t1", tickets.get(i)));

    assertThat(taken).containsOnlyOnce(OptionalLong.of(Turns.STEP));
    assertThat(taken.stream().filter(OptionalLong::isPresent)).hasSize(1);
    List<Ticket> order = new ArrayList<>();
    Optional<Ticket> holder = turns().holder("t1");
    while (holder.isPresent()) {
      order.add(holder.get());
      holder = turns().pass("t1", holder.get());
    }
    assertThat(order).containsExactlyInAnyOrderElementsOf(tickets);
    assertThat(order.get(0)).isEqualTo(tickets.get(taken.indexOf(OptionalLong.of(Turns.STEP))));
  }

  @Test
  void shouldNeverHaveTwoHoldersWhileTurnsPass() {
    List<Long> held =
        Together.run(
            6,
            i -> {
              Ticket ticket = Ticket.ofImport("I" + i);
              OptionalLong mine = turns().take("t1", ticket);
              for (int tries = 0; mine.isEmpty() && tries < 20_000; tries++) {
                // The others need the processor to get on; spinning here could use all tries up
                // before they do.
                LockSupport.parkNanos(1_000_000);
                mine = turns().take("t1", ticket);
              }
              boolean alone = turns().holder("t1").filter(ticket::equals).isPresent();
              turns().pass("t1", ticket);
              return alone ? mine.orElse(-1) : -1;
            });

    assertThat(held)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, 6).mapToObj(i -> i * Turns.STEP).toList());
    assertThat(turns().holder("t1")).isEmpty();
  }
}
