package dev.rollbook.local.host;

import java.time.Duration;

/**
 * Told of every invocation, on the thread that runs it, so that a test can count them, repeat one,
 * or kill a process in the middle of its work. It must be quick and must not throw.
 */
public interface InvocationListener {

  /** The function has been handed the event. */
  default void started(Invocation invocation) {}

  /** The function has answered, failed or died. */
  default void ended(Invocation invocation, InvocationOutcome outcome, Duration took) {}
}
