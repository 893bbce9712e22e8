package dev.rollbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelCallsTest {

  private static final ParallelCalls CALLS = new ParallelCalls(2, "test");

  private static final Duration A_MOMENT = Duration.ofMillis(200);

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void shouldLeaveNoCallBehindWhenOneFails(Class<? extends Throwable> failure) {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                CALLS.each(
                    List.of("fails", "goes on"),
                    call -> {
                      if (call.equals("fails")) {
                        await(begun);
                        throwUnchecked(failure);
                      }
                      begun.countDown();
                      LockSupport.parkNanos(A_MOMENT.toNanos());
                      done.set(true);
                    }))
        .isInstanceOf(failure);

    assertThat(done).isTrue();
  }

  @Test
  void shouldThrowTheFirstFailure() {
    assertThatThrownBy(
            () ->
                CALLS.each(
                    List.of("one", "two"),
                    call -> {
                      throw new IllegalStateException(call);
                    }))
        .hasMessage("one")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .contains("two"));
  }

  @Test
  void shouldGiveWhatTheCallsGaveInTheirOrder() {
    assertThat(CALLS.map(List.of(3, 1, 2), number -> number * 2)).containsExactly(6, 2, 4);
    assertThat(CALLS.map(List.of(5), number -> number * 2)).containsExactly(10);
    assertThat(CALLS.map(List.<Integer>of(), number -> number * 2)).isEmpty();
  }

  @Test
  void shouldTellWhatACallThrewThatItDoesNotDeclare() {
    Future<String> call =
        CALLS.submit(
            () -> {
              throw new IOException("a disk");
            });

    assertThatThrownBy(() -> ParallelCalls.get(call))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("a disk");
  }

  @Test
  void shouldStayInterruptedWhenItIsWhileItWaits() {
    Future<String> never = new CompletableFuture<>();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ParallelCalls.get(never)).isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void throwUnchecked(Class<? extends Throwable> failure) {
    if (failure == StackOverflowError.class) {
      throw new StackOverflowError();
    }
    throw new IllegalStateException();
  }
}
