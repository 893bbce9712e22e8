package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.Json;
import dev.rollbook.aws.S3ObjectStore;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Command;
import dev.rollbook.local.pipeline.FaultProxy.Failing;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Messages that never come, and the sweep that sees to it (invariant 7). */
@ExtendWith(InPipeline.class)
class LostMessageIT {

  private static final int ROWS = 250;

  private final Pipeline pipeline;

  LostMessageIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("Invariant 7: rows that were lost are sent again")
  void shouldSendAgainTheRowsThatWereLost() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("lost-rows");
    Run run = loseABatch(tenant);
    Ended ended = sweepUntilItEnds(run);
    ended.is("COMPLETED").counts(Map.of("rows", ROWS, "created", ROWS));
  }

  @Test
  @DisplayName("A6: a batch that is given up counts the users it had written, and completes them")
  void shouldCompleteWhatAGivenUpBatchHadBegun() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("given-up");
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(Rosters.username(50), "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    Run run = tenant.begin(Rosters.people(1, 100), "{}");
    hold.awaitReached();
    awaitSent(tenant, run);
    pipeline.lose(Pipeline.ROWS);
    pipeline.kill("ReconcileFunction");
    hold.drop();
    // When
    pipeline.deliver(
        "ParseCommandFunction",
        List.of(Json.text(Command.of(Command.Action.GIVE_UP, tenant.name(), run.importId()))));
    // Then
    run.end().is("COMPLETED").counts(Map.of("rows", 100, "created", 100));
  }

  @Test
  @DisplayName("Invariant 7: an import whose call to finalize was lost is finalized")
  void shouldFinalizeWhenTheCallWasLost() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("lost-finish");
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call -> call.names("FINALIZING", "PutItem") && call.body().contains(tenant.name()));
    Run run = tenant.begin(Rosters.people(1, 20), "{}");
    hold.awaitReached();
    pipeline.lose(Pipeline.FINALIZE);
    pipeline.kill("FinalizeFunction");
    hold.drop();
    sweepUntilItEnds(run).is("COMPLETED").counts(Map.of("rows", 20, "created", 20));
  }

  @Test
  @DisplayName(
      "Invariant 7, A6, D3: rows lost with their file fail the import, which counts the others")
  void shouldFailWhenRowsAndFileAreLost() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("lost-file");
    tenant.run(Rosters.people(1001, 1005));
    Run run = loseABatch(tenant);
    String key =
        pipeline.imports().find(tenant.name(), run.importId()).orElseThrow().upload().key();
    try (S3Presigner presigner = pipeline.cloud().endpoints().s3Presigner()) {
      // A delete that names no version leaves what was uploaded, and it would be read again.
      new S3ObjectStore(pipeline.s3(), presigner, Pipeline.UPLOADS_BUCKET).deleteAllVersions(key);
    }
    // When
    Ended ended = sweepUntilItEnds(run);
    // Then
    ended.is("FAILED");
    assertThat(ended.summary().path("failure").path("code").asText()).isEqualTo("FILE_GONE");
    assertThat(ended.summary().path("failure").path("message").asText()).isNotBlank();
    assertThat(ended.deactivation().path("state").asText()).isEqualTo("SKIPPED");
    assertThat(ended.count("rows")).isEqualTo(ROWS);
    assertThat(ended.count("created")).isPositive();
    // A batch that was planned is carried out without the file; only what nobody planned is lost.
    assertThat(ended.count("created") + ended.count("failed")).isEqualTo(ROWS);
    assertThat(ended.after().with(User.Status.INACTIVE)).isEmpty();
    requireUnblocked(tenant);
  }

  @Test
  @DisplayName("Invariant 7: an import that can never settle its rows is ended")
  void shouldEndAnImportThatCanMakeNoProgress() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("stalled");
    Failing failing =
        pipeline
            .dynamoDbProxy()
            .refuse(call -> call.names(tenant.name() + "#U#", "BatchGetItem", "Query"));
    Failing hopeless = pipeline.dynamoDbProxy().refuse(call -> call.names("P#", "UpdateItem"));
    // When
    Run run = tenant.begin(Rosters.people(1, 20), "{\"deactivateUnlisted\": true}");
    Ended ended = sweepUntilItEnds(run);
    // A try that began before the end would still be made good if the store came back now.
    pipeline.await("no try of it goes on", () -> pipeline.isIdle(run.importId()));
    failing.stop();
    hopeless.stop();
    // Then
    ended.is("FAILED");
    assertThat(ended.summary().path("failure").path("code").asText()).isEqualTo("STALLED");
    requireUnblocked(tenant);
  }

  /** Begins an import of which some rows are applied and a batch never comes back. */
  private Run loseABatch(TestTenant tenant) throws InterruptedException {
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(Rosters.username(120), "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    Run run = tenant.begin(Rosters.people(1, ROWS), "{\"deactivateUnlisted\": true}");
    hold.awaitReached();
    awaitSent(tenant, run);
    pipeline.lose(Pipeline.ROWS);
    pipeline.kill("ReconcileFunction");
    hold.drop();
    return run;
  }

  private void awaitSent(TestTenant tenant, Run run) throws InterruptedException {
    pipeline.await(
        "the rows are sent",
        () ->
            pipeline
                .imports()
                .find(tenant.name(), run.importId())
                .orElseThrow()
                .workload()
                .dispatched());
  }

  private Ended sweepUntilItEnds(Run run) throws InterruptedException {
    sweepUntilEnded(run);
    return run.end();
  }

  private void sweepUntilEnded(Run run) throws InterruptedException {
    pipeline.sweepUntil(
        run.importId(),
        "import " + run.importId() + " has ended",
        () -> !run.now().path("finishedAt").isNull());
  }

  private static void requireUnblocked(TestTenant tenant) throws InterruptedException {
    Ended next = tenant.run(Rosters.people(2001, 2003)).is("COMPLETED");
    assertThat(next.count("created")).isEqualTo(3);
  }
}
