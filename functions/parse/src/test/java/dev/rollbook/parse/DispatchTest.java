package dev.rollbook.parse;

import static dev.rollbook.parse.ParseOnFakes.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.Json;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.ImportRulesBuilder;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.RowModes;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.PasswordKey;
import dev.rollbook.imports.PasswordSeal;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Ticket;
import dev.rollbook.renames.Steps;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Faults.NoAnswer;
import dev.rollbook.testkit.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a file that is there to batches on the queue. */
class DispatchTest {

  private static final String CSV = "username;Gruppe\nada;5a\nbob;5b\n";
  private static final Property LEVEL =
      new Property("Level", Property.Type.INPUT, List.of(), false);

  private final Path scratch;
  private final ParseOnFakes fakes;

  DispatchTest(@TempDir Path scratch) {
    this.scratch = scratch;
    fakes = new ParseOnFakes(scratch);
  }

  private static String rows(int count) {
    return "username\n"
        + IntStream.range(0, count).mapToObj(i -> "user-" + i + "\n").collect(Collectors.joining());
  }

  private ImportFiles files(Import of) {
    return fakes.cloud.buckets().files(of);
  }

  private void carryOut(Action action, Import of) throws IOException {
    fakes.parse().carryOut(Command.of(action, of.tenant(), of.importId()));
  }

  private void settle(Import of, int batch) {
    RowBatch sent = fakes.cloud.rowQueue.sent().get(batch);
    fakes.cloud.progress.settle(of.importId(), batch, sent.batches(), Tally.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', FILE_EMPTY",
    "username, HEADER_ONLY",
    "'username;Gruppe\n;\n', HEADER_ONLY",
    "'colour,shape\nred,round\n', NO_USERNAME_COLUMN"
  })
  void shouldWriteNothingOfAFileThatCannotBeImported(String csv, String code) throws IOException {
    // SPEC R8, R9, R11
    Import ended = fakes.uploaded("one", "{}", csv);

    assertThat(ended.status()).isEqualTo(Status.FAILED);
    assertThat(ended.failure().code()).isEqualTo(code);
    assertThat(ended.failure().message()).isNotEmpty();
    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
    assertThat(fakes.cloud.results.keys()).isEmpty();
    assertThat(fakes.cloud.groups.all(TENANT)).containsExactly(Group.root());
    assertThat(fakes.cloud.uploads.keys()).isEmpty();
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
  }

  @Test
  void shouldNameTheSheetsBehindACoverSheetThatCannotBeImported() throws IOException {
    // SPEC R8, R16
    Import created = fakes.created("one", "{}");
    Import named = fakes.created("two", "{\"sheet\": \"Liste\"}");

    for (Import each : List.of(created, named)) {
      fakes.arrive(each, fakes.put(each.upload().key(), behindACover()));
    }

    assertThat(fakes.now(created).failure().code()).isEqualTo("NO_USERNAME_COLUMN");
    assertThat(fakes.now(created).failure().message())
        .contains("Columns found: School list")
        .endsWith(
            "Other sheets with data were not read: Liste. Please name the sheet for the import if"
                + " another is the right one (option sheet).");
    assertThat(fakes.now(named).failure().isPresent()).isFalse();
    assertThat(fakes.now(named).workload().rows()).isEqualTo(1);
  }

  private static byte[] behindACover() throws IOException {
    try (HSSFWorkbook workbook = new HSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      workbook.createSheet("Deckblatt").createRow(1).createCell(1).setCellValue("School list");
      Sheet list = workbook.createSheet("Liste");
      list.createRow(0).createCell(0).setCellValue("username");
      list.createRow(1).createCell(0).setCellValue("ada");
      workbook.write(bytes);
      return bytes.toByteArray();
    }
  }

  @Test
  void shouldFailWithItsOwnCodeWhenTheRosterIsGone() throws IOException {
    Import created = fakes.created("one", "{}");
    String version = fakes.put(created, CSV);
    fakes.cloud.uploads.deleteAllVersions(created.upload().key());

    fakes.arrive(created, version);

    assertThat(fakes.now(created).failure().code()).isEqualTo("FILE_GONE");
  }

