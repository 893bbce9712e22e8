package dev.rollbook.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.rollbook.local.backend.Endpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A container's way to the services, which listen on the loopback address alone: a forward proxy
 * that goes to these three and nowhere else. With a proxy, a function in the container calls them
 * by the addresses they have here, so that what it signs or presigns holds for everybody.
 */
final class ServiceProxy implements HttpHandler {

  /** Of one connection, not of the message, or made anew by the client here. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> services;
  private final ContainerBridge bridge;

  ServiceProxy(Endpoints endpoints, ContainerBridge bridge) {
    this.services =
        List.of(
            endpoints.dynamoDb().getAuthority(),
            endpoints.sqs().getAuthority(),
            endpoints.s3().getAuthority());
    this.bridge = bridge;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI target = exchange.getRequestURI();
      if (!bridge.reaches(exchange.getRemoteAddress().getAddress())) {
        refuse(exchange, 403, "Only containers on this machine are let in.");
      } else if (!target.isAbsolute() || !services.contains(target.getRawAuthority())) {
        refuse(exchange, 403, "This proxy goes to " + services + " and nowhere else.");
      } else {
        pass(exchange, target);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, URI target) throws IOException, InterruptedException {
    HttpResponse<InputStream> response;
    try {
      response = client.send(request(exchange, target), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      refuse(exchange, 502, target.getRawAuthority() + " does not answer: " + e.getMessage());
      return;
    }
    try (InputStream in = response.body()) {
      Headers out = exchange.getResponseHeaders();
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isPassedOn(name)) {
                  out.put(name, values);
                }
              });
      long length = response.headers().firstValueAsLong("content-length").orElse(-1);
      if (exchange.getRequestMethod().equals("HEAD")) {
        // The length of what is not sent.
        response
            .headers()
            .firstValue("content-length")
            .ifPresent(value -> out.set("Content-Length", value));
        exchange.sendResponseHeaders(response.statusCode(), -1);
        return;
      }
      byte[] start = in.readNBytes(1);
      if (start.length == 0) {
        exchange.sendResponseHeaders(response.statusCode(), -1);
        return;
      }
      // For the JDK's server 0 is a length that is not known.
      exchange.sendResponseHeaders(response.statusCode(), Math.max(0, length));
      OutputStream body = exchange.getResponseBody();
      body.write(start);
      in.transferTo(body);
    }
  }

  private static HttpRequest request(HttpExchange exchange, URI target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target).method(exchange.getRequestMethod(), body(exchange));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  /** As long as the caller said, since the storage refuses what has no length. */
  private static BodyPublisher body(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    BodyPublisher stream = BodyPublishers.ofInputStream(exchange::getRequestBody);
    if (exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
      return stream;
    }
    return length == null || length.equals("0")
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(stream, Long.parseLong(length));
  }

  private static boolean isPassedOn(String header) {
    return !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=UTF-8");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }
}
