package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.DerivedImports.Start;
import dev.rollbook.imports.DerivedImports.Started;
import dev.rollbook.imports.Import;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users that leave some days after a roster has not listed them (SPEC D10). */
class GraceTest {

  private static final String GRACE = "{\"deactivateUnlisted\": true, \"graceDays\": 14}";

  private final OneTenant tenancy;

  GraceTest(@TempDir Path scratch) {
    tenancy = new OneTenant(scratch);
    tenancy.imports("{}", "username", "ada", "ben", "cleo", "dora", "eve");
  }

  @Test
  void shouldKeepThemActiveUntilTheirDay() {
    Instant day = Sample.NOW.plus(Duration.ofDays(14));

    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");

    assertThat(ended.deactivation()).isEqualTo(new Deactivation(State.DONE, 1, 0, List.of()));
    assertThat(ended.counts().deactivated()).isZero();
    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(day);
    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();
    assertThat(tenancy.download(ended, "changes.csv")).contains("eve,leavingAt,," + day);

    after(Duration.ofDays(14).minusMillis(1));
    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();

    after(Duration.ofMillis(1));
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
    assertThat(tenancy.user("eve").lastImportId()).isEqualTo(ended.importId());
    assertThat(tenancy.now(ended).deactivation().done()).isEqualTo(1);
    assertThat(tenancy.now(ended).counts().deactivated()).isEqualTo(1);
    assertThat(tenancy.now(ended).messages()).contains("1 user deactivated.");
    assertThat(tenancy.pipeline.cloud.imports.due(Instant.MAX)).isEmpty();
    assertThat(tenancy.pipeline.cloud.turns.holder(OneTenant.TENANT)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldPassOnTheTurnWhateverCallGoesWrong(Moment moment) { // SPEC A6
    int calls = leaveDisturbed(Integer.MAX_VALUE, moment);
    List<Integer> stuck = new ArrayList<>();
    for (int call = 1; call <= calls; call++) {
      leaveDisturbed(call, moment);
      if (tenancy.pipeline.cloud.turns.holder(OneTenant.TENANT).isPresent()) {
        stuck.add(call);
      }
    }
    assertThat(stuck).isEmpty();
  }

  /** Somebody leaves, while a function is killed at a call, and gives how many calls there were. */
  private int leaveDisturbed(int call, Moment moment) {
    tenancy.imports("{}", "username", "ada", "ben", "cleo", "dora", "eve");
    tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    Faults faults = tenancy.pipeline.cloud.faults;
    int before = faults.calls().size();
    tenancy.pipeline.cloud.advance(Duration.ofDays(14));
    if (call < Integer.MAX_VALUE) {
      faults.plan(before + call, moment, Faults.Kind.KILL);
    }
    for (int sweeps = 0; sweeps < 3; sweeps++) {
      try {
        tenancy.pipeline.sweep();
      } catch (Killed killed) {
        faults.revive();
      }
      tenancy.pipeline.run();
    }
    assertThat(tenancy.user("eve").status()).isEqualTo(User.Status.INACTIVE);
    return faults.calls().size() - before;
  }

  @Test
  void shouldCountInADryRunWhatTheImportCounts() { // SPEC S4
    String dry = GRACE.replace("}", ", \"dryRun\": true}");

    Import planned = tenancy.imports(dry, "username", "ada", "ben", "cleo", "dora");
    Import done = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");

    assertThat(planned.deactivation().planned()).isEqualTo(1);
    assertThat(planned.counts()).isEqualTo(done.counts());
  }

  @Test
  void shouldForgetTheDayOfWhoIsListedAgain() {
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");

    tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora", "eve");
    after(Duration.ofDays(14));

    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(User.STAYS);
    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();
    assertThat(tenancy.now(ended).deactivation().done()).isZero();
  }

  /**
   * Listed is who is named in any row: such a user must not leave, whatever is wrong with the row.
   */
  @Test
  void shouldForgetTheDayOfWhoIsListedInAFailedRowOrOneThatIsLeft() {
    tenancy.imports(GRACE, "username", "ada", "ben", "cleo");

    tenancy.imports(
        "{\"deactivateUnlisted\": true, \"existingUsers\": \"skip\"}",
        "username,firstName",
        "ada,A",
        "ben,B",
        "cleo,C",
        "dora,D",
        "eve,one",
        "eve,two");
    after(Duration.ofDays(14));

    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();
    assertThat(tenancy.user("dora").leavingAt()).isEqualTo(User.STAYS);
    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(User.STAYS);
  }

  /** Also where nobody looks at who is not listed. */
  @Test
  void shouldForgetTheDayOfWhoIsListedInAFailedRowOfAnImportThatPutsOutNobody() {
    tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");

    Import ended = tenancy.imports("{}", "username,firstName", "eve,one", "eve,two");

    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(User.STAYS);
    assertThat(tenancy.user("eve").firstName()).isEmpty();
    assertThat(ended.counts().failed()).isEqualTo(2);
    Instant day = Sample.NOW.plus(Duration.ofDays(14));
    assertThat(tenancy.download(ended, "changes.csv")).contains("eve,leavingAt," + day + ","); // A3
  }

  @Test
  void shouldGiveTheDayBackWithAnUndo() { // SPEC S11
    tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    Instant day = tenancy.user("eve").leavingAt();
    Import listing = tenancy.imports("{}", "username,firstName", "eve,one", "eve,two");

    tenancy.pipeline.derived().undo(tenancy.now(listing), false);
    tenancy.pipeline.run();

    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(day);
  }

  @Test
  void shouldLeaveWhoChangedSinceAsItIs() { // SPEC S10
    tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    Import dryRun =
        tenancy.imports("{\"dryRun\": true}", "username,firstName", "eve,one", "eve,two");
    tenancy.imports("{}", "username", "eve");
    tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    Instant day = tenancy.user("eve").leavingAt();

    tenancy.pipeline.derived().apply(tenancy.now(dryRun), false);
    tenancy.pipeline.run();

    assertThat(day).isNotEqualTo(User.STAYS);
    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(day);
  }

  @Test
  void shouldCountToTheImportThatSetTheDay() {
    Import first = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    tenancy.pipeline.cloud.advance(Duration.ofDays(7));

    Import second = tenancy.imports(GRACE, "username", "ada", "ben", "cleo");

    assertThat(second.deactivation().planned()).isEqualTo(1);
    after(Duration.ofDays(7));
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
    assertThat(tenancy.now(first).deactivation().done()).isEqualTo(1);
    assertThat(tenancy.now(second).deactivation().done()).isZero();
    after(Duration.ofDays(7));
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("dora", "eve");
    assertThat(tenancy.now(second).deactivation().done()).isEqualTo(1);
  }

  @Test
  void shouldLeaveAtOnceWhomAnImportWithoutGraceDoesNotList() { // SPEC D1
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");

    Import now =
        tenancy.imports("{\"deactivateUnlisted\": true}", "username", "ada", "ben", "cleo", "dora");

    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
    assertThat(now.counts().deactivated()).isEqualTo(1);
    after(Duration.ofDays(14));
    assertThat(tenancy.now(ended).counts().deactivated()).isZero();
  }

  @Test
  void shouldNotPutOutWhoIsProtectedMeanwhile() { // SPEC D2
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    tenancy.pipeline.cloud.users.edit(OneTenant.TENANT, "eve", Sample.PROTECTION, Sample.NOW);

    after(Duration.ofDays(14));

    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();
    assertThat(tenancy.now(ended).deactivation().done()).isZero();
  }

  @Test
  void shouldPutOutThousandsOnceHoweverOftenTheSweepComes() {
    List<String> all = new ArrayList<>(List.of("username"));
    IntStream.range(0, 3_000).forEach(i -> all.add("u" + i));
    tenancy.imports("{}", all.toArray(String[]::new));
    Import held = tenancy.imports(GRACE, "username", "ada");
    assertThat(held.deactivation().state()).isEqualTo(State.HELD);
    tenancy.approves(held);
    assertThat(tenancy.now(held).deactivation())
        .isEqualTo(held.deactivation().at(State.APPROVED, 0));
    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();

    tenancy.pipeline.deliveringEach(2);
    tenancy.pipeline.cloud.advance(Duration.ofDays(14));
    tenancy.pipeline.sweep();
    tenancy.pipeline.sweep();
    tenancy.pipeline.run();
    tenancy.pipeline.sweep();
    tenancy.pipeline.run();

    assertThat(tenancy.with(User.Status.INACTIVE)).hasSize(3_004);
    assertThat(tenancy.now(held).counts().deactivated()).isEqualTo(3_004);
    assertThat(tenancy.now(held).deactivation().done()).isEqualTo(3_004);
  }

  @Test
  void shouldUndoWhatTheImportDidOnItsDay() { // SPEC S11
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    after(Duration.ofDays(14));
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");

    Import undone = undone(ended);

    assertThat(undone.counts())
        .isEqualTo(CountsBuilder.builder().rows(1).updated(1).reactivated(1).build());
    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();
    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(User.STAYS);
    Import redone = undone(undone);
    assertThat(redone.counts().deactivated()).isEqualTo(1);
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
    after(Duration.ofDays(14));
    assertThat(tenancy.now(ended).counts().deactivated()).isEqualTo(1);
  }

  @Test
  void shouldLeaveWhoWasChangedByHandSinceItsDay() { // SPEC S11
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    after(Duration.ofDays(14));
    byHand("eve", Map.of("phone", "1"));

    Import undone = undone(ended);

    assertThat(undone.counts().failed()).isEqualTo(1);
    assertThat(tenancy.download(undone, "report.csv")).contains("eve,CHANGED_SINCE");
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
  }

  @Test
  void shouldLeaveWhoWasWrittenByAnotherImportBeforeItsDay() { // SPEC S11
    tenancy.imports("{\"list\": \"choir\"}", "username", "dora", "eve");
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    Import other =
        tenancy.imports(GRACE.replace("}", ", \"list\": \"choir\"}"), "username", "dora");
    assertThat(tenancy.user("eve").lists()).isEmpty();
    after(Duration.ofDays(14));
    assertThat(tenancy.now(ended).counts().deactivated()).isEqualTo(1);
    assertThat(tenancy.user("eve").lastImportId()).isEqualTo(other.importId());

    Import undone = undone(ended);

    assertThat(tenancy.download(undone, "report.csv")).contains("eve,CHANGED_SINCE");
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
  }

  @Test
  void shouldLetLeaveWithAnUndoWhoseDayHasComeMeanwhile() { // SPEC S11
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    Instant day = tenancy.user("eve").leavingAt();
    Import listing = tenancy.imports("{}", "username,lastName", "eve,E");
    after(Duration.ofDays(14));
    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();

    Import undone = undone(listing);

    assertThat(undone.deactivation()).isEqualTo(new Deactivation(State.DONE, 1, 1, List.of()));
    assertThat(undone.counts()).isEqualTo(CountsBuilder.builder().deactivated(1).build());
    assertThat(tenancy.now(ended).counts().deactivated()).isZero();
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(day);
    assertThat(tenancy.user("eve").lastName()).isEmpty();
    undone(undone);
    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();
    assertThat(tenancy.user("eve").leavingAt()).isEqualTo(User.STAYS);
    assertThat(tenancy.user("eve").lastName()).isEqualTo("E");
  }

  @Test
  void shouldLetLeaveOnTheDayThatAnUndoGaveBackInTime() { // SPEC S11
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    Import listing = tenancy.imports("{}", "username,lastName", "eve,E");
    Import undone = undone(listing);

    after(Duration.ofDays(14));

    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
    assertThat(tenancy.now(ended).counts().deactivated()).isEqualTo(1);
    assertThat(tenancy.now(undone).counts().deactivated()).isZero();
    Import redone = undone(undone);
    assertThat(tenancy.download(redone, "report.csv")).contains("eve,CHANGED_SINCE");
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"deactivateUnlisted\": true, \"graceDays\": 14", "\"graceDays\": 0"})
  void shouldLetLeaveWithAPlanOfAnUndoWhoseDayHasComeSinceItWasMade(String options) { // SPEC S10
    tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    User before = tenancy.user("eve");
    Import listing =
        tenancy.imports(
            "{\"tags\": [\"neu\"], " + options + "}",
            "username,lastName,groups",
            "ada",
            "ben",
            "cleo",
            "dora",
            "eve,E,Chor");
    assertThat(tenancy.user("eve").groups()).isNotEqualTo(before.groups());
    Import planned = derived(tenancy.pipeline.derived().undo(tenancy.now(listing), true));
    assertThat(planned.deactivation().planned()).isZero();
    after(Duration.ofDays(14));

    Import applied = derived(tenancy.pipeline.derived().apply(planned, false));

    assertThat(applied.counts())
        .isEqualTo(CountsBuilder.builder().rows(4).updated(4).deactivated(1).build());
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
    User eve = tenancy.user("eve");
    assertThat(eve.groups()).isEqualTo(before.groups());
    assertThat(eve.tags()).isEmpty();
    assertThat(eve.lastName()).isEmpty();
    assertThat(eve.leavingAt()).isEqualTo(before.leavingAt());
  }

  @Test
  void shouldNotGiveBackToWhomItsDayHasComeThatItIsActive() { // SPEC S11
    tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    Import atOnce =
        tenancy.imports("{\"deactivateUnlisted\": true}", "username", "ada", "ben", "cleo", "dora");
    after(Duration.ofDays(14));

    Import undone = undone(atOnce);

    assertThat(undone.counts())
        .isEqualTo(CountsBuilder.builder().rows(1).updated(1).unchanged(1).build());
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
  }

  /** Nobody would come for it once more. */
  @Test
  void shouldPutOutWhoIsChangedByHandAtThatVeryMoment() {
    Import ended = tenancy.imports(GRACE, "username", "ada", "ben", "cleo", "dora");
    AtomicInteger edits = new AtomicInteger();
    tenancy.pipeline.cloud.faults.byChance( // before each call that anybody makes
        () -> {
          if (edits.incrementAndGet() <= 1_000) {
            byHand("eve", Map.of("phone", edits.toString()));
          }
          return Optional.empty();
        });

    after(Duration.ofDays(14));

    assertThat(tenancy.user("eve").phone()).isEqualTo("1000");
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("eve");
    assertThat(tenancy.now(ended).counts().deactivated()).isEqualTo(1);
  }

  private void byHand(String username, Map<String, String> fields) {
    tenancy.pipeline.cloud.users.edit(
        OneTenant.TENANT, username, UserEdit.of(fields), Sample.LATER);
  }

  private Import undone(Import done) {
    return derived(tenancy.pipeline.derived().undo(tenancy.now(done), false));
  }

  private Import derived(Start start) {
    tenancy.pipeline.run();
    Import ended =
        tenancy
            .pipeline
            .cloud
            .imports
            .find(OneTenant.TENANT, ((Started) start).importId())
            .orElseThrow();
    assertThat(ended.counts().addUp()).isTrue();
    return ended;
  }

  private void after(Duration time) {
    tenancy.pipeline.cloud.advance(time);
    tenancy.pipeline.sweep();
    tenancy.pipeline.run();
  }
}
