package dev.rollbook.parse;

import static dev.rollbook.parse.ParseOnFakes.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Workload;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose file it is (SPEC S1, S2, S7). */
class UploadRouterTest {

  private static final String CSV = "username\nada\n";
  private static final String DROPPED = "inbox/acme/users.csv";

  private final Path scratch;
  private final ParseOnFakes fakes;

  UploadRouterTest(@TempDir Path scratch) {
    this.scratch = scratch;
    fakes = new ParseOnFakes(scratch);
  }

  private List<Import> imports() {
    return fakes.cloud.imports.history(TENANT, "", 100, "").items();
  }

  private void profile(String options) {
    fakes.cloud.tenants.putSettings(
        TENANT,
        new TenantSettings(
            "",
            "",
            100,
            Guard.DEFAULT,
            "de",
            new TenantSettings.Profile(Json.parse(options, JsonNode.class))));
  }

  @Test
  void shouldStartNothingNewWhenTheEventComesTwice() throws IOException { // SPEC S7
    Import created = fakes.created("one", "{}");
    String version = fakes.put(created, CSV);
    fakes.arrive(created, version);
    fakes.cloud.rowQueue.take();

    fakes.arrive(created, version);

    assertThat(imports()).hasSize(1);
    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
    assertThat(fakes.cloud.commands.sent()).isEmpty();
  }

  @Test
  void shouldKeepToTheFirstFileWhenAnotherIsPutToTheSameKey() throws IOException { // SPEC S7
    Import created = fakes.created("one", "{\"review\": true}");
    String first = fakes.put(created, CSV);
    fakes.arrive(created, first);
    String second = fakes.put(created, "username\neve\n");

    fakes.arrive(created, second);

    assertThat(fakes.now(created).status()).isEqualTo(Status.AWAITING_REVIEW);
    assertThat(fakes.now(created).upload().version()).isEqualTo(first);
  }

  @Test
  void shouldIgnoreAFileOfNoImport() throws IOException {
    fakes.put("uploads/acme/01J99999999999999999999999/users.csv", CSV);
    fakes.put("uploads/stray.csv", CSV);

    fakes.arrive("uploads/acme/01J99999999999999999999999/users.csv", "v1");
    fakes.arrive("uploads/stray.csv", "v2");
    fakes.arrive("elsewhere/users.csv", "v3");

    assertThat(imports()).isEmpty();
  }

