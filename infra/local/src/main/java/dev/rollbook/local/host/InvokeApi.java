package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke call, so that {@code aws lambda invoke --endpoint-url} reaches the functions
 * here.
 */
public final class InvokeApi implements HttpHandler {

  private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

  private final FunctionHost host;

  /** Calls that go to a host's functions. */
  public InvokeApi(FunctionHost host) {
    this.host = host;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      byte[] payload;
      try (InputStream in = exchange.getRequestBody()) {
        payload = in.readAllBytes();
      }
      if (!exchange.getRequestMethod().equals("POST") || !path.matches()) {
        error(
            exchange,
            404,
            "UnknownOperationException",
            "Only POST /2015-03-31/functions/{name}/invocations is known");
        return;
      }
      invoke(
          exchange,
          path.group(1),
          payload.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : payload);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void invoke(HttpExchange exchange, String name, byte[] payload)
      throws IOException, InterruptedException {
    if (!host.knows(name)) {
      error(exchange, 404, "ResourceNotFoundException", "Function not found: " + name);
      return;
    }
    String type =
        Objects.requireNonNullElse(
            exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"), "RequestResponse");
    switch (type) {
      case "RequestResponse" -> {
        InvocationOutcome outcome = host.invoke(name, payload);
        exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
        if (outcome instanceof InvocationOutcome.Failure) {
          exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
        }
        send(exchange, 200, outcome.payload());
      }
      case "Event" -> {
        host.invokeLater(name, payload);
        send(exchange, 202, new byte[0]);
      }
      case "DryRun" -> send(exchange, 204, new byte[0]);
      default ->
          error(
              exchange,
              400,
              "InvalidParameterValueException",
              "InvocationType is RequestResponse, Event or DryRun, not " + type);
    }
  }

  private static void error(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
    ObjectNode json = HostJson.object().put("Type", "User").put("Message", message);
    send(exchange, status, HostJson.bytes(json));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
