package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A place of a body where something can be put in another's stead.
 *
 * @param body all of it
 * @param way names of fields and numbers of entries; behind {@link #NAME} stands a field whose name
 *     it is
 */
record BodyPlace(JsonNode body, List<String> way) {

  /** Any entry of a list, or any field of an object. */
  static final String ANY = "*";

  /** The name of any field of an object. */
  static final String NAME = "#";

  /** The places of a body that are at a place of its description. */
  static List<BodyPlace> of(JsonNode body, List<String> described) {
    List<BodyPlace> places = List.of(new BodyPlace(body, List.of()));
    for (String step : described) {
      places = places.stream().flatMap(place -> place.steps(step).stream()).toList();
    }
    return places;
  }

  private List<BodyPlace> steps(String step) {
    JsonNode here = value();
    List<BodyPlace> steps = new ArrayList<>();
    if (step.equals(ANY) && here.isArray()) {
      for (int i = 0; i < here.size(); i++) {
        steps.add(to(String.valueOf(i)));
      }
    } else if (step.equals(ANY)) {
      here.fieldNames().forEachRemaining(name -> steps.add(to(name)));
    } else if (step.equals(NAME)) {
      here.fieldNames().forEachRemaining(name -> steps.add(to(NAME).to(name)));
    } else if (here.has(step)) {
      steps.add(to(step));
    }
    return steps;
  }

  private BodyPlace to(String step) {
    List<String> longer = new ArrayList<>(way);
    longer.add(step);
    return new BodyPlace(body, longer);
  }

  /** What is there. */
  JsonNode value() {
    JsonNode here = body;
    for (int i = 0; i < way.size(); i++) {
      if (way.get(i).equals(NAME)) {
        return TextNode.valueOf(way.get(i + 1));
      }
      here = step(here, way.get(i));
    }
    return here;
  }

  private static JsonNode step(JsonNode from, String step) {
    return from.isArray() ? from.path(Integer.parseInt(step)) : from.path(step);
  }

  /** The body with something else there; nothing, if that is null. */
  JsonNode with(JsonNode other) {
    if (way.isEmpty()) {
      return other;
    }
    JsonNode changed = body.deepCopy();
    JsonNode parent = changed;
    for (String step : way.subList(0, way.size() - 1)) {
      parent = step.equals(NAME) ? parent : step(parent, step);
    }
    String last = way.get(way.size() - 1);
    if (way.size() > 1 && way.get(way.size() - 2).equals(NAME)) {
      JsonNode value = ((ObjectNode) parent).remove(last);
      ((ObjectNode) parent).set(other.asText(), value);
    } else if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(last), other);
    } else {
      ((ObjectNode) parent).set(last, other);
    }
    return changed;
  }
}
