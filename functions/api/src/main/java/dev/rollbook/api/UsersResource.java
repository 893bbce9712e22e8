package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.ConditionalGroups;
import dev.rollbook.directory.ConditionalGroups.Moves;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserFilter;
import dev.rollbook.roster.Target;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** {@code /users}: shown, and edited by hand. */
final class UsersResource {

  private final Directory directory;
  private final JoinedGroups joined;
  private final EditNotes notes;
  private final Clock clock;

  UsersResource(Directory directory, ChangeCalls changes, EditNotes notes, Clock clock) {
    this.directory = directory;
    this.joined = new JoinedGroups(directory, changes, clock);
    this.notes = notes;
    this.clock = clock;
  }

  /** {@code GET /users}. */
  Response list(Request request) {
    String status = request.parameter("status");
    if (!status.isEmpty()
        && Arrays.stream(User.Status.values()).noneMatch(known -> known.name().equals(status))) {
      throw Problem.invalid("status must be ACTIVE or INACTIVE, not " + status);
    }
    Map<String, Property> properties = Tenancy.properties(directory, request.tenant());
    String group = request.parameter("group");
    if (!group.isEmpty() && directory.groups().find(request.tenant(), group).isEmpty()) {
      return Response.page(new Page<>(List.of(), ""));
    }
    String leaving = request.parameter("leaving");
    if (!List.of("", "true", "false").contains(leaving)) {
      throw Problem.invalid("leaving must be true or false, not " + leaving);
    }
    UserFilter filter =
        new UserFilter(status, group, request.parameter("tag"), leaving.equals("true"));
    return Response.page(
        Paging.pageOf(
            request,
            (limit, cursor) -> directory.users().page(request.tenant(), filter, limit, cursor),
            users -> views(request.tenant(), users, properties)));
  }

  /** {@code GET /users/{username}}. */
  Response show(Request request, String username) {
    return Response.ok(view(request, find(request, username)));
  }

  private List<JsonNode> views(String tenant, List<User> users, Map<String, Property> properties) {
    Set<String> ids = new HashSet<>();
    users.forEach(user -> ids.addAll(user.groups()));
    Map<String, Group> groups = directory.groups().find(tenant, ids);
    return users.stream().<JsonNode>map(user -> UserView.of(user, groups, properties)).toList();
  }

  /** {@code POST /users}. */
  Response create(Request request) {
    UserFields fields = UserFields.ofNew(directory, request);
    String username = fields.username();
    Map<String, String> texts = fields.texts(username);
    Map<String, String> properties = properties(Map.of(), texts);
    Set<String> groups = new HashSet<>(fields.groups(Set.of()).orElse(Set.of(Group.ROOT)));
    groups.addAll(conditional(request).created(properties).join());
    requireWithinLimit(username, groups);
    User created =
        User.named(username, clock.instant())
            .email(texts.getOrDefault(Target.Field.EMAIL.text(), ""))
            .firstName(texts.getOrDefault(Target.Field.FIRST_NAME.text(), ""))
            .lastName(texts.getOrDefault(Target.Field.LAST_NAME.text(), ""))
            .phone(texts.getOrDefault(Target.Field.PHONE.text(), ""))
            .language(texts.getOrDefault(Target.Field.LANGUAGE.text(), ""))
            .status(
                User.Status.valueOf(
                    texts.getOrDefault(UserChange.STATUS, User.Status.ACTIVE.name())))
            .origin(Origin.MANUAL)
            .isProtected(fields.isProtected().orElse(false))
            .properties(properties)
            .groups(groups)
            .tags(fields.tags().orElse(Set.of()))
            .access(fields.access().orElse(Set.of()))
            .supervisor(texts.getOrDefault(Target.Field.SUPERVISOR.text(), ""))
            .secondSupervisor(texts.getOrDefault(Target.Field.SECOND_SUPERVISOR.text(), ""))
            .build();
    if (directory.users().find(request.tenant(), username).isPresent()) {
      throw taken(username);
    }
    notes.created(request.tenant(), created, values(created));
    if (!written(() -> directory.users().create(request.tenant(), created, ""))) {
      throw taken(username);
    }
    groups.remove(Group.ROOT);
    joined.leaveGoing(request.tenant(), username, groups);
    return Response.created(view(request, find(request, username)));
  }

