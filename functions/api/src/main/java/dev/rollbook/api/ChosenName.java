package dev.rollbook.api;

import java.util.regex.Pattern;

/**
 * A name that a tenant chose, as a request gives it. API Gateway has been seen to cut a path at a
 * question mark and to decode it twice, so that {@code a%3Fb} and {@code a%2541} would arrive as
 * the names of others. A name with such characters is therefore given in the query, which arrives
 * as it was sent: {@code /users/-?username=a%3Fb}.
 */
final class ChosenName {

  /** What stands in the path for a name that is in the query. */
  private static final String ELSEWHERE = "-";

  private static final Pattern SPOILT = Pattern.compile("[?%]");

  private ChosenName() {}

  /** Whether a path carries the name whole. */
  static boolean fitsInPath(String name) {
    return !SPOILT.matcher(name).find();
  }

  /** The name in a request whose path, and perhaps a parameter of its query, has one. */
  static String of(Request request, String parameter, String inPath) {
    String inQuery = request.parameter(parameter);
    if (!inQuery.isEmpty() && !inPath.equals(ELSEWHERE)) {
      throw Problem.invalid(
          "%s is in the query and in the path; put %s into the path in its place"
              .formatted(parameter, ELSEWHERE));
    }
    if (inQuery.isEmpty() && !fitsInPath(inPath)) {
      throw Problem.invalid(
          "a path cannot carry a %s with ? or %%; put %s into the path in its place, and into the query ?%s="
              .formatted(parameter, ELSEWHERE, parameter));
    }
    return inQuery.isEmpty() ? inPath : inQuery;
  }
}
