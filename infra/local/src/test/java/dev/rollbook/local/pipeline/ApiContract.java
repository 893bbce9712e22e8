package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What {@code /v1/openapi.json} promises of each call, and whether an exchange keeps it. An answer
 * that is not described, or not as it is described, fails the test that got it.
 */
final class ApiContract {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
  private static final Set<String> WITH_SLASHES = Set.of("{username}", "{name}");

  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();
  private final JsonNode document;
  private final List<Operation> operations;

  ApiContract(JsonNode document) {
    this.document = document;
    List<Operation> described = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          described.add(
              new Operation(
                  method.getValue().path("operationId").asText(),
                  method.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  method.getValue()));
        }
      }
    }
    // The longest first: what is left of a path is a name only where nothing else fits.
    described.sort(Comparator.comparingInt((Operation each) -> each.path().length()).reversed());
    this.operations = List.copyOf(described);
  }

  /**
   * A call that is described.
   *
   * @param path behind {@code /v1}, names in braces
   */
  record Operation(String id, String method, String path, JsonNode description) {

    private boolean takes(String calledMethod, String calledPath) {
      StringBuilder pattern = new StringBuilder();
      for (String segment : path.substring(1).split("/", -1)) {
        pattern.append('/');
        pattern.append(
            WITH_SLASHES.contains(segment)
                ? ".+"
                : segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
      }
      return method.equals(calledMethod) && calledPath.matches(pattern.toString());
    }
  }

  /** Every call there is. */
  List<Operation> operations() {
    return operations;
  }

  /** Every code that an error may have. */
  List<String> codes() {
    List<String> codes = new ArrayList<>();
    document
        .at("/components/schemas/Problem/properties/code/oneOf")
        .forEach(code -> codes.add(code.path("const").asText()));
    return codes;
  }

  /** What a call is; empty for one that is not described. */
  Optional<Operation> operation(String method, String pathAndQuery) {
    String path = pathAndQuery.split("\\?", 2)[0].replace("%2F", "/");
    return operations.stream().filter(each -> each.takes(method, path)).findFirst();
  }

  /**
   * An answer.
   *
   * @param type its content type, empty if it has none
   */
  record Answer(int status, String type, Set<String> headers, String body) {

    static Answer of(HttpResponse<byte[]> response) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("content-type").orElse("").split(";", 2)[0].strip(),
          response.headers().map().keySet(),
          HttpCaller.text(response));
    }
  }

  /** Holds an exchange against the description. */
  void require(String method, String pathAndQuery, String body, Answer answer) {
    Optional<Operation> called = operation(method, pathAndQuery);
    String what = "%s %s: %d".formatted(method, pathAndQuery, answer.status());
    if (called.isPresent() && answer.status() < 400) {
      requireRequest(what, called.get(), body);
    }
    requireResponse(
        what,
        called
            .map(operation -> described(operation, answer.status()))
            .orElseGet(() -> anywhere(answer.status())),
        answer);
  }

  private JsonNode described(Operation operation, int status) {
    JsonNode responses = operation.description().path("responses");
    JsonNode exact = responses.path(Integer.toString(status));
    // A refusal that depends on the call is listed with it; the rest is the same for all.
    boolean anyCall = status == 405 || status >= 500;
    assertThat(exact.isMissingNode() && !anyCall)
        .as("%s does not describe the status %d", operation.id(), status)
        .isFalse();
    return resolved(exact.isMissingNode() ? responses.path("default") : exact);
  }

  /** What a path that is not described is answered with. */
  private JsonNode anywhere(int status) {
    return document
        .path("components")
        .path("responses")
        .path(status == 401 ? "Unauthorized" : "Problem");
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private void requireRequest(String what, Operation called, String body) {
    JsonNode request = resolved(called.description().path("requestBody"));
    if (body.isEmpty()) {
      assertThat(request.path("required").asBoolean()).as("%s needs a body", what).isFalse();
    } else if (!request.isMissingNode()) {
      requireValid(what, request.at("/content/application~1json/schema"), Pipeline.json(body));
    }
  }

  private void requireResponse(String what, JsonNode described, Answer answer) {
    for (var header : described.path("headers").properties()) {
      if (header.getValue().path("required").asBoolean()) {
        assertThat(answer.headers()).as(what).contains(header.getKey());
      }
    }
    if (!described.has("content")) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    JsonNode content = described.path("content");
    assertThat(content.has(answer.type())).as("%s as %s", what, answer.type()).isTrue();
    JsonNode schema = content.path(answer.type()).path("schema");
    if (!schema.isMissingNode()) {
      requireValid(what, schema, Pipeline.json(answer.body()));
    }
  }

  private void requireValid(String what, JsonNode schema, JsonNode value) {
    assertThat(compiled.computeIfAbsent(schema, this::compile).validate(value))
        .as("%s%n%s", what, value)
        .isEmpty();
  }

  /** References in a part of the document are from its root. */
  private Schema compile(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    return schemas.getSchema(whole);
  }
}
