package dev.rollbook.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The project's own template, also what the embedded cloud leaves out of it, as a nested stack. */
final class Deployment {

  private static final Path FILE = Path.of("..", "..", "template.yaml");
  private static final StackNames NAMES =
      StackNames.local(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));

  /** Of all stacks, whose names differ, so that a test need not know which stack has what. */
  private final Map<String, Object> resources = new LinkedHashMap<>();

  private final Map<String, Intrinsics> intrinsics = new HashMap<>();
  private final Section globals;
  final Template template;

  Deployment() {
    try {
      Section root = Section.of(TemplateYaml.read(FILE), "top");
      Map<String, Object> defaults = new LinkedHashMap<>();
      root.sections("Parameters").forEach((name, one) -> defaults.put(name, one.text("Default")));
      this.globals = root.section("Globals").section("Function");
      add(root, defaults);
      for (String stack : ids("AWS::CloudFormation::Stack").toList()) {
        Section properties = properties(stack);
        Section nested =
            Section.of(
                TemplateYaml.read(FILE.resolveSibling(properties.text("TemplateURL"))), stack);
        Section given = properties.section("Parameters");
        assertThat(given.values())
            .as(stack)
            .containsOnlyKeys(nested.sections("Parameters").keySet());
        add(nested, given.values());
      }
      this.template = TemplateReader.read(FILE, NAMES, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("there is no template at " + FILE, e);
    }
  }

  private void add(Section stack, Map<String, Object> parameters) {
    Map<String, Object> own = stack.section("Resources").values();
    Intrinsics its =
        new Intrinsics(
            new References(NAMES, parameters, own), stack.section("Conditions").values(), Map.of());
    for (String id : own.keySet()) {
      assertThat(resources.put(id, own.get(id))).as("another resource called %s", id).isNull();
      intrinsics.put(id, its);
    }
  }

  /** The logical ids of a type's resources. */
  Stream<String> ids(String type) {
    return resources.keySet().stream().filter(id -> raw(id).text("Type").equals(type));
  }

  /** What holds for every function, as it is written. */
  Section globals() {
    return globals;
  }

  /** A resource as it is written. */
  Section raw(String id) {
    return Section.of(resources.get(id), "Resources." + id);
  }

  /** The properties of a resource, as they are without any parameter given. */
  Section properties(String id) {
    Map<String, Object> own = raw(id).section("Properties").values();
    boolean function = raw(id).text("Type").equals("AWS::Serverless::Function");
    return intrinsics
        .get(id)
        .section(function ? TemplateReader.merge(globals.values(), own) : own, id);
  }

  /** The logical id of a function's role. */
  String role(String function) {
    return raw(function).section("Properties").section("Role").texts("Fn::GetAtt").get(0);
  }

  /** The logical id of the log group that a function writes to. */
  String logGroup(String function) {
    return raw(function)
        .section("Properties")
        .section("LoggingConfig")
        .section("LogGroup")
        .text("Ref");
  }

  /** The statements of the only policy of a function's role. */
  List<Section> statements(FunctionResource function) {
    String role = role(function.logicalId());
    List<Section> policies = properties(role).list("Policies");
    if (policies.size() != 1 || properties(role).has("ManagedPolicyArns")) {
      throw new AssertionError(role + " should have one policy, its own");
    }
    return policies.get(0).section("PolicyDocument").list("Statement");
  }

  /** What the role of a function allows, in the words of {@link Needs}. */
  Set<String> rights(FunctionResource function) {
    Set<String> rights = new TreeSet<>();
    for (Section statement : statements(function)) {
      for (String action : statement.texts("Action")) {
        for (String resource : statement.texts("Resource")) {
          String right = action + " " + logicalId(resource);
          List<String> prefixes = prefixes(statement);
          if (prefixes.isEmpty()) {
            rights.add(right);
          }
          prefixes.forEach(prefix -> rights.add(right + "/" + prefix));
        }
      }
    }
    return rights;
  }

  /** Under which a bucket may be listed. */
  private static List<String> prefixes(Section statement) {
    Section like = statement.section("Condition").section("StringLike");
    return like.has("s3:prefix") ? like.texts("s3:prefix") : List.of();
  }

  /** The part of an ARN that names the resource, without the stack's name; buckets have others. */
  static String logicalId(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1)
        .replaceFirst("^table/", "")
        .replaceFirst("^rollbook-", "")
        .replaceFirst("^uploads-local", "UploadsBucket")
        .replaceFirst("^resultsbucket", "ResultsBucket")
        .replaceFirst("\\.fifo$", "");
  }

  /** Every mapping at any depth of the resources, as it is written. */
  List<Map<?, ?>> mappings() {
    List<Map<?, ?>> found = new ArrayList<>();
    collect(resources, found);
    return found;
  }

  private static void collect(Object value, List<Map<?, ?>> found) {
    if (value instanceof Map<?, ?> map) {
      found.add(map);
      map.values().forEach(item -> collect(item, found));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, found));
    }
  }
}
