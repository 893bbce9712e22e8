package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Wish;
import dev.rollbook.testkit.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Cancelling (SPEC S8). */
class CancelResourceTest {

  private static final String PATH = "/imports/01A/cancel";

  private final Caller caller = new Caller();

  private Import anImport(Status status) {
    Import made = Sample.created(Caller.TENANT, "01A", "May").to(status, Sample.NOW);
    caller.imports.create(made);
    caller.turns.take(Caller.TENANT, Ticket.ofImport("01A"));
    caller.uploads.put(made.upload().key(), new byte[1]);
    return made;
  }

  private Import now() {
    return caller.imports.find(Caller.TENANT, "01A").orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"AWAITING_UPLOAD", "READING", "AWAITING_REVIEW", "QUEUED"})
  void shouldEndAtOnceWhatHasNotBegunToWrite(Status status) {
    anImport(status);
    Import next = Sample.created(Caller.TENANT, "01B", "June").to(Status.QUEUED, Sample.NOW);
    caller.imports.create(next);
    caller.turns.take(Caller.TENANT, Ticket.ofImport("01B"));

    Response response = caller.call("POST", PATH);

    assertThat(json(response).path("status").asText()).isEqualTo("CANCELLED");
    assertThat(now().finishedAt()).contains(Sample.LATER);
    assertThat(caller.uploads.keys()).isEmpty();
    assertThat(caller.turns.holder(Caller.TENANT)).contains(Ticket.ofImport("01B"));
    assertThat(caller.commands.sent())
        .containsExactly(Command.of(Command.Action.DISPATCH, Caller.TENANT, "01B"));
  }

  @Test
  void shouldStayOpenUntilTheRosterOfACancelledImportIsDeleted() { // SPEC A8
    Import cancelled = ImportLife.cancelled(anImport(Status.QUEUED), Sample.LATER).orElseThrow();
    caller.imports.replace(cancelled);

    assertThat(ImportLife.isOpen(now())).isTrue();
    assertThat(problem(caller.call("POST", PATH))).isEqualTo("409 NOT_CANCELLABLE");

    assertThat(caller.uploads.keys()).isEmpty();
    assertThat(ImportLife.isOpen(now())).isFalse();
    assertThat(now().status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void shouldAskARunningImportToLeaveTheRest() {
    anImport(Status.RUNNING);
    assertThat(caller.call("POST", PATH).status()).isEqualTo(202);
    Import once = now();
    assertThat(once.status()).isEqualTo(Status.RUNNING);
    assertThat(once.wishes()).containsExactly(Wish.CANCEL);
    assertThat(caller.uploads.keys()).hasSize(1);
    assertThat(caller.turns.holder(Caller.TENANT)).contains(Ticket.ofImport("01A"));

    assertThat(caller.call("POST", PATH).status()).isEqualTo(202);
    assertThat(now()).isEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      mode = Mode.EXCLUDE,
      names = {"AWAITING_UPLOAD", "READING", "AWAITING_REVIEW", "QUEUED", "RUNNING"})
  void shouldRefuseWhatIsPastIt(Status status) {
    Import stored = anImport(status);
    assertThat(problem(caller.call("POST", PATH))).isEqualTo("409 NOT_CANCELLABLE");
    assertThat(now()).isEqualTo(stored);
  }

  @Test
  void shouldNotReachAnotherTenantsImport() {
    Import stored = anImport(Status.QUEUED);
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "POST", PATH, "")))
        .isEqualTo("404 NOT_FOUND");
    assertThat(now()).isEqualTo(stored);
  }
}