  @Test
  void shouldIgnoreAFileUnderAnotherNameThanTheImports() throws IOException {
    Import created = fakes.created("one", "{}");
    String key = created.upload().key() + ".bak";

    fakes.arrive(key, fakes.put(key, CSV));

    assertThat(fakes.now(created).status()).isEqualTo(Status.AWAITING_UPLOAD);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "CANCELLED", "EXPIRED"})
  void shouldDeleteAFileThatComesAfterTheEnd(Status end) throws IOException { // SPEC A8
    Import created = fakes.created("one", "{}");
    fakes.cloud.imports.replace(created.to(end, Sample.NOW));

    fakes.arrive(created, fakes.put(created, "username,password\nada,secret\n"));

    assertThat(fakes.cloud.uploads.keys()).isEmpty();
    assertThat(fakes.now(created).status()).isEqualTo(end);
  }

  @Test
  void shouldDeleteAFilePutAgainAfterARosterWithPasswordsHasGone() throws IOException { // SPEC A8
    Import created = fakes.created("one", "{}");
    fakes.cloud.imports.replace(
        created
            .with()
            .workload(
                Workload.NONE.with().batches(1).rows(1).passwords(true).dispatched(true).build())
            .build()
            .to(Status.COMPLETED, Sample.NOW));

    fakes.arrive(created, fakes.put(created, "username,password\nada,secret\n"));

    assertThat(fakes.cloud.uploads.keys()).isEmpty();
  }

  @Test
  void shouldKeepTheRosterOfAnEndedImportWithoutPasswords() throws IOException {
    Import created = fakes.created("one", "{}");
    String version = fakes.put(created, CSV);
    fakes.cloud.imports.replace(created.to(Status.COMPLETED, Sample.NOW));

    fakes.arrive(created, version);

    assertThat(fakes.cloud.uploads.keys()).containsExactly(created.upload().key());
  }

  @Test
  void shouldFailADroppedFileWhoseProfileIsOutOfDate() throws IOException { // SPEC S6
    profile("{\"defaultGroup\": \"gone\"}");
    String version = fakes.put(DROPPED, CSV);

    fakes.arrive(DROPPED, version);
    fakes.arrive(DROPPED, version);

    assertThat(imports()).hasSize(1);
    Import failed = imports().get(0);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.failure().code()).isEqualTo("PROFILE_OUT_OF_DATE");
    assertThat(failed.failure().message()).contains("'gone'");
    assertThat(fakes.cloud.uploads.keys()).isEmpty();
    assertThat(fakes.cloud.turns.holder(ParseOnFakes.TENANT)).isEmpty();
  }

  @Test
  void shouldFailADroppedFileThatIsTooLargeWithoutFetchingIt() throws IOException { // SPEC 10
    profile("{}");
    String version = fakes.put(DROPPED, CSV);
    fakes.cloud.uploads.claim(DROPPED, 536_870_913);

    fakes.arrive(DROPPED, version);
    fakes.arrive(DROPPED, version);

    assertThat(imports()).hasSize(1);
    Import failed = imports().get(0);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.failure().code()).isEqualTo("FILE_TOO_LARGE");
    assertThat(failed.failure().message()).contains("513 MB", "512 MB");
    assertThat(fakes.cloud.uploads.keys()).isEmpty();
  }

  @Test
  void shouldTakeADroppedFileWithTheTenantsProfile() throws IOException { // SPEC S2, S6
    profile("{\"dryRun\": true, \"tags\": [\"2026\"]}");
    String version = fakes.put(DROPPED, CSV);

    fakes.arrive(DROPPED, version);

    assertThat(imports()).hasSize(1);
    Import taken = imports().get(0);
    assertThat(taken.name()).isEqualTo("users.csv 2026-03-01T08:00:00Z");
    assertThat(taken.size()).isEqualTo(CSV.length());
    assertThat(taken.language()).isEqualTo("de");
    assertThat(taken.options().dryRun()).isTrue();
    assertThat(taken.options().tags()).containsExactly("2026");
    assertThat(taken.options().rowLimit()).isEqualTo(100);
    assertThat(fakes.cloud.uploads.keys()).containsExactly(taken.upload().key());
  }

  @Test
  void shouldMakeOneImportOfADroppedFileHoweverOftenItsEventComes() throws IOException { // SPEC S7
    String version = fakes.put(DROPPED, CSV);

    fakes.arrive(DROPPED, version);
    fakes.arrive(DROPPED, version);

    assertThat(imports()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "findVersion", "copyVersion", "replace", "deleteVersion"})
  void shouldMakeOneImportOfADroppedFileWhereverTheFirstTryWasKilled(String method)
      throws IOException {
    for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
      ParseOnFakes disturbed = new ParseOnFakes(scratch);
      String version = disturbed.put(DROPPED, CSV);
      disturbed.cloud.faults.planNext(method, moment, Kind.KILL);
      assertThatThrownBy(() -> disturbed.arrive(DROPPED, version)).isInstanceOf(Killed.class);
      disturbed.cloud.faults.revive();

      disturbed.arrive(DROPPED, version);

      List<Import> imports = disturbed.cloud.imports.history(TENANT, "", 100, "").items();
      assertThat(imports).hasSize(1);
      assertThat(disturbed.cloud.uploads.keys()).containsExactly(imports.get(0).upload().key());
    }
  }

  private String text(String key) {
    return new String(fakes.cloud.uploads.get(key).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldMoveTheVersionOfTheEventAndLeaveAnotherToItsOwn() throws IOException { // SPEC S2
    Instant at = fakes.cloud.clock.instant();
    String first = fakes.put(DROPPED, CSV);
    String corrected = fakes.put(DROPPED, "username\neve\n");

    fakes.parse().arrived(DROPPED, first, at);

    assertThat(imports()).hasSize(1);
    assertThat(text(imports().get(0).upload().key())).isEqualTo(CSV);
    assertThat(fakes.cloud.uploads.findVersion(DROPPED, first)).isEmpty();
    assertThat(text(DROPPED)).isEqualTo("username\neve\n");

    fakes.parse().arrived(DROPPED, corrected, at.plusMillis(1));

    assertThat(imports()).hasSize(2);
    assertThat(imports()).extracting(Import::size).contains((long) CSV.length(), 13L);
    assertThat(fakes.cloud.uploads.keys()).hasSize(2).doesNotContain(DROPPED);
  }

  @Test
  void shouldImportWhatIsRedrivenAfterItsImportExpired() throws IOException { // SPEC S2, S9
    Instant at = fakes.cloud.clock.instant();
    String version = fakes.put(DROPPED, CSV);
    for (int failures = 0; failures < 2; failures++) {
      fakes.cloud.faults.planNext("copyVersion", Moment.BEFORE, Kind.KILL);
      assertThatThrownBy(() -> fakes.parse().arrived(DROPPED, version, at))
          .isInstanceOf(Killed.class);
      fakes.cloud.faults.revive();
      Import waiting = fakes.cloud.imports.open().get(0);
      fakes.cloud.imports.replace(waiting.to(Status.EXPIRED, Sample.LATER));
    }

    fakes.parse().arrived(DROPPED, version, at);
    fakes.parse().arrived(DROPPED, version, at);

    assertThat(imports()).hasSize(3);
    Import taken = fakes.cloud.imports.open().get(0);
    assertThat(taken.name()).isEqualTo("users.csv 2026-03-01T08:00:00Z (3)");
    assertThat(taken.status()).isEqualTo(Status.READING);
    assertThat(fakes.cloud.uploads.keys()).containsExactly(taken.upload().key());
    assertThat(text(taken.upload().key())).isEqualTo(CSV);
  }

  @Test
  void shouldTakeAnotherImportWhereTheFirstExpiresDuringTheCopy() throws IOException { // SPEC S2
    String version = fakes.put(DROPPED, CSV);
    fakes.cloud.faults.planNext("replace", Moment.BEFORE, Kind.KILL);
    assertThatThrownBy(() -> fakes.arrive(DROPPED, version)).isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();
    Import copied = imports().get(0);
    fakes.cloud.imports.replace(copied.to(Status.EXPIRED, Sample.LATER));

    fakes.arrive(copied.upload().key(), "v2"); // the copy's own event finds it ended
    fakes.arrive(DROPPED, version);

    assertThat(imports()).hasSize(2);
    Import taken = fakes.cloud.imports.open().get(0);
    assertThat(fakes.cloud.uploads.keys()).containsExactly(taken.upload().key());
  }

  @Test
  void shouldQuarantineWhatExpiredTooOften() throws IOException { // SPEC S2
    String version = fakes.put(DROPPED, CSV);
    for (int failures = 0; failures < 10; failures++) {
      fakes.cloud.faults.planNext("copyVersion", Moment.BEFORE, Kind.KILL);
      assertThatThrownBy(() -> fakes.arrive(DROPPED, version)).isInstanceOf(Killed.class);
      fakes.cloud.faults.revive();
      Import waiting = fakes.cloud.imports.open().get(0);
      fakes.cloud.imports.replace(waiting.to(Status.EXPIRED, Sample.LATER));
    }

    fakes.arrive(DROPPED, version);

    assertThat(fakes.cloud.uploads.keys()).containsExactly("quarantine/acme/users.csv");
  }

  @Test
  void shouldReadADroppedFileOnceWhenTheEventOfItsCopyComes() throws IOException { // SPEC S2, S7
    fakes.arrive(DROPPED, fakes.put(DROPPED, CSV));
    Import taken = imports().get(0);
    String copy = fakes.cloud.uploads.find(taken.upload().key()).orElseThrow().version();

    fakes.arrive(taken, copy);
    fakes.arrive(taken, copy);

    assertThat(fakes.now(taken).status()).isEqualTo(Status.RUNNING);
    assertThat(fakes.cloud.rowQueue.sent()).hasSize(1);
  }

  @Test
  void shouldMakeTwoImportsOfTwoFilesOfOneNameInTwoFolders() throws IOException {
    String north = "inbox/acme/north/users.csv";
    String south = "inbox/acme/south/users.csv";
    fakes.put(north, CSV);
    fakes.put(south, CSV);

    fakes.arrive(north, "v1");
    fakes.arrive(south, "v2");

    assertThat(imports())
        .extracting(Import::name)
        .containsExactlyInAnyOrder(
            "north/users.csv 2026-03-01T08:00:00Z", "south/users.csv 2026-03-01T08:00:00Z");
    assertThat(imports()).extracting(Import::fileName).containsOnly("users.csv");
  }

  @Test
  void shouldMakeAnotherImportOfAFileDroppedAgainLater() throws IOException {
    fakes.arrive(DROPPED, fakes.put(DROPPED, CSV));
    fakes.cloud.advance(Duration.ofMinutes(1));

    fakes.arrive(DROPPED, fakes.put(DROPPED, CSV));

    assertThat(imports()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inbox/unknown/users.csv",
        "inbox/users.csv",
        "inbox//users.csv",
        "inbox/acme#U/users.csv",
        "inbox/#/users.csv",
        "inbox/Größe 1/users.csv"
      })
  void shouldQuarantineAFileOfNobody(String key) throws IOException { // SPEC S2
    fakes.arrive(key, fakes.put(key, CSV));

    assertThat(fakes.cloud.uploads.keys())
        .containsExactly("quarantine/" + key.substring("inbox/".length()));
    assertThat(fakes.cloud.imports.open()).isEmpty();
  }

  @Test
  void shouldImportAFileWhoseNameLeavesNoRoomForMore() throws IOException { // SPEC S2
    String one = "inbox/acme/" + "ä".repeat(498) + "/1.csv";
    String other = "inbox/acme/x" + "ä".repeat(497) + "/1.csv";
    String long1 = "inbox/acme/" + "x".repeat(1_000) + ".csv";

    for (String key : List.of(one, other, long1)) {
      fakes.arrive(key, fakes.put(key, CSV));
    }

    assertThat(imports()).hasSize(3);
    for (Import taken : imports()) {
      assertThat(taken.name().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(600);
      assertThat(taken.fileName()).endsWith(".csv");
      assertThat(taken.upload().key().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_024);
    }
  }

  @Test
  void shouldQuarantineAFileWhoseNameLeavesNoRoomForMore() throws IOException { // SPEC S2
    String key = "inbox/nobody/" + "\uD83D\uDE00".repeat(250) + ".csv";

    fakes.arrive(key, fakes.put(key, CSV));

    String quarantined = fakes.cloud.uploads.keys().iterator().next();
    assertThat(quarantined).startsWith("quarantine/").endsWith("\uD83D\uDE00.csv");
    assertThat(quarantined.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1_024);
    assertThat(fakes.cloud.uploads.keys()).hasSize(1);
  }

  @Test
  void shouldNotQuarantineAFileTwice() throws IOException {
    String key = "inbox/unknown/users.csv";
    String version = fakes.put(key, CSV);
    fakes.arrive(key, version);

    fakes.arrive(key, version);

    assertThat(fakes.cloud.uploads.keys()).containsExactly("quarantine/unknown/users.csv");
  }

  @Test
  void shouldLeaveAloneTheFolderThatAConsoleMakes() throws IOException {
    for (String key : List.of("inbox/acme/", "inbox/acme/north/", "inbox/")) {
      fakes.arrive(key, fakes.put(key, ""));
    }

    assertThat(fakes.cloud.uploads.keys())
        .containsExactlyInAnyOrder("inbox/acme/", "inbox/acme/north/", "inbox/");
    assertThat(imports()).isEmpty();
  }
}
