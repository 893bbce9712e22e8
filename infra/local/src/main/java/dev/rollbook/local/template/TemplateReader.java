package dev.rollbook.local.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the resources in the file and hands each to the reader of its type. */
public final class TemplateReader {

  private final Path folder;
  private final StackNames names;
  private final Map<String, Object> resources;
  private final Map<String, Object> globals;
  private final References references;
  private final Intrinsics intrinsics;

  private TemplateReader(Path file, StackNames names, Map<String, String> overrides)
      throws IOException {
    Map<String, Object> root = TemplateYaml.read(file);
    this.folder = file.toAbsolutePath().normalize().getParent();
    this.names = names;
    this.resources = child(root, "Resources");
    this.globals = child(child(root, "Globals"), "Function");
    this.references =
        new References(names, parameters(child(root, "Parameters"), overrides), resources);
    this.intrinsics =
        new Intrinsics(references, child(root, "Conditions"), child(root, "Mappings"));
  }

  /**
   * Reads a SAM template.
   *
   * @param file the template; {@code CodeUri} is relative to its folder
   * @param names the stack it is deployed as
   * @param parameters values for {@code Parameters}, in place of their defaults
   */
  public static Template read(Path file, StackNames names, Map<String, String> parameters)
      throws IOException {
    return new TemplateReader(file, names, parameters).read();
  }

  private Template read() {
    List<FunctionResource> functions = new ArrayList<>();
    List<QueueResource> queues = new ArrayList<>();
    List<BucketResource> buckets = new ArrayList<>();
    List<TableResource> tables = new ArrayList<>();
    List<HttpApiResource> apis = new ArrayList<>();
    Map<String, String> defaultAuthorizers = new LinkedHashMap<>();
    for (String id : resources.keySet()) {
      if (type(id).equals("AWS::Serverless::HttpApi") && exists(id)) {
        Section properties = properties(id);
        defaultAuthorizers.put(
            id, properties.section("Auth").text("DefaultAuthorizer", EventSource.HttpRoute.NONE));
        apis.add(HttpApiReader.read(id, properties));
      }
    }
    FunctionReader functionReader = new FunctionReader(folder, names, defaultAuthorizers);
    for (String id : resources.keySet()) {
      if (!exists(id)) {
        continue;
      }
      switch (type(id)) {
        case "AWS::Serverless::Function" ->
            functions.add(
                functionReader.read(
                    id, references.physicalName(id, place(id)), functionProperties(id)));
        case "AWS::SQS::Queue" -> queues.add(queue(id));
        case "AWS::S3::Bucket" ->
            buckets.add(
                BucketReader.read(id, references.physicalName(id, place(id)), properties(id)));
        case "AWS::DynamoDB::Table" ->
            tables.add(
                TableReader.read(id, references.physicalName(id, place(id)), properties(id)));
        default -> {
          // Not part of the embedded cloud.
        }
      }
    }
    return new Template(
        List.copyOf(functions),
        List.copyOf(queues),
        List.copyOf(buckets),
        List.copyOf(tables),
        List.copyOf(apis));
  }

  private QueueResource queue(String id) {
    String name = references.physicalName(id, place(id));
    return new QueueResource(
        id,
        name,
        names.arn("sqs", name),
        names.queueUrl(name),
        QueueReader.attributes(properties(id)));
  }

  private boolean exists(String id) {
    Object condition = child(resources, id).get("Condition");
    return condition == null || intrinsics.condition((String) condition, "Resources." + id);
  }

  private String type(String id) {
    return String.valueOf(child(resources, id).get("Type"));
  }

  private Section properties(String id) {
    return intrinsics.section(child(child(resources, id), "Properties"), place(id));
  }

  private Section functionProperties(String id) {
    return intrinsics.section(merge(globals, child(child(resources, id), "Properties")), place(id));
  }

  /** A function's own properties over the globals; mappings are merged, as SAM does. */
  static Map<String, Object> merge(Map<String, Object> under, Map<String, Object> over) {
    Map<String, Object> merged = new LinkedHashMap<>(under);
    over.forEach(
        (key, value) -> {
          boolean both = value instanceof Map<?, ?> && merged.get(key) instanceof Map<?, ?>;
          merged.put(
              key,
              both
                  ? merge(
                      Section.of(merged.get(key), key).values(), Section.of(value, key).values())
                  : value);
        });
    return merged;
  }

  private static Map<String, Object> parameters(
      Map<String, Object> declared, Map<String, String> overrides) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : declared.keySet()) {
      Object value =
          overrides.containsKey(name) ? overrides.get(name) : child(declared, name).get("Default");
      if (value == null) {
        throw new TemplateException(
            "Parameters." + name,
            "it has no default, so the embedded cloud must be given a value for it");
      }
      ParameterRule.of(name, child(declared, name)).require(value.toString());
      values.put(name, value);
    }
    overrides.keySet().stream()
        .filter(name -> !declared.containsKey(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new TemplateException(
                  "Parameters",
                  "there is no parameter '"
                      + name
                      + "' to override; there are "
                      + declared.keySet());
            });
    return values;
  }

  private static Map<String, Object> child(Map<String, Object> parent, String key) {
    Object value = parent.get(key);
    return value == null ? Map.of() : Section.of(value, key).values();
  }

  private static String place(String id) {
    return "Resources." + id + ".Properties";
  }
}
