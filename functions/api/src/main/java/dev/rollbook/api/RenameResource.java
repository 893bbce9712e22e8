package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.changes.Beginning;
import dev.rollbook.changes.ChangeTask;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.User;
import java.util.Set;

/**
 * {@code POST /users/{username}/rename} (SPEC U14). Whoever names the user as supervisor follows,
 * in the background where it takes longer than a call.
 */
final class RenameResource {

  private final Directory directory;
  private final ChangeCalls changes;
  private final EditNotes notes;

  RenameResource(Directory directory, ChangeCalls changes, EditNotes notes) {
    this.directory = directory;
    this.changes = changes;
    this.notes = notes;
  }

  /** Gives a user another name: 200, or 202 while others still follow. */
  Response rename(Request request, String username) {
    String wanted = UserFields.username(Fields.of(request.json(), Set.of("username")));
    String tenant = request.tenant();
    User before = find(tenant, username);
    if (wanted.equals(username)) {
      return Response.ok(view(tenant, before));
    }
    requireFree(tenant, wanted);
    Beginning.Begun begun =
        changes.begin(
            tenant,
            () -> {
              User user = find(tenant, username);
              requireFree(tenant, wanted);
              notes.renamed(tenant, user, wanted);
              return new ChangeTask.UserRename(user.id(), username, wanted);
            });
    User after =
        directory
            .users()
            .find(tenant, wanted)
            .filter(user -> user.id().equals(before.id()))
            .orElseThrow(() -> notRenamed(tenant, wanted));
    ObjectNode view = view(tenant, after);
    return begun.isDone() ? Response.ok(view) : Response.accepted(view);
  }

  private User find(String tenant, String username) {
    return directory
        .users()
        .find(tenant, username)
        .orElseThrow(() -> UsersResource.unknown(username));
  }

  private void requireFree(String tenant, String wanted) {
    if (directory.users().find(tenant, wanted).isPresent()) {
      throw UsersResource.taken(wanted);
    }
  }

  /** Somebody took the name in the same moment, or the store has no room for the longer one. */
  private Problem notRenamed(String tenant, String wanted) {
    return directory.users().find(tenant, wanted).isPresent()
        ? UsersResource.taken(wanted)
        : new Problem(
            400, "USER_TOO_LARGE", "with that name the user would be larger than a user may be");
  }

  private ObjectNode view(String tenant, User user) {
    return UserView.of(
        user,
        directory.groups().find(tenant, user.groups()),
        Tenancy.properties(directory, tenant));
  }
}