  /** {@code PATCH /users/{username}}: what it names changes, the rest stays. */
  Response change(Request request, String username) {
    User now = find(request, username);
    UserFields fields = UserFields.ofChange(directory, request);
    Map<String, String> texts = new HashMap<>(fields.texts(username));
    Map<String, String> before = now.texts();
    texts
        .entrySet()
        .removeIf(text -> text.getValue().equals(before.getOrDefault(text.getKey(), "")));
    Moves moves = moves(request, now.properties(), properties(now.properties(), texts));
    Set<String> after = new HashSet<>(fields.groups(now.groups()).orElse(now.groups()));
    after.removeAll(moves.leave());
    after.addAll(moves.join());
    if (!now.groups().containsAll(after)) {
      requireWithinLimit(username, after);
    }
    Optional<Set<String>> tags = fields.tags().filter(given -> !given.equals(now.tags()));
    Optional<Set<Access>> access = fields.access().filter(given -> !given.equals(now.access()));
    mark(texts, now, fields.handEdited(now.handEdited(), changed(texts, tags, access)));
    boolean guarded = fields.isProtected().orElse(false) && !now.isProtected();
    if (!now.leavingAt().equals(User.STAYS) && (guarded || texts.containsKey(UserChange.STATUS))) {
      texts.put(UserChange.LEAVING_AT, ""); // SPEC D10: it does not leave on that day any more
    }
    UserEdit edit =
        UserEdit.NONE
            .with()
            .fields(texts)
            .isProtected(fields.isProtected().filter(mark -> mark != now.isProtected()))
            .join(without(after, now.groups()))
            .leave(without(now.groups(), after))
            .tags(tags)
            .access(access)
            .build();
    notes.edited(request.tenant(), now, before, edit);
    // Who is changed by hand is left out of a held plan (SPEC D6): a change must be one.
    if (!edit.equals(UserEdit.of(Map.of()))
        && !written(
            () -> directory.users().edit(request.tenant(), username, edit, clock.instant()))) {
      throw unknown(username);
    }
    joined.leaveGoing(request.tenant(), username, edit.join());
    return Response.ok(view(request, find(request, username)));
  }

  /** All that a new user has, as an edit of one that has nothing. */
  private static UserEdit values(User created) {
    Map<String, String> texts = created.texts();
    texts.values().removeIf(String::isEmpty);
    return UserEdit.NONE
        .with()
        .fields(texts)
        .isProtected(Optional.of(created.isProtected()).filter(mark -> mark))
        .join(created.groups())
        .tags(Optional.of(created.tags()))
        .access(Optional.of(created.access()))
        .build();
  }

  /** The fields that a person changes and imports might change back: not the status (SPEC U2). */
  private static Set<String> changed(
      Map<String, String> texts, Optional<Set<String>> tags, Optional<Set<Access>> access) {
    Set<String> changed = new HashSet<>(texts.keySet());
    changed.remove(UserChange.STATUS);
    tags.ifPresent(given -> changed.add(Target.Field.TAGS.text()));
    access.ifPresent(given -> changed.add(User.ACCESS));
    return changed;
  }

  /** Adds what changes of the marks of SPEC U13. */
  private static void mark(Map<String, String> texts, User now, Set<String> after) {
    without(after, now.handEdited())
        .forEach(name -> texts.put(UserChange.HAND_EDITED_PREFIX + name, name));
    without(now.handEdited(), after)
        .forEach(name -> texts.put(UserChange.HAND_EDITED_PREFIX + name, ""));
  }

  /** {@code DELETE /users/{username}}: for good. */
  Response delete(Request request, String username) {
    if (!directory.users().delete(request.tenant(), username)) {
      throw unknown(username);
    }
    return Response.noContent();
  }

  private Moves moves(Request request, Map<String, String> before, Map<String, String> after) {
    return before.equals(after) ? Moves.NONE : conditional(request).changed(before, after);
  }

  private ConditionalGroups conditional(Request request) {
    return new ConditionalGroups(
        directory.groups().all(request.tenant()), Tenancy.properties(directory, request.tenant()));
  }

  private static void requireWithinLimit(String username, Set<String> groups) {
    if (groups.size() > Limits.GROUPS_PER_USER) {
      throw MembersResource.tooManyGroups(username);
    }
  }

  private static boolean written(BooleanSupplier write) {
    try {
      return write.getAsBoolean();
    } catch (IllegalArgumentException e) {
      throw new Problem(400, "USER_TOO_LARGE", Objects.toString(e.getMessage(), ""));
    }
  }

  /** A user's properties as some texts leave them. */
  private static Map<String, String> properties(
      Map<String, String> before, Map<String, String> texts) {
    Map<String, String> after = new HashMap<>(before);
    texts.forEach(
        (field, value) -> {
          if (field.startsWith(Target.PROPERTY_PREFIX)) {
            after.put(field.substring(Target.PROPERTY_PREFIX.length()), value);
          }
        });
    after.values().removeIf(String::isEmpty);
    return after;
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private ObjectNode view(Request request, User user) {
    return UserView.of(
        user,
        directory.groups().find(request.tenant(), user.groups()),
        Tenancy.properties(directory, request.tenant()));
  }

  private User find(Request request, String username) {
    return directory.users().find(request.tenant(), username).orElseThrow(() -> unknown(username));
  }

  /** Refuses a name that is a user's. */
  static Problem taken(String username) {
    return Problem.conflict("USERNAME_TAKEN", "there is a user '" + username + "' already");
  }

  /** Refuses a name that is nobody's. */
  static Problem unknown(String username) {
    return Problem.notFound("user '" + username + "'");
  }
}
