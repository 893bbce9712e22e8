package dev.rollbook.finalize;

import static dev.rollbook.finalize.FinalizeOnFakes.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.Wish;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held deactivations that the tenant approved (SPEC D6). */
class ApprovalTest {

  private static final int UNLISTED = 30;

  @TempDir private Path scratch;
  private FinalizeOnFakes fakes;
  private Import held;

  /** One user is listed, thirty are not: too many for the guard. */
  @BeforeEach
  void aHeldPlan() throws IOException {
    fakes = new FinalizeOnFakes(scratch);
    fakes.users("listed");
    IntStream.range(0, UNLISTED).forEach(i -> fakes.users("user-" + i));
    Import running = fakes.settled(false, FinalizeOnFakes.unchanged(2, "listed"));
    fakes.lists(running, "listed");
    held = fakes.finish(running);
    assertThat(held.deactivation().state()).isEqualTo(State.HELD);
    fakes.cloud.advance(Duration.ofHours(1));
  }

  private void approve() {
    fakes.cloud.imports.change(
        TENANT, held.importId(), now -> Optional.of(now.with().asking(Wish.APPROVE).build()));
  }

  private void apply() throws IOException {
    fakes.approval().apply(TENANT, held.importId());
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
  void shouldDoNothingThatNobodyApproved() throws IOException {
    apply();
    assertThat(fakes.now(held)).isEqualTo(held);
    assertThat(inactive()).isZero();
  }

  @Test
  void shouldLeaveOutWhoChangedSinceOrMayNotBeDeactivatedAnyMore() throws IOException {
    edit("user-0", UserEdit.of(Map.of("firstName", "New")));
    edit(
        "user-1",
        new UserEdit(
            Map.of(),
            Optional.of(true),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    edit("user-2", UserEdit.of(Map.of("status", "INACTIVE")));
    edit("user-3", UserEdit.memberships(Set.of("g"), Set.of()));
    fakes.cloud.users.delete(TENANT, "user-4");
    fakes.cloud.users.create(TENANT, Sample.user("newcomer"), "");
    approve();

    apply();

    assertThat(fakes.now(held).deactivation().done()).isEqualTo(UNLISTED - 5);
    assertThat(status("user-0")).isEqualTo(User.Status.ACTIVE);
    assertThat(status("user-1")).isEqualTo(User.Status.ACTIVE);
    assertThat(status("user-3")).isEqualTo(User.Status.ACTIVE);
    assertThat(status("newcomer")).isEqualTo(User.Status.ACTIVE);
  }

  private void edit(String username, UserEdit edit) {
    fakes.cloud.users.edit(TENANT, username, edit, fakes.cloud.clock.instant());
  }

  @Test
  void shouldKeepMembershipsSoThatReactivationLosesNothing() throws IOException { // SPEC G6
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
    fakes.cloud.faults.planNext("deactivate", Moment.AFTER, Kind.NO_ANSWER);
    assertThatThrownBy(this::apply).isInstanceOf(RuntimeException.class);
    fakes.cloud.advance(Duration.ofHours(1));

    apply();

    assertThat(fakes.now(held).deactivation().done()).isEqualTo(UNLISTED);
    assertThat(inactive()).isEqualTo(UNLISTED);
  }

  @Test
  void shouldNotLetALaterImportSupersedeWhatIsBeingApplied() throws IOException {
    approve();
    Import later =
        fakes.running(
            "01JZ8Q5V7W3X4Y5Z6A7B8C9D0F",
            "two",
            true,
            false,
            new Import.Workload(1, 1, 0, 0, false, false, true));
    fakes.settle(later, FinalizeOnFakes.unchanged(2, "listed"));
    fakes.lists(later, "listed");
    fakes.finish(later);
    apply();
    assertThat(fakes.now(held).deactivation().state()).isEqualTo(State.APPROVED);
  }
}
