package dev.rollbook.aws;

import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Waits longer from try to try, and a random part of it, so that callers do not come back at once.
 */
final class Backoff {

  /** 25 ms doubled from try to try, up to 1.6 s: ten tries wait 6 s at most, 3 s on average. */
  static final int TRIES = 10;

  private static final BackoffStrategy DELAYS =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofMillis(1_600));

  private int tried;

  /** Whether another try is allowed; waits before it says yes. */
  boolean again() {
    tried++;
    if (tried >= TRIES) {
      return false;
    }
    sleep(DELAYS.computeDelay(tried + 1)); // by the number of the try that comes, the first being 1
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
