package dev.rollbook.finalize;

import static dev.rollbook.finalize.FinalizeOnFakes.IMPORT;
import static dev.rollbook.finalize.FinalizeOnFakes.TENANT;
import static dev.rollbook.finalize.FinalizeOnFakes.row;
import static dev.rollbook.finalize.FinalizeOnFakes.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Import.Workload;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unlisted users, summary, report (SPEC sections 6 and 7). */
class FinalizationTest {

  private final FinalizeOnFakes fakes;

  FinalizationTest(@TempDir Path scratch) {
    fakes = new FinalizeOnFakes(scratch);
  }

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
    fakes.cloud.users.edit(
        TENANT,
        "kept",
        new UserEdit(
            Map.of(),
            Optional.of(true),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Sample.NOW);
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
  void shouldNotCountAmongTheEligibleWhomTheImportBroughtIn() throws IOException { // SPEC D4
    // Before the import 100 were eligible; 20 of them unlisted are not more than 20 percent.
    fakes.users(names("old-", 100));
    fakes.users(names("created-", 50));
    PlannedRow[] rows =
        IntStream.range(0, 50)
            .mapToObj(i -> row(2 + i, "created-" + i, Outcome.CREATED, UserChange.NONE))
            .toArray(PlannedRow[]::new);
    Import running = fakes.settled(false, rows);
    fakes.lists(
        running,
        Stream.concat(Arrays.stream(names("old-", 79)), Arrays.stream(names("created-", 50)))
            .toArray(String[]::new));

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation().planned()).isEqualTo(21);
    assertThat(ended.deactivation().state()).isEqualTo(State.HELD);
    assertThat(ended.deactivation().reasons()).containsExactly(Reason.GUARD);
    assertThat(ended.counts().deactivated()).isZero();
    assertThat(inactive()).isEmpty();
  }

