package dev.rollbook.local.template;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which pages of other origins may call, as an HTTP API's {@code CorsConfiguration} or a rule of a
 * bucket's says it. Lists may hold {@code *}, alone or as a part of a text.
 *
 * @param origins as a browser sends them in {@code Origin}
 * @param headers what a request may carry, whatever their case
 * @param exposed what a page may read of an answer's headers
 * @param maxAgeSeconds how long a browser may remember it, 0 for its own default
 */
public record CrossOriginRule(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    int maxAgeSeconds) {

  /** Whether pages of this origin may call at all. */
  public boolean allowsOrigin(String origin) {
    return origins.stream().anyMatch(allowed -> covers(allowed, origin));
  }

  /** Whether they may call by this method. */
  public boolean allowsMethod(String method) {
    return methods.stream().anyMatch(allowed -> covers(allowed, method));
  }

  /** Whether a request may carry all of these headers. */
  public boolean allowsHeaders(List<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .allMatch(
            name ->
                headers.stream()
                    .anyMatch(allowed -> covers(allowed.toLowerCase(Locale.ROOT), name)));
  }

  /** What the answer says of the origin: itself, or that all are meant. */
  public String allowOrigin(String origin) {
    return origins.contains("*") ? "*" : origin;
  }

  /** The names in a preflight's {@code Access-Control-Request-Headers}. */
  public static List<String> names(String requestHeaders) {
    return Stream.of(requestHeaders.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static boolean covers(String allowed, String text) {
    return Pattern.matches(
        Stream.of(allowed.split("[*]", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        text);
  }
}
