package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.local.backend.ChosenBackend;
import dev.rollbook.local.pipeline.FaultProxy.Failing;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Every byte on disk, once imports with passwords have ended in each way: what queues, tables and
 * buckets keep of what was deleted, dead letters, logs, the functions' own disks.
 */
class PasswordsAtRestIT {

  private static final String MARKER = "Rest-qX9-geheim\"";
  private static final String ROSTER =
      "username;password\nada;\"" + MARKER.replace("\"", "\"\"") + "1\"\nbob;\n";

  @TempDir Path folder;

  @Test
  @DisplayName("A8: no file of the data folder holds a password, however its import ended")
  void shouldLeaveNoPasswordOnDisk() throws Exception {
    ChosenBackend.assumeFilesAreOurs();
    try (Pipeline pipeline = Pipeline.startIn(folder)) {
      TestTenant tenant = pipeline.tenant("rest");
      tenant.run(ROSTER).is("COMPLETED");
      tenant.run(ROSTER.replace("username", "vorname")).is("FAILED");
      cancelledInReview(pipeline, tenant);
      cancelledWhileItRuns(pipeline, tenant);
      stalled(pipeline, tenant);
      neverSettled(pipeline, tenant);
      assertThat(keys(pipeline)).as("keys that could open what is left").isEmpty();

      assertThat(filesWith()).as("while it runs").isEmpty();
    }
    assertThat(filesWith()).as("when it is stopped").isEmpty();
  }

  private static void cancelledInReview(Pipeline pipeline, TestTenant tenant)
      throws InterruptedException {
    Run run =
        tenant.begin("review.csv", ROSTER.getBytes(StandardCharsets.UTF_8), "{\"review\": true}");
    pipeline.await(
        "it waits for its review",
        () -> run.now().path("status").asText().equals("AWAITING_REVIEW"));
    tenant.ask("POST", "/imports/" + run.importId() + "/cancel", "");
    run.end().is("CANCELLED");
  }

  private static void cancelledWhileItRuns(Pipeline pipeline, TestTenant tenant)
      throws InterruptedException {
    Hold hold = pipeline.dynamoDbProxy().hold(call -> call.names("ada", "BatchGetItem"));
    Run run = tenant.begin(ROSTER, "{}");
    hold.awaitReached();
    JsonNode cancelled = tenant.ask("POST", "/imports/" + run.importId() + "/cancel", "");
    assertThat(cancelled.path("status").asText()).isEqualTo("RUNNING");
    hold.pass();
    run.end().is("CANCELLED");
  }

  /** Its row batch fails until the sweep gives it up. */
  private static void stalled(Pipeline pipeline, TestTenant tenant) throws InterruptedException {
    Failing failing = pipeline.dynamoDbProxy().refuse(call -> call.names("P#", "UpdateItem"));
    Run run = tenant.begin(ROSTER, "{}");
    pipeline.sweepUntil(
        run.importId(), "it is ended", () -> run.now().path("status").asText().equals("FAILED"));
    failing.stop();
  }

  /** Its row batch goes all the way to the dead letters. */
  private static void neverSettled(Pipeline pipeline, TestTenant tenant)
      throws InterruptedException {
    Failing failing =
        pipeline
            .dynamoDbProxy()
            .refuse(call -> call.names("zoe", "BatchExecuteStatement", "BatchGetItem"));
    Run run = tenant.begin(ROSTER.replace("ada", "zoe"), "{}");
    pipeline.await(
        "the dead letters' function has it",
        () -> pipeline.finished("ReconcileDeadLettersFunction", run.importId()) > 0);
    failing.stop();
    tenant.end(run.importId());
  }

  private static List<String> keys(Pipeline pipeline) {
    return pipeline
        .s3()
        .listObjectVersionsPaginator(
            request -> request.bucket(Pipeline.RESULTS_BUCKET).prefix("keys/"))
        .versions()
        .stream()
        .map(ObjectVersion::key)
        .toList();
  }

  /** The files that hold the password as it is, in JSON, or in base64, wherever in it. */
  private List<String> filesWith() throws IOException {
    List<String> forms = new ArrayList<>(List.of(MARKER, MARKER.replace("\"", "\\\"")));
    for (int offset = 0; offset < 3; offset++) {
      byte[] shifted = ("xx".substring(0, offset) + MARKER).getBytes(StandardCharsets.UTF_8);
      // What the neighbours on both sides have no part in.
      forms.add(Base64.getEncoder().encodeToString(shifted).substring(4, 16));
    }
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content(file)
            .filter(text -> forms.stream().anyMatch(text::contains))
            .ifPresent(text -> found.add(folder.relativize(file).toString()));
      }
    }
    return found;
  }

  /** A file may go while the cloud runs. */
  private static Optional<String> content(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }
}
