package dev.rollbook.local.host;

import com.sun.net.httpserver.HttpExchange;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A request as API Gateway sees it.
 *
 * @param rawPath still encoded
 * @param rawQuery without the question mark, empty if there is none
 * @param headers lower-cased, several of one name joined by commas, cookies taken out
 */
@SuppressWarnings("ArrayRecordComponent") // Passed along, never compared.
@RecordBuilder
record HttpRequest(
    String method,
    String rawPath,
    String rawQuery,
    Map<String, String> headers,
    List<String> cookies,
    String sourceIp,
    byte[] body) {

  /** API Gateway's limit of a request's body. */
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  static HttpRequest read(HttpExchange exchange) throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(MAX_BODY_BYTES + 1);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    List<String> cookies = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.equals("cookie")) {
                values.forEach(value -> cookies.addAll(List.of(value.split(";\\s*", -1))));
              } else {
                headers.put(lower, String.join(",", values));
              }
            });
    String sourceIp = exchange.getRemoteAddress().getAddress().getHostAddress();
    headers.put("x-forwarded-for", sourceIp);
    headers.put("x-forwarded-proto", "http");
    headers.put("x-forwarded-port", Integer.toString(exchange.getLocalAddress().getPort()));
    String path = exchange.getRequestURI().getRawPath();
    return HttpRequestBuilder.builder()
        .method(exchange.getRequestMethod())
        .rawPath(path.startsWith("/") ? path : "/" + path)
        .rawQuery(Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""))
        .headers(headers)
        .cookies(cookies)
        .sourceIp(sourceIp)
        .body(body)
        .build();
  }

  /** Whether the path cannot be decoded. */
  boolean malformed() {
    try {
      HostRoute.decode(rawPath);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  boolean tooLarge() {
    return body.length > MAX_BODY_BYTES;
  }

  /** Query parameters, decoded, several of one name joined by commas. */
  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    if (!rawQuery.isEmpty()) {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.merge(decode(name), decode(value), (first, second) -> first + "," + second);
      }
    }
    return query;
  }

  /** Whether the body goes into the event as text; everything else goes as Base64. */
  boolean isText() {
    String type = headers.getOrDefault("content-type", "text/plain").toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.contains("json")
        || type.contains("xml")
        || type.contains("javascript")
        || type.contains("x-www-form-urlencoded");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
