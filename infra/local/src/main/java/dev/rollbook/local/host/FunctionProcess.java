package dev.rollbook.local.host;

import dev.rollbook.local.host.RuntimeApi.Turn;
import dev.rollbook.local.template.FunctionResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process of one function: an execution environment, in Lambda's words. It runs one invocation
 * at a time and is not used again after a failure of its own.
 */
final class FunctionProcess {

  /**
   * Lambda gives 10 s; a laptop that starts three emulators and four functions at once is slower.
   */
  private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

  private static final Duration NEXT_LIMIT = Duration.ofSeconds(10);

  private static final int EXIT_SECONDS = 60;

  private final FunctionResource function;
  private final Process process;
  private final RuntimeApi api;
  private final Path folder;
  private final Logs logs;
  private final PeakMemory memory;
  private volatile boolean busy = true;
  private volatile boolean killed;
  private volatile CompletableFuture<InvocationOutcome> running = new CompletableFuture<>();

  private FunctionProcess(
      FunctionResource function, Process process, RuntimeApi api, Path folder, Logs logs) {
    this.function = function;
    this.process = process;
    this.api = api;
    this.folder = folder;
    this.logs = logs;
    this.memory = new PeakMemory(process.pid());
  }

  /** Starts a process, which is to {@link #awaitReady get ready} before its first event. */
  static FunctionProcess start(
      FunctionResource function, Sandbox sandbox, Logs logs, Executor threads) throws IOException {
    Path folder = sandbox.newFolder(function);
    RuntimeApi api = new RuntimeApi(function, threads);
    Process process = sandbox.process(function, folder, api.port()).start();
    FunctionProcess started = new FunctionProcess(function, process, api, folder, logs);
    threads.execute(started::copyOutput);
    CompletableFuture<Void> unused = process.onExit().thenAccept(started::gone);
    return started;
  }

  /**
   * Waits until it asks for its first event.
   *
   * @throws InitException if the function cannot start, or was killed; the process is of no use
   *     then
   */
  void awaitReady() throws InterruptedException, InitException {
    try {
      api.ready().get(INIT_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof InitException init
          ? init
          : new InitException(failure("Runtime.Unknown", e.getCause().toString()));
    } catch (TimeoutException e) {
      throw new InitException(
          failure(
              "Sandbox.Timedout",
              "It did not get ready within " + INIT_LIMIT.toSeconds() + " seconds"));
    }
    awaitNext();
    busy = false;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return !killed && process.isAlive();
  }

  RunningProcess describe() {
    return new RunningProcess(function.logicalId(), pid(), busy);
  }

  PeakMemory memory() {
    return memory;
  }

  /** Runs one event to its end. Afterwards the process is {@link #alive} if it can take another. */
  InvocationOutcome invoke(byte[] payload, InvocationListener listener)
      throws InterruptedException {
    CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
    running = outcome;
    busy = true;
    Instant start = Instant.now();
    Invocation invocation =
        new Invocation(
            function.logicalId(),
            UUID.randomUUID().toString(),
            pid(),
            payload,
            start.plus(function.timeout()));
    if (!alive()) {
      outcome.complete(exit(invocation));
    }
    api.submit(new Turn(invocation, outcome));
    listener.started(invocation);
    InvocationOutcome ended = await(invocation, outcome);
    busy = false;
    awaitNext();
    listener.ended(invocation, ended, Duration.between(start, Instant.now()));
    return ended;
  }

  /** A process that has answered may be about to exit; only one that asks again is warm. */
  private void awaitNext() throws InterruptedException {
    if (alive() && !api.asksAgain(NEXT_LIMIT)) {
      kill();
    }
  }

  private InvocationOutcome await(
      Invocation invocation, CompletableFuture<InvocationOutcome> outcome)
      throws InterruptedException {
    try {
      return outcome.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      kill();
      return failure(
          "Sandbox.Timedout",
          "RequestId: "
              + invocation.requestId()
              + " Error: Task timed out after "
              + function.timeout().toSeconds()
              + ".00 seconds");
    } catch (ExecutionException e) {
      // The process went while it was running this.
      return exit(invocation);
    }
  }

  private InvocationOutcome exit(Invocation invocation) {
    String id = "RequestId: " + invocation.requestId() + " Error: ";
    if (memory.exceeded()) {
      return failure(
          "Runtime.OutOfMemory",
          id
              + "it held "
              + memory.peakMb()
              + " MB, over its MemorySize of "
              + function.memoryMb()
              + " MB");
    }
    return failure(
        "Runtime.ExitError",
        id
            + "Runtime exited with exit status "
            + process.onExit().thenApply(Process::exitValue).join());
  }

  /** Kills it if it holds more than it may. */
  void checkMemory() {
    if (memory.over(function.memoryMb())) {
      logs.line(
          function.logicalId(),
          "Killed: it held "
              + memory.peakMb()
              + " MB, over its MemorySize of "
              + function.memoryMb()
              + " MB");
      kill();
    }
  }

  /** Asks the JVM to exit. */
  void askToExit() {
    process.destroy();
  }

  /** Waits until the JVM has written what it writes at its end. */
  void awaitExit() throws InterruptedException {
    process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
  }

  void kill() {
    killed = true;
    process.destroyForcibly();
  }

  private void gone(Process exited) {
    String status = "exit status " + exited.exitValue();
    api.ready()
        .completeExceptionally(
            new InitException(
                failure(
                    "Runtime.ExitError", "Runtime exited before its first event with " + status)));
    running.completeExceptionally(new IOException(status));
    api.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      logs.problem("Cannot delete " + folder, e);
    }
  }

  private void copyOutput() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        logs.line(function.logicalId(), line);
      }
    } catch (IOException e) {
      if (alive()) {
        logs.problem("Cannot read what " + function.logicalId() + " prints", e);
      }
    }
  }

  private static InvocationOutcome.Failure failure(String type, String message) {
    return InvocationOutcome.Failure.of(type, message);
  }
}
