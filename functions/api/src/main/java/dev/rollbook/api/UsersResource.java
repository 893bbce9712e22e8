package dev.rollbook.api;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserFilter;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /users}. */
final class UsersResource {

  private final Directory directory;

  UsersResource(Directory directory) {
    this.directory = directory;
  }

  /** {@code GET /users}. */
  Response list(Request request) {
    String status = request.parameter("status");
    if (!status.isEmpty()
        && Arrays.stream(User.Status.values()).noneMatch(known -> known.name().equals(status))) {
      throw Problem.invalid("status must be ACTIVE or INACTIVE, not " + status);
    }
    Map<String, Group> groups = groups(request.tenant());
    UserFilter filter =
        new UserFilter(status, request.parameter("group"), request.parameter("tag"));
    return Response.page(
        request.page(
            (limit, cursor) -> directory.users().page(request.tenant(), filter, limit, cursor)),
        user -> UserView.of(user, groups));
  }

  /** {@code GET /users/{username}}. */
  Response show(Request request, String username) {
    return directory
        .users()
        .find(request.tenant(), username)
        .map(user -> Response.ok(UserView.of(user, groups(request.tenant()))))
        .orElseThrow(() -> Problem.notFound("user '" + username + "'"));
  }

  private Map<String, Group> groups(String tenant) {
    return directory.groups().all(tenant).stream()
        .collect(Collectors.toMap(Group::id, Function.identity()));
  }
}
