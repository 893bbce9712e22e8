package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.roster.CellText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a JSON object that a tenant sent. What is null is as if it were absent; a field of
 * the wrong type is a {@link Problem}. Texts are cleaned as a roster's cells are (SPEC R5).
 *
 * @param object as sent
 * @param where what stands before a field's name in a problem
 */
record Fields(ObjectNode object, String where) {

  /**
   * The fields of a request's body.
   *
   * @throws Problem if there are others than the known ones
   */
  static Fields of(ObjectNode body, Set<String> known) {
    return of(body, "", known);
  }

  private static Fields of(ObjectNode object, String where, Set<String> known) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw Problem.invalid(
            "there is no field '"
                + where
                + name
                + "'; known are "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
    return new Fields(object, where);
  }

  boolean has(String name) {
    return object.has(name);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** An object with names of the tenant's own; empty if it is absent. */
  Optional<Fields> inner(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value instanceof ObjectNode inner) {
      return Optional.of(new Fields(inner, where + name + "."));
    }
    throw Problem.invalid(where + name + " must be an object");
  }

  /** The ids of a list that has either those or objects with them, as the API shows them. */
  List<String> ids(String name) {
    List<String> ids = new ArrayList<>();
    for (JsonNode entry : list(name)) {
      JsonNode id = entry.isObject() ? entry.path("id") : entry;
      if (!id.isTextual()) {
        throw Problem.invalid(where + name + " must be a list of ids");
      }
      ids.add(id.asText());
    }
    return ids;
  }

  /** A text, empty if it is absent. */
  String text(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw Problem.invalid(where + name + " must be a text");
    }
    return clean(where + name, value.asText());
  }

  /** A text of one line that has at least one character. */
  String required(String name, int longest) {
    String text = text(name);
    if (text.isEmpty() || text.length() > longest) {
      throw Problem.invalid(where + name + " must have 1 to " + longest + " characters");
    }
    if (CellText.firstInvalidInUsername(text).isPresent()) {
      throw invalidCharacter(where + name);
    }
    return text;
  }

  boolean flag(String name, boolean absent) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw Problem.invalid(where + name + " must be true or false");
    }
    return value.asBoolean();
  }

  /** The texts of a list, empty if it is absent. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : list(name)) {
      if (!text.isTextual()) {
        throw Problem.invalid(where + name + " must be a list of texts");
      }
      texts.add(clean(where + name, text.asText()));
    }
    return texts;
  }

  /** The objects of a list, empty if it is absent. */
  List<Fields> objects(String name, Set<String> known) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode entry : list(name)) {
      if (!(entry instanceof ObjectNode inner)) {
        throw Problem.invalid(where + name + " must be a list of objects");
      }
      objects.add(of(inner, where + name + ".", known));
    }
    return objects;
  }

  private JsonNode list(String name) {
    JsonNode list = object.path(name);
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw Problem.invalid(where + name + " must be a list");
    }
    return list;
  }

  /** A text as a roster's cell would be taken. */
  private static String clean(String name, String text) {
    String clean = CellText.clean(text);
    if (CellText.firstInvalid(clean).isPresent()) {
      throw invalidCharacter(name);
    }
    return clean;
  }

  static Problem invalidCharacter(String name) {
    return new Problem(
        400, "INVALID_CHARACTER", name + " has a character that is not allowed; please delete it");
  }
}
