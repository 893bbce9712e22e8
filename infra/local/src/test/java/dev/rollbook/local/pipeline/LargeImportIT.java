package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.host.Invocation;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many batches, several processes. */
@ExtendWith(InPipeline.class)
class LargeImportIT {

  private static final int ROWS = 5_000;

  private final Pipeline pipeline;

  LargeImportIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("A1: 5,000 rows in fifty batches by two processes end exact")
  void shouldCountExactlyOverManyBatchesAndProcesses() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("large");
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(Rosters.username(1), "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    // When
    Run run = tenant.begin(Rosters.people(1, ROWS), "{}");
    hold.awaitReached();
    pipeline.await(
        "the other process has done the rest of the first batches",
        () -> run.now().path("progress").path("rowsDone").asInt() > 0);
    hold.pass();
    // Then
    run.end().is("COMPLETED").counts(Map.of("rows", ROWS, "created", ROWS));
    assertThat(
            pipeline.invocations("ReconcileFunction", run.importId()).stream()
                .map(Invocation::pid)
                .collect(Collectors.toSet()))
        .hasSizeGreaterThan(1);
  }
}
