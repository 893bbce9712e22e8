package dev.rollbook.local.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for events and fetches them. {@code PUT /held-events/FUNCTION/TEXT} keeps the next event for
 * that function whose message or key contains the text, {@code GET} waits for it and gives it away;
 * 404 if it does not come.
 */
final class HeldEventsApi implements HttpHandler {

  static final String PATH = "/held-events/";

  private static final Pattern NAMES = Pattern.compile(PATH + "([^/]+)/([^/]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HeldEvents held;
  private final Predicate<String> known;

  /**
   * @param known whether there is a function of that logical id
   */
  HeldEventsApi(HeldEvents held, Predicate<String> known) {
    this.held = held;
    this.known = known;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher names = NAMES.matcher(exchange.getRequestURI().getRawPath());
      if (!names.matches() || !known.test(decode(names.group(1)))) {
        send(exchange, 404, new byte[0]);
        return;
      }
      String function = decode(names.group(1));
      String text = decode(names.group(2));
      switch (exchange.getRequestMethod()) {
        case "PUT" -> {
          held.hold(function, text);
          send(exchange, 204, new byte[0]);
        }
        case "GET" -> {
          Optional<byte[]> event = held.await(function, text, PATIENCE);
          send(exchange, event.isPresent() ? 200 : 404, event.orElse(new byte[0]));
        }
        default -> send(exchange, 405, new byte[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String decode(String segment) {
    return URLDecoder.decode(segment, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
