package dev.rollbook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls to a service side by side, by a fixed number of threads. A call must not make calls by the
 * same threads itself, since all of them could then wait for one another.
 */
public final class ParallelCalls {

  private final ExecutorService executor;

  /**
   * Calls so many at once.
   *
   * @param count how many
   * @param name of the threads
   */
  public ParallelCalls(int count, String name) {
    executor =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins a call. */
  public <T> Future<T> submit(Callable<T> call) {
    return executor.submit(call);
  }

  /**
   * Makes a call for each of some items and waits for all, failed or not, so that none is still at
   * work when the caller tries again; the first failure is thrown then.
   */
  public <T> void each(Collection<T> items, Consumer<T> call) {
    map(
        items,
        item -> {
          call.accept(item);
          return item;
        });
  }

  /**
   * The same for calls that give something.
   *
   * @return what they gave, in the order of the items
   */
  public <T, R> List<R> map(Collection<T> items, Function<T, R> call) {
    if (items.size() == 1) {
      return List.of(call.apply(items.iterator().next()));
    }
    List<Future<R>> pending = new ArrayList<>(items.size());
    for (T item : items) {
      pending.add(submit(() -> call.apply(item)));
    }
    List<R> results = new ArrayList<>(items.size());
    Throwable failure = null;
    for (Future<R> future : pending) {
      try {
        results.add(get(future));
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) { // the same may be thrown by two
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw unchecked(failure);
    }
    return results;
  }

  /** What a call gave, or its failure. */
  public static <T> T get(Future<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a call", e);
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("a call failed", failure);
  }
}
