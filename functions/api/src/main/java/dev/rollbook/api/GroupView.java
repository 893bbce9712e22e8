package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Group;

/** A group as the API shows it. */
final class GroupView {

  private GroupView() {}

  static ObjectNode of(Group group) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("id", group.id());
    view.put("name", group.name());
    view.put("origin", group.origin().name());
    view.put("parent", group.parent().isEmpty() ? null : group.parent());
    ArrayNode conditions = view.putArray("conditions");
    for (Group.Condition condition : group.conditions()) {
      ObjectNode entry = conditions.addObject().put("property", condition.property());
      condition.anyOf().forEach(entry.putArray("anyOf")::add);
    }
    return view;
  }
}
