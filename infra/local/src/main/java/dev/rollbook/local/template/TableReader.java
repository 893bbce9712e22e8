package dev.rollbook.local.template;

import dev.rollbook.local.template.TableResource.Index;
import dev.rollbook.local.template.TableResource.KeyPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a table's keys and indexes. */
final class TableReader {

  private TableReader() {}

  static TableResource read(String id, String name, Section properties) {
    if (properties.has("LocalSecondaryIndexes")) {
      throw new TemplateException(
          properties.place(), "local secondary indexes are not known to the embedded cloud");
    }
    Map<String, String> types = new LinkedHashMap<>();
    properties
        .list("AttributeDefinitions")
        .forEach(
            definition ->
                types.put(definition.text("AttributeName"), definition.text("AttributeType")));
    List<Index> indexes =
        properties.list("GlobalSecondaryIndexes").stream()
            .map(
                index ->
                    new Index(
                        index.text("IndexName"),
                        key(index),
                        index.section("Projection").text("ProjectionType", "ALL"),
                        index.section("Projection").texts("NonKeyAttributes")))
            .toList();
    Section ttl = properties.section("TimeToLiveSpecification");
    return new TableResource(
        id,
        name,
        Map.copyOf(types),
        key(properties),
        indexes,
        ttl.flag("Enabled", false) ? ttl.text("AttributeName") : "");
  }

  private static List<KeyPart> key(Section section) {
    return section.list("KeySchema").stream()
        .map(part -> new KeyPart(part.text("AttributeName"), part.text("KeyType")))
        .toList();
  }
}
