package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A look at a roster before it is imported, and what can be changed there. */
@ExtendWith(InPipeline.class)
class ReviewedImportIT {

  private static final String ROSTER =
      """
      Benutzername;Passwort;Genannt;Ort;E-Mail
      u1;secret-1;Anna;Bonn;a@example.org
      new;secret-2;Ben;Köln;broken
      ;;Nobody;;
      """;

  private final Pipeline pipeline;

  ReviewedImportIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName(
      "S3, R12: the preview shows targets, samples, who exists and what is wrong; then it starts")
  void shouldShowAPreviewAndStartWithAnotherMapping() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("reviewed");
    new CallScript(Map.of())
        .play(
            tenant,
            """
            POST /users {'username': 'u1', 'phone': '1'} => 201
            PUT /properties/Town {'type': 'input'} => 200
            """);
    Run run =
        tenant.begin("review.csv", ROSTER.getBytes(StandardCharsets.UTF_8), "{\"review\": true}");
    pipeline.await(
        "it waits for its review",
        () -> run.now().path("status").asText().equals("AWAITING_REVIEW"));
    String path = "/imports/" + run.importId();
    // When
    JsonNode preview = tenant.get(path + "/preview");
    // Then
    assertThat(preview.path("columns").findValuesAsText("target"))
        .containsExactly("username", "password", "ignore", "ignore", "email");
    assertThat(preview.at("/columns/3/samples").toString()).isEqualTo("[\"Bonn\",\"K\u00f6ln\"]");
    assertThat(preview.path("rowCount").asInt()).isEqualTo(3);
    assertThat(preview.at("/rows/0/exists").asBoolean()).isTrue();
    assertThat(preview.at("/rows/1/exists").asBoolean()).isFalse();
    assertThat(preview.path("findingCounts").has("USERNAME_MISSING")).isTrue();
    assertThat(preview.toString()).doesNotContain("secret-"); // SPEC A8
    assertThat(tenant.snapshot().users()).hasSize(1);
    // When
    JsonNode refused =
        HttpCaller.json(
            tenant.call(
                "POST",
                path + "/start",
                "{\"mapping\": [{\"column\": \"Stadt\", \"target\": \"property:Town\"}]}"));
    // Then
    assertThat(refused.path("code").asText()).isEqualTo("MAPPING_INVALID");
    assertThat(refused.path("detail").asText()).contains("'Stadt'");
    // When
    tenant.ask(
        "POST",
        path + "/start",
        "{\"mapping\": [{\"column\": \"ort\", \"target\": \"property:Town\"},"
            + " {\"column\": 3, \"target\": \"firstName\"}]}");
    // Then
    run.end()
        .is("COMPLETED_WITH_ERRORS")
        .counts(Map.of("rows", 3, "created", 1, "updated", 1, "failed", 1, "warnings", 1));
    JsonNode first = tenant.get("/users/u1");
    assertThat(first.path("firstName").asText()).isEqualTo("Anna");
    assertThat(first.at("/properties/Town").asText()).isEqualTo("Bonn");
    assertThat(first.path("phone").asText()).isEqualTo("1"); // SPEC U4
    assertThat(first.path("lastName").isNull()).isTrue();
    assertThat(tenant.problem("GET", path + "/preview", "")).isEqualTo("404 PREVIEW_MISSING");
  }

  @Test
  @DisplayName("section 8: the sample roster, in both formats, can be imported as it stands")
  void shouldImportTheSampleAsItStands() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("sample");
    new CallScript(Map.of())
        .play(
            tenant,
            """
            PUT /properties/Level {'type': 'dropdown', 'options': ['', 'Beginner', 'Expert']} => 200
            PUT /properties/Room {'type': 'input'} => 200
            """);
    for (String format : List.of("csv", "xlsx")) {
      byte[] sample = tenant.call("GET", "/sample?format=" + format, "").body();
      tenant
          .begin("sample." + format, sample, "{\"dryRun\": true}")
          .end()
          .is("COMPLETED")
          .counts(Map.of("rows", 2, "created", 2));
    }
  }
}
