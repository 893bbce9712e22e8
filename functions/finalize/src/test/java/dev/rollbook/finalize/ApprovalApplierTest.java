package dev.rollbook.finalize;

import static dev.rollbook.finalize.FinalizeOnFakes.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Workload;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Held deactivations that the tenant approved (SPEC D6). */
class ApprovalApplierTest {

  private static final int UNLISTED = 30;

  private FinalizeOnFakes fakes;
  private Import held;

  /** One user is listed, thirty are not: too many for the guard. */
  @BeforeEach
  void aHeldPlan() throws IOException {
    fakes = new FinalizeOnFakes();
    fakes.users("listed");
    IntStream.range(0, UNLISTED).forEach(i -> fakes.users("user-" + i));
    Import running = fakes.settled(false, FinalizeOnFakes.unchanged(2, "listed"));
    fakes.lists(running, "listed");
    held = fakes.finish(running);
    assertThat(held.deactivation().state()).isEqualTo(State.HELD);
    fakes.cloud.advance(Duration.ofHours(1));
  }

  private void approve() {
    fakes.cloud.imports.change(TENANT, held.importId(), ImportLife::approved);
  }

  private void apply() throws IOException {
    fakes.approvals().apply(TENANT, held.importId());
  }

  private User.Status status(String username) {
    return fakes.cloud.users.find(TENANT, username).orElseThrow().status();
  }

  private long inactive() {
    return fakes.cloud.users.all(TENANT).stream()
        .filter(user -> user.status() == User.Status.INACTIVE)
        .count();
  }

  @Test
  void shouldApplyThePlanAndCountIt() throws IOException {
    approve();
    apply();

    Import now = fakes.now(held);
    assertThat(now.deactivation().state()).isEqualTo(State.APPROVED);
    assertThat(now.deactivation().planned()).isEqualTo(UNLISTED);
    assertThat(now.deactivation().done()).isEqualTo(UNLISTED);
    assertThat(now.counts()).isEqualTo(held.counts().withDeactivated(UNLISTED));
    assertThat(now.messages().get(2)).contains("30");
    assertThat(now.wishes()).isEmpty();
    assertThat(now.status()).isEqualTo(held.status());
    assertThat(inactive()).isEqualTo(UNLISTED);
    assertThat(status("listed")).isEqualTo(User.Status.ACTIVE);
    assertThat(fakes.download(held, Result.CHANGES)).contains("user-7,status,ACTIVE,INACTIVE");
  }

  @Test
  void shouldPassItsTurnEvenIfItsFunctionDiedBeforeItAndNobodyCallsAgain() throws IOException {
    approve(); // SPEC S5, A6
    fakes.cloud.faults.planNext("pass", Moment.BEFORE, Kind.KILL);
    assertThatThrownBy(this::apply).isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();

    fakes.sweeper().sweep();

    assertThat(fakes.now(held).deactivation().state()).isEqualTo(State.APPROVED);
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
    assertThat(fakes.cloud.imports.open()).isEmpty();
  }

  @Test
  void shouldDoNothingThatNobodyApproved() throws IOException {
    apply();
    assertThat(fakes.now(held)).isEqualTo(held);
    assertThat(inactive()).isZero();
  }

  @Test
  void shouldLeaveOutWhoChangedSinceOrMayNotBeDeactivatedAnyMore() throws IOException {
    edit("user-0", UserEdit.of(Map.of("firstName", "New")));
    edit("user-1", Sample.PROTECTION);
    edit("user-2", UserEdit.of(Map.of("status", "INACTIVE")));
    edit("user-3", UserEdit.ofGroups(Set.of("g"), Set.of()));
    fakes.cloud.users.delete(TENANT, "user-4");
    fakes.cloud.users.create(TENANT, Sample.user("newcomer"), "");
    approve();

    apply();

    assertThat(fakes.now(held).deactivation().done()).isEqualTo(UNLISTED - 5);
    assertThat(fakes.now(held).counts().warnings()).isEqualTo(held.counts().warnings() + 5);
    assertThat(fakes.download(held, Result.REPORT))
        .contains(",user-0,CHANGED_SINCE,", ",user-4,CHANGED_SINCE,")
        .doesNotContain("user-5");
    assertThat(status("user-0")).isEqualTo(User.Status.ACTIVE);
    assertThat(status("user-1")).isEqualTo(User.Status.ACTIVE);
    assertThat(status("user-3")).isEqualTo(User.Status.ACTIVE);
    assertThat(status("newcomer")).isEqualTo(User.Status.ACTIVE);
  }

