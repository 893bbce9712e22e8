package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.changes.Beginning;
import dev.rollbook.changes.ChangeTask;
import dev.rollbook.changes.DirectoryChange;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Property;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /properties}. */
final class PropertiesResource {

  private static final int MAX_NAME = 100;
  private static final int MAX_OPTIONS = 500;

  /** A property is one item of the store, of 400 KB at most, and frozen into every import. */
  private static final int MAX_OPTION_CHARACTERS = 100_000;

  private final Directory directory;
  private final ChangeCalls changes;

  PropertiesResource(Directory directory, ChangeCalls changes) {
    this.directory = directory;
    this.changes = changes;
  }

  /** {@code GET /properties}. */
  Response list(Request request) {
    List<Property> properties = directory.tenants().properties(request.tenant());
    Optional<DirectoryChange> change = changes.running(request.tenant(), task -> true);
    return Response.page(
        Paging.all(
            request,
            properties,
            Property::name,
            property ->
                change
                    .filter(running -> running.task().concernsProperty(property.name()))
                    .map(running -> ChangeCalls.show(view(property), running))
                    .orElseGet(() -> view(property))));
  }

  /**
   * {@code PUT /properties/{name}}. Users' values stay as they are until they are next written; the
   * answer says of how many users they are no option any more.
   */
  Response put(Request request, String name) {
    requireName(name);
    Fields fields = Fields.of(request.json(), Set.of("name", "type", "options", "autoRemove"));
    if (fields.has("name") && !fields.text("name").equals(name)) {
      throw Problem.invalid("name must be the path's, or left out; a property cannot be renamed");
    }
    Property.Type type =
        switch (fields.text("type")) {
          case "input" -> Property.Type.INPUT;
          case "dropdown" -> Property.Type.DROPDOWN;
          default -> throw Problem.invalid("type must be input or dropdown");
        };
    List<String> options = fields.texts("options");
    requireOptions(type, options);
    Property property = new Property(name, type, options, fields.flag("autoRemove", false));
    String tenant = request.tenant();
    Optional<Property> before = find(tenant, name);
    if (before.equals(Optional.of(property))) {
      return changes
          .running(tenant, task -> task.concernsProperty(name))
          .map(change -> accepted(property, change))
          .orElseGet(() -> answer(property, 0));
    }
    Beginning.Begun begun =
        changes.begin(
            tenant,
            () ->
                new ChangeTask.PropertyDefinition(
                    property, othersMayBeStored(find(tenant, name), property)));
    return begun.isDone()
        ? answer(property, begun.change().outcome().counted())
        : accepted(property, begun.change());
  }

  private Optional<Property> find(String tenant, String name) {
    return Optional.ofNullable(Tenancy.properties(directory, tenant).get(name));
  }

  private static ObjectNode view(Property property) {
    return Json.MAPPER.valueToTree(property);
  }

  private static Response answer(Property property, long others) {
    return Response.ok(view(property).put("usersWithOtherValues", others));
  }

  private static Response accepted(Property property, DirectoryChange change) {
    return Response.accepted(ChangeCalls.show(view(property), change));
  }

  private static void requireName(String name) {
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || !name.equals(CellText.clean(name))
        || CellText.firstInvalidInUsername(name).isPresent()) {
      throw Problem.invalid(
          "a property's name has 1 to "
              + MAX_NAME
              + " characters, no blank at its ends and no control character");
    }
  }

  private static void requireOptions(Property.Type type, List<String> options) {
    if (type == Property.Type.DROPDOWN && options.isEmpty()) {
      throw Problem.invalid("a dropdown needs options; the first is taken for unknown values");
    }
    Set<String> seen = new HashSet<>();
    for (String option : options) {
      if (!seen.add(option)) {
        throw Problem.invalid("options: '" + option + "' is there twice");
      }
      if (option.length() > Limits.VALUE_CHARACTERS) {
        throw Problem.invalid(
            "options: one has " + Limits.VALUE_CHARACTERS + " characters at most");
      }
    }
    int characters = options.stream().mapToInt(String::length).sum();
    if (options.size() > MAX_OPTIONS || characters > MAX_OPTION_CHARACTERS) {
      throw Problem.invalid(
          "options: at most %d, of %d characters together; not %d of %d"
              .formatted(MAX_OPTIONS, MAX_OPTION_CHARACTERS, options.size(), characters));
    }
  }

  /** A dropdown that only got more options needs no look at every user. */
  private static boolean othersMayBeStored(Optional<Property> before, Property after) {
    return after.type() == Property.Type.DROPDOWN
        && before
            .filter(old -> old.type() == Property.Type.DROPDOWN)
            .map(old -> !after.options().containsAll(old.options()))
            .orElse(true);
  }

  /**
   * {@code DELETE /properties/{name}}. Users keep its values, unseen; the answer says how many do,
   * and whether the profile still names it.
   */
  Response delete(Request request, String name) {
    String tenant = request.tenant();
    Property property = deletable(tenant, name);
    Optional<DirectoryChange> going =
        changes.running(tenant, task -> task.equals(new ChangeTask.PropertyDeletion(name)));
    if (going.isPresent()) {
      return accepted(property, going.get());
    }
    Beginning.Begun begun =
        changes.begin(
            tenant, () -> new ChangeTask.PropertyDeletion(deletable(tenant, name).name()));
    if (!begun.isDone()) {
      return accepted(property, begun.change());
    }
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("name", name);
    view.put("users", begun.change().outcome().counted());
    view.put("inProfile", isInProfile(request, name));
    return Response.ok(view);
  }

  /** A property, if it may be deleted. */
  private Property deletable(String tenant, String name) {
    Property property =
        find(tenant, name).orElseThrow(() -> Problem.notFound("property '" + name + "'"));
    List<String> groups =
        directory.groups().all(tenant).stream()
            .filter(
                group ->
                    group.conditions().stream()
                        .anyMatch(condition -> condition.property().equals(name)))
            .map(group -> "'" + group.id() + "'")
            .toList();
    if (!groups.isEmpty()) {
      throw Problem.conflict(
          "PROPERTY_IN_USE",
          "conditions of these groups name the property; change them first: "
              + String.join(", ", groups));
    }
    return property;
  }

  private boolean isInProfile(Request request, String name) {
    JsonNode mapping =
        Tenancy.settings(directory, request.tenant()).profile().options().path("mapping");
    for (JsonNode entry : mapping) {
      if (entry.path("target").asText().equals(Target.PROPERTY_PREFIX + name)) {
        return true;
      }
    }
    return false;
  }
}
