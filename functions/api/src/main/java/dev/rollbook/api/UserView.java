package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.roster.Target;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A user as the API shows it (SPEC section 8). A text that the user does not have is null. */
final class UserView {

  private UserView() {}

  /**
   * The JSON of a user.
   *
   * @param groups those of the tenant's groups that the user is in, by id
   * @param known the tenant's properties by name; values of others, which are gone, are not shown
   */
  static ObjectNode of(User user, Map<String, Group> groups, Map<String, Property> known) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("id", user.id());
    view.put("username", user.username());
    put(view, "email", user.email());
    put(view, "firstName", user.firstName());
    put(view, "lastName", user.lastName());
    put(view, "phone", user.phone());
    put(view, "language", user.language());
    view.put("status", user.status().name());
    view.put("origin", user.origin().name());
    view.put("protected", user.isProtected());
    ObjectNode properties = view.putObject("properties");
    new TreeMap<>(user.properties())
        .forEach(
            (name, value) -> {
              if (known.containsKey(name)) {
                properties.put(name, value);
              }
            });
    ArrayNode joined = view.putArray("groups");
    user.groups().stream()
        .sorted()
        .forEach(
            id -> {
              Origin origin = Group.isImported(id) ? Origin.IMPORT : Origin.MANUAL;
              ObjectNode group = joined.addObject();
              group.put("id", id);
              group.put("name", groups.containsKey(id) ? groups.get(id).name() : id);
              group.put("origin", origin.name());
            });
    ArrayNode tags = view.putArray("tags");
    user.tags().stream().sorted().forEach(tags::add);
    ArrayNode access = view.putArray("access");
    user.access().stream()
        .sorted(Comparator.comparing(Access::product).thenComparing(Access::offer))
        .forEach(
            granted ->
                access.addObject().put("product", granted.product()).put("offer", granted.offer()));
    put(view, "supervisor", user.supervisor());
    put(view, "secondSupervisor", user.secondSupervisor());
    boolean hasPassword = user.passwordSetBy() != PasswordSetBy.NOBODY;
    view.put("hasPassword", hasPassword);
    view.put("passwordSetBy", hasPassword ? user.passwordSetBy().name() : null);
    view.put("createdAt", user.createdAt().toString());
    view.put("updatedAt", user.updatedAt().toString());
    put(view, "lastImportId", user.lastImportId());
    user.lists().stream().sorted().forEach(view.putArray("lists")::add);
    ArrayNode handEdited = view.putArray("handEdited");
    user.handEdited().stream()
        .filter(name -> isShown(name, known))
        .sorted()
        .forEach(handEdited::add);
    view.put("leavingAt", user.leaves() ? user.leavingAt().toString() : null);
    return view;
  }

  /** The mark of a property that is gone is not shown, as its value is not. */
  private static boolean isShown(String field, Map<String, Property> known) {
    return !field.startsWith(Target.PROPERTY_PREFIX)
        || known.containsKey(field.substring(Target.PROPERTY_PREFIX.length()));
  }

  private static void put(ObjectNode view, String name, String text) {
    view.put(name, text.isEmpty() ? null : text);
  }
}
