package dev.rollbook.local.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML into maps, lists, strings, numbers and booleans, with CloudFormation's short tags turned
 * into their long form ({@code !Sub x} is {@code {Fn::Sub: x}}), so that only one form of each
 * intrinsic is left to resolve.
 */
final class TemplateYaml {

  private TemplateYaml() {}

  static Map<String, Object> read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Node root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).build())
              .composeReader(reader)
              .orElseThrow(() -> new TemplateException("top", "the file is empty"));
      if (root instanceof MappingNode mapping) {
        return map(mapping);
      }
      throw new TemplateException("top", "a mapping is needed, with Resources in it");
    }
  }

  private static Object value(Node node) {
    Object plain = plain(node);
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return plain;
    }
    String name = tag.substring(1);
    return switch (name) {
      case "Ref", "Condition" -> Map.of(name, plain);
      case "GetAtt" ->
          Map.of(
              "Fn::GetAtt",
              plain instanceof String dotted ? List.of(dotted.split("\\.", 2)) : plain);
      default -> Map.of("Fn::" + name, plain);
    };
  }

  private static Object plain(Node node) {
    if (node instanceof MappingNode mapping) {
      return map(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      sequence.getValue().forEach(item -> list.add(value(item)));
      return list;
    }
    return scalar((ScalarNode) node);
  }

  private static Map<String, Object> map(MappingNode mapping) {
    Map<String, Object> map = new LinkedHashMap<>();
    mapping
        .getValue()
        .forEach(
            entry ->
                map.put(((ScalarNode) entry.getKeyNode()).getValue(), value(entry.getValueNode())));
    return map;
  }

  private static Object scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.INT)) {
      return Long.valueOf(text);
    }
    if (node.getTag().equals(Tag.FLOAT)) {
      return Double.valueOf(text);
    }
    if (node.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    return text;
  }
}