  private void edit(String username, UserEdit edit) {
    fakes.cloud.users.edit(TENANT, username, edit, fakes.cloud.clock.instant());
  }

  @Test
  void shouldKeepGroupsSoThatReactivationLosesNothing() throws IOException { // SPEC G6
    approve();
    apply();
    assertThat(fakes.cloud.users.find(TENANT, "user-5").orElseThrow().groups())
        .containsExactly(Group.ROOT);
  }

  @Test
  void shouldApplyOnceHoweverOftenItIsDelivered() throws IOException {
    approve();
    apply();
    Import once = fakes.now(held);
    fakes.cloud.advance(Duration.ofHours(1));
    edit("user-6", UserEdit.of(Map.of("status", "ACTIVE")));

    apply();

    assertThat(fakes.now(held)).isEqualTo(once);
    assertThat(status("user-6")).isEqualTo(User.Status.ACTIVE);
  }

  @Test
  void shouldEndTheSameAfterACrashInTheMiddle() throws IOException {
    approve();
    fakes.cloud.faults.planNext("write", Moment.AFTER, Kind.NO_ANSWER);
    assertThatThrownBy(this::apply).isInstanceOf(RuntimeException.class);
    fakes.cloud.advance(Duration.ofHours(1));

    apply();

    assertThat(fakes.now(held).deactivation().done()).isEqualTo(UNLISTED);
    assertThat(inactive()).isEqualTo(UNLISTED);
  }

  /** An approved plan once deactivated somebody whom the import lists that runs beside it. */
  @Test
  void shouldWaitForItsTurnWhileAnImportRuns() throws IOException { // SPEC D6
    Import later =
        fakes.running("01JZ8Q5V7W3X4Y5Z6A7B8C9D0F", "two", true, false, Workload.of(1, 1));
    approve();

    apply();

    assertThat(inactive()).isZero();
    assertThat(fakes.now(held).deactivation().state()).isEqualTo(State.HELD);
    fakes.lists(later, List.of(FinalizeOnFakes.unchanged(2, "listed")), allUsers());
    fakes.finish(later);
    fakes.carryOutCommands();
    assertThat(fakes.now(held).deactivation().state()).isEqualTo(State.SUPERSEDED);
    assertThat(inactive()).isZero();
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
  }

  private static String[] allUsers() {
    return Stream.concat(
            Stream.of("listed"), IntStream.range(0, UNLISTED).mapToObj(i -> "user-" + i))
        .toArray(String[]::new);
  }

  @Test
  void shouldBeAppliedBehindAnImportThatDeactivatesNobody() throws IOException { // SPEC D6
    Import later =
        fakes.running("01JZ8Q5V7W3X4Y5Z6A7B8C9D0F", "two", false, false, Workload.of(1, 1));
    fakes.settle(later, FinalizeOnFakes.unchanged(2, "user-7"));
    approve();
    apply();
    assertThat(inactive()).isZero();
    fakes.cloud.users.write(
        TENANT,
        new Turn(later.importId(), later.turn()),
        List.of(Sample.update("user-8", Sample.texts(Map.of("firstName", "New")))),
        fakes.cloud.clock.instant(),
        new Meter());

    fakes.finish(later);
    fakes.carryOutCommands();

    assertThat(fakes.now(held).deactivation().state()).isEqualTo(State.APPROVED);
    assertThat(fakes.now(held).deactivation().done()).isEqualTo(UNLISTED - 1);
    assertThat(status("user-8")).isEqualTo(User.Status.ACTIVE);
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
  }

  @Test
  void shouldPassItsTurnOnWhenItIsApplied() throws IOException { // SPEC S5
    approve();
    fakes.cloud.turns.take(TENANT, Ticket.ofApproval(held.importId()));
    Import waiting =
        Sample.created(TENANT, "01JZ8Q5V7W3X4Y5Z6A7B8C9D0F", "two").to(Status.QUEUED, Sample.NOW);
    fakes.cloud.imports.create(waiting);
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(waiting.importId()));

    apply();

    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(waiting.importId()));
    assertThat(fakes.cloud.commands.sent())
        .contains(Command.of(Command.Action.DISPATCH, TENANT, waiting.importId()));
  }
}
