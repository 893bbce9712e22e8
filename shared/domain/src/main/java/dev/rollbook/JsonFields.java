package dev.rollbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a JSON object that somebody sent. What is null is as if it were absent; a field
 * that is not as it should be counts as absent, unless its {@link Problems} throw.
 *
 * @param object as sent
 * @param where what stands before a field's name in a problem
 * @param problems told of what is wrong
 */
public record JsonFields(ObjectNode object, String where, Problems problems) {

  /** Is told of what is wrong with an object, and may throw. */
  public interface Problems {

    /** There is a field that nobody knows. */
    void unknown(String field, Set<String> known);

    /** A field is not as it should be. */
    void wrong(String field, String problem);
  }

  /** The fields of an object; others than the known ones are a problem. */
  public static JsonFields of(
      ObjectNode object, String where, Set<String> known, Problems problems) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.unknown(where + name, known);
              }
            });
    return new JsonFields(object, where, problems);
  }

  private boolean has(String name) {
    return object.hasNonNull(name);
  }

  private void note(String name, String problem) {
    problems.wrong(where + name, problem);
  }

  /** A text. */
  public String text(String name, String absent) {
    if (has(name) && !object.path(name).isTextual()) {
      note(name, "must be a text");
      return absent;
    }
    return has(name) ? object.path(name).asText() : absent;
  }

  /** One of some texts. */
  public String oneOf(String name, String absent, String... values) {
    String value = text(name, absent);
    if (!List.of(values).contains(value)) {
      note(name, "must be one of " + String.join(" ", values).strip() + ", not " + value);
    }
    return value;
  }

  /** One of an enumeration's values, each by its name in JSON. */
  public <E extends Enum<E>> E oneOf(String name, Class<E> type, E absent) {
    Map<String, E> values = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      values.put(Json.MAPPER.convertValue(value, String.class), value);
    }
    String none = Json.MAPPER.convertValue(absent, String.class);
    return values.getOrDefault(oneOf(name, none, values.keySet().toArray(String[]::new)), absent);
  }

  /** True or false. */
  public boolean flag(String name, boolean absent) {
    if (has(name) && !object.path(name).isBoolean()) {
      note(name, "must be true or false");
    }
    return has(name) ? object.path(name).asBoolean() : absent;
  }

  /** A whole number of a range. */
  public int number(String name, int absent, int least, int most) {
    if (!has(name)) {
      return absent;
    }
    JsonNode value = object.path(name);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      note(name, "must be a whole number from " + least + " to " + most);
      return absent;
    }
    if (value.asInt() < least || value.asInt() > most) {
      note(name, "must be from " + least + " to " + most + ", not " + value.asInt());
    }
    return value.asInt();
  }

  /** The entries of a list, none if it is absent. */
  public Iterable<JsonNode> list(String name) {
    if (has(name) && !object.path(name).isArray()) {
      note(name, "must be a list");
    }
    return object.path(name).isArray() ? object.path(name) : List.of();
  }

  /** The objects of a list, none if it is absent. */
  public List<JsonFields> objects(String name, Set<String> known) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode entry : list(name)) {
      if (entry instanceof ObjectNode inner) {
        objects.add(of(inner, where + name + ".", known, problems));
      } else {
        note(name, "must be a list of objects");
      }
    }
    return objects;
  }

  /** An object with names of the sender's own, empty if it is absent. */
  public Optional<JsonFields> inner(String name) {
    if (has(name) && !object.path(name).isObject()) {
      note(name, "must be an object");
    }
    return object.path(name) instanceof ObjectNode inner
        ? Optional.of(new JsonFields(inner, where + name + ".", problems))
        : Optional.empty();
  }

  /** An object, empty if it is absent. */
  public Optional<JsonFields> inner(String name, Set<String> known) {
    if (has(name) && !object.path(name).isObject()) {
      note(name, "must be an object with " + String.join(", ", known.stream().sorted().toList()));
    }
    return object.path(name) instanceof ObjectNode inner
        ? Optional.of(of(inner, where + name + ".", known, problems))
        : Optional.empty();
  }
}
