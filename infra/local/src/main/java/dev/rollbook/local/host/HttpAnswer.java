package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the caller of an HTTP API gets.
 *
 * @param headers names and values, a name may come more than once
 */
@SuppressWarnings("ArrayRecordComponent") // Passed along, never compared.
record HttpAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

  static final HttpAnswer BAD_REQUEST = message(400, "Bad Request");
  static final HttpAnswer NOT_FOUND = message(404, "Not Found");
  static final HttpAnswer UNAUTHORIZED = message(401, "Unauthorized");
  static final HttpAnswer FORBIDDEN = message(403, "Forbidden");
  static final HttpAnswer TOO_LARGE = message(413, "Request Entity Too Large");
  static final HttpAnswer FAILED = message(500, "Internal Server Error");
  static final HttpAnswer TIMED_OUT = message(503, "Service Unavailable");

  private static final String CONTENT_TYPE = "Content-Type";

  private static HttpAnswer message(int status, String message) {
    byte[] body = HostJson.bytes(HostJson.object().put("message", message));
    return new HttpAnswer(status, List.of(Map.entry(CONTENT_TYPE, "application/json")), body);
  }

  /**
   * Reads a function's response in payload format 2.0; JSON without a status code is itself the
   * body.
   */
  static HttpAnswer of(InvocationOutcome outcome) {
    if (outcome instanceof InvocationOutcome.Failure) {
      return FAILED;
    }
    JsonNode response;
    try {
      response = HostJson.MAPPER.readTree(outcome.payload());
    } catch (IOException e) {
      return FAILED;
    }
    if (!response.has("statusCode")) {
      return new HttpAnswer(
          200, List.of(Map.entry(CONTENT_TYPE, "application/json")), outcome.payload());
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    response
        .path("headers")
        .properties()
        .forEach(header -> headers.add(Map.entry(header.getKey(), header.getValue().asText())));
    response
        .path("multiValueHeaders")
        .properties()
        .forEach(
            header ->
                header
                    .getValue()
                    .forEach(value -> headers.add(Map.entry(header.getKey(), value.asText()))));
    response
        .path("cookies")
        .forEach(cookie -> headers.add(Map.entry("Set-Cookie", cookie.asText())));
    if (headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))) {
      headers.add(Map.entry(CONTENT_TYPE, "text/plain;charset=UTF-8"));
    }
    String body = response.path("body").asText("");
    byte[] bytes =
        response.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8);
    return new HttpAnswer(response.path("statusCode").asInt(), headers, bytes);
  }

  void send(HttpExchange exchange) throws IOException {
    Headers out = exchange.getResponseHeaders();
    for (Map.Entry<String, String> header : headers) {
      if (!header.getKey().toLowerCase(Locale.ROOT).equals("content-length")) {
        out.add(header.getKey(), header.getValue());
      }
    }
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }
}