  @Test
  void shouldWaitForReviewWithoutWritingAnything() throws IOException { // SPEC S3
    Import waiting = fakes.uploaded("one", "{\"review\": true}", CSV);

    assertThat(waiting.status()).isEqualTo(Status.AWAITING_REVIEW);
    assertThat(waiting.reading().delimiter()).isEqualTo(";");
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
    assertThat(fakes.cloud.results.keys())
        .containsExactly("work/" + TENANT + "/" + waiting.importId() + "/preview.json");
  }

  @Test
  void shouldLeaveNoFileBehindOnItsOwnDisk() throws IOException {
    fakes.uploaded("one", "{}", CSV);
    fakes.uploaded("two", "{}", "");

    try (var files = Files.list(scratch)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void shouldMakeTheGroupsBeforeTheRowsGoOut() throws IOException { // SPEC G1
    Import running = fakes.uploaded("one", "{}", CSV);

    assertThat(running.status()).isEqualTo(Status.RUNNING);
    assertThat(fakes.cloud.groups.all(TENANT)).contains(Group.imported("5a"), Group.imported("5b"));
  }

  @Test
  void shouldMakeNoGroupInADryRun() throws IOException { // SPEC S4
    fakes.uploaded("one", "{\"dryRun\": true}", CSV);

    assertThat(fakes.cloud.groups.all(TENANT)).containsExactly(Group.root());
    assertThat(fakes.cloud.rowQueue.sent()).hasSize(1);
  }

  @Test
  void shouldCoverEveryKeyShardFromEndToEndWhereTheUnlistedMatter() throws IOException { // SPEC D1
    String csv = "username;x\n\uD83D\uDE00;\nz;\nä;\nä;\n;x\n" + people(900);

    Import running = fakes.uploaded("one", "{\"deactivateUnlisted\": true}", csv);

    List<RowBatch> sent = fakes.cloud.rowQueue.sent();
    assertThat(running.workload().batches()).isEqualTo(sent.size());
    Map<Integer, List<KeyRange>> ranges =
        sent.stream()
            .map(RowBatch::range)
            .collect(Collectors.groupingBy(KeyRange::shard, TreeMap::new, Collectors.toList()));
    assertThat(ranges).hasSize(KeyShard.COUNT);
    ranges
        .values()
        .forEach(
            inShard -> {
              String from = "";
              for (KeyRange range : inShard) {
                assertThat(range.from()).isEqualTo(from);
                from = range.to();
              }
              assertThat(from).isEmpty();
            });
    for (RowBatch batch : sent) {
      assertThat(batch.rows())
          .filteredOn(row -> !row.username().isEmpty())
          .allMatch(row -> batch.range().contains(row.username()));
      assertThat(batch.listed()).allMatch(batch.range()::contains);
    }
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      int current = shard;
      assertThat(running.workload().batchesOf(shard).boxed().toList())
          .containsAll(
              sent.stream()
                  .filter(batch -> batch.range().shard() == current)
                  .map(RowBatch::batch)
                  .toList());
    }
  }

  private static String people(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "user-" + i + ";" + "x".repeat(300) + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void shouldSayWhichBatchesHaveToDoWithAKeyShard() throws IOException {
    Import running = fakes.uploaded("one", "{}", rows(2_000));

    List<RowBatch> sent = fakes.cloud.rowQueue.sent();
    assertThat(sent).hasSizeGreaterThan(2).allMatch(batch -> batch.range().isNone());
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      int current = shard;
      assertThat(running.workload().batchesOf(shard).boxed().toList())
          .containsAll(
              sent.stream()
                  .filter(
                      batch ->
                          batch.rows().stream()
                              .anyMatch(row -> KeyShard.of(row.username()) == current))
                  .map(RowBatch::batch)
                  .toList());
    }
  }

  @Test
  void shouldTellWhomTheRosterListsWithoutARowOfTheirOwn() throws IOException { // SPEC R4, R10, D5
    fakes.uploaded(
        "one",
        "{\"deactivateUnlisted\": true, \"rowLimit\": 2}",
        "username;Vorname\nada;A\nbob;B;shifted\neve;E\n");

    assertThat(fakes.cloud.rowQueue.sent().stream().flatMap(batch -> batch.listed().stream()))
        .contains("eve", "B");
  }

  @Test
  void shouldCutAUsernameOfManyRowsToo() throws IOException { // SPEC R13
    String csv = "username;Vorname\n" + ("anna;" + "x".repeat(2_000) + "\n").repeat(200);

    fakes.uploaded("one", "{\"deactivateUnlisted\": true}", csv);

    List<RowBatch> withRows =
        fakes.cloud.rowQueue.sent().stream().filter(batch -> !batch.rows().isEmpty()).toList();
    assertThat(withRows).hasSizeGreaterThan(3);
    assertThat(withRows.stream().mapToInt(batch -> batch.rows().size()).sum()).isEqualTo(200);
    assertThat(withRows.stream().filter(batch -> batch.range().contains("anna"))).hasSize(1);
    assertThat(withRows.get(0).rows().get(0).verdict()).isEqualTo(RosterRow.Verdict.APPLY);
  }

  @Test
  void shouldQueueBehindTheImportThatRuns() throws IOException { // SPEC S5
    Import first = fakes.uploaded("one", "{}", CSV);

    Import second = fakes.uploaded("two", "{}", CSV);

    assertThat(second.status()).isEqualTo(Status.QUEUED);
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(first.importId()));
    assertThat(fakes.cloud.rowQueue.sent()).hasSize(1);
    assertThat(files(second).rules()).isEmpty();
  }