  @Test
  void shouldNotCountAmongTheEligibleWhomTheImportReactivated() throws IOException { // SPEC D4
    fakes.users(names("old-", 100));
    fakes.users("back");
    PlannedRow back =
        new PlannedRow(2, "back", Outcome.UPDATED, true, true, UserChange.NONE, List.of());
    Import running = fakes.settled(false, back);
    fakes.lists(
        running,
        Stream.concat(Arrays.stream(names("old-", 80)), Stream.of("back")).toArray(String[]::new));

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation()).isEqualTo(new Deactivation(State.DONE, 20, 20, List.of()));
    assertThat(ended.counts().reactivated()).isEqualTo(1);
  }

  @Test
  void shouldHoldWhatAnIncompleteListLeavesOut() throws IOException { // SPEC D5
    fakes.users("ada", "bob");
    Import running =
        fakes.running(IMPORT, "one", true, false, new Workload(1, 1, 0, 7, true, false, true));
    fakes.settle(running, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation())
        .isEqualTo(
            new Deactivation(
                State.HELD, 1, 0, List.of(Reason.BEYOND_LIMIT, Reason.UNREADABLE_ROW)));
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
    Import running =
        fakes.running(IMPORT, "one", false, false, new Workload(1, 1, 0, 0, false, false, true));
    fakes.settle(running, unchanged(2, "ada"));

    Import ended = fakes.finish(running);

    assertThat(ended.deactivation()).isEqualTo(Deactivation.NOT_REQUESTED);
    assertThat(inactive()).isEmpty();
  }

  private void held(String importId, Duration createdBefore, Duration reachedBefore, State state) {
    Import earlier =
        Import.awaitingUpload(
                TENANT,
                importId,
                "import " + importId,
                "users.csv",
                1,
                Sample.created(TENANT, importId, "x").options(),
                "en",
                Sample.NOW.minus(createdBefore))
            .with()
            .deactivation(new Deactivation(state, 30, 0, List.of(Reason.GUARD)))
            .build()
            .to(Status.FINALIZING, Sample.NOW.minus(reachedBefore))
            .to(Status.COMPLETED, Sample.NOW.minus(reachedBefore));
    fakes.cloud.imports.create(earlier);
  }

  private State stateOf(String importId) {
    return fakes.cloud.imports.find(TENANT, importId).orElseThrow().deactivation().state();
  }

  @Test
  void shouldSupersedeThePlanThatIsStillHeld() throws IOException { // SPEC D6
    held("01J00000000000000000000001", Duration.ofDays(60), Duration.ofDays(60), State.SUPERSEDED);
    held("01J00000000000000000000002", Duration.ofDays(40), Duration.ofDays(40), State.HELD);
    fakes.users("ada");
    Import running = fakes.settled(false, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    fakes.finish(running);

    assertThat(stateOf("01J00000000000000000000002")).isEqualTo(State.SUPERSEDED);
  }

  @Test
  void shouldSupersedeThePlanOfAnImportThatWaitedInReviewForLong() throws IOException { // SPEC D6
    held("01J00000000000000000000001", Duration.ofDays(7), Duration.ofDays(1), State.HELD);
    held("01J00000000000000000000002", Duration.ofDays(3), Duration.ofDays(3), State.DONE);
    fakes.users("ada");
    Import running = fakes.settled(false, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    fakes.finish(running);

    assertThat(stateOf("01J00000000000000000000001")).isEqualTo(State.SUPERSEDED);
  }

  @Test
  void shouldNotSupersedeInADryRun() throws IOException { // SPEC S4
    held("01J00000000000000000000001", Duration.ofDays(1), Duration.ofDays(1), State.HELD);
    fakes.users("ada");
    Import running = fakes.settled(true, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    fakes.finish(running);

    assertThat(stateOf("01J00000000000000000000001")).isEqualTo(State.HELD);
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
    assertThat(fakes.cloud.figures.ended()).containsExactly(ended);
  }

  @Test
  void shouldNotFinishBeforeEveryBatchIsSettled() throws IOException {
    Import running =
        fakes.running(IMPORT, "one", true, false, new Workload(2, 2, 0, 0, false, false, true));
    fakes.cloud.progress.settle(IMPORT, 0, 2, Tally.of(List.of(unchanged(2, "ada")), new Meter()));

    assertThat(fakes.finish(running).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void shouldNotEndAnImportWhoseCountsDoNotAddUp() { // SPEC A1
    Import running =
        fakes.running(IMPORT, "one", false, false, new Workload(1, 1, 0, 0, false, false, true));
    // A duplicate that is none of the batch's rows.
    fakes.files(running).plan(0, List.of(unchanged(2, "ada")));
    fakes.cloud.progress.settle(IMPORT, 0, 1, new Tally(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0));

    assertThatThrownBy(() -> fakes.finish(running)).hasMessageContaining("does not add up");
    assertThat(fakes.now(running).status()).isEqualTo(Status.FINALIZING);
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
        fakes.running(IMPORT, "one", false, false, new Workload(1, 1, 0, 0, false, true, true));
    fakes.settle(with, unchanged(2, "ada"));
    fakes.finish(with);
    assertThat(fakes.cloud.uploads.keys()).isEmpty();

    Import without =
        fakes.running(
            "01JZ8Q5V7W3X4Y5Z6A7B8C9D0F",
            "two",
            false,
            false,
            new Workload(1, 1, 0, 0, false, false, true));
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
    fakes.cloud.turns.take(TENANT, waiting.importId());

    fakes.finish(running);

    assertThat(fakes.cloud.turns.holder(TENANT)).contains(waiting.importId());
    assertThat(fakes.cloud.commands.sent())
        .containsExactly(new Command(Action.DISPATCH, TENANT, waiting.importId()));
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
        new UserChange(
            new TreeMap<>(Map.of("firstName", new UserChange.Text("Ada", "Adä"))),
            Set.of(Group.importedId("5a")),
            Set.of("g-gone"),
            Set.of("2026"),
            List.of(new Access("moodle", "basic")),
            true);
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

  @Test
  void shouldLeaveNoFileBehindOnItsOwnDisk() throws IOException {
    Import running = fakes.settled(false, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    fakes.finish(running);

    try (var files = Files.list(fakes.scratch)) {
      assertThat(files).isEmpty();
    }
  }
}
