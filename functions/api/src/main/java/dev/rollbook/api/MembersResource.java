package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserFilter;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** {@code /groups/{id}/members}. */
final class MembersResource {

  private final Directory directory;
  private final ChangeCalls changes;
  private final JoinedGroups joined;
  private final EditNotes notes;
  private final Clock clock;

  MembersResource(Directory directory, ChangeCalls changes, EditNotes notes, Clock clock) {
    this.directory = directory;
    this.changes = changes;
    this.joined = new JoinedGroups(directory, changes, clock);
    this.notes = notes;
    this.clock = clock;
  }

  /** {@code GET /groups/{id}/members}. */
  Response list(Request request, String id) {
    find(request, id);
    return Response.page(
        Paging.page(
            request,
            (limit, cursor) ->
                directory.users().page(request.tenant(), new UserFilter("", id, ""), limit, cursor),
            user -> JsonNodeFactory.instance.objectNode().put("username", user.username())));
  }

  /** {@code PUT /groups/{id}/members/{username}}. */
  Response join(Request request, String id, String username) {
    editable(request, id);
    User user = user(request, username);
    if (user.groups().contains(id)) {
      return Response.noContent();
    }
    if (user.groups().size() >= Limits.GROUPS_PER_USER) {
      throw tooManyGroups(username);
    }
    if (changes.removesGroup(request.tenant(), id)) {
      throw ChangeCalls.otherRuns();
    }
    Response done = edit(request, user, UserEdit.ofGroups(Set.of(id), Set.of()));
    if (!joined.leaveGoing(request.tenant(), username, Set.of(id)).isEmpty()) {
      throw ChangeCalls.otherRuns();
    }
    return done;
  }

  /** {@code DELETE /groups/{id}/members/{username}}; fine if the user is not in it. */
  Response leave(Request request, String id, String username) {
    editable(request, id);
    User user = user(request, username);
    return user.groups().contains(id)
        ? edit(request, user, UserEdit.ofGroups(Set.of(), Set.of(id)))
        : Response.noContent();
  }

  private Response edit(Request request, User user, UserEdit edit) {
    notes.edited(request.tenant(), user, Map.of(), edit);
    if (!directory.users().edit(request.tenant(), user.username(), edit, clock.instant())) {
      throw Problem.notFound("user '" + user.username() + "'");
    }
    return Response.noContent();
  }

  static Problem tooManyGroups(String username) {
    return Problem.conflict(
        "TOO_MANY_GROUPS",
        "'" + username + "' would be in more than " + Limits.GROUPS_PER_USER + " groups");
  }

  private User user(Request request, String username) {
    return directory
        .users()
        .find(request.tenant(), username)
        .orElseThrow(() -> Problem.notFound("user '" + username + "'"));
  }

  private Group find(Request request, String id) {
    return directory
        .groups()
        .find(request.tenant(), id)
        .orElseThrow(() -> Problem.notFound("group '" + id + "'"));
  }

  private void editable(Request request, String id) {
    requireEditable(find(request, id));
  }

  /** Refuses a group whose members are not chosen by hand. */
  static void requireEditable(Group group) {
    if (group.origin() == Origin.IMPORT) {
      throw GroupsResource.readOnly(group.id());
    }
    if (group.isConditional()) {
      throw Problem.conflict(
          "GROUP_CONDITIONAL",
          "'" + group.id() + "' has conditions; users join and leave it by their properties");
    }
  }
}