  @Test
  void shouldFreezeTheRulesThatHoldWhenTheTurnHasCome() throws IOException {
    Import first = fakes.uploaded("one", "{}", CSV);
    Import second = fakes.uploaded("two", "{}", "username;Level\nada;3\n");
    fakes.cloud.tenants.putProperty(TENANT, LEVEL);
    fakes.cloud.turns.pass(TENANT, Ticket.ofImport(first.importId()));
    fakes.cloud.rowQueue.take();

    carryOut(Action.DISPATCH, second);

    assertThat(files(second).rules().orElseThrow().properties()).containsKey("Level");
    assertThat(fakes.cloud.rowQueue.sent().get(0).rows().get(0).values())
        .containsEntry("property:Level", "3");
    assertThat(fakes.now(second).reading().ignoredColumns()).isEmpty();
  }

  @Test
  void shouldKeepToTheFrozenRulesWhateverTheTenantChanges() throws IOException {
    fakes.cloud.tenants.putProperty(TENANT, LEVEL);
    Import running = fakes.uploaded("one", "{}", "username;Level\nada;3\n");
    ImportRules frozen = files(running).rules().orElseThrow();
    List<RowBatch> sent = fakes.cloud.rowQueue.take();
    fakes.cloud.tenants.deleteProperty(TENANT, "Level");
    fakes.cloud.tenants.putSettings(
        TENANT,
        new TenantSettings("ada", "", 5, Guard.DEFAULT, "de", TenantSettings.Profile.EMPTY));

    carryOut(Action.RESEND, running);

    assertThat(files(running).rules()).contains(frozen);
    assertThat(fakes.cloud.rowQueue.sent()).isEqualTo(sent);
  }

  @Test
  void shouldJudgeByThePropertiesThatItFreezes() throws IOException {
    fakes.cloud.tenants.putProperty(TENANT, LEVEL);
    Import created = fakes.created("one", "{}");
    String version = fakes.put(created, "username;Level;Ort\nada;3;Bonn\n");
    fakes.arrive(created, version);
    ImportRules frozen = files(created).rules().orElseThrow();

    assertThat(frozen.properties()).containsOnlyKeys("Level");
    assertThat(
            fakes.cloud.faults.calls().stream()
                .filter(call -> call.method().equals("properties"))
                .count())
        .as("looks at the tenant's properties between judging and freezing")
        .isEqualTo(1);
  }

  @Test
  void shouldJudgeAnewWhenOtherRulesWereFrozenBefore() throws IOException {
    fakes.cloud.tenants.putProperty(TENANT, LEVEL);
    Import created = fakes.created("one", "{}");
    String version = fakes.put(created, "username;Level\nada;3\n");
    ImportRules others =
        ImportRulesBuilder.builder()
            .mapped(Set.of(Target.Field.USERNAME))
            .clearEmpty(false)
            .properties(Map.of())
            .conditionalGroups(List.of())
            .defaultSupervisor("")
            .defaultSecondSupervisor("")
            .defaultGroup(Group.ROOT)
            .tags(Set.of())
            .access(List.of())
            .modes(RowModes.DEFAULT)
            .build();
    files(created).freeze(others);

    fakes.arrive(created, version);
    for (Command command : fakes.cloud.commands.take()) {
      fakes.parse().carryOut(command);
    }

    assertThat(fakes.now(created).status()).isEqualTo(Status.RUNNING);
    assertThat(fakes.cloud.rowQueue.sent()).hasSize(1);
    assertThat(fakes.cloud.rowQueue.sent().get(0).rows().get(0).values())
        .doesNotContainKey("property:Level");
  }

