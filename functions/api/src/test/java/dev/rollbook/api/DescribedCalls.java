package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The calls that a description of the API has, and the limits that it states for them. */
final class DescribedCalls {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private static final Set<String> LIMITS =
      Set.of(
          "type",
          "enum",
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "required",
          "uniqueItems",
          "additionalProperties",
          "unevaluatedProperties");

  private final JsonNode document;
  private final List<Call> calls = new ArrayList<>();

  DescribedCalls(JsonNode document) {
    this.document = document;
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          List<JsonNode> parameters = new ArrayList<>();
          path.getValue().path("parameters").forEach(each -> parameters.add(resolved(each)));
          method.getValue().path("parameters").forEach(each -> parameters.add(resolved(each)));
          calls.add(
              new Call(
                  method.getValue().path("operationId").asText(),
                  method.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  parameters,
                  method.getValue()));
        }
      }
    }
  }

  /**
   * A call.
   *
   * @param path behind {@code /v1}, names in braces
   * @param parameters of path and query
   */
  record Call(
      String id, String method, String path, List<JsonNode> parameters, JsonNode description) {

    boolean hasBody() {
      return description.has("requestBody");
    }
  }

  /**
   * What a schema's keyword demands.
   *
   * @param place in a body as of {@link BodyPlace}, or where a parameter is and its name
   */
  record Limit(List<String> place, String keyword, JsonNode demand) {

    /** The name of the field that it is of, or of the list or object around it. */
    String name() {
      return place.stream()
          .filter(step -> !step.equals(BodyPlace.ANY) && !step.equals(BodyPlace.NAME))
          .reduce("", (before, step) -> step);
    }

    boolean isOfParameter() {
      return place.size() == 2 && Set.of("path", "query").contains(place.get(0));
    }

    @Override
    public String toString() {
      return "/" + String.join("/", place) + " " + keyword + " " + demand;
    }
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** All limits of a call's body. */
  List<Limit> limitsOfBody(Call call) {
    JsonNode body = resolved(call.description().path("requestBody"));
    List<Limit> limits = new ArrayList<>();
    addLimits(schemas(body.at("/content/application~1json/schema")), List.of(), limits);
    return limits;
  }

  /** All limits of a call's parameters, but that a parameter is a text. */
  List<Limit> limitsOfParameters(Call call) {
    List<Limit> limits = new ArrayList<>();
    for (JsonNode parameter : call.parameters()) {
      addLimits(
          schemas(parameter.path("schema")),
          List.of(parameter.path("in").asText(), parameter.path("name").asText()),
          limits);
    }
    limits.removeIf(
        limit -> limit.keyword().equals("type") && limit.demand().toString().contains("string"));
    return limits;
  }

  /** A schema and those that hold beside it; of alternatives each but null. */
  private List<JsonNode> schemas(JsonNode schema) {
    List<JsonNode> schemas = new ArrayList<>(List.of(schema));
    if (schema.has("$ref")) {
      schemas.addAll(schemas(resolved(schema)));
    }
    for (String several : List.of("allOf", "oneOf", "anyOf")) {
      schema.path(several).forEach(one -> schemas.addAll(schemas(one)));
    }
    schemas.removeIf(one -> one.path("type").asText().equals("null"));
    return schemas;
  }

  private void addLimits(List<JsonNode> schemas, List<String> place, List<Limit> limits) {
    Set<String> names = new TreeSet<>();
    for (JsonNode schema : schemas) {
      for (var keyword : schema.properties()) {
        if (LIMITS.contains(keyword.getKey()) && !keyword.getValue().isObject()) {
          limits.add(new Limit(place, keyword.getKey(), keyword.getValue()));
        }
      }
      schema.path("properties").fieldNames().forEachRemaining(names::add);
    }
    names.forEach(name -> addInner(schemas, "/properties/" + name, place, name, limits));
    addInner(schemas, "/items", place, BodyPlace.ANY, limits);
    addInner(schemas, "/additionalProperties", place, BodyPlace.ANY, limits);
    addInner(schemas, "/propertyNames", place, BodyPlace.NAME, limits);
  }

  private void addInner(
      List<JsonNode> schemas, String inner, List<String> place, String step, List<Limit> limits) {
    List<JsonNode> found =
        schemas.stream()
            .map(schema -> schema.at(inner))
            .filter(schema -> schema.isObject() && !schema.path("readOnly").asBoolean())
            .flatMap(schema -> schemas(schema).stream())
            .toList();
    if (!found.isEmpty()) {
      List<String> deeper = new ArrayList<>(place);
      deeper.add(step);
      addLimits(found, deeper, limits);
    }
  }
}
