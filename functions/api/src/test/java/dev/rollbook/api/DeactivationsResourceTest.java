package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.imports.Wish;
import dev.rollbook.testkit.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Held deactivations (SPEC D6). */
class DeactivationsResourceTest {

  private static final String APPROVE = "/imports/01A/deactivations/approve";
  private static final String DISCARD = "/imports/01A/deactivations/discard";

  private static final BatchPlan PLAN =
      new BatchPlan(List.of(), List.of(new UnlistedUser("ada", "1")), 30);
  private static final Command APPROVAL = Command.of(Command.Action.APPROVE, Caller.TENANT, "01A");

  private final Caller caller = new Caller();

  private Import anImport(State state) {
    Import ended =
        Sample.created(Caller.TENANT, "01A", "May")
            .with()
            .deactivation(new Deactivation(state, 30, 0, List.of(Reason.GUARD)))
            .build()
            .to(Status.COMPLETED, Sample.NOW);
    caller.imports.create(ended);
    caller.buckets.files(ended).claim(0, PLAN);
    return ended;
  }

  private Import now() {
    return caller.imports.find(Caller.TENANT, "01A").orElseThrow();
  }

  @Test
  void shouldHaveFinalizeApplyAnApprovedPlan() {
    anImport(State.HELD);

    Response response = caller.call("POST", APPROVE);

    assertThat(response.status()).isEqualTo(202);
    assertThat(now().wishes()).containsExactly(Wish.APPROVE);
    assertThat(now().deactivation().state()).isEqualTo(State.HELD);
    assertThat(caller.commands.sent()).containsExactly(APPROVAL);
    assertThat(caller.turns.holder(Caller.TENANT)).contains(Ticket.ofApproval("01A"));
  }

  @Test
  void shouldLetAnApprovedPlanWaitForItsTurn() { // SPEC D6: never beside an import
    anImport(State.HELD);
    caller.importRuns();

    assertThat(caller.call("POST", APPROVE).status()).isEqualTo(202);

    assertThat(now().wishes()).containsExactly(Wish.APPROVE);
    assertThat(caller.commands.sent()).isEmpty();
    caller.importEnds();
    assertThat(caller.turns.holder(Caller.TENANT)).contains(Ticket.ofApproval("01A"));
    assertThat(caller.commands.sent()).containsExactly(APPROVAL);
  }

  @Test
  void shouldSendAnApprovalAgainWhoseCommandMayBeLost() {
    anImport(State.HELD);
    json(caller.call("POST", APPROVE));
    caller.commands.take();

    json(caller.call("POST", APPROVE));

    assertThat(caller.commands.sent()).containsExactly(APPROVAL);
  }

  @Test
  void shouldTakeTwoApprovalsForOne() {
    anImport(State.HELD);
    json(caller.call("POST", APPROVE));
    Import once = now();
    json(caller.call("POST", APPROVE));
    assertThat(now()).isEqualTo(once);
    assertThat(problem(caller.call("POST", DISCARD))).isEqualTo("409 NOT_HELD");
  }

  @Test
  void shouldTakeAnApprovalOfWhatIsAppliedForDone() {
    Import applied = anImport(State.APPROVED);
    json(caller.call("POST", APPROVE));
    assertThat(now()).isEqualTo(applied);
    assertThat(caller.commands.sent()).isEmpty();
  }

  @Test
  void shouldDropADiscardedPlan() {
    anImport(State.HELD);
    json(caller.call("POST", DISCARD));
    assertThat(now().deactivation())
        .isEqualTo(new Deactivation(State.DISCARDED, 30, 0, List.of(Reason.GUARD)));
    json(caller.call("POST", DISCARD));
    assertThat(problem(caller.call("POST", APPROVE))).isEqualTo("409 NOT_HELD");
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"NOT_REQUESTED", "DONE", "SUPERSEDED", "SKIPPED"})
  void shouldRefuseWhereNothingIsHeld(State state) {
    Import stored = anImport(state);
    assertThat(problem(caller.call("POST", APPROVE))).isEqualTo("409 NOT_HELD");
    assertThat(problem(caller.call("POST", DISCARD))).isEqualTo("409 NOT_HELD");
    assertThat(now()).isEqualTo(stored);
  }

  @Test
  void shouldRefuseAPlanThatHasGoneWithItsFiles() {
    Import held = anImport(State.HELD);
    caller.results.keys().forEach(caller.results::deleteAllVersions);
    assertThat(problem(caller.call("POST", APPROVE))).isEqualTo("409 PLAN_GONE");
    assertThat(now()).isEqualTo(held);
  }

  @Test
  void shouldNotReachAnotherTenantsPlan() {
    Import held = anImport(State.HELD);
    for (String path : List.of(APPROVE, DISCARD)) {
      assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "POST", path, "")))
          .isEqualTo("404 NOT_FOUND");
    }
    assertThat(now()).isEqualTo(held);
  }
}
