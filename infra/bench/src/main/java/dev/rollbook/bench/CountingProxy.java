package dev.rollbook.bench;

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
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a service, passes on what it is asked, and counts. */
final class CountingProxy implements AutoCloseable {

  /** Written by the HTTP client itself, or of one connection only. */
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final URI service;
  private final Count count;
  private final HttpServer server;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool(CountingProxy::daemon);

  /** Counts a call; may change what is sent. */
  interface Count {

    /** What is passed on of a body. */
    default byte[] passing(String action, byte[] body) throws IOException {
      return body;
    }

    /** Counts. */
    void call(HttpExchange exchange, String action, byte[] body, int status, byte[] answer)
        throws IOException;
  }

  private CountingProxy(URI service, Count count, HttpServer server) {
    this.service = service;
    this.count = count;
    this.server = server;
    this.client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  }

  static CountingProxy before(URI service, Count count) throws IOException {
    CountingProxy proxy =
        new CountingProxy(
            service,
            count,
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    proxy.server.setExecutor(proxy.threads);
    proxy.server.createContext("/", proxy::answer);
    proxy.server.start();
    return proxy;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String action = target == null ? "" : target.substring(target.indexOf('.') + 1);
      byte[] body = count.passing(action, exchange.getRequestBody().readAllBytes());
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
      count.call(exchange, action, body, response.statusCode(), response.body());
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      send(exchange, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The answer to HEAD has a length and no body. */
  private static void send(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    byte[] body = response.body();
    if (exchange.getRequestMethod().equals("HEAD")) {
      response
          .headers()
          .firstValue("content-length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
    }
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
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
    Thread thread = new Thread(task, "counting-proxy");
    thread.setDaemon(true);
    return thread;
  }
}
