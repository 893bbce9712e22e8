package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Groups;
import dev.rollbook.roster.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values before and after as the API shows them: groups by name, nothing as null. */
final class FieldChangesView {

  private final Map<String, String> groupNames;

  /**
   * A view that knows the groups of some changes.
   *
   * @param shown all that is to be shown, with ids of groups
   * @param planned names of groups that are not made yet
   */
  static FieldChangesView knowing(
      Groups groups,
      String tenant,
      Collection<List<FieldChange>> shown,
      Collection<String> planned) {
    Map<String, String> names = new HashMap<>();
    planned.forEach(name -> names.put(Group.importedId(name), name));
    Set<String> ids = new HashSet<>();
    shown.forEach(fields -> fields.forEach(field -> addGroups(field, ids)));
    if (!ids.isEmpty()) {
      groups.find(tenant, ids).forEach((id, group) -> names.put(id, group.name()));
    }
    return new FieldChangesView(names);
  }

  private FieldChangesView(Map<String, String> groupNames) {
    this.groupNames = groupNames;
  }

  private static boolean isGroup(FieldChange field) {
    return field.field().equals(Target.Field.GROUPS.text());
  }

  private static void addGroups(FieldChange field, Set<String> ids) {
    if (isGroup(field)) {
      ids.add(field.before().isEmpty() ? field.after() : field.before());
    }
  }

  /** The JSON of some changes. */
  ArrayNode of(List<FieldChange> fields) {
    ArrayNode view = JsonNodeFactory.instance.arrayNode();
    for (FieldChange field : fields) {
      ObjectNode one = view.addObject();
      one.put("field", field.field());
      one.put("before", text(field, field.before()));
      one.put("after", text(field, field.after()));
    }
    return view;
  }

  private String text(FieldChange field, String value) {
    if (value.isEmpty()) {
      return null;
    }
    return isGroup(field) ? groupNames.getOrDefault(value, value) : value;
  }
}
