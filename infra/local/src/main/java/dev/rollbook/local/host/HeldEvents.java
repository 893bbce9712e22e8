package dev.rollbook.local.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Events that are kept from their function, so that somebody else can hand them to it: a container
 * with a debugger, for instance. One event is kept for each time it was asked for; what comes after
 * it goes its way. Safe for use by several threads.
 */
final class HeldEvents {

  private final List<Hold> holds = new CopyOnWriteArrayList<>();

  /**
   * What is to be kept.
   *
   * @param function the function's logical id
   * @param text what the event's message or key contains
   */
  private record Hold(String function, String text, CompletableFuture<byte[]> event) {

    boolean wants(String toFunction, String content) {
      return function.equals(toFunction) && content.contains(text) && !event.isDone();
    }
  }

  /** Keeps the next event for that function with that text. */
  void hold(String function, String text) {
    holds.add(new Hold(function, text, new CompletableFuture<>()));
  }

  /** Keeps an event if somebody asked for it, and says whether. */
  boolean take(String function, String content, Supplier<byte[]> event) {
    return holds.stream()
        .anyMatch(hold -> hold.wants(function, content) && hold.event().complete(event.get()));
  }

  /**
   * Waits for an event that was asked for and gives it away; it is known no more then. Empty if
   * none came in that time, or none was asked for.
   */
  Optional<byte[]> await(String function, String text, Duration time) throws InterruptedException {
    for (Hold hold : holds) {
      if (hold.function().equals(function) && hold.text().equals(text)) {
        try {
          byte[] event = hold.event().get(time.toMillis(), TimeUnit.MILLISECONDS);
          holds.remove(hold);
          return Optional.of(event);
        } catch (TimeoutException e) {
          return Optional.empty();
        } catch (ExecutionException e) {
          throw new IllegalStateException("An event can be kept, but cannot fail", e);
        }
      }
    }
    return Optional.empty();
  }
}
