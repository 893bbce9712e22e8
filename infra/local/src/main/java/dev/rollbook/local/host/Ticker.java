package dev.rollbook.local.host;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does things again and again; one that fails is logged and done again all the same. */
final class Ticker {

  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "function-host-ticker");
            thread.setDaemon(true);
            return thread;
          });
  private final Logs logs;

  Ticker(Logs logs) {
    this.logs = logs;
  }

  /** Something that is done until it is cancelled. */
  interface Repeated {
    void cancel();
  }

  Repeated every(Duration period, Duration first, String what, Runnable task) {
    if (clock.isShutdown()) {
      return () -> {};
    }
    ScheduledFuture<?> future =
        clock.scheduleAtFixedRate(
            () -> guarded(what, task), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  void stop() {
    clock.shutdownNow();
  }

  private void guarded(String what, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      if (!clock.isShutdown()) {
        logs.problem("Failed: " + what, e);
      }
    }
  }
}
