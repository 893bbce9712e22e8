package dev.rollbook.local.pipeline;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands between the functions and a service of the embedded cloud. It passes on what they ask,
 * unless it is told to fail some calls, or to hold one while a test kills who asked.
 */
final class FaultProxy implements AutoCloseable {

  /** How long a call is held at most, so that a test that failed holds nobody up. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

  /** Written by the HTTP client itself, or of one connection only. */
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final URI service;
  private final HttpServer server;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultProxy::daemon);
  private final List<Failing> failures = new CopyOnWriteArrayList<>();
  private final List<Hold> holds = new CopyOnWriteArrayList<>();

  private FaultProxy(URI service, HttpServer server) {
    this.service = service;
    this.server = server;
    this.client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  }

  /** A proxy before the service at an address. */
  static FaultProxy before(URI service) {
    try {
      FaultProxy proxy =
          new FaultProxy(
              service,
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      proxy.server.setExecutor(proxy.threads);
      proxy.server.createContext("/", proxy::answer);
      proxy.server.start();
      return proxy;
    } catch (IOException e) {
      throw new IllegalStateException("no port for a fault proxy", e);
    }
  }

  /** Where it answers. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * A call that a function makes.
   *
   * @param action of the service, for instance {@code UpdateItem}
   * @param body as JSON
   */
  record Call(String action, String body) {

    /** Whether it is one of the actions and its body has a text. */
    boolean names(String text, String... actions) {
      return List.of(actions).contains(action) && body.contains(text);
    }
  }

  /** Fails calls with a status and an error of the service until it is stopped. */
  Failing fail(Predicate<Call> which, int status, String error) {
    Failing failing = new Failing(which, status, error, new AtomicBoolean(true));
    failures.add(failing);
    return failing;
  }

  /** Holds such calls, the tries that a client makes again included, until it is told. */
  Hold hold(Predicate<Call> which) {
    Hold hold = new Hold(which);
    holds.add(hold);
    return hold;
  }

  /** Calls that are failed. */
  record Failing(
      Predicate<Call> which, int status, String error, AtomicBoolean on, AtomicInteger failed) {

    Failing(Predicate<Call> which, int status, String error, AtomicBoolean on) {
      this(which, status, error, on, new AtomicInteger());
    }

    void stop() {
      on.set(false);
    }

    private boolean fails(Call call) {
      boolean fails = on.get() && which.test(call);
      if (fails) {
        failed.incrementAndGet();
      }
      return fails;
    }
  }

  /** Calls that wait, and whoever made them with them. */
  static final class Hold {
    private final Predicate<Call> which;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean dropped;

    private Hold(Predicate<Call> which) {
      this.which = which;
    }

    /** Waits until a call is there. */
    void awaitReached() throws InterruptedException {
      if (!reached.await(LONGEST_HOLD.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the call to be held never came");
      }
    }

    /** Lets them through. */
    void pass() {
      over.countDown();
    }

    /** Lets them never reach the service. */
    void drop() {
      dropped = true;
      over.countDown();
    }

    private boolean takes(Call call) {
      return over.getCount() > 0 && which.test(call);
    }

    /** Whether the call may go on. */
    private boolean await() throws InterruptedException {
      reached.countDown();
      return over.await(LONGEST_HOLD.toSeconds(), TimeUnit.SECONDS) && !dropped;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Call call = call(exchange.getRequestHeaders(), body);
      for (Hold hold : holds) {
        if (hold.takes(call) && !hold.await()) {
          return; // closed without an answer, as a connection that broke
        }
      }
      for (Failing failing : failures) {
        if (failing.fails(call)) {
          send(exchange, failing.status(), error(failing.error()));
          return;
        }
      }
      pass(exchange, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Call call(Headers headers, byte[] body) {
    String target = headers.getFirst("X-Amz-Target");
    return new Call(
        target == null ? "" : target.substring(target.indexOf('.') + 1),
        new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] error(String type) {
    return ("{\"__type\":\"com.amazonaws.dynamodb.v20120810#"
            + type
            + "\",\"message\":\"injected\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    send(exchange, response.statusCode(), response.body());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fault-proxy");
    thread.setDaemon(true);
    return thread;
  }
}
