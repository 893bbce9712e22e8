package dev.rollbook.finalize;

import static dev.rollbook.finalize.FinalizeOnFakes.IMPORT;
import static dev.rollbook.finalize.FinalizeOnFakes.TENANT;
import static dev.rollbook.finalize.FinalizeOnFakes.row;
import static dev.rollbook.finalize.FinalizeOnFakes.tally;
import static dev.rollbook.finalize.FinalizeOnFakes.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.Lookalikes;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.TallyBuilder;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Workload;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Unlisted users, summary, report (SPEC sections 6 and 7). */
class ImportFinalizerTest {

  private final FinalizeOnFakes fakes = new FinalizeOnFakes();

  private List<String> inactive() {
    return fakes.cloud.users.all(TENANT).stream()
        .filter(user -> user.status() == User.Status.INACTIVE)
        .map(User::username)
        .sorted()
        .toList();
  }

  private static String[] names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  @Test
  void shouldDeactivateWhoIsNotListedAndNobodyElse() throws IOException { // SPEC D1, D2
    fakes.users("ada", "bob", "eve", "kept");
    fakes.cloud.users.create(TENANT, Sample.fullUser("manual"), "");
    fakes.cloud.users.edit(TENANT, "manual", UserEdit.of(Map.of("status", "ACTIVE")), Sample.NOW);
    fakes.cloud.users.edit(TENANT, "kept", Sample.PROTECTION, Sample.NOW);
    Import running = fakes.settled(false, unchanged(2, "ada"));
    fakes.lists(running, "ada", "failed-row");

    Import ended = fakes.finish(running);

    assertThat(inactive()).containsExactly("bob", "eve");
    assertThat(ended.status()).isEqualTo(Status.COMPLETED);
    assertThat(ended.deactivation()).isEqualTo(new Deactivation(State.DONE, 2, 2, List.of()));
    assertThat(ended.counts().deactivated()).isEqualTo(2);
    assertThat(fakes.download(running, Result.DEACTIVATIONS)).contains("bob", "eve");
    assertThat(fakes.download(running, Result.CHANGES)).contains(",bob,status,ACTIVE,INACTIVE");
  }

  @Test
  void shouldReportWhoCannotBeDeactivatedAnyMore() throws IOException { // SPEC D2
    fakes.users("ada", "bob", "dan", "eve", "fay", "gil", "hal");
    Finding invalid = Finding.of(FindingCode.INVALID_EMAIL, "email");
    Import running =
        fakes.settled(false, row(2, "ada", Outcome.UNCHANGED, UserChange.NONE, invalid));
    fakes.lists(running, "ada", "dan", "gil", "hal");
    fakes.cloud.users.edit(TENANT, "bob", Sample.PROTECTION, Sample.NOW);
    fakes.cloud.users.delete(TENANT, "fay");

    Import ended = fakes.finish(running);

    assertThat(inactive()).containsExactly("eve");
    assertThat(ended.deactivation()).isEqualTo(new Deactivation(State.DONE, 3, 1, List.of()));
    assertThat(ended.counts().warnings()).isEqualTo(3);
    assertThat(fakes.download(running, Result.REPORT).lines()).hasSize(4);
    assertThat(fakes.download(running, Result.REPORT))
        .contains("\r\n,bob,CHANGED_SINCE,", "\r\n,fay,CHANGED_SINCE,", "\r\n2,ada,INVALID_EMAIL,");
    assertThat(fakes.download(running, Result.CHANGES))
        .contains(",eve,status,ACTIVE,INACTIVE")
        .doesNotContain("bob", "fay");
  }

