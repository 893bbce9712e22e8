package dev.rollbook.api;

import static dev.rollbook.api.ApiOnFakes.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.imports.Import;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.Lambda;
import dev.rollbook.testkit.Sample;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What API Gateway sends to the handler, and what it answers. */
class ApiHandlerTest {

  private final ApiOnFakes fakes = new ApiOnFakes();

  private JsonNode invoke(String event) {
    return Lambda.invoke(new ApiHandler(fakes.api()), event);
  }

  private static JsonNode body(JsonNode answer) {
    return Json.parse(answer.path("body").asText(), JsonNode.class);
  }

  /** Priming runs at each deployment, beside the tenants' own calls. */
  @Test
  void shouldWarmUpByReadingOnly() {
    new ApiHandler(fakes.api()).prime();
    new AuthorizerHandler(new Keys(fakes.cloud.directory().tenants(), new SecureRandom())).prime();
    new TenantHandler(fakes.cloud.directory().tenants(), new SecureRandom(), "").prime();

    assertThat(fakes.cloud.faults.calls())
        .extracting(Faults.Call::method)
        .containsExactly("history", "keyHashes", "settings");
  }

  @Test
  void shouldMakeAnImport() {
    JsonNode answer = invoke(Lambda.sampleEvent("api-create-import"));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
    assertThat(answer.path("headers").path("content-type").asText()).isEqualTo("application/json");
    Import created = fakes.cloud.imports.open().get(0);
    assertThat(created.tenant()).isEqualTo(TENANT);
    assertThat(created.name()).isEqualTo("Schuljahr 2026/27");
    assertThat(created.fileName()).isEqualTo("Schüler 2026.csv");
    assertThat(created.options().deactivateUnlisted()).isTrue();
    assertThat(body(answer).path("importId").asText()).isEqualTo(created.importId());
  }

  @Test
  void shouldReadABodyThatTheGatewayEncoded() {
    String event = Lambda.sampleEvent("api-create-import");
    JsonNode parsed = Json.parse(event, JsonNode.class);
    String encoded =
        Base64.getEncoder()
            .encodeToString(parsed.path("body").asText().getBytes(StandardCharsets.UTF_8));

    JsonNode answer =
        invoke(
            event
                .replace(Json.text(parsed.path("body").asText()), Json.text(encoded))
                .replace("\"isBase64Encoded\": false", "\"isBase64Encoded\": true"));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
    assertThat(fakes.cloud.imports.open().get(0).fileName()).isEqualTo("Schüler 2026.csv");
  }

  @Test
  void shouldListImportsByName() {
    fakes.cloud.imports.create(Sample.created(TENANT, "01J1", "Schuljahr 2026"));
    fakes.cloud.imports.create(Sample.created(TENANT, "01J2", "Probe"));

    JsonNode answer = invoke(Lambda.sampleEvent("api-list-imports"));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(body(answer).path("items").findValuesAsText("name"))
        .containsExactly("Schuljahr 2026");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/users/jörg+x z, jörg+x z",
    "/v1/users/j#rg, j#rg",
    "/v1/users/-, -",
  })
  void shouldTakeThePathAsTheGatewayDecodedIt(String path, String username) {
    fakes.cloud.users.create(TENANT, Sample.user(username), "");

    JsonNode answer = invoke(Lambda.sampleEvent("api-list-imports").replace("/v1/imports", path));

    assertThat(body(answer).path("username").asText()).isEqualTo(username);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/imports/50%, 404",
    "/v1/groups/%zz/members, 404",
    "/v1/, 404",
    "/v1, 404",
    "/v1//x, 404"
  })
  void shouldAnswerWhateverThePathIs(String path, int status) {
    JsonNode answer =
        invoke(
            Lambda.sampleEvent("api-list-imports")
                .replace("/v1/imports", path)
                .replace("\"imports\"", "\"" + path.replaceFirst("^/v1/?", "") + "\""));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(status);
    assertThat(body(answer).path("code").asText()).isEqualTo("NOT_FOUND");
  }

  /** Seen at HTTP APIs: a path is cut at a question mark, and its parameter decoded once more. */
  @ParameterizedTest
  @CsvSource({
    "/v1/users/a, users/a?b",
    "/v1/users/a, users/a%3Fb",
    "/v1/users/a%62, users/ab",
    "/v1/users/a%3Fb, users/a?b",
  })
  void shouldNotTakeOneNameForAnother(String path, String parameter) {
    for (String username : List.of("a", "a?b", "ab", "a%62", "a%3Fb")) {
      fakes.cloud.users.create(TENANT, Sample.user(username), "");
    }

    JsonNode answer =
        invoke(
            Lambda.sampleEvent("api-list-imports")
                .replace("/v1/imports", path)
                .replace("\"proxy\": \"imports\"", "\"proxy\": \"" + parameter + "\"")
                .replace("\"method\": \"GET\"", "\"method\": \"DELETE\""));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(body(answer).path("code").asText()).isEqualTo("INVALID_REQUEST");
    assertThat(fakes.cloud.users.all(TENANT)).hasSize(5);
  }
}
