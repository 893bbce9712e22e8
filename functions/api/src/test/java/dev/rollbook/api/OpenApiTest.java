package dev.rollbook.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the API says what the API does. */
class OpenApiTest {

  /** Without a body it does the more careful of two things, so nothing is lost with a lost one. */
  private static final Set<String> BODY_OR_NONE = Set.of("/imports/{id}/apply");

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
  private static final Pattern CODE =
      Pattern.compile("(?:new Problem\\(\\s*\\d{3},|Problem\\.conflict\\()\\s*\"([A-Z_]+)\"");

  private final JsonNode document = OpenApi.document();

  @Test
  void shouldDescribeEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    Set<String> routes = new TreeSet<>();
    new Caller().api.routes().forEach(route -> routes.add(route.method() + " " + route.path()));
    assertThat(described).isEqualTo(routes);
  }

  @Test
  void shouldExplainEveryCodeAndNoOther() throws IOException {
    Set<String> explained = new TreeSet<>();
    for (JsonNode code : document.at("/components/schemas/Problem/properties/code/oneOf")) {
      assertThat(code.path("description").asText()).isNotEmpty();
      explained.add(code.path("const").asText());
    }
    Set<String> used = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Matcher matcher = CODE.matcher(Files.readString(source));
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    assertThat(explained).isEqualTo(used);
  }

  @Test
  void shouldRefuseEveryCallThatHasABodyWithoutIt() { // SPEC 8
    Caller caller = new Caller();
    caller.user("ada", Map.of());
    caller.imports.create(
        Sample.created(Caller.TENANT, "01A", "May").to(Status.AWAITING_REVIEW, Sample.NOW));
    Map<String, String> named = Map.of("{username}", "ada", "{id}", "01A", "{name}", "Town");
    List<String> refused = new ArrayList<>();
    List<String> withBody = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      String concrete = path.getKey();
      for (Map.Entry<String, String> name : named.entrySet()) {
        concrete = concrete.replace(name.getKey(), name.getValue());
      }
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        if (call.getValue().has("requestBody") && !BODY_OR_NONE.contains(path.getKey())) {
          String method = call.getKey().toUpperCase(Locale.ROOT);
          withBody.add(method + " " + path.getKey());
          JsonNode body = call.getValue().path("requestBody");
          JsonNode described =
              body.has("$ref") ? document.at(body.path("$ref").asText().substring(1)) : body;
          for (String missing : List.of("", " \n", "null")) {
            Response answer = caller.call(method, concrete, missing);
            if (described.path("required").asBoolean() && answer.status() == 400) {
              refused.add(method + " " + path.getKey());
            }
          }
        }
      }
    }
    assertThat(Set.copyOf(refused)).isEqualTo(Set.copyOf(withBody));
    assertThat(refused).hasSize(3 * withBody.size());
    assertThat(withBody).contains("PUT /settings", "POST /imports/{id}/start", "POST /users");
  }

  @Test
  void shouldReferToNothingThatIsNotThere() {
    List<String> dangling = new ArrayList<>();
    for (JsonNode reference : document.findValues("$ref")) {
      if (document.at(reference.asText().substring(1)).isMissingNode()) {
        dangling.add(reference.asText());
      }
    }
    assertThat(dangling).isEmpty();
  }

  @Test
  void shouldGiveEveryOperationAnIdOfItsOwn() {
    List<String> ids = new ArrayList<>();
    document.findValues("operationId").forEach(id -> ids.add(id.asText()));
    assertThat(ids).doesNotHaveDuplicates().hasSize(new Caller().api.routes().size());
  }

  @Test
  void shouldBeServedWithoutAKey() {
    APIGatewayV2HTTPEvent event =
        APIGatewayV2HTTPEvent.builder()
            .withRawPath("/v1/openapi.json")
            .withRequestContext(
                APIGatewayV2HTTPEvent.RequestContext.builder()
                    .withHttp(
                        APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                            .withMethod("GET")
                            .build())
                    .build())
            .build();
    Response response = new ApiHandler(new Caller().api).answer(event);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("content-type", "application/json");
    assertThat(Json.parse(response.body(), JsonNode.class).path("openapi").asText())
        .isEqualTo("3.1.0");
  }
}
