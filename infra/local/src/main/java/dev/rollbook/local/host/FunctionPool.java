package dev.rollbook.local.host;

import dev.rollbook.local.template.FunctionResource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The processes of one function. A warm one is used again; at most {@code limit} run side by side,
 * and who comes then waits.
 */
final class FunctionPool {

  private final FunctionResource function;
  private final Sandbox sandbox;
  private final Logs logs;
  private final Executor threads;
  private final InvocationListener listener;
  private final int limit;
  private final Semaphore permits;
  private final Deque<FunctionProcess> idle = new ArrayDeque<>();
  private final Set<FunctionProcess> all = ConcurrentHashMap.newKeySet();
  private volatile int peakMb;
  private volatile boolean closed;

  FunctionPool(
      FunctionResource function,
      int limit,
      Sandbox sandbox,
      Logs logs,
      Executor threads,
      InvocationListener listener) {
    this.function = function;
    this.limit = limit;
    this.permits = new Semaphore(limit, true);
    this.sandbox = sandbox;
    this.logs = logs;
    this.threads = threads;
    this.listener = listener;
  }

  FunctionResource function() {
    return function;
  }

  int limit() {
    return limit;
  }

  /** Runs one event, in a new process if no warm one is free. */
  InvocationOutcome invoke(byte[] payload) throws InterruptedException {
    permits.acquire();
    try {
      FunctionProcess process = take();
      InvocationOutcome outcome = process.invoke(payload, listener);
      giveBack(process);
      return outcome;
    } catch (InitException e) {
      return e.failure();
    } catch (IOException e) {
      logs.problem("Cannot start " + function.logicalId(), e);
      return InvocationOutcome.Failure.of("Sandbox.StartFailed", e.toString());
    } finally {
      permits.release();
    }
  }

  /** Starts a process before anyone asks for it. */
  void warm() throws InterruptedException {
    permits.acquire();
    try {
      giveBack(take());
    } catch (InitException | IOException e) {
      // The first invocation will meet it too, and tell its caller.
      logs.problem("Cannot start " + function.logicalId(), e);
    } finally {
      permits.release();
    }
  }

  private FunctionProcess take() throws IOException, InterruptedException, InitException {
    synchronized (idle) {
      for (FunctionProcess process = idle.pollLast(); process != null; process = idle.pollLast()) {
        if (process.alive()) {
          return process;
        }
        all.remove(process);
      }
    }
    if (closed) {
      throw new IOException("The host is closing");
    }
    FunctionProcess started = FunctionProcess.start(function, sandbox, logs, threads);
    // Known from here on, so that who kills all reaches it while it gets ready.
    all.add(started);
    if (closed) {
      started.kill();
    }
    try {
      started.awaitReady();
    } catch (InitException | InterruptedException e) {
      started.kill();
      all.remove(started);
      throw e;
    }
    return started;
  }

  private void giveBack(FunctionProcess process) {
    watch(process);
    synchronized (idle) {
      if (!process.alive()) {
        all.remove(process);
      } else if (!closed) {
        idle.addLast(process);
      } // else it stays known to who closes the pool, and ends it
    }
  }

  /** Looks at every process's memory; called from time to time. */
  void checkMemory() {
    all.forEach(this::watch);
  }

  private void watch(FunctionProcess process) {
    process.checkMemory();
    peakMb = Math.max(peakMb, process.memory().peakMb());
  }

  int peakMb() {
    return peakMb;
  }

  List<RunningProcess> processes() {
    return all.stream().filter(FunctionProcess::alive).map(FunctionProcess::describe).toList();
  }

  /** Has every process exit by itself; it is then that a training run writes its archive. */
  void askToExit() {
    all.forEach(FunctionProcess::askToExit);
  }

  /** Waits until every process that was asked to has exited. */
  void awaitExit() throws InterruptedException {
    for (FunctionProcess process : all) {
      process.awaitExit();
    }
  }

  /** Kills every process, as SIGKILL does. */
  int kill() {
    List<FunctionProcess> alive = all.stream().filter(FunctionProcess::alive).toList();
    alive.forEach(FunctionProcess::kill);
    return alive.size();
  }

  /** Takes nothing new; waits for what runs. */
  boolean drain(long millis) throws InterruptedException {
    closed = true;
    return permits.tryAcquire(limit, millis, TimeUnit.MILLISECONDS);
  }
}
