package dev.rollbook.aws;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits longer from try to try, and a random part of it, so that callers do not come back at once.
 */
final class Backoff {

  /** 50 ms doubled nine times would be 25 s; capped, ten tries wait 18 s at most. */
  static final int TRIES = 10;

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 4_000;

  private int tried;

  /** Whether another try is allowed; waits before it says yes. */
  boolean again() {
    tried++;
    if (tried >= TRIES) {
      return false;
    }
    long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << (tried - 1));
    sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling + 1)));
    return true;
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while waiting to try again");
    }
  }
}
