package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.User;
import dev.rollbook.imports.Ticket;
import dev.rollbook.local.pipeline.FaultProxy.Call;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Functions killed by SIGKILL in the middle of an invocation (invariant 2). Each is caught at one
 * call that it has just made, killed, and the call never arrives.
 */
@ExtendWith(InPipeline.class)
class KilledFunctionIT {

  private static final int ROWS = 250;
  private static final String MIDDLE = Rosters.username(120);

  private final Pipeline pipeline;

  KilledFunctionIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** What a function is about to do when it is killed. */
  enum Moment {
    WRITE_USERS("ReconcileFunction", "BatchExecuteStatement", "rollbook-DirectoryTable"),
    NOTE_A_SETTLED_BATCH("ReconcileFunction", "UpdateItem", "P#"),
    CALL_FINALIZE("ReconcileFunction", "SendMessageBatch", "FINISH"),
    BE_READY("ParseUploadFunction", "PutItem", "QUEUED"),
    TAKE_ITS_TURN("ParseUploadFunction", "PutItem", "TURN"),
    MAKE_GROUPS("ParseUploadFunction", "", "Team "),
    RUN("ParseUploadFunction", "PutItem", "RUNNING"),
    SEND_ROWS("ParseUploadFunction", "SendMessageBatch", MIDDLE),
    NOTE_THAT_ROWS_ARE_SENT("ParseUploadFunction", "PutItem", "\\\"dispatched\\\":true"),
    BEGIN_TO_FINALIZE("FinalizeFunction", "PutItem", "FINALIZING"),
    END("FinalizeFunction", "PutItem", "COMPLETED");

    private final String function;
    private final String action;
    private final String text;

    Moment(String function, String action, String text) {
      this.function = function;
      this.action = action;
      this.text = text;
    }

    private Predicate<Call> of(TestTenant tenant) {
      return call ->
          (action.isEmpty() || call.action().equals(action))
              && call.body().contains(text)
              && (call.body().contains(tenant.name()) || text.equals("P#"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Invariant 2: a function killed at any moment leaves exact counts")
  void shouldEndTheSameWhenAFunctionIsKilled(Moment moment) throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("killed");
    FaultProxy proxy =
        moment.action.equals("SendMessageBatch") ? pipeline.sqsProxy() : pipeline.dynamoDbProxy();
    Hold hold = proxy.hold(moment.of(tenant));
    // When
    Run run = tenant.begin(Rosters.people(1, ROWS), "{}");
    hold.awaitReached();
    pipeline.kill(moment.function);
    hold.drop();
    // Then
    Ended ended = run.end();
    ended.is("COMPLETED").counts(Map.of("rows", ROWS, "created", ROWS));
    tenant
        .run(Rosters.people(1, ROWS))
        .counts(Map.of("rows", ROWS, "updated", ROWS, "unchanged", ROWS));
  }

  @Test
  @DisplayName("Invariant 2: reconcile killed while it changes users")
  void shouldCountChangedUsersOnceWhenReconcileIsKilled() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("killed-update");
    tenant.run(Rosters.people(1, ROWS));
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(MIDDLE, "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    // When
    Run run =
        tenant.begin(
            Rosters.of(
                "username;lastName;groups",
                51,
                ROWS + 50,
                number -> Rosters.username(number) + ";Changed;Other team"),
            "{}");
    hold.awaitReached();
    pipeline.kill("ReconcileFunction");
    hold.drop();
    // Then
    run.end().is("COMPLETED").counts(Map.of("rows", ROWS, "updated", 200, "created", 50));
  }

  @Test
  @DisplayName("Invariant 2: finalize killed with half of the unlisted set inactive")
  void shouldCountDeactivatedUsersOnceWhenFinalizeIsKilled() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("killed-unlisted");
    tenant.put("/settings", "{\"guard\": {\"percent\": 100, \"minUsers\": 1000}}");
    tenant.run(Rosters.people(1, ROWS));
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(MIDDLE, "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    // When
    Run run = tenant.begin(Rosters.people(126, ROWS), "{\"deactivateUnlisted\": true}");
    hold.awaitReached();
    pipeline.await(
        "some are inactive", () -> !tenant.snapshot().with(User.Status.INACTIVE).isEmpty());
    pipeline.kill("FinalizeFunction");
    hold.drop();
    // Then
    Ended ended = run.end();
    ended
        .is("COMPLETED")
        .counts(Map.of("rows", 125, "updated", 125, "unchanged", 125, "deactivated", 125));
    assertThat(ended.deactivation().path("planned").asInt()).isEqualTo(125);
  }

  @Test
  @DisplayName("Invariant 2, S5: finalize killed between the end and the next one's turn")
  void shouldPassTheTurnOnWhenFinalizeIsKilledAfterTheEnd() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("killed-turn");
    Hold atWork =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(Rosters.username(1), "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    Run first = tenant.begin(Rosters.people(1, 20), "{}");
    atWork.awaitReached();
    Run second = tenant.begin(Rosters.people(21, 30), "{}");
    pipeline.await("it waits", () -> second.now().path("status").asText().equals("QUEUED"));
    Hold turn =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names("TURN", "PutItem")
                        && call.body().contains(tenant.name())
                        && call.body()
                            .contains(
                                "{\"S\":\"" + Ticket.ofImport(second.importId()).text() + "\"}"));
    atWork.pass();
    // When
    turn.awaitReached();
    pipeline.kill("FinalizeFunction");
    turn.drop();
    // Then
    assertThat(tenant.end(first.importId()).path("counts").path("created").asInt()).isEqualTo(20);
    assertThat(tenant.end(second.importId()).path("counts").path("created").asInt()).isEqualTo(10);
    assertThat(tenant.snapshot().users()).hasSize(30);
  }
}
