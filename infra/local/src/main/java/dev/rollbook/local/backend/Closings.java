package dev.rollbook.local.backend;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started and is to be stopped, last first. Safe for use by several threads. */
public final class Closings implements AutoCloseable {

  private final Deque<Closing> started = new ArrayDeque<>();

  private record Closing(String what, AutoCloseable action) {}

  /** Adds something that runs now. */
  public synchronized void add(String what, AutoCloseable action) {
    started.push(new Closing(what, action));
  }

  /**
   * Stops everything, also what comes after something that does not stop. Once is enough.
   *
   * @throws IllegalStateException names everything that did not stop
   */
  @Override
  public void close() {
    IllegalStateException failure = new IllegalStateException("Not everything stopped");
    for (Closing closing : taken()) {
      try {
        closing.action().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        failure.addSuppressed(new IllegalStateException("Cannot stop " + closing.what(), e));
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  /** Stops everything because of a failure, which stays the one to be told of. */
  public void closeAfter(Throwable failure) {
    try {
      close();
    } catch (IllegalStateException e) {
      failure.addSuppressed(e);
    }
  }

  private synchronized Deque<Closing> taken() {
    Deque<Closing> all = new ArrayDeque<>(started);
    started.clear();
    return all;
  }
}
