package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.pipeline.FaultProxy.Failing;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store that fails some writes, for a while or for good. */
@ExtendWith(InPipeline.class)
class FailingStoreIT {

  private final Pipeline pipeline;

  FailingStoreIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("A6: a row that can never be written is reported, and costs no other row anything")
  void shouldReportTheOneRowThatCanNeverBeWritten() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("poison");
    tenant.run(Rosters.people(101, 110));
    Failing failing =
        pipeline
            .dynamoDbProxy()
            .refuse(
                call ->
                    call.names(Rosters.username(120), "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    // When
    Run run = tenant.begin(Rosters.people(1, 250), "{}");
    pipeline.await(
        "the other batches are settled",
        () -> run.now().path("progress").path("rowsDone").asInt() >= 150);
    assertThat(run.now().path("status").asText()).isEqualTo("RUNNING");
    // Then
    Ended ended = run.end();
    pipeline.awaitQuiet();
    failing.stop();
    ended
        .is("COMPLETED_WITH_ERRORS")
        .counts(Map.of("rows", 250, "created", 239, "updated", 10, "unchanged", 10, "failed", 1));
    assertThat(ended.after().users()).doesNotContainKey(Rosters.username(120));
    assertThat(pipeline.result(tenant, ended.importId(), "report.csv").lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("121,user-00120,PROCESSING_FAILED,"));
    // When
    Ended repaired = tenant.run(Rosters.people(1, 250));
    // Then
    repaired
        .is("COMPLETED")
        .counts(Map.of("rows", 250, "created", 1, "updated", 249, "unchanged", 249));
  }

  @Test
  @DisplayName("A6: throttling that passes leaves no trace")
  void shouldCompleteWhenThrottlingPasses() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("throttled");
    Failing failing =
        pipeline
            .dynamoDbProxy()
            .fail(
                call -> call.names("T#" + tenant.name() + "#U#", "BatchExecuteStatement"),
                "ProvisionedThroughputExceededException");
    // When
    Run run = tenant.begin(Rosters.people(1, 150), "{}");
    pipeline.await("it has hurt", () -> failing.failed().get() > 20);
    failing.stop();
    // Then
    run.end().is("COMPLETED").counts(Map.of("rows", 150, "created", 150));
  }
}