  @Test
  void shouldForgetADefaultSupervisorWhoIsGone() throws IOException { // SPEC U7
    fakes.cloud.users.create(TENANT, Sample.user("chief"), "");
    fakes.cloud.tenants.putSettings(
        TENANT,
        new TenantSettings("gone", "chief", 5, Guard.DEFAULT, "de", TenantSettings.Profile.EMPTY));

    Import running = fakes.uploaded("one", "{}", CSV);

    ImportRules rules = files(running).rules().orElseThrow();
    assertThat(rules.defaultSupervisor()).isEmpty();
    assertThat(rules.defaultSecondSupervisor()).isEqualTo("chief");
  }

  @Test
  void shouldTakeTheRootGroupForADefaultGroupThatWasRemovedSince() throws IOException { // SPEC G5
    fakes.cloud.groups.put(TENANT, new Group("g1", "New", Origin.MANUAL, Group.ROOT, List.of()));
    Import created = fakes.created("one", "{\"defaultGroup\": \"g1\"}");
    fakes.cloud.groups.delete(TENANT, "g1");

    fakes.arrive(created, fakes.put(created, CSV));

    assertThat(files(created).rules().orElseThrow().defaultGroup()).isEqualTo(Group.ROOT);
  }

  @Test
  void shouldSendTheSameBatchesOfTheSameFile() throws IOException {
    Import first = fakes.uploaded("one", "{}", rows(2_400));
    List<List<RosterRow>> batches =
        fakes.cloud.rowQueue.take().stream().map(RowBatch::rows).toList();
    fakes.cloud.turns.pass(TENANT, Ticket.ofImport(first.importId()));

    fakes.uploaded("two", "{}", rows(2_400));

    assertThat(fakes.cloud.rowQueue.sent().stream().map(RowBatch::rows)).isEqualTo(batches);
    assertThat(batches).extracting(List::size).containsExactly(829, 830, 741);
    assertThat(fakes.cloud.rowQueue.sent()).extracting(RowBatch::batch).containsExactly(0, 1, 2);
    assertThat(fakes.cloud.rowQueue.sent()).extracting(RowBatch::batches).containsOnly(3);
  }

  @Test
  void shouldKeepEveryMessageUnderTheQueuesLimitWhateverItEscapes() throws IOException {
    String quotes = "\"\"".repeat(2_000); // each of them is one in the cell, and two in JSON
    StringBuilder csv = new StringBuilder("username;Vorname;Nachname\n");
    for (int i = 0; i < 150; i++) {
      csv.append("user-%d;\"%s\";\"%s\"\n".formatted(i, quotes, quotes.substring(i * 6)));
    }

    fakes.uploaded("one", "{}", csv.toString());

    assertThat(fakes.cloud.rowQueue.sent()).hasSizeGreaterThan(3);
    assertThat(fakes.cloud.rowQueue.sent())
        .allMatch(batch -> Json.text(batch).getBytes(StandardCharsets.UTF_8).length <= 256 * 1024)
        .anyMatch(batch -> Json.text(batch).length() > 100 * 1024);
    assertThat(fakes.cloud.rowQueue.sent().stream().mapToInt(batch -> batch.rows().size()).sum())
        .isEqualTo(150);
  }

  @Test
  void shouldSendAgainOnlyWhatIsNotSettled() throws IOException {
    Import running = fakes.uploaded("one", "{}", rows(2_400));
    settle(running, 1);
    List<RowBatch> sent = fakes.cloud.rowQueue.take();

    carryOut(Action.RESEND, running);

    assertThat(fakes.cloud.rowQueue.sent()).containsExactly(sent.get(0), sent.get(2));
  }

