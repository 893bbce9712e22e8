package dev.rollbook.local.host;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollbook.local.emulator.Loopback;
import dev.rollbook.local.template.FunctionResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The Lambda Runtime API, version 2018-06-01, for one process: it takes one invocation after the
 * other.
 */
final class RuntimeApi implements AutoCloseable {

  /** Lambda takes 6 MB from a synchronous invocation. */
  static final int MAX_RESPONSE_BYTES = 6 * 1024 * 1024;

  private static final String RUNTIME = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final FunctionResource function;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final LinkedBlockingQueue<Turn> next = new LinkedBlockingQueue<>();
  private final Semaphore asking = new Semaphore(0);
  private volatile Turn current;
  private volatile boolean closed;

  /** An invocation on its way through the process. */
  record Turn(Invocation invocation, CompletableFuture<InvocationOutcome> outcome) {}

  RuntimeApi(FunctionResource function, Executor threads) throws IOException {
    this.function = function;
    this.server = HttpServer.create(Loopback.address(0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /**
   * Done when the process asks for its first event; failed if it reports that it could not start.
   */
  CompletableFuture<Void> ready() {
    return ready;
  }

  void submit(Turn turn) {
    next.add(turn);
  }

  /**
   * Waits until the process asks for its next event, or has ended. False if it does neither in
   * time.
   */
  boolean asksAgain(Duration limit) throws InterruptedException {
    return asking.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals(RUNTIME + "invocation/next")) {
        next(exchange);
        return;
      }
      byte[] body;
      try (InputStream in = exchange.getRequestBody()) {
        body = in.readAllBytes();
      }
      String errorType = first(exchange.getRequestHeaders(), "Lambda-Runtime-Function-Error-Type");
      if (path.equals(RUNTIME + "init/error")) {
        ready.completeExceptionally(
            new InitException(new InvocationOutcome.Failure(errorType, body)));
      } else if (path.endsWith("/response")) {
        answer(
            path,
            body.length > MAX_RESPONSE_BYTES
                ? tooLarge(body.length)
                : new InvocationOutcome.Success(body));
      } else if (path.endsWith("/error")) {
        answer(path, new InvocationOutcome.Failure(errorType, body));
      } else {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] accepted = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(202, accepted.length);
      exchange.getResponseBody().write(accepted);
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(null);
    asking.release();
    Turn turn = await();
    if (turn == null) {
      return;
    }
    current = turn;
    Invocation invocation = turn.invocation();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", function.arn());
    headers.set(
        "Lambda-Runtime-Trace-Id",
        "Root=1-"
            + Long.toHexString(invocation.deadline().getEpochSecond())
            + "-"
            + invocation.requestId().replace("-", "").substring(0, 24)
            + ";Sampled=0");
    exchange.sendResponseHeaders(200, invocation.payload().length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(invocation.payload());
    }
  }

  /** Waits as long as the process lives; a poll now and then notices that it does not. */
  private Turn await() {
    try {
      while (!closed) {
        Turn turn = next.poll(1, TimeUnit.SECONDS);
        if (turn != null) {
          return turn;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private void answer(String path, InvocationOutcome outcome) {
    Turn turn = current;
    if (turn != null && path.contains(turn.invocation().requestId())) {
      turn.outcome().complete(outcome);
    }
  }

  private static InvocationOutcome tooLarge(int bytes) {
    return InvocationOutcome.Failure.of(
        "Function.ResponseSizeTooLarge",
        "Response payload size ("
            + bytes
            + " bytes) exceeded maximum allowed payload size ("
            + MAX_RESPONSE_BYTES
            + " bytes).");
  }

  private static String first(Headers headers, String name) {
    String value = headers.getFirst(name);
    return value == null ? "Unhandled" : value;
  }

  @Override
  public void close() {
    closed = true;
    asking.release();
    server.stop(0);
  }
}
