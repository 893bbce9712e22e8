package dev.rollbook.finalize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Calls to the object store side by side. A call must not make calls by this class itself, since
 * all threads could then wait for one another.
 */
final class ParallelCalls {

  /** A call takes some 20 ms, so sixteen fetch 800 plans a second: more than are read meanwhile. */
  private static final int COUNT = 16;

  private static final ExecutorService EXECUTOR =
      Executors.newFixedThreadPool(
          COUNT,
          task -> {
            Thread thread = new Thread(task, "rollbook-finalize");
            thread.setDaemon(true);
            return thread;
          });

  private ParallelCalls() {}

  /** Begins a call. */
  static <T> Future<T> submit(Callable<T> call) {
    return EXECUTOR.submit(call);
  }

  /** Makes a call for each of some items and waits for all; the first failure is thrown then. */
  static <T> void each(Collection<T> items, Consumer<T> call) {
    List<Future<T>> pending = new ArrayList<>();
    for (T item : items) {
      pending.add(
          submit(
              () -> {
                call.accept(item);
                return item;
              }));
    }
    RuntimeException failure = null;
    for (Future<T> future : pending) {
      try {
        get(future);
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** What a call gave. */
  static <T> T get(Future<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a call threw what it does not declare", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the object store", e);
    }
  }
}
