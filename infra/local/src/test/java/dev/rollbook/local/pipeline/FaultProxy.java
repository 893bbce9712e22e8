package dev.rollbook.local.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollbook.local.pipeline.Service.Reply;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * unless it is told to fail some calls, to hold one while a test kills who asked, or to let {@link
 * Mishap}s come by chance.
 */
final class FaultProxy implements AutoCloseable {

  /** How long a call is held at most, so that a test that failed holds nobody up. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

  private static final Duration SLOWNESS = Duration.ofMillis(1_500);

  /** How old a read may be that need not be of now. */
  private static final Duration STALENESS = Duration.ofSeconds(2);

  private static final int LATE_SECONDS = 3;

  /** The status of whatever DynamoDB does not do for its caller. */
  private static final int REFUSED = 400;

  /**
   * Written by the HTTP client itself, or of one connection only. Not so the host: S3 verifies that
   * the one was asked which a signature is for, and that is this one.
   */
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final Service service;
  private final URI address;
  private final HttpServer server;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultProxy::daemon);
  private final List<Failing> failures = new CopyOnWriteArrayList<>();
  private final List<Hold> holds = new CopyOnWriteArrayList<>();
  private final Map<String, Earlier> earlier = new ConcurrentHashMap<>();
  private volatile Mishaps mishaps = Mishaps.NONE;
  private volatile Runnable killer = () -> {};

  /** An answer that was true then. */
  private record Earlier(Reply reply, Instant at) {}

  private FaultProxy(Service service, URI address, HttpServer server) {
    this.service = service;
    this.address = address;
    this.server = server;
    this.client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  }

  /** A proxy before the service at an address. */
  static FaultProxy before(Service service, URI address) {
    try {
      FaultProxy proxy =
          new FaultProxy(
              service,
              address,
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
   * @param action of the service, for instance {@code UpdateItem}; S3's are HTTP's
   * @param body as JSON, but S3's
   */
  record Call(Service service, String action, String body) {

    /** Whether it is one of the actions and its body has a text. */
    boolean names(String text, String... actions) {
      return List.of(actions).contains(action) && body.contains(text);
    }
  }

  /**
   * Has mishaps come by chance from now on.
   *
   * @param kills a function that is at work
   */
  void by(Mishaps chance, Runnable kills) {
    killer = kills;
    mishaps = chance;
  }

  /** Fails calls with an error of the service until it is stopped. */
  Failing fail(Predicate<Call> which, String error) {
    Failing failing = new Failing(which, error, new AtomicBoolean(true));
    failures.add(failing);
    return failing;
  }

  /**
   * Fails calls for good, until it is stopped, as those of a function that lacks the right to them.
   * A client makes no such call again by itself, which for others takes it seconds each time.
   */
  Failing refuse(Predicate<Call> which) {
    return fail(which, "AccessDeniedException");
  }

  /** Holds such calls, the tries that a client makes again included, until it is told. */
  Hold hold(Predicate<Call> which) {
    Hold hold = new Hold(which);
    holds.add(hold);
    return hold;
  }

  /** Calls that are failed. */
  record Failing(Predicate<Call> which, String error, AtomicBoolean on, AtomicInteger failed) {

    Failing(Predicate<Call> which, String error, AtomicBoolean on) {
      this(which, error, on, new AtomicInteger());
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
    // What is closed without an answer looks like a connection that broke.
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Call call = call(exchange, body);
      for (Hold hold : holds) {
        if (hold.takes(call) && !hold.await()) {
          return;
        }
      }
      for (Failing failing : failures) {
        if (failing.fails(call)) {
          send(exchange, service.error(REFUSED, failing.error()));
          return;
        }
      }
      Optional<Mishap> mishap = mishaps.next(call);
      if (mishap.isPresent()) {
        suffer(mishap.get(), exchange, call, body);
      } else {
        send(exchange, pass(exchange, call, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Call call(HttpExchange exchange, byte[] body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String action =
        target == null ? exchange.getRequestMethod() : target.substring(target.indexOf('.') + 1);
    return new Call(service, action, new String(body, StandardCharsets.UTF_8));
  }

  private void suffer(Mishap mishap, HttpExchange exchange, Call call, byte[] body)
      throws IOException, InterruptedException {
    switch (mishap) {
      case THROTTLED -> send(exchange, service.throttled());
      case BROKEN -> send(exchange, service.broken());
      case SILENT_BEFORE -> Thread.sleep(service.silence().toMillis());
      case SILENT_AFTER -> {
        pass(exchange, call, body);
        Thread.sleep(service.silence().toMillis());
      }
      case CUT_BEFORE -> {}
      case CUT_AFTER -> pass(exchange, call, body);
      case IN_PART -> send(exchange, PartialCall.make(call, part -> ask(exchange, part)));
      case SLOW -> {
        Reply reply = pass(exchange, call, body);
        Thread.sleep(SLOWNESS.toMillis());
        send(exchange, reply);
      }
      case STALE -> {
        Earlier known = earlier.get(call.body());
        boolean usable = known != null && known.at().plus(STALENESS).isAfter(Instant.now());
        send(exchange, usable ? known.reply() : pass(exchange, call, body));
      }
      case TWICE -> {
        ask(exchange, body);
        send(exchange, ask(exchange, body));
      }
      case LATE -> send(exchange, ask(exchange, Messages.later(call, LATE_SECONDS)));
      case LOST -> send(exchange, Messages.lost(call));
      case KILLED_BEFORE -> killer.run();
      case KILLED_AFTER -> {
        pass(exchange, call, body);
        killer.run();
      }
    }
  }

  private Reply pass(HttpExchange exchange, Call call, byte[] body)
      throws IOException, InterruptedException {
    Reply reply = ask(exchange, body);
    if (mishaps != Mishaps.NONE && Mishap.STALE.suits(call)) {
      earlier.put(call.body(), new Earlier(reply, Instant.now()));
    }
    return reply;
  }

  private Reply ask(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(exchange.getRequestURI().toString()))
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
    return new Reply(response.statusCode(), response.headers().map(), response.body());
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    reply
        .headers()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              // The answer to HEAD has the length of a body that is not there.
              if (!OWN_HEADERS.contains(lower) || (head && lower.equals("content-length"))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = reply.body();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 || head ? -1 : body.length);
    if (body.length > 0 && !head) {
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
