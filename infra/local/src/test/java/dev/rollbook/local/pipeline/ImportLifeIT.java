package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An import as its tenant follows it, from its name to its end. */
@ExtendWith(InPipeline.class)
class ImportLifeIT {

  private final Pipeline pipeline;

  ImportLifeIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("A4: imports are listed newest first, page by page, and found by name")
  void shouldListImportsNewestFirstAndFindThemByName() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("history");
    for (String name : new String[] {"May 1", "June", "May 2", "May 3"}) {
      new CallScript(Map.of("NAME", name))
          .play(tenant, "POST /imports {'name': '$NAME', 'fileName': 'a', 'size': 1} => 201");
    }
    JsonNode first = tenant.get("/imports?name=May&limit=2");
    JsonNode second =
        tenant.get("/imports?name=May&limit=2&cursor=" + first.path("cursor").asText());
    assertThat(first.path("items").findValuesAsText("name")).containsExactly("May 3", "May 2");
    assertThat(second.path("items").findValuesAsText("name")).containsExactly("May 1");
    assertThat(second.path("cursor").isNull()).isTrue();
    assertThat(tenant.get("/imports").path("items").findValuesAsText("name"))
        .containsExactly("May 3", "May 2", "June", "May 1");
  }

  @Test
  @DisplayName("A5, S8: progress says how far it is; cancelled, it leaves the rest and says so")
  void shouldShowProgressAndKeepWhatWasAppliedWhenCancelled() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("cancelled");
    String held = Rosters.username(150);
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(held, "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    Run run = tenant.begin(Rosters.people(1, 350), "{\"deactivateUnlisted\": true}");
    hold.awaitReached();
    pipeline.await(
        "another batch is settled", () -> run.now().at("/progress/rowsDone").asInt() >= 100);
    // When
    JsonNode progress = run.now().path("progress");
    JsonNode asked = tenant.ask("POST", "/imports/" + run.importId() + "/cancel", "");
    hold.pass();
    // Then
    assertThat(progress.path("phase").asText()).isEqualTo("RUNNING");
    assertThat(progress.path("rowsTotal").asInt()).isEqualTo(350);
    assertThat(progress.path("percent").asInt())
        .isEqualTo(progress.path("rowsDone").asInt() * 100 / 350)
        .isBetween(28, 99);
    assertThat(progress.path("secondsLeft").isIntegralNumber()).isTrue();
    assertThat(asked.path("status").asText()).isEqualTo("RUNNING");
    TestTenant.Ended ended = run.end().is("CANCELLED");
    assertThat(ended.count("rows")).isEqualTo(350);
    assertThat(ended.count("created")).isEqualTo(ended.after().users().size()).isBetween(100, 350);
    assertThat(ended.deactivation().path("state").asText()).isEqualTo("SKIPPED"); // SPEC D3
    assertThat(tenant.problem("POST", "/imports/" + run.importId() + "/cancel", ""))
        .isEqualTo("409 NOT_CANCELLABLE");
  }

  @Test
  @DisplayName("S8: a file for an import that was cancelled before changes nothing")
  void shouldReadNoFileOfACancelledImport() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("cancelled");
    byte[] roster = Rosters.people(1, 3).getBytes(StandardCharsets.UTF_8);
    JsonNode made = tenant.create("roster.csv", roster.length, "{}");
    String importId = made.path("importId").asText();
    tenant.ask("POST", "/imports/" + importId + "/cancel", "");
    // When
    TestTenant.upload(made.path("upload"), roster);
    // Then
    pipeline.await(
        "the upload was noticed", () -> pipeline.finished("ParseUploadFunction", importId) > 0);
    assertThat(tenant.get("/imports/" + importId).path("status").asText()).isEqualTo("CANCELLED");
    assertThat(tenant.snapshot().users()).isEmpty();
  }

  @Test
  @DisplayName("S9: what is not uploaded in 15 minutes, or not reviewed in 7 days, expires")
  void shouldExpireWhatNobodyGoesOnWith() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("expired");
    String never = tenant.create("never.csv", 5, "{}").path("importId").asText();
    String fresh = tenant.create("fresh.csv", 5, "{}").path("importId").asText();
    byte[] roster = Rosters.people(1, 3).getBytes(StandardCharsets.UTF_8);
    Run review = tenant.begin("review.csv", roster, "{\"review\": true}");
    pipeline.await(
        "it waits for its review",
        () -> review.now().path("status").asText().equals("AWAITING_REVIEW"));
    // When
    since(tenant, never, Status.AWAITING_UPLOAD, Import.UPLOAD_LIFE);
    since(tenant, review.importId(), Status.AWAITING_REVIEW, Import.REVIEW_LIFE);
    // Then
    for (String importId : new String[] {never, review.importId()}) {
      pipeline.sweepUntil(
          importId,
          "it has expired",
          () -> tenant.get("/imports/" + importId).path("status").asText().equals("EXPIRED"));
    }
    assertThat(tenant.get("/imports/" + fresh).path("status").asText())
        .isEqualTo("AWAITING_UPLOAD");
    assertThat(tenant.problem("GET", "/imports/" + review.importId() + "/preview", ""))
        .isEqualTo("404 PREVIEW_MISSING");
    assertThat(tenant.snapshot().users()).isEmpty();
  }

  /** As if it had come there so long ago, and two minutes more. */
  private void since(TestTenant tenant, String importId, Status status, Duration life) {
    Instant then = Instant.now().minus(life).minus(Duration.ofMinutes(2));
    pipeline.imports().change(tenant.name(), importId, now -> Optional.of(now.to(status, then)));
  }
}
