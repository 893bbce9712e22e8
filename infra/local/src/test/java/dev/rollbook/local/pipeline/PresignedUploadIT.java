package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.imports.ObjectStore.Presigned;
import dev.rollbook.local.backend.ChosenBackend;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the URL that an import is made with lets pass (SPEC S1); the storage itself refuses. */
@ExtendWith(InPipeline.class)
class PresignedUploadIT {

  private static final byte[] ROSTER = "username\nu1\n".getBytes(StandardCharsets.UTF_8);

  private final Pipeline pipeline;

  PresignedUploadIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("S1, S7: one upload to that key, for 15 minutes; the next is refused")
  void shouldTakeOneUpload() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("upload");
    JsonNode made = tenant.create("roster.csv", ROSTER.length, "{}");
    String importId = made.path("importId").asText();
    JsonNode upload = made.path("upload");
    // The emulator's own test lets one run out.
    assertThat(upload.path("url").asText()).contains("X-Amz-Expires=900");
    assertThat(Duration.between(Instant.now(), Instant.parse(upload.path("expiresAt").asText())))
        .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    // When
    TestTenant.upload(upload, ROSTER);
    // Then
    assertThat(status(TestTenant.put(upload, ROSTER))).isEqualTo(412);
    JsonNode ended = tenant.end(importId);
    assertThat(ended.path("counts").path("created").asInt()).isEqualTo(1);
    assertThat(tenant.get("/imports").path("items")).hasSize(1);
  }

  @Test
  @DisplayName("S1: what was not signed is refused: another size, key, tenant, type or life")
  void shouldRefuseWhatWasNotSigned() throws InterruptedException {
    ChosenBackend.assumeSignaturesAreChecked();
    // Given
    TestTenant tenant = pipeline.tenant("unsigned");
    JsonNode made = tenant.create("roster.csv", ROSTER.length, "{}");
    String importId = made.path("importId").asText();
    String other = tenant.create("roster.csv", ROSTER.length, "{}").path("importId").asText();
    JsonNode upload = made.path("upload");
    String url = upload.path("url").asText();
    // When
    refused(
        "longer", TestTenant.put(upload, "username\nu1\nu2\n".getBytes(StandardCharsets.UTF_8)));
    refused("shorter", TestTenant.put(upload, "username\nu\n".getBytes(StandardCharsets.UTF_8)));
    refused("overwriting", typed(url));
    refused("another condition", typed(url).header("If-None-Match", "\"x\""));
    refused("another type", once(url).header("Content-Type", "text/html"));
    refused("no type", once(url));
    refused("another import", signed(url.replace(importId, other)));
    refused("another tenant", signed(url.replace("/" + tenant.name() + "/", "/victim/")));
    refused("a longer life", signed(url.replace("X-Amz-Expires=900", "X-Amz-Expires=9000")));
    refused("a later date", signed(url.replaceFirst("(X-Amz-Date=\\d{7})\\d", "$19")));
    refused("no signature", signed(url.replaceFirst("[?].*", "")));
    refused("reading", HttpRequest.newBuilder(URI.create(url)).GET());
    refused("deleting", HttpRequest.newBuilder(URI.create(url)).DELETE());
    // Then
    for (String id : List.of(importId, other)) {
      assertThat(tenant.get("/imports/" + id).path("status").asText()).isEqualTo("AWAITING_UPLOAD");
    }
    TestTenant.upload(upload, ROSTER);
    assertThat(tenant.end(importId).path("counts").path("created").asInt()).isEqualTo(1);
  }

  private static HttpRequest.Builder bare(String url) {
    return HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(ROSTER));
  }

  private static HttpRequest.Builder typed(String url) {
    return bare(url).header("Content-Type", Presigned.TYPE);
  }

  private static HttpRequest.Builder once(String url) {
    return bare(url).header("If-None-Match", "*");
  }

  private static HttpRequest.Builder signed(String url) {
    return once(url).header("Content-Type", Presigned.TYPE);
  }

  private static void refused(String what, HttpRequest.Builder request) {
    assertThat(status(request)).as(what).isIn(400, 403);
  }

  private static int status(HttpRequest.Builder request) {
    HttpResponse<byte[]> answer = HttpCaller.send(request.build());
    return answer.statusCode();
  }
}
