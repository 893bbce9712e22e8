package dev.rollbook.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When a call that looks at every user has to give up, so that its caller still gets an answer. */
final class Deadline {

  /** API Gateway gives up on an answer after 30 seconds. */
  private static final Duration TIME = Duration.ofSeconds(20);

  private final Clock clock;
  private final Instant end;

  /** The deadline of a call that begins now. */
  Deadline(Clock clock) {
    this.clock = clock;
    this.end = clock.instant().plus(TIME);
  }

  /**
   * The time now.
   *
   * @throws Problem if the deadline is past
   */
  Instant now() {
    Instant now = clock.instant();
    if (now.isAfter(end)) {
      throw new Problem(
          503,
          "TAKES_LONGER",
          "there are more users than fit into one call; make the same call again to go on");
    }
    return now;
  }
}
