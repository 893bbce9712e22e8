package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code /groups}: the tenant's own ones are edited here, those of imports only shown. */
final class GroupsResource {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int MAX_NAME = 200;

  /** A group is one item of the store and frozen into every import, with all its conditions. */
  private static final int MAX_CONDITIONS = 20;

  private static final int MAX_VALUES = 100;

  private final Directory directory;
  private final Clock clock;

  GroupsResource(Directory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** {@code GET /groups}. */
  Response list(Request request) {
    return Response.page(
        Paging.all(request, directory.groups().all(request.tenant()), Group::id, GroupView::of));
  }

  /** {@code PUT /groups/{id}}. */
  Response put(Request request, String id) {
    if (!ID.matcher(id).matches()) {
      throw Problem.invalid("a group's id has 1 to 64 of the characters A-Z a-z 0-9 _ -");
    }
    Map<String, Group> groups = Tenancy.groups(directory, request.tenant());
    Group now =
        Optional.ofNullable(groups.get(id))
            .orElseGet(() -> new Group(id, "", Origin.MANUAL, Group.ROOT, List.of()));
    if (Group.isImported(id)) {
      throw readOnly(id);
    }
    Fields fields = Fields.of(request.json(), Set.of("name", "parent", "conditions"));
    Map<String, Property> properties = Tenancy.properties(directory, request.tenant());
    Group wanted =
        new Group(
            id,
            fields.required("name", MAX_NAME),
            Origin.MANUAL,
            parent(id, fields.text("parent"), groups),
            conditions(id, fields, properties));
    if (!groups.containsKey(id)) { // so that nobody is in a group that does not exist
      directory
          .groups()
          .put(
              request.tenant(),
              new Group(id, wanted.name(), Origin.MANUAL, wanted.parent(), List.of()));
    }
    GroupMoves moves = new GroupMoves(directory, request.tenant(), clock);
    moves.redefine(now, wanted, properties);
    directory.groups().put(request.tenant(), wanted);
    ObjectNode view = GroupView.of(wanted);
    view.put("joined", moves.joined());
    view.put("left", moves.left());
    view.put("full", moves.full());
    return Response.ok(view);
  }

  private static String parent(String id, String asked, Map<String, Group> groups) {
    if (id.equals(Group.ROOT)) {
      if (!asked.isEmpty()) {
        throw Problem.invalid("parent: the root group has none");
      }
      return "";
    }
    String parent = asked.isEmpty() ? Group.ROOT : asked;
    if (!groups.containsKey(parent)) {
      throw Problem.invalid("parent: there is no group '" + parent + "'");
    }
    Set<String> above = new HashSet<>();
    for (String next = parent;
        groups.containsKey(next) && above.add(next);
        next = groups.get(next).parent()) {
      if (next.equals(id)) {
        throw Problem.conflict(
            "GROUP_CYCLE", "parent: '" + parent + "' is the group itself or one below it");
      }
    }
    return parent;
  }

  private static List<Group.Condition> conditions(
      String id, Fields fields, Map<String, Property> properties) {
    List<Group.Condition> conditions = new ArrayList<>();
    for (Fields entry : fields.objects("conditions", Set.of("property", "anyOf"))) {
      String property = entry.text("property");
      if (!properties.containsKey(property)) {
        throw Problem.invalid("conditions: there is no property '" + property + "'");
      }
      List<String> anyOf = entry.texts("anyOf").stream().distinct().toList();
      if (anyOf.isEmpty() || anyOf.size() > MAX_VALUES) {
        throw Problem.invalid("conditions: anyOf needs 1 to " + MAX_VALUES + " values");
      }
      if (anyOf.stream().anyMatch(value -> value.length() > Limits.VALUE_CHARACTERS)) {
        throw Problem.invalid(
            "conditions: a value has " + Limits.VALUE_CHARACTERS + " characters at most");
      }
      conditions.add(new Group.Condition(property, anyOf));
    }
    if (conditions.size() > MAX_CONDITIONS) {
      throw Problem.invalid("conditions: " + MAX_CONDITIONS + " at most, not " + conditions.size());
    }
    if (id.equals(Group.ROOT) && !conditions.isEmpty()) {
      throw Problem.conflict("GROUP_IS_ROOT", "the root group cannot have conditions");
    }
    return conditions;
  }

  /** {@code DELETE /groups/{id}}. */
  Response delete(Request request, String id) {
    List<Group> groups = directory.groups().all(request.tenant());
    Group going =
        groups.stream()
            .filter(group -> group.id().equals(id))
            .findAny()
            .orElseThrow(() -> Problem.notFound("group '" + id + "'"));
    if (going.origin() == Origin.IMPORT) {
      throw readOnly(id);
    }
    if (id.equals(Group.ROOT)) {
      throw Problem.conflict("GROUP_IS_ROOT", "the root group cannot be deleted");
    }
    groups.stream()
        .filter(group -> group.parent().equals(id))
        .findAny()
        .ifPresent(
            child -> {
              throw Problem.conflict(
                  "GROUP_HAS_CHILDREN",
                  "the group '" + child.id() + "' is below it; move or delete that one first");
            });
    // From here on no import that starts lets anybody join.
    directory
        .groups()
        .put(
            request.tenant(),
            new Group(id, going.name(), going.origin(), going.parent(), List.of()));
    new GroupMoves(directory, request.tenant(), clock).empty(id);
    directory.groups().delete(request.tenant(), id);
    return Response.noContent();
  }

  static Problem readOnly(String id) {
    return Problem.conflict(
        "GROUP_READ_ONLY",
        "'" + id + "' is a group of imports, or would look like one; only imports change those");
  }
}
