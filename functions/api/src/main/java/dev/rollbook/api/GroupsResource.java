package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.changes.Beginning;
import dev.rollbook.changes.ChangeTask;
import dev.rollbook.changes.DirectoryChange;
import dev.rollbook.changes.Outcome;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.UserFilter;
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

  /**
   * A change of conditions stores those before and after in one item of 400 KB; a character has
   * three bytes at most, or four for two.
   */
  private static final int MAX_CHARACTERS = 50_000;

  private final Directory directory;
  private final ChangeCalls changes;

  GroupsResource(Directory directory, ChangeCalls changes) {
    this.directory = directory;
    this.changes = changes;
  }

  /** {@code GET /groups}. */
  Response list(Request request) {
    List<Group> groups = directory.groups().all(request.tenant());
    Optional<DirectoryChange> change = changes.running(request.tenant(), task -> true);
    return Response.page(
        Paging.all(
            request,
            groups,
            Group::id,
            group ->
                change
                    .filter(running -> running.task().concernsGroup(group.id()))
                    .map(running -> ChangeCalls.show(GroupView.of(group), running))
                    .orElseGet(() -> GroupView.of(group))));
  }

  /** {@code PUT /groups/{id}}. */
  Response put(Request request, String id) {
    if (!isId(id)) {
      throw Problem.invalid("a group's id has 1 to 64 of the characters A-Z a-z 0-9 _ -");
    }
    if (Group.isImported(id)) {
      throw readOnly(id);
    }
    String tenant = request.tenant();
    Fields fields = Fields.of(request.json(), Set.of("name", "parent", "conditions"));
    Group wanted = wanted(tenant, id, fields);
    if (changes.removesGroup(tenant, id)) {
      throw ChangeCalls.otherRuns();
    }
    Optional<Group> now = directory.groups().find(tenant, id);
    if (now.equals(Optional.of(wanted))) {
      return changes
          .running(tenant, task -> task.concernsGroup(id))
          .map(change -> accepted(wanted, change))
          .orElseGet(() -> answer(wanted, Outcome.NONE));
    }
    if (before(tenant, id).conditions().equals(wanted.conditions())) {
      changes.alone(tenant, () -> putName(tenant, id, fields));
      return answer(wanted, Outcome.NONE);
    }
    Beginning.Begun begun =
        changes.begin(
            tenant,
            () -> new ChangeTask.GroupDefinition(before(tenant, id), wanted(tenant, id, fields)));
    return begun.isDone()
        ? answer(wanted, begun.change().outcome())
        : accepted(wanted, begun.change());
  }

  /** Whether a group could have that id. */
  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** A group as it is; one that is still to be made has no conditions. */
  private Group before(String tenant, String id) {
    return directory
        .groups()
        .find(tenant, id)
        .orElseGet(() -> new Group(id, "", Origin.MANUAL, Group.ROOT, List.of()));
  }

  private void putName(String tenant, String id, Fields fields) {
    Group wanted = wanted(tenant, id, fields);
    if (!before(tenant, id).conditions().equals(wanted.conditions())) {
      throw ChangeCalls.otherRuns(); // which has just ended
    }
    directory.groups().put(tenant, wanted);
  }

  private Group wanted(String tenant, String id, Fields fields) {
    return new Group(
        id,
        fields.required("name", MAX_NAME),
        Origin.MANUAL,
        parent(tenant, id, fields.text("parent")),
        conditions(id, fields, Tenancy.properties(directory, tenant)));
  }

  private static Response answer(Group group, Outcome outcome) {
    ObjectNode view = GroupView.of(group);
    view.put("joined", outcome.joined());
    view.put("left", outcome.left());
    view.put("full", outcome.full());
    return Response.ok(view);
  }

  private static Response accepted(Group group, DirectoryChange change) {
    return Response.accepted(ChangeCalls.show(GroupView.of(group), change));
  }

  private String parent(String tenant, String id, String asked) {
    if (id.equals(Group.ROOT)) {
      if (!asked.isEmpty()) {
        throw Problem.invalid("parent: the root group has none");
      }
      return "";
    }
    String parent = asked.isEmpty() ? Group.ROOT : asked;
    Optional<Group> next = directory.groups().find(tenant, parent);
    if (next.isEmpty()) {
      throw Problem.invalid("parent: there is no group '" + parent + "'");
    }
    Set<String> above = new HashSet<>();
    while (next.isPresent() && above.add(next.get().id())) {
      if (next.get().id().equals(id)) {
        throw Problem.conflict(
            "GROUP_CYCLE", "parent: '" + parent + "' is the group itself or one below it");
      }
      String up = next.get().parent();
      next = up.isEmpty() ? Optional.empty() : directory.groups().find(tenant, up);
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
    int characters =
        conditions.stream()
            .flatMap(condition -> condition.anyOf().stream())
            .mapToInt(String::length)
            .sum();
    if (characters > MAX_CHARACTERS) {
      throw Problem.invalid(
          "conditions: the values have %d characters at most together, not %d"
              .formatted(MAX_CHARACTERS, characters));
    }
    if (id.equals(Group.ROOT) && !conditions.isEmpty()) {
      throw Problem.conflict("GROUP_IS_ROOT", "the root group cannot have conditions");
    }
    return conditions;
  }

  /** {@code DELETE /groups/{id}}. */
  Response delete(Request request, String id) {
    String tenant = request.tenant();
    Optional<DirectoryChange> going = changes.running(tenant, task -> task.removesGroup(id));
    if (going.isPresent()) {
      return accepted(deletable(tenant, id), going.get());
    }
    Group group = deletable(tenant, id);
    if (group.origin() == Origin.IMPORT && hasMembers(tenant, id)) {
      throw notEmpty(id);
    }
    Beginning.Begun begun = changes.begin(tenant, () -> deletion(deletable(tenant, id)));
    if (!begun.isDone()) {
      return accepted(group, begun.change());
    }
    if (begun.change().outcome().counted() > 0) {
      throw notEmpty(id);
    }
    return Response.noContent();
  }

  /** A group, if it may be deleted. */
  private Group deletable(String tenant, String id) {
    List<Group> groups = directory.groups().all(tenant);
    Group going =
        groups.stream()
            .filter(group -> group.id().equals(id))
            .findAny()
            .orElseThrow(() -> Problem.notFound("group '" + id + "'"));
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
    return going;
  }

  private static ChangeTask deletion(Group going) {
    return going.origin() == Origin.IMPORT
        ? new ChangeTask.ImportGroupDeletion(going.id())
        : new ChangeTask.GroupDeletion(going);
  }

  /** A first look, which may lag behind and be short; whoever deletes counts the members. */
  private boolean hasMembers(String tenant, String id) {
    UserFilter filter = new UserFilter("", id, "");
    return !directory.users().page(tenant, filter, 1, "").items().isEmpty();
  }

  private static Problem notEmpty(String id) {
    return Problem.conflict(
        "GROUP_NOT_EMPTY",
        "'" + id + "' is a group of imports and has members; only imports take those out");
  }

  static Problem readOnly(String id) {
    return Problem.conflict(
        "GROUP_READ_ONLY",
        "'" + id + "' is a group of imports, or would look like one; only imports change those");
  }
}