  @Test
  void shouldFindTheUnlistedAmongNamesBeyondTheBasicPlane() throws IOException {
    // Java would sort the emoji's surrogates before U+FFFD; the store sorts them behind it.
    String[] all = new String[200];
    for (int i = 0; i < 200; i++) {
      all[i] = (i % 2 == 0 ? "\uD83D\uDE00" : "\uFFFD") + i;
    }
    fakes.users(all);
    Import running = fakes.settled(false, unchanged(2, all[0]));
    fakes.lists(running, Arrays.copyOf(all, 190));

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation().done()).isEqualTo(10);
    assertThat(inactive()).containsExactlyInAnyOrder(Arrays.copyOfRange(all, 190, 200));
  }

  @Test
  void shouldJudgeTheGuardByWhoWasEligibleBeforeTheImport() throws IOException { // SPEC D4
    // Of 100 eligible users 21 are unlisted, more than 20 percent; the 50 created do not count.
    fakes.users(names("old-", 100));
    PlannedRow[] rows =
        IntStream.range(0, 50)
            .mapToObj(i -> row(2 + i, "created-" + i, Outcome.CREATED, UserChange.NONE))
            .toArray(PlannedRow[]::new);
    Import running = fakes.settled(false, rows);
    fakes.lists(running, names("old-", 79));

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation().planned()).isEqualTo(21);
    assertThat(ended.deactivation().state()).isEqualTo(State.HELD);
    assertThat(ended.deactivation().reasons()).containsExactly(Reason.GUARD);
    assertThat(ended.counts().deactivated()).isZero();
    assertThat(inactive()).isEmpty();
    assertThat(fakes.cloud.turns.heldPlan(TENANT)).contains(ended.importId());
  }

  @Test
  void shouldHoldAPlanForMoreThanHalfWhateverTheSettings() throws IOException { // SPEC D4
    fakes.users(names("user-", 12));
    fakes.cloud.tenants.putSettings(
        TENANT,
        new TenantSettings("", "", 10, new Guard(100, 1_000), "en", TenantSettings.Profile.EMPTY));
    Import running = fakes.settled(false, unchanged(2, "stranger"));
    fakes.lists(running, "stranger");

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation())
        .isEqualTo(new Deactivation(State.HELD, 12, 0, List.of(Reason.GUARD)));
    assertThat(inactive()).isEmpty();
  }

  @Test
  void shouldGiveEachKeyShardACommandWhereManyLeave() throws IOException { // SPEC D1
    fakes.users(names("user-", 3_000));
    fakes.cloud.tenants.putSettings(
        TENANT,
        new TenantSettings("", "", 1_000, new Guard(100, 20), "en", TenantSettings.Profile.EMPTY));
    Import running = fakes.settled(false, unchanged(2, "user-0"));
    fakes.lists(running, names("user-", 2_000));

    Import finalizing = fakes.finish(running);

    assertThat(finalizing.status()).isEqualTo(Status.FINALIZING);
    assertThat(finalizing.deactivation())
        .isEqualTo(new Deactivation(State.DONE, 1_000, 0, List.of()));
    assertThat(fakes.cloud.commands.sent()).hasSize(KeyShard.COUNT);
    assertThat(inactive()).isEmpty();
    assertThat(fakes.download(running, Result.CHANGES)).isNotEmpty();
    assertThat(fakes.download(running, Result.REPORT)).isNotEmpty();

    fakes.carryOutCommands();

    Import ended = fakes.now(running);
    assertThat(ended.status()).isEqualTo(Status.COMPLETED);
    assertThat(ended.deactivation().done()).isEqualTo(1_000);
    assertThat(ended.counts().deactivated()).isEqualTo(1_000);
    assertThat(inactive()).hasSize(1_000);
    assertThat(fakes.download(running, Result.CHANGES).lines().filter(l -> l.contains("INACTIVE")))
        .hasSize(1_000);
  }

  @Test
  void shouldDeactivateOnceHoweverOftenACommandIsDelivered() throws IOException {
    fakes.users(names("user-", 2_000));
    fakes.cloud.tenants.putSettings(
        TENANT,
        new TenantSettings("", "", 1_000, new Guard(100, 20), "en", TenantSettings.Profile.EMPTY));
    Import running = fakes.settled(false, unchanged(2, "user-0"));
    fakes.lists(running, names("user-", 1_200));
    fakes.finish(running);
    List<Command> commands = fakes.cloud.commands.take();
    for (Command command : commands) {
      fakes.carryOut(command);
      fakes.carryOut(command);
    }
    fakes.carryOutCommands();
    Import ended = fakes.now(running);
    fakes.cloud.users.edit(
        TENANT, "user-1500", UserEdit.of(Map.of("status", "ACTIVE")), Sample.NOW);

    for (Command command : commands) {
      fakes.carryOut(command);
    }

    assertThat(fakes.now(running)).isEqualTo(ended);
    assertThat(ended.deactivation().done()).isEqualTo(800);
    assertThat(inactive()).hasSize(799);
  }

  @Test
  void shouldCountWhatWasDeactivatedWhenItCannotFinish() throws IOException { // invariant 9
    fakes.users(names("user-", 2_000));
    fakes.cloud.tenants.putSettings(
        TENANT,
        new TenantSettings("", "", 1_000, new Guard(100, 20), "en", TenantSettings.Profile.EMPTY));
    Import running = fakes.settled(false, unchanged(2, "user-0"));
    fakes.lists(running, names("user-", 1_200));
    Import finalizing = fakes.finish(running);
    List<Command> commands = fakes.cloud.commands.take();
    for (Command command : commands.subList(0, 5)) {
      fakes.carryOut(command);
    }

    fakes.cloud.closer().fail(finalizing, new Failure(Failure.STALLED, "…"));

    Import failed = fakes.now(running);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.counts().deactivated()).isEqualTo(inactive().size()).isPositive();
    assertThat(failed.deactivation().done()).isEqualTo(inactive().size());
  }

  @Test
  void shouldReportInTheOrderOfRowsHoweverLittleFitsAtATime() throws IOException { // SPEC A3
    PlannedRow[] rows =
        IntStream.range(0, 100)
            .mapToObj(i -> 101 - i * 37 % 100)
            .map(
                number ->
                    row(
                        number,
                        "u" + number,
                        Outcome.FAILED,
                        UserChange.NONE,
                        Finding.of(FindingCode.MALFORMED_ROW, "", "STRAY_QUOTE", "1", "3")))
            .toArray(PlannedRow[]::new);
    Import running = fakes.settled(false, rows);
    fakes.lists(running);

    List<Integer> failed = new ArrayList<>();
    try (CsvDownload table =
        CsvDownload.create(fakes.cloud.results.writer("test.csv", "text/csv"), "en", "row")) {
      RowReport report =
          new RowReport(
              new PlanReader(fakes.files(running), running, false),
              "en",
              Lookalikes.NONE,
              Set.of(),
              1_000);
      List.of(rows).forEach(report::hold);
      report.write(table, row -> failed.add(row.row()));
      table.complete();
    }
    String written =
        new String(fakes.cloud.results.get("test.csv").orElseThrow(), StandardCharsets.UTF_8);

    assertThat(written.lines().skip(1).map(l -> l.substring(0, l.indexOf(','))))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(2, 101).mapToObj(Integer::toString).toList());
    assertThat(failed)
        .as("the rows of the file to mend") // SPEC A12
        .containsExactlyElementsOf(IntStream.rangeClosed(2, 101).boxed().toList());
  }

  @Test
  void shouldReadEachPlanOnceForAllThatATenantMayDownload() throws IOException {
    fakes.users("gone");
    Import running = fakes.settled(true, unchanged(2, "ada"), unchanged(3, "ben"));
    fakes.lists(running, "ada", "ben");

    fakes.finish(running);

    assertThat(fakes.cloud.results.reads())
        .filteredOn(key -> key.contains("/plans/") || key.contains("/outcomes/"))
        .hasSize(1);
    assertThat(fakes.download(running, Result.DEACTIVATIONS)).contains("gone");
  }

  @Test
  void shouldReportRowsAsTheyEndedNotAsTheyWerePlanned() throws IOException { // SPEC A3, A6
    PlannedRow created = row(2, "ada", Outcome.CREATED, UserChange.NONE);
    BatchPlan plan =
        BatchPlan.ofRows(List.of(created, row(3, "", Outcome.FAILED, UserChange.NONE)));
    BatchPlan ended =
        BatchPlan.ofRows(
            List.of(
                created.failed(Finding.of(FindingCode.PROCESSING_FAILED, "", "CONFLICT")),
                row(
                    3,
                    "",
                    Outcome.FAILED,
                    UserChange.NONE,
                    Finding.of(FindingCode.USERNAME_MISSING, "username"))));
    Import running = fakes.running(IMPORT, "one", false, false, Workload.of(1, 2));
    fakes.files(running).claim(0, plan);
    fakes.files(running).outcome(0, ended);
    fakes.cloud.progress.settle(IMPORT, 0, 1, Tally.of(plan, ended, new Meter()));

    fakes.finish(running);

    assertThat(fakes.download(running, Result.REPORT))
        .contains("2,ada,PROCESSING_FAILED", "3,,USERNAME_MISSING");
    assertThat(fakes.download(running, Result.CHANGES)).doesNotContain("ada");
  }

  @Test
  void shouldHoldWhatAnIncompleteListLeavesOut() throws IOException { // SPEC D5
    fakes.users("ada", "bob");
    Import running =
        fakes.running(
            IMPORT,
            "one",
            true,
            false,
            Workload.of(1, 1).with().beyondLimit(7).incomplete(true).build());
    fakes.lists(running, List.of(unchanged(2, "ada")), "ada");

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation())
        .isEqualTo(new Deactivation(State.HELD, 1, 0, List.of(Reason.INCOMPLETE)));
    assertThat(ended.counts().rows()).isEqualTo(8);
    assertThat(ended.counts().beyondLimit()).isEqualTo(7);
    assertThat(inactive()).isEmpty();
  }

  @Test
  void shouldCountInADryRunWhatItWouldDeactivate() throws IOException { // SPEC S4
    fakes.users("ada", "bob");
    Import running = fakes.settled(true, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation().state()).isEqualTo(State.SKIPPED);
    assertThat(ended.deactivation().planned()).isEqualTo(1);
    assertThat(ended.counts().deactivated()).isEqualTo(1);
    assertThat(inactive()).isEmpty();
    assertThat(fakes.download(running, Result.DEACTIVATIONS)).contains("bob");
    assertThat(ended.messages()).anyMatch(message -> message.contains("would"));
  }

  @Test
  void shouldDeactivateNobodyWithoutBeingAskedTo() throws IOException {
    fakes.users("ada", "bob");
    Import running = fakes.running(IMPORT, "one", false, false, Workload.of(1, 1));
    fakes.settle(running, unchanged(2, "ada"));

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation()).isEqualTo(Deactivation.NOT_REQUESTED);
    assertThat(inactive()).isEmpty();
  }

  private void held(String importId) {
    Import earlier =
        Sample.created(TENANT, importId, "import " + importId)
            .with()
            .deactivation(new Deactivation(State.HELD, 30, 0, List.of(Reason.GUARD)))
            .build()
            .to(Status.COMPLETED, Sample.NOW);
    fakes.cloud.imports.create(earlier);
    fakes.cloud.turns.putHeldPlan(TENANT, Optional.of(importId));
  }

  private State stateOf(String importId) {
    return fakes.cloud.imports.find(TENANT, importId).orElseThrow().deactivation().state();
  }

  @Test
  void shouldSupersedeThePlanThatIsStillHeld() throws IOException { // SPEC D6
    held("01J00000000000000000000002");
    fakes.users("ada");
    Import running = fakes.settled(false, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    fakes.finish(running);

    assertThat(stateOf("01J00000000000000000000002")).isEqualTo(State.SUPERSEDED);
    assertThat(fakes.cloud.turns.heldPlan(TENANT)).isEmpty();
  }

  @Test
  void shouldNotSupersedeInADryRun() throws IOException { // SPEC S4
    held("01J00000000000000000000001");
    fakes.users("ada");
    Import running = fakes.settled(true, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    fakes.finish(running);

    assertThat(stateOf("01J00000000000000000000001")).isEqualTo(State.HELD);
    assertThat(fakes.cloud.turns.heldPlan(TENANT)).contains("01J00000000000000000000001");
  }

  @Test
  void shouldFinishOnlyOnce() throws IOException {
    fakes.users("ada", "bob");
    Import running = fakes.settled(false, unchanged(2, "ada"));
    fakes.lists(running, "ada");
    Import ended = fakes.finish(running);
    fakes.cloud.users.edit(TENANT, "bob", UserEdit.of(Map.of("status", "ACTIVE")), Sample.NOW);

    Import again = fakes.finish(running);

    assertThat(again).isEqualTo(ended);
    assertThat(inactive()).isEmpty();
    assertThat(fakes.cloud.figures.ended())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("wishes", "version")
        .containsExactly(ended); // as it ended, its turn still to pass on
  }

  @Test
  void shouldNotFinishBeforeEveryBatchIsSettled() throws IOException {
    Import running = fakes.running(IMPORT, "one", true, false, Workload.of(2, 2));
    fakes.cloud.progress.settle(IMPORT, 0, 2, tally(unchanged(2, "ada")));

    assertThat(fakes.finish(running).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void shouldNotEndAnImportWhoseCountsDoNotAddUp() { // SPEC A1
    Import running = fakes.running(IMPORT, "one", false, false, Workload.of(1, 1));
    // A duplicate that is none of the batch's rows.
    fakes.files(running).claim(0, BatchPlan.ofRows(List.of(unchanged(2, "ada"))));
    fakes.cloud.progress.settle(
        IMPORT, 0, 1, TallyBuilder.builder().rows(1).created(1).updated(1).build());

    assertThatThrownBy(() -> fakes.finish(running)).hasMessageContaining("does not add up");
    assertThat(fakes.now(running).status()).isEqualTo(Status.FINALIZING);
  }

  @Test
  void shouldSayWhenARowFailedForWhatItSays() throws IOException { // SPEC A6
    Import running =
        fakes.settled(
            false,
            unchanged(2, "ada"),
            row(
                3,
                "",
                Outcome.FAILED,
                UserChange.NONE,
                Finding.of(FindingCode.USERNAME_MISSING, "username")));
    fakes.lists(running, "ada");

    assertThat(fakes.finish(running).status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
  }

  @Test
  void shouldSayWhenSoundRowsCouldNotBeApplied() throws IOException { // SPEC A6
    Import running =
        fakes.settled(
            false,
            row(
                2,
                "ada",
                Outcome.FAILED,
                UserChange.NONE,
                Finding.of(FindingCode.PROCESSING_FAILED, "", "GIVEN_UP")));
    fakes.lists(running, "ada");

    assertThat(fakes.finish(running).status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
  }

  @Test
  void shouldDeleteARosterWithPasswordsAndKeepOthers() throws IOException { // SPEC A8
    Import with =
        fakes.running(
            IMPORT, "one", false, false, Workload.of(1, 1).with().passwords(true).build());
    fakes.settle(with, unchanged(2, "ada"));
    fakes.finish(with);
    assertThat(fakes.cloud.uploads.keys()).isEmpty();

    Import without =
        fakes.running("01JZ8Q5V7W3X4Y5Z6A7B8C9D0F", "two", false, false, Workload.of(1, 1));
    fakes.settle(without, unchanged(2, "ada"));
    fakes.finish(without);
    assertThat(fakes.cloud.uploads.keys()).containsExactly(without.upload().key());
  }

  @Test
  void shouldHandTheTurnOnToTheNextThatWaits() throws IOException { // SPEC S5
    Import running = fakes.settled(false, unchanged(2, "ada"));
    fakes.lists(running, "ada");
    Import waiting = Sample.created(TENANT, "01JZ8Q5V7W3X4Y5Z6A7B8C9D0F", "two");
    fakes.cloud.imports.create(waiting.to(Status.QUEUED, Sample.NOW));
    fakes.cloud.turns.take(TENANT, Ticket.ofImport(waiting.importId()));

    fakes.finish(running);

    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(waiting.importId()));
    assertThat(fakes.cloud.commands.sent())
        .containsExactly(Command.of(Action.DISPATCH, TENANT, waiting.importId()));
  }

  @Test
  void shouldReportEveryFailedRowAndWarningInPlainWords() throws IOException { // SPEC A3
    Import running =
        fakes.settled(
            false,
            row(
                2,
                "",
                Outcome.FAILED,
                UserChange.NONE,
                Finding.of(FindingCode.USERNAME_MISSING, "username")),
            row(
                3,
                "=1+1",
                Outcome.CREATED,
                UserChange.NONE,
                Finding.of(FindingCode.INVALID_EMAIL, "email", "nobody")));
    fakes.lists(running, "=1+1");

    fakes.finish(running);

    String[] lines = fakes.download(running, Result.REPORT).split("\r\n");
    assertThat(lines).hasSize(3);
    assertThat(lines[0]).isEqualTo("\uFEFFrow,username,code,field,message");
    assertThat(lines[1]).startsWith("2,,USERNAME_MISSING,username,");
    assertThat(lines[2]).startsWith("3,'=1+1,INVALID_EMAIL,email,").contains("nobody");
  }

  @Test
  void shouldLogEveryFieldWrittenAndOfAPasswordOnlyThatItWasSet() throws IOException { // SPEC A3
    fakes.cloud.groups.put(TENANT, Group.imported("5a"));
    UserChange change =
        UserChange.NONE
            .with()
            .fields(new TreeMap<>(Map.of("firstName", new UserChange.Text("Ada", "Adä"))))
            .join(Set.of(Group.importedId("5a")))
            .leave(Set.of("g-gone"))
            .tags(Set.of("2026"))
            .access(List.of(new Access("moodle", "basic")))
            .password(true)
            .build();
    Import running = fakes.settled(false, row(2, "ada", Outcome.CREATED, change));
    fakes.lists(running, "ada");

    fakes.finish(running);

    assertThat(fakes.download(running, Result.CHANGES).split("\r\n"))
        .containsExactly(
            "\uFEFFrow,username,field,before,after",
            "2,ada,status,,ACTIVE",
            "2,ada,firstName,Ada,Adä",
            "2,ada,groups,g-gone,",
            "2,ada,groups,,5a",
            "2,ada,tags,,2026",
            "2,ada,access,,moodle / basic",
            "2,ada,password,,set");
  }
}
