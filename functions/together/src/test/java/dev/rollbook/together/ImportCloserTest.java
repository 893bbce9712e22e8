package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.PasswordKey;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.Sample;
import org.junit.jupiter.api.Test;

/** How an import ends, whatever the reason (SPEC S5, A8). */
class ImportCloserTest {

  private static final String TENANT = "acme";
  private static final Failure FIRST = new Failure("HEADER_ONLY", "only a header");
  private static final Failure SECOND = new Failure("FILE_GONE", "gone");

  private final InMemoryCloud cloud = new InMemoryCloud();

  private Import stored(String importId, Status status) {
    Import stored = Sample.created(TENANT, importId, "import " + importId).to(status, Sample.NOW);
    cloud.imports.create(stored);
    cloud.uploads.put(stored.upload().key(), new byte[] {1});
    cloud.turns.take(TENANT, Ticket.ofImport(importId));
    return stored;
  }

  private Import now(Import then) {
    return cloud.imports.find(TENANT, then.importId()).orElseThrow();
  }

  @Test
  void shouldEndOnlyOnce() {
    Import running = stored("01J1", Status.FINALIZING);

    cloud.closer().end(running, Status.COMPLETED, false, last -> last);
    cloud.closer().end(running, Status.FAILED, false, last -> last.failure(SECOND));
    cloud.closer().fail(running, SECOND);

    assertThat(now(running).status()).isEqualTo(Status.COMPLETED);
    assertThat(now(running).failure()).isEqualTo(Failure.NONE);
  }

  @Test
  void shouldDeleteTheRosterBeforeTheImportIsSeenToHaveEnded() { // SPEC A8
    Import running = stored("01J1", Status.FINALIZING);
    cloud.faults.planNext("deleteAllVersions", Moment.BEFORE, Kind.KILL);

    assertThatThrownBy(() -> cloud.closer().end(running, Status.COMPLETED, true, last -> last))
        .isInstanceOf(Killed.class);

    assertThat(now(running).status()).isEqualTo(Status.FINALIZING);
  }

  @Test
  void shouldKeepTheFirstReasonForAFailure() {
    Import reading = stored("01J1", Status.READING);
    cloud.faults.planNext("deleteAllVersions", Moment.AFTER, Kind.KILL);
    assertThatThrownBy(() -> cloud.closer().fail(reading, FIRST)).isInstanceOf(Killed.class);
    cloud.faults.revive();

    cloud.closer().fail(reading, SECOND);

    assertThat(now(reading).status()).isEqualTo(Status.FAILED);
    assertThat(now(reading).failure()).isEqualTo(FIRST);
  }

  @Test
  void shouldPassTheTurnToTheFirstThatHasNotEnded() { // SPEC S5
    Import running = stored("01J1", Status.FINALIZING);
    stored("01J2", Status.CANCELLED);
    cloud.turns.take(TENANT, Ticket.ofImport("01J-gone"));
    stored("01J3", Status.QUEUED);
    stored("01J4", Status.QUEUED);

    cloud.closer().end(running, Status.COMPLETED, false, last -> last);

    assertThat(cloud.turns.holder(TENANT)).contains(Ticket.ofImport("01J3"));
    assertThat(cloud.commands.sent()).containsExactly(Command.of(Action.DISPATCH, TENANT, "01J3"));
  }

  @Test
  void shouldPassTheTurnWhenItWasNotPassedTheFirstTime() {
    Import running = stored("01J1", Status.FINALIZING);
    stored("01J2", Status.QUEUED);
    cloud.faults.planNext("pass", Moment.BEFORE, Kind.KILL);
    assertThatThrownBy(() -> cloud.closer().end(running, Status.COMPLETED, false, last -> last))
        .isInstanceOf(Killed.class);
    cloud.faults.revive();

    cloud.closer().end(running, Status.COMPLETED, false, last -> last);

    assertThat(cloud.turns.holder(TENANT)).contains(Ticket.ofImport("01J2"));
    assertThat(cloud.commands.sent()).hasSize(1);
  }

  @Test
  void shouldPassATurnThatAnEndedImportLeftBehind() { // SPEC A6
    Import running = stored("01J1", Status.FINALIZING);
    stored("01J2", Status.QUEUED);
    cloud.faults.planNext("pass", Moment.BEFORE, Kind.KILL);
    assertThatThrownBy(() -> cloud.closer().end(running, Status.COMPLETED, false, last -> last))
        .isInstanceOf(Killed.class);
    cloud.faults.revive();

    assertThat(cloud.closer().passIdleTurn(TENANT)).isTrue();

    assertThat(cloud.turns.holder(TENANT)).contains(Ticket.ofImport("01J2"));
    assertThat(cloud.closer().passIdleTurn(TENANT)).isFalse();
    assertThat(cloud.turns.holder(TENANT)).contains(Ticket.ofImport("01J2"));
  }

  @Test
  void shouldFreeTheTurnWhenNobodyWaits() {
    Import running = stored("01J1", Status.FINALIZING);

    cloud.closer().end(running, Status.COMPLETED, false, last -> last);

    assertThat(cloud.turns.holder(TENANT)).isEmpty();
    assertThat(cloud.commands.sent()).isEmpty();
  }

  @Test
  void shouldDestroyTheKeyOfItsPasswordsWithTheRoster() { // SPEC A8
    Import running = stored("01J1", Status.FINALIZING);
    PasswordKey key = PasswordKey.of(running, cloud.buckets());
    key.make();

    cloud.closer().end(running, Status.COMPLETED, true, last -> last);

    assertThat(key.seal()).isEmpty();
    assertThat(cloud.uploads.keys()).isEmpty();
  }
}