  @Test
  void shouldHaveRowsGivenUpOnlyWhenToldSo() throws IOException { // SPEC A6
    Import running = fakes.uploaded("one", "{}", rows(1_400));
    settle(running, 0);
    fakes.cloud.rowQueue.take();

    carryOut(Action.GIVE_UP, running);

    assertThat(fakes.cloud.rowQueue.sent()).hasSize(1);
    assertThat(fakes.cloud.rowQueue.sent().get(0).giveUp()).isTrue();
    assertThat(fakes.cloud.rowQueue.sent().get(0).batch()).isEqualTo(1);
  }

  @Test
  void shouldCallFinalizeWhenThereIsNothingLeftToSend() throws IOException {
    Import running = fakes.uploaded("one", "{}", CSV);
    settle(running, 0);
    fakes.cloud.rowQueue.take();

    carryOut(Action.RESEND, running);

    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
    assertThat(fakes.cloud.commands.sent())
        .containsExactly(Command.of(Action.FINISH, TENANT, running.importId()));
  }

  @Test
  void shouldGoOnSendingWhereTheQueueGaveNoAnswer() throws IOException {
    Import created = fakes.created("one", "{}");
    String version = fakes.put(created, rows(1_400));
    fakes.cloud.faults.planNext("send", Moment.HALFWAY, Kind.NO_ANSWER);
    assertThatThrownBy(() -> fakes.arrive(created, version)).isInstanceOf(NoAnswer.class);

    fakes.arrive(created, version);

    assertThat(fakes.cloud.rowQueue.sent()).extracting(RowBatch::batch).containsExactly(0, 0, 1);
    assertThat(fakes.now(created).workload().dispatched()).isTrue();
  }

