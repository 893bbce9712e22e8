package dev.rollbook.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of the API and who answers it.
 *
 * @param method of HTTP
 * @param path behind {@code /v1}; a segment in braces stands for any name
 * @param answer gets the request and the names that stood for the segments in braces
 */
record Route(String method, String path, Answer answer) {

  /** Answers a request. */
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

  /** The names in a request's path; empty if the path is another one. */
  Optional<List<String>> names(List<String> segments) {
    String[] pattern = path.substring(1).split("/", -1);
    if (pattern.length != segments.size()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i].startsWith("{")) {
        names.add(segments.get(i));
      } else if (!pattern[i].equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
