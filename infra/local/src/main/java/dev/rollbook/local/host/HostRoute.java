package dev.rollbook.local.host;

import dev.rollbook.local.template.EventSource.HttpRoute;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route of an HTTP API and the function behind it. */
record HostRoute(HttpRoute route, List<String> segments, FunctionPool pool) {

  private static final String DEFAULT = "$default";

  static HostRoute of(HttpRoute route, FunctionPool pool) {
    return new HostRoute(route, split(route.path()), pool);
  }

  /** As the event names it: {@code GET /v1/imports/{id}}. */
  String key() {
    return route.path().equals(DEFAULT) ? DEFAULT : route.method() + " " + route.path();
  }

  /**
   * The path parameters if this route takes the request.
   *
   * @param rawPath the path as sent, still encoded
   */
  Optional<Map<String, String>> match(String method, String rawPath) {
    if (route.path().equals(DEFAULT)) {
      return Optional.of(Map.of());
    }
    if (!route.method().equals("ANY") && !route.method().equals(method)) {
      return Optional.empty();
    }
    List<String> path = split(rawPath);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.endsWith("+}")) {
        if (i >= path.size()) {
          return Optional.empty();
        }
        parameters.put(
            segment.substring(1, segment.length() - 2),
            decode(String.join("/", path.subList(i, path.size()))));
        return Optional.of(parameters);
      }
      if (i >= path.size()) {
        return Optional.empty();
      }
      if (segment.startsWith("{")) {
        parameters.put(segment.substring(1, segment.length() - 1), decode(path.get(i)));
      } else if (!segment.equals(decode(path.get(i)))) {
        return Optional.empty();
      }
    }
    return segments.size() == path.size() ? Optional.of(parameters) : Optional.empty();
  }

  /**
   * API Gateway prefers, in this order, the path without variables, with variables, greedy, and
   * $default; then the method over ANY.
   */
  int rank() {
    int path = 0;
    if (route.path().equals(DEFAULT)) {
      path = 1_000_000;
    } else if (route.path().endsWith("+}")) {
      // Of two greedy ones the longer.
      path = 100_000 - segments.size() * 100;
    } else {
      path = (int) segments.stream().filter(segment -> segment.startsWith("{")).count() * 100;
    }
    return path + (route.method().equals("ANY") ? 1 : 0);
  }

  private static List<String> split(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /** A path's decoding, in which a plus is a plus. */
  static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
