package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rollbook.Json;
import dev.rollbook.api.DescribedCalls.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that shows whether a limit holds.
 *
 * @param isWithin whether the description allows it
 */
record LimitProbe(JsonNode value, boolean isWithin) {

  /**
   * Of these a pattern says only a part; the rest depends on what there is, or is said in words.
   */
  private static final Set<String> IN_WORDS =
      Set.of(
          "email",
          "supervisor",
          "secondSupervisor",
          "defaultSupervisor",
          "defaultSecondSupervisor",
          "parent",
          "property",
          "properties",
          "groups",
          "id",
          "target",
          "charset",
          "defaultGroup",
          "secret");

  /** Those that some texts may have and others not. */
  private static final String CHARACTERS =
      "\0\1\t\n\013\r\033 !\"%,-./?@\\_\177\u0080\u0085\u009f\u00a0\u00e4\u20ac\ufffd";

  private static final Pattern AT_MOST = Pattern.compile("\\{1,(\\d+)}");

  /** What is at a limit and what is beyond it, made of a value that is within it. */
  static List<LimitProbe> of(Limit limit, JsonNode example) {
    JsonNode demand = limit.demand();
    return switch (limit.keyword()) {
      case "minLength" -> ofTexts(limit, example, demand.asInt(), demand.asInt() - 1);
      case "maxLength" -> ofTexts(limit, example, demand.asInt(), demand.asInt() + 1);
      case "minimum" -> ofNumbers(example, demand.asLong(), demand.asLong() - 1);
      case "maximum" -> ofNumbers(example, demand.asLong(), demand.asLong() + 1);
      case "minItems" -> ofLists(example, demand.asInt(), demand.asInt() - 1);
      case "maxItems" -> ofLists(example, demand.asInt(), demand.asInt() + 1);
      case "pattern" -> example.isTextual() ? ofPattern(limit, example.asText()) : List.of();
      case "enum" -> ofEnumeration(demand);
      case "type" -> ofOtherTypes(demand.toString());
      case "required" -> withoutEach(example, demand);
      case "uniqueItems" ->
          List.of(new LimitProbe(list(example, 0).add(first(example)).add(first(example)), false));
      default ->
          example.isObject() ? List.of(new LimitProbe(withAnother(example), false)) : List.of();
    };
  }

  private static List<LimitProbe> ofTexts(Limit limit, JsonNode example, int at, int beyond) {
    return example.isTextual() ? two(text(limit, at), text(limit, beyond)) : List.of();
  }

  private static List<LimitProbe> ofNumbers(JsonNode example, long at, long beyond) {
    return example.isNumber() ? two(LongNode.valueOf(at), LongNode.valueOf(beyond)) : List.of();
  }

  private static List<LimitProbe> ofLists(JsonNode example, int at, int beyond) {
    return two(list(example, at), list(example, beyond));
  }

  private static List<LimitProbe> two(JsonNode at, JsonNode beyond) {
    return List.of(new LimitProbe(at, true), new LimitProbe(beyond, false));
  }

  private static List<LimitProbe> ofEnumeration(JsonNode values) {
    List<LimitProbe> probes = new ArrayList<>();
    values.forEach(value -> probes.add(new LimitProbe(value, true)));
    probes.add(new LimitProbe(TextNode.valueOf("other"), false));
    return probes;
  }

  private static List<LimitProbe> ofOtherTypes(String allowed) {
    JsonNode one =
        Json.parse(
            "{\"string\": \"a\", \"integer\": 5, \"boolean\": true, \"object\": {}, \"array\": []}",
            JsonNode.class);
    return one.properties().stream()
        .filter(type -> !allowed.contains(type.getKey()))
        .map(type -> new LimitProbe(type.getValue(), false))
        .toList();
  }

  private static List<LimitProbe> withoutEach(JsonNode example, JsonNode names) {
    List<LimitProbe> probes = new ArrayList<>();
    if (example.isObject()) {
      names.forEach(
          name -> {
            ObjectNode less = example.deepCopy();
            less.remove(name.asText());
            probes.add(new LimitProbe(less, false));
          });
    }
    return probes;
  }

  private static JsonNode withAnother(JsonNode example) {
    return ((ObjectNode) example.deepCopy()).put("unknown", 1);
  }

  /** Texts within a pattern are taken, but where they have to name something. */
  private static List<LimitProbe> ofPattern(Limit limit, String example) {
    String regex = limit.demand().asText();
    Pattern pattern = Pattern.compile(regex);
    boolean isInWords = limit.isOfParameter() || IN_WORDS.contains(limit.name());
    List<LimitProbe> probes = new ArrayList<>();
    for (int i = 0; i < CHARACTERS.length(); i++) {
      String text = example.substring(0, 1) + CHARACTERS.charAt(i) + example.substring(1);
      boolean isWithin = pattern.matcher(text).find();
      if (!isWithin || !isInWords) {
        probes.add(new LimitProbe(TextNode.valueOf(text), isWithin));
      }
    }
    Matcher most = AT_MOST.matcher(regex);
    if (most.find()) {
      int characters = Integer.parseInt(most.group(1));
      probes.addAll(two(text(limit, characters), text(limit, characters + 1)));
    }
    return probes;
  }

  /** A list of so many entries, different ones where they are texts. */
  private static ArrayNode list(JsonNode example, int size) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < size; i++) {
      JsonNode first = first(example);
      list.add(first.isTextual() ? TextNode.valueOf(first.asText() + i) : first);
    }
    return list;
  }

  private static JsonNode first(JsonNode list) {
    return list.path(0);
  }

  /** A text of so many characters that says something sensible there. */
  private static JsonNode text(Limit limit, int characters) {
    String some = "x".repeat(characters);
    return TextNode.valueOf(
        limit.isOfParameter()
            ? some
            : switch (limit.name()) {
              case "username" -> "n".repeat(characters); // nobody's
              case "email" -> filled("a@" + "d.".repeat(characters), characters - 2) + "de";
              case "url" -> filled("https://hooks.example.org/" + some, characters);
              case "target" -> "property:" + some;
              default -> some;
            });
  }

  private static String filled(String longer, int characters) {
    return longer.substring(0, characters);
  }
}
