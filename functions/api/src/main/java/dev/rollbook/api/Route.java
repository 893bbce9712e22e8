package dev.rollbook.api;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call of the API and who answers it.
 *
 * @param method of HTTP
 * @param path behind {@code /v1}; a segment in braces stands for any name, or for several segments
 *     where names may have slashes
 * @param answer gets the request and the names that stood for the segments in braces
 */
record Route(String method, String path, Answer answer) {

  /**
   * What a tenant names as it likes, slashes included. API Gateway decodes a path before it gets
   * here, so these take whatever is left for them. No path has two. Where a method is on both such
   * a path and a longer one, the longer one comes first, and a name that ends like it goes into the
   * query.
   */
  private static final Set<String> WITH_SLASHES = Set.of("{username}", "{name}");

  /** Answers a request, given its names. */
  @FunctionalInterface
  interface Answer {
    Response to(Request request, List<String> names);
  }

  /** Answers a request for a whole list. */
  @FunctionalInterface
  interface OfAll {
    Response to(Request request);
  }

  /** Answers a request for one thing. */
  @FunctionalInterface
  interface OfOne {
    Response to(Request request, String name);
  }

  /** Answers a request for a thing within another. */
  @FunctionalInterface
  interface OfTwo {
    Response to(Request request, String name, String inner);
  }

  static Route all(String method, String path, OfAll answer) {
    return new Route(method, path, (request, names) -> answer.to(request));
  }

  static Route one(String method, String path, OfOne answer) {
    return new Route(method, path, (request, names) -> answer.to(request, names.get(0)));
  }

  static Route two(String method, String path, OfTwo answer) {
    return new Route(
        method, path, (request, names) -> answer.to(request, names.get(0), names.get(1)));
  }

  /** The answer to a request with these names in its path. */
  Response to(Request request, List<String> inPath) {
    Iterator<String> given = inPath.iterator();
    List<String> names = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (WITH_SLASHES.contains(segment)) {
        String parameter = segment.substring(1, segment.length() - 1);
        names.add(ChosenName.of(request, parameter, given.next()));
      } else if (segment.startsWith("{")) {
        names.add(given.next());
      }
    }
    return answer.to(request, names);
  }

  /** The names in a request's path; empty if the path is another one. */
  Optional<List<String>> names(List<String> segments) {
    String[] pattern = path.substring(1).split("/", -1);
    int surplus = segments.size() - pattern.length;
    List<String> names = new ArrayList<>();
    int next = 0;
    for (String expected : pattern) {
      int taken = WITH_SLASHES.contains(expected) ? 1 + surplus : 1;
      if (taken < 1 || next + taken > segments.size()) {
        return Optional.empty();
      }
      String given = String.join("/", segments.subList(next, next + taken));
      next += taken;
      if (expected.startsWith("{") && !given.isEmpty()) {
        names.add(given);
      } else if (!expected.equals(given)) {
        return Optional.empty();
      }
    }
    return next == segments.size() ? Optional.of(names) : Optional.empty();
  }
}
