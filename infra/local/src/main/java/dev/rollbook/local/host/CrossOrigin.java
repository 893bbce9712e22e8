package dev.rollbook.local.host;

import dev.rollbook.local.template.CrossOriginRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an HTTP API with a {@code CorsConfiguration} does for pages of other origins: it answers
 * preflights by itself, without asking who calls, and lets the pages read the other answers. What a
 * function says about it is left out.
 */
final class CrossOrigin {

  private static final String OURS = "access-control-";

  private final List<CrossOriginRule> rules;

  /** By the rules of all APIs; without any it does nothing. */
  CrossOrigin(List<CrossOriginRule> rules) {
    this.rules = rules;
  }

  /** Whether a browser asks if it may call. */
  boolean isPreflight(HttpRequest request) {
    return !rules.isEmpty()
        && request.method().equals("OPTIONS")
        && request.headers().containsKey("origin")
        && request.headers().containsKey("access-control-request-method");
  }

  /** The answer to a preflight; an origin that may not call is told nothing. */
  HttpAnswer preflight(HttpRequest request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    String origin = origin(request);
    for (CrossOriginRule rule : rules) {
      if (rule.allowsOrigin(origin)) {
        headers.add(Map.entry(OURS + "allow-origin", rule.allowOrigin(origin)));
        headers.add(Map.entry(OURS + "allow-methods", String.join(",", rule.methods())));
        headers.add(Map.entry(OURS + "allow-headers", String.join(",", rule.headers())));
        headers.add(Map.entry(OURS + "max-age", Integer.toString(rule.maxAgeSeconds())));
        break;
      }
    }
    return new HttpAnswer(204, headers, new byte[0]);
  }

  /** An answer as a page may read it. */
  HttpAnswer readable(HttpRequest request, HttpAnswer answer) {
    if (rules.isEmpty()) {
      return answer;
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>(answer.headers());
    headers.removeIf(header -> header.getKey().toLowerCase(Locale.ROOT).startsWith(OURS));
    String origin = origin(request);
    for (CrossOriginRule rule : rules) {
      if (rule.allowsOrigin(origin)) {
        headers.add(Map.entry(OURS + "allow-origin", rule.allowOrigin(origin)));
        if (!rule.exposed().isEmpty()) {
          headers.add(Map.entry(OURS + "expose-headers", String.join(",", rule.exposed())));
        }
        break;
      }
    }
    return new HttpAnswer(answer.status(), headers, answer.body());
  }

  private static String origin(HttpRequest request) {
    return request.headers().getOrDefault("origin", "");
  }
}
