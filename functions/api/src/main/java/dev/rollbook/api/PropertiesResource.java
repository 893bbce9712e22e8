package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.Target;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code /properties}. */
final class PropertiesResource {

  private static final int MAX_NAME = 100;
  private static final int MAX_OPTIONS = 500;

  /** A property is one item of the store, of 400 KB at most, and frozen into every import. */
  private static final int MAX_OPTION_CHARACTERS = 100_000;

  private final Directory directory;
  private final Clock clock;

  PropertiesResource(Directory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** {@code GET /properties}. */
  Response list(Request request) {
    return Response.page(
        Paging.all(
            request,
            directory.tenants().properties(request.tenant()),
            Property::name,
            property -> Json.MAPPER.valueToTree(property)));
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
    Optional<Property> before =
        Optional.ofNullable(Tenancy.properties(directory, request.tenant()).get(name));
    if (before.isEmpty() && !ChosenName.fitsInPath(name)) {
      throw Problem.invalid("a property's name must be without ? and %, which get lost in a path");
    }
    // Counted first: a call that takes too long can then be made again, and answers the same.
    long others = othersMayBeStored(before, property) ? others(request, property) : 0;
    directory.tenants().putProperty(request.tenant(), property);
    ObjectNode view = Json.MAPPER.valueToTree(property);
    view.put("usersWithOtherValues", others);
    return Response.ok(view);
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

  private long others(Request request, Property property) {
    return count(
        request.tenant(),
        user -> {
          String value = user.properties().getOrDefault(property.name(), "");
          return !value.isEmpty() && !property.options().contains(value);
        });
  }

  private long count(String tenant, Predicate<User> counted) {
    Deadline deadline = new Deadline(clock);
    return IntStream.range(0, KeyShard.COUNT)
        .parallel()
        .mapToLong(
            shard -> {
              try (Stream<User> users = directory.users().inShard(tenant, shard, new Meter())) {
                return users.peek(user -> deadline.now()).filter(counted).count();
              }
            })
        .sum();
  }

  /**
   * {@code DELETE /properties/{name}}. Users keep its values, unseen; the answer says how many do,
   * and whether the profile still names it.
   */
  Response delete(Request request, String name) {
    if (!Tenancy.properties(directory, request.tenant()).containsKey(name)) {
      throw Problem.notFound("property '" + name + "'");
    }
    List<String> groups =
        directory.groups().all(request.tenant()).stream()
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
    long users = count(request.tenant(), user -> user.properties().containsKey(name));
    directory.tenants().deleteProperty(request.tenant(), name);
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("name", name);
    view.put("users", users);
    view.put("inProfile", isInProfile(request, name));
    return Response.ok(view);
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
