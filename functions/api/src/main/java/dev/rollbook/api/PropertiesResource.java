package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.Property;
import java.util.ArrayList;
import java.util.List;

/** {@code /properties}. */
final class PropertiesResource {

  private static final int MAX_NAME = 100;

  private final Directory directory;

  PropertiesResource(Directory directory) {
    this.directory = directory;
  }

  /** {@code GET /properties}. */
  Response list(Request request) {
    return Response.page(
        new Page<>(directory.tenants().properties(request.tenant()), ""),
        property -> Json.MAPPER.valueToTree(property));
  }

  /** {@code PUT /properties/{name}}. */
  Response put(Request request, String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw Problem.invalid("a property's name has 1 to " + MAX_NAME + " characters");
    }
    ObjectNode body = request.json();
    Property.Type type =
        switch (body.path("type").asText()) {
          case "input" -> Property.Type.INPUT;
          case "dropdown" -> Property.Type.DROPDOWN;
          default -> throw Problem.invalid("type must be input or dropdown");
        };
    List<String> options = new ArrayList<>();
    JsonNode listed = body.path("options");
    if (!listed.isMissingNode() && !listed.isNull() && !listed.isArray()) {
      throw Problem.invalid("options must be a list of texts");
    }
    for (JsonNode option : listed) {
      if (!option.isTextual()) {
        throw Problem.invalid("options must be a list of texts");
      }
      options.add(option.asText());
    }
    if (type == Property.Type.DROPDOWN && options.isEmpty()) {
      throw Problem.invalid("a dropdown needs options; the first is taken for unknown values");
    }
    JsonNode autoRemove = body.path("autoRemove");
    if (!autoRemove.isMissingNode() && !autoRemove.isNull() && !autoRemove.isBoolean()) {
      throw Problem.invalid("autoRemove must be true or false");
    }
    Property property = new Property(name, type, options, autoRemove.asBoolean(false));
    directory.tenants().putProperty(request.tenant(), property);
    return Response.ok(Json.MAPPER.valueToTree(property));
  }

  /** {@code DELETE /properties/{name}}. */
  Response delete(Request request, String name) {
    directory.tenants().deleteProperty(request.tenant(), name);
    return Response.noContent();
  }
}
