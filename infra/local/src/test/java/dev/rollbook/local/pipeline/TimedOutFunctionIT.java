package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A function that is ended at its timeout, in the middle of a call (invariant 2). Reconcile's can
 * be chosen, so that it is short here; as deployed, its message comes again when that is over.
 */
@ExtendWith(InPipeline.class)
class TimedOutFunctionIT {

  private static final int TIMEOUT_SECONDS = 20;
  private static final String TIMED_OUT =
      "Task timed out after %d.00 seconds".formatted(TIMEOUT_SECONDS);

  @Test
  @DisplayName("Invariant 2, A6: reconcile at its timeout while it changes users")
  void shouldCountOnceWhatAFunctionDidBeforeItsTimeout() throws InterruptedException {
    try (Pipeline pipeline =
        Pipeline.start(
            Map.of(
                "ReconcileTimeout", Integer.toString(TIMEOUT_SECONDS),
                "RowsVisibility", Integer.toString(TIMEOUT_SECONDS + 2)))) {
      // Given
      AtWork one = AtWork.of(pipeline);
      AtWork other = AtWork.of(pipeline);
      long before = pipeline.failed("ReconcileFunction", TIMED_OUT);
      // When
      Run first = one.change();
      Run second = other.change();
      one.hold().awaitReached();
      other.hold().awaitReached();
      pipeline.await(
          "both are ended", () -> pipeline.failed("ReconcileFunction", TIMED_OUT) >= before + 2);
      one.hold().drop();
      other.hold().pass(); // it gets there when nobody waits for it any more
      // Then
      one.requireOnce(first.end());
      other.requireOnce(second.end());
    }
  }

  /**
   * A tenant with users, and the call that changes some of them.
   *
   * @param hold of that call, while others of the same batch are made
   */
  private record AtWork(Pipeline pipeline, TestTenant tenant, Hold hold) {

    static AtWork of(Pipeline pipeline) throws InterruptedException {
      TestTenant tenant = pipeline.tenant("timeout");
      tenant.run(Rosters.people(1, 80));
      return new AtWork(
          pipeline,
          tenant,
          pipeline
              .dynamoDbProxy()
              .hold(
                  call ->
                      call.names(Rosters.username(70), "BatchExecuteStatement")
                          && call.body().contains(tenant.name())));
    }

    Run change() {
      return tenant.begin(
          Rosters.of(
              "username;lastName;groups",
              21,
              120,
              number -> Rosters.username(number) + ";Changed;Other team"),
          "{}");
    }

    /** {@link Run#end} holds the counts against the directory before and after. */
    void requireOnce(Ended ended) throws InterruptedException {
      ended.is("COMPLETED").counts(Map.of("rows", 100, "updated", 60, "created", 40));
      assertThat(pipeline.result(tenant, ended.importId(), "changes.csv").lines().skip(1))
          .doesNotHaveDuplicates();
      tenant.run(Rosters.people(21, 80)).counts(Map.of("rows", 60, "updated", 60));
    }
  }
}
