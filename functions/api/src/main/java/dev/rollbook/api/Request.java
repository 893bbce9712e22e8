package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import java.util.List;
import java.util.Map;

/**
 * A request of a tenant.
 *
 * @param tenant that the key belongs to
 * @param method of HTTP
 * @param path its segments behind {@code /v1}, decoded
 * @param query its parameters, decoded
 * @param body as text, empty if there is none
 */
public record Request(
    String tenant, String method, List<String> path, Map<String, String> query, String body) {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  /** Copies the collections. */
  public Request {
    path = List.copyOf(path);
    query = Map.copyOf(query);
  }

  /**
   * The body as a JSON object. A call that has a body is refused without one: a client that lost it
   * on the way meant something, and not the defaults.
   */
  ObjectNode json() {
    if (body.isBlank()) {
      throw Problem.invalid("the body is missing; send a JSON object, {} if it says nothing");
    }
    try {
      JsonNode node = Json.MAPPER.readTree(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      // Not Jackson's own words: they quote the body, which may hold a password.
      throw Problem.invalid(
          "the body is not JSON; see line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    throw Problem.invalid("the body must be a JSON object");
  }

  /** A query parameter, empty if it is not there. */
  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** A query parameter that has to say something, if it is there at all. */
  String choice(String name, String absent) {
    return query.getOrDefault(name, absent);
  }

  /** How many items of a list are wanted. */
  int limit() {
    String limit = choice("limit", Integer.toString(DEFAULT_LIMIT));
    try {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= MAX_LIMIT) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Problem.invalid("limit must be a number from 1 to " + MAX_LIMIT + ", not " + limit);
    }
    throw Problem.invalid("limit must be a number from 1 to " + MAX_LIMIT + ", not " + limit);
  }
}
