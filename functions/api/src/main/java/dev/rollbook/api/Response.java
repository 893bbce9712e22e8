package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Page;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param headers by name
 * @param body as text
 * @param binary whether the body is Base64 of what is to be sent
 */
public record Response(int status, Map<String, String> headers, String body, boolean binary) {

  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  /** Throttling ends within the second; the rest is for the other callers. */
  private static final int RETRY_AFTER_SECONDS = 3;

  /** Copies the headers. */
  public Response {
    headers = Map.copyOf(headers);
  }

  /** An answer of text. */
  Response(int status, Map<String, String> headers, String body) {
    this(status, headers, body, false);
  }

  /** A file to be saved under a name of plain letters. */
  static Response file(String contentType, String fileName, byte[] content) {
    return new Response(
        200,
        Map.of(
            "content-type",
            contentType,
            "content-disposition",
            "attachment; filename=\"" + fileName + "\""),
        Base64.getEncoder().encodeToString(content),
        true);
  }

  static Response ok(JsonNode body) {
    return new Response(200, JSON, Json.text(body));
  }

  static Response created(JsonNode body) {
    return new Response(201, JSON, Json.text(body));
  }

  /** What was asked for is under way. */
  static Response accepted(JsonNode body) {
    return new Response(202, JSON, Json.text(body));
  }

  static Response noContent() {
    return new Response(204, Map.of(), "");
  }

  /** What was asked for is at another address, for a while. */
  static Response found(URI address) {
    return new Response(
        302, Map.of("location", address.toString(), "cache-control", "no-store"), "");
  }

  /** A part of a list: {@code {items, cursor}}; the cursor is null behind the last part. */
  static Response page(Page<JsonNode> page) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("items").addAll(page.items());
    body.put("cursor", page.cursor().isEmpty() ? null : page.cursor());
    return ok(body);
  }

  static Response problem(Problem problem) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "about:blank");
    body.put("title", title(problem.status()));
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("detail", problem.getMessage());
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/problem+json");
    if (problem.status() == 503) {
      headers.put("retry-after", Integer.toString(RETRY_AFTER_SECONDS));
    }
    return new Response(problem.status(), headers, Json.text(body));
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