  @Test
  void shouldSendNothingOfAnImportThatWasCancelledWhileItWaited() throws IOException { // SPEC S8
    Import first = fakes.uploaded("one", "{}", CSV);
    Import second = fakes.uploaded("two", "{}", CSV);
    Import third = fakes.uploaded("three", "{}", CSV);
    fakes.cloud.imports.replace(fakes.now(second).to(Status.CANCELLED, Sample.NOW));
    fakes.cloud.imports.replace(fakes.now(first).to(Status.COMPLETED, Sample.NOW));
    fakes.cloud.rowQueue.take();

    fakes.cloud.closer().passTurn(TENANT, Ticket.ofImport(first.importId()));

    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(third.importId()));
    assertThat(fakes.cloud.commands.sent())
        .containsExactly(Command.of(Action.DISPATCH, TENANT, third.importId()));
    carryOut(Action.DISPATCH, second);
    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
  }

  @Test
  void shouldGiveTheTurnBackWhenTheImportWasCancelledWhileItWasRead() throws IOException {
    Import created = fakes.created("one", "{}");
    Import stale =
        created
            .with()
            .upload(new Import.Upload(created.upload().key(), fakes.put(created, CSV)))
            .build()
            .to(Status.QUEUED, Sample.NOW);
    fakes.cloud.imports.replace(created.to(Status.CANCELLED, Sample.NOW));

    dispatch().dispatch(stale);

    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
  }

  @Test
  void shouldNotQueueAnImportThatWasCancelledMeanwhile() throws IOException { // SPEC S8
    Import first = fakes.uploaded("one", "{}", CSV);
    Import second = fakes.uploaded("two", "{}", CSV);
    fakes.cloud.imports.replace(second.to(Status.CANCELLED, Sample.NOW));
    fakes.cloud.turns.pass(TENANT, Ticket.ofImport(second.importId()));

    dispatch().dispatch(second);

    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport(first.importId()));
    assertThat(fakes.cloud.turns.pass(TENANT, Ticket.ofImport(first.importId()))).isEmpty();
  }

  private Dispatch dispatch() {
    return new Dispatch(
        fakes.cloud.journal(),
        fakes.cloud.directory(),
        fakes.cloud.buckets(),
        fakes.cloud.rowQueuePort(),
        fakes.cloud.commandsPort(),
        fakes.cloud.closer(),
        scratch,
        Steps.SIDE_BY_SIDE,
        fakes.cloud.clock);
  }

  @Test
  void shouldDoNothingForAnImportThatIsGone() throws IOException {
    for (Action action : List.of(Action.READ, Action.DISPATCH, Action.RESEND, Action.GIVE_UP)) {
      fakes.parse().carryOut(Command.of(action, TENANT, "01J99999999999999999999999"));
    }

    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
  }

  @Test
  void shouldCountWhatIsPastTheRowLimit() throws IOException { // SPEC R10
    Import running = fakes.uploaded("one", "{\"rowLimit\": 3}", rows(5));

    assertThat(running.workload().rows()).isEqualTo(3);
    assertThat(running.workload().beyondLimit()).isEqualTo(2);
  }

  @Test
  void shouldKnowOfPasswordsAndUnreadableRows() throws IOException { // SPEC A8, D5
    Import running =
        fakes.uploaded("one", "{}", "Vorname;Passwort;username\nAda;secret;ada\n\"Bob;x;bob\n");

    assertThat(running.workload().passwords()).isTrue();
    assertThat(running.workload().incomplete()).isTrue();
  }

  @Test
  void shouldKnowOfPasswordsThatNobodyWants() throws IOException { // SPEC A8
    Import running =
        fakes.uploaded(
            "one",
            "{\"mapping\": [{\"column\": \"Passwort\", \"target\": \"ignore\"}]}",
            WITH_PASSWORDS);

    assertThat(running.workload().passwords()).isTrue();
    assertThat(Json.text(fakes.cloud.rowQueue.take())).doesNotContain("Geheim");
  }

  private static final String WITH_PASSWORDS = "username;Passwort\nada;Geheim-1\nbob;\n";

  private Optional<PasswordSeal> seal(Import of) {
    return PasswordKey.of(of, fakes.cloud.buckets()).seal();
  }

  @Test
  void shouldSendPasswordsUnderTheSealOfTheImport() throws IOException { // SPEC A8
    Import running = fakes.uploaded("one", "{}", WITH_PASSWORDS);

    RowBatch sent = fakes.cloud.rowQueue.take().get(0);
    assertThat(sent.sealed()).isTrue();
    assertThat(Json.text(sent)).doesNotContain("Geheim");
    assertThat(sent.password(2, seal(running))).contains("Geheim-1");

    fakes.parse().carryOut(Command.of(Action.RESEND, TENANT, running.importId()));

    assertThat(fakes.cloud.rowQueue.take().get(0).password(2, seal(running))).contains("Geheim-1");
  }

  @Test
  void shouldMakeNoKeyWhereThereIsNoPassword() throws IOException {
    Import running = fakes.uploaded("one", "{}", "username;Vorname\nada;Ada\n");

    assertThat(seal(running)).isEmpty();
    assertThat(fakes.cloud.rowQueue.take().get(0).sealed()).isFalse();
  }

  @Test
  void shouldSendNothingOnceTheKeyIsDestroyed() throws IOException { // SPEC A8
    Import running = fakes.uploaded("one", "{}", WITH_PASSWORDS);
    fakes.cloud.rowQueue.take();
    PasswordKey.of(running, fakes.cloud.buckets()).destroy();

    fakes.parse().carryOut(Command.of(Action.RESEND, TENANT, running.importId()));

    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
    assertThat(seal(running)).isEmpty();

    fakes.parse().carryOut(Command.of(Action.GIVE_UP, TENANT, running.importId()));

    assertThat(Json.text(fakes.cloud.rowQueue.take())).doesNotContain("Geheim").contains("ada");
  }

  @Test
  void shouldLeaveNoKeyOfAnImportThatIsCancelledBeforeItRuns() throws IOException { // SPEC A8, S8
    Import created = fakes.created("one", "{}");
    String version = fakes.put(created, WITH_PASSWORDS);
    fakes.cloud.faults.planNext("putIfAbsent", Moment.AFTER, Kind.KILL); // the rules are frozen
    assertThatThrownBy(() -> fakes.arrive(created, version)).isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();
    fakes.cloud.faults.planNext("replace", Moment.BEFORE, Kind.KILL); // to RUNNING
    assertThatThrownBy(() -> fakes.arrive(created, version)).isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();
    assertThat(seal(created)).isPresent();

    fakes
        .cloud
        .closer()
        .cleanUp(
            fakes
                .cloud
                .imports
                .change(
                    TENANT,
                    created.importId(),
                    open -> ImportLife.cancelled(open, fakes.cloud.clock.instant()))
                .orElseThrow());
    fakes.arrive(created, version);

    assertThat(seal(created)).isEmpty();
    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
  }
}
