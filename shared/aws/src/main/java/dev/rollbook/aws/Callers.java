package dev.rollbook.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Makes calls to a service side by side. A call must not make calls by this class itself, since all
 * threads could then wait for one another.
 */
final class Callers {

  /**
   * A call takes some 5 ms, so sixteen callers write 3,000 users a second: more than a function of
   * two cores can plan. Each holds one connection.
   */
  static final int COUNT = 16;

  private static final ExecutorService EXECUTOR =
      Executors.newFixedThreadPool(
          COUNT,
          task -> {
            Thread thread = new Thread(task, "rollbook-caller");
            thread.setDaemon(true);
            return thread;
          });

  private Callers() {}

  /**
   * Calls for each of the items and waits for every call, failed or not, so that none is still
   * writing when the caller tries again.
   *
   * @return what the calls gave, in the order of the items
   */
  static <T, R> List<R> each(Collection<T> items, Function<T, R> call) {
    if (items.size() == 1) {
      return List.of(call.apply(items.iterator().next()));
    }
    List<Future<R>> pending = new ArrayList<>(items.size());
    for (T item : items) {
      pending.add(EXECUTOR.submit(() -> call.apply(item)));
    }
    List<R> results = new ArrayList<>(items.size());
    RuntimeException failure = null;
    for (Future<R> future : pending) {
      try {
        results.add(get(future));
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private static <R> R get(Future<R> future) {
    try {
      return future.get();
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
      throw new UnavailableException("interrupted while waiting for a service");
    }
  }
}
