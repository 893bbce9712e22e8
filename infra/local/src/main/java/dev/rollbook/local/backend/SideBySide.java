package dev.rollbook.local.backend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does things at the same time that would take long one after the other. */
public final class SideBySide {

  private SideBySide() {}

  /**
   * Does all of them and gives their results in order.
   *
   * @throws IOException if one failed, when all have ended
   */
  public static <T> List<T> all(List<Callable<T>> tasks) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IOException(
          "The local cloud cannot start: " + e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdown();
    }
  }
}
