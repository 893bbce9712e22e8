package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.Json;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that come more than once (invariant 1). */
@ExtendWith(InPipeline.class)
class RepeatedMessageIT {

  private static final int ROWS = 250;

  private final Pipeline pipeline;

  RepeatedMessageIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("Invariant 1: row batches that come again while they are worked on, and afterwards")
  void shouldApplyARowBatchOnceHoweverOftenItComes() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("again");
    tenant.run(Rosters.people(1, 60));
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(Rosters.username(80), "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    // When
    Run run = tenant.begin(Rosters.people(41, 40 + ROWS), "{}");
    hold.awaitReached();
    List<String> batches =
        pipeline.invocations("ReconcileFunction", run.importId()).stream()
            .flatMap(invocation -> Pipeline.messages(invocation).stream())
            .filter(body -> body.contains(run.importId()))
            .distinct()
            .toList();
    for (String batch : batches) {
      pipeline.sqs().sendMessage(m -> m.queueUrl(pipeline.url(Pipeline.ROWS)).messageBody(batch));
    }
    pipeline.await(
        "they are worked on again",
        () -> pipeline.invocations("ReconcileFunction", run.importId()).size() > 1);
    hold.pass();
    // Then
    Ended ended = run.end();
    ended
        .is("COMPLETED")
        .counts(Map.of("rows", 250, "created", 230, "updated", 20, "unchanged", 20));
    // When
    List<String> backwards = new java.util.ArrayList<>(batches);
    Collections.reverse(backwards);
    pipeline.deliver("ReconcileFunction", backwards);
    for (String batch : batches) {
      pipeline.deliver("ReconcileDeadLettersFunction", List.of(batch));
    }
    // Then
    requireSame(tenant, ended);
  }

  @Test
  @DisplayName("Invariant 1: commands that come again after the end")
  void shouldDoNothingForACommandAfterTheEnd() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("commands");
    tenant.run(Rosters.people(1, 20));
    Ended ended =
        tenant
            .run(Rosters.people(2, 21), "{\"deactivateUnlisted\": true}")
            .counts(
                Map.of("rows", 20, "created", 1, "updated", 19, "unchanged", 19, "deactivated", 1));
    for (Action action : Action.values()) {
      String function =
          switch (action) {
            case READ, DISPATCH, RESEND, GIVE_UP -> "ParseCommandFunction";
            case FINISH, DEACTIVATE, APPROVE, DEACTIVATE_APPROVED, LEAVE, LEAVE_SHARD, CHANGE ->
                "FinalizeFunction";
          };
      String body = Json.text(Command.of(action, tenant.name(), ended.importId()));
      pipeline.deliver(function, List.of(body));
      pipeline.deliver(function, List.of(body));
      requireSame(tenant, ended);
    }
    pipeline.sweep();
    requireSame(tenant, ended);
  }

  private static void requireSame(TestTenant tenant, Ended ended) {
    assertThat(tenant.get("/imports/" + ended.importId())).isEqualTo(ended.summary());
    assertThat(tenant.snapshot().items()).isEqualTo(ended.after().items());
  }
}
