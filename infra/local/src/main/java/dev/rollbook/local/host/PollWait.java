package dev.rollbook.local.host;

import java.time.Duration;

/**
 * How long a poller's call waits for a message. Lambda waits 20 s. The host cannot close before the
 * last call has come back, so here it is short while there is work, or just was, and longer when
 * nobody seems to come: an idle host costs next to nothing then.
 */
final class PollWait {

  private static final int BRISK_SECONDS = 1;
  private static final Duration BRISK = Duration.ofSeconds(30);

  /** The longest wait. */
  static final int IDLE_SECONDS = 5;

  private long lastMessage = System.nanoTime();

  /** Something came. */
  void reset() {
    lastMessage = System.nanoTime();
  }

  /** Seconds for the next call. */
  int seconds() {
    return System.nanoTime() - lastMessage < BRISK.toNanos() ? BRISK_SECONDS : IDLE_SECONDS;
  }
}
