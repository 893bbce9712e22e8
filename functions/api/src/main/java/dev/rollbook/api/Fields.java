package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.JsonFields;
import dev.rollbook.roster.CellText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a JSON object that a tenant sent, of which each that is not as it should be is a
 * {@link Problem}. Texts are cleaned as a roster's cells are (SPEC R5).
 *
 * @param json as sent
 */
record Fields(JsonFields json) {

  private static final JsonFields.Problems REFUSAL =
      new JsonFields.Problems() {
        @Override
        public void unknown(String field, Set<String> known) {
          throw Problem.invalid(
              "there is no field '"
                  + field
                  + "'; known are "
                  + String.join(", ", known.stream().sorted().toList()));
        }

        @Override
        public void wrong(String field, String problem) {
          throw Problem.invalid(field + " " + problem);
        }
      };

  /**
   * The fields of a request's body.
   *
   * @throws Problem if there are others than the known ones
   */
  static Fields of(ObjectNode body, Set<String> known) {
    return new Fields(JsonFields.of(body, "", known, REFUSAL));
  }

  ObjectNode object() {
    return json.object();
  }

  /** What stands before a field's name in a problem. */
  String where() {
    return json.where();
  }

  boolean has(String name) {
    return object().has(name);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    object().fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** An object with names of the tenant's own; empty if it is absent. */
  Optional<Fields> inner(String name) {
    return json.inner(name).map(Fields::new);
  }

  /** An object with the known names; empty if it is absent. */
  Optional<Fields> inner(String name, Set<String> known) {
    return json.inner(name, known).map(Fields::new);
  }

  /** The ids of a list that has either those or objects with them, as the API shows them. */
  List<String> ids(String name) {
    List<String> ids = new ArrayList<>();
    for (JsonNode entry : json.list(name)) {
      JsonNode id = entry.isObject() ? entry.path("id") : entry;
      if (!id.isTextual()) {
        throw Problem.invalid(where() + name + " must be a list of ids");
      }
      ids.add(id.asText());
    }
    return ids;
  }

  /** A text, empty if it is absent. */
  String text(String name) {
    return clean(where() + name, json.text(name, ""));
  }

  /** A text of one line that has at least one character. */
  String required(String name, int longest) {
    String text = text(name);
    if (text.isEmpty() || text.length() > longest) {
      throw Problem.invalid(where() + name + " must have 1 to " + longest + " characters");
    }
    if (CellText.firstInvalidInUsername(text).isPresent()) {
      throw invalidCharacter(where() + name);
    }
    return text;
  }

  /** A whole number of a range. */
  int number(String name, int absent, int least, int most) {
    return json.number(name, absent, least, most);
  }

  /** One of some texts. */
  String oneOf(String name, String absent, String... values) {
    return json.oneOf(name, absent, values);
  }

  boolean flag(String name, boolean absent) {
    return json.flag(name, absent);
  }

  /** The texts of a list, empty if it is absent. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : json.list(name)) {
      if (!text.isTextual()) {
        throw Problem.invalid(where() + name + " must be a list of texts");
      }
      texts.add(clean(where() + name, text.asText()));
    }
    return texts;
  }

  /** The objects of a list, empty if it is absent. */
  List<Fields> objects(String name, Set<String> known) {
    return json.objects(name, known).stream().map(Fields::new).toList();
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
