package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.local.template.EventSource.HttpRoute;
import dev.rollbook.local.template.HttpApiResource.Authorizer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks Lambda authorizers, and remembers what they said for as long as the template lets it, by
 * authorizer and identity. Without the identity headers nobody is asked: 401. A denial is 403; an
 * authorizer that fails with the message {@code Unauthorized} makes it 401, with anything else 500.
 */
final class Authorizers {

  private final HttpEventJson events;
  private final Map<List<String>, Remembered> decisions = new ConcurrentHashMap<>();

  Authorizers(HttpEventJson events) {
    this.events = events;
  }

  /** What an authorizer says of a request. */
  sealed interface Decision {

    /** It may pass; the function gets to see this. */
    record Allowed(JsonNode context) implements Decision {}

    /** It is answered here. */
    record Refused(HttpAnswer answer) implements Decision {}
  }

  private record Remembered(Decision decision, Instant until) {}

  /** A route's authorizer and the function that it is. */
  record Bound(Authorizer authorizer, FunctionPool pool) {}

  Decision ask(
      Bound bound, HttpRequest request, HostRoute route, Map<String, String> pathParameters)
      throws InterruptedException {
    Authorizer authorizer = bound.authorizer();
    List<String> identity = new ArrayList<>();
    for (String header : authorizer.identityHeaders()) {
      String value = request.headers().getOrDefault(header.toLowerCase(Locale.ROOT), "");
      if (value.isEmpty()) {
        return new Decision.Refused(HttpAnswer.UNAUTHORIZED);
      }
      identity.add(value);
    }
    List<String> key = new ArrayList<>(List.of(route.route().api(), authorizer.name()));
    key.addAll(identity);
    Remembered remembered = decisions.get(key);
    if (remembered != null && Instant.now().isBefore(remembered.until())) {
      return remembered.decision();
    }
    InvocationOutcome outcome =
        bound.pool().invoke(events.authorizer(request, route, pathParameters, identity));
    Decision decision = decision(outcome);
    if (outcome instanceof InvocationOutcome.Success && !authorizer.reauthorizeEvery().isZero()) {
      decisions.put(
          List.copyOf(key),
          new Remembered(decision, Instant.now().plus(authorizer.reauthorizeEvery())));
    }
    return decision;
  }

  private static Decision decision(InvocationOutcome outcome) {
    JsonNode answer;
    try {
      answer = HostJson.MAPPER.readTree(outcome.payload());
    } catch (IOException e) {
      return new Decision.Refused(HttpAnswer.FAILED);
    }
    if (outcome instanceof InvocationOutcome.Failure) {
      boolean unauthorized = answer.path("errorMessage").asText().equals("Unauthorized");
      return new Decision.Refused(unauthorized ? HttpAnswer.UNAUTHORIZED : HttpAnswer.FAILED);
    }
    if (!answer.path("isAuthorized").isBoolean()) {
      return new Decision.Refused(HttpAnswer.FAILED);
    }
    if (!answer.path("isAuthorized").asBoolean()) {
      return new Decision.Refused(HttpAnswer.FORBIDDEN);
    }
    return new Decision.Allowed(
        answer.path("context").isObject() ? answer.path("context") : HostJson.object());
  }

  static boolean needed(HostRoute route) {
    return !route.route().authorizer().equals(HttpRoute.NONE);
  }
}
