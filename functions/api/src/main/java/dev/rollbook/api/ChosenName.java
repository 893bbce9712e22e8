package dev.rollbook.api;

/**
 * A name that a tenant chose, as a request gives it. API Gateway has been seen to cut a path at a
 * question mark before a function sees it, and a name may end like the path of another call. Such a
 * name is given in the query, which arrives as it was sent: {@code /users/-?username=a%3Fb}.
 */
final class ChosenName {

  /** What stands in the path for a name that is in the query. */
  private static final String ELSEWHERE = "-";

  private ChosenName() {}

  /** The name in a request whose path, and perhaps a parameter of its query, has one. */
  static String of(Request request, String parameter, String inPath) {
    String inQuery = request.parameter(parameter);
    if (!inQuery.isEmpty() && !inPath.equals(ELSEWHERE)) {
      throw Problem.invalid(
          "%s is in the query and in the path; put %s into the path in its place"
              .formatted(parameter, ELSEWHERE));
    }
    return inQuery.isEmpty() ? inPath : inQuery;
  }
}
