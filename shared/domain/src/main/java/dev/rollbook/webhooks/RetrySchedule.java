package dev.rollbook.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a delivery that failed is tried again: with growing pauses, for a day (SPEC A13). */
public final class RetrySchedule {

  /** After the first failed try, the second, and so on. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10));

  /** After so long nobody waits for the news any more. */
  static final Duration PATIENCE = Duration.ofDays(1);

  private RetrySchedule() {}

  /**
   * When the next try is, or empty if there is none.
   *
   * @param createdAt when the event was
   * @param failed tries so far
   * @param now when the last of them ended
   */
  static Optional<Instant> next(Instant createdAt, int failed, Instant now) {
    if (failed > PAUSES.size()) {
      return Optional.empty();
    }
    Instant next = now.plus(PAUSES.get(failed - 1));
    return Optional.of(next).filter(at -> !at.isAfter(createdAt.plus(PATIENCE)));
  }
}
