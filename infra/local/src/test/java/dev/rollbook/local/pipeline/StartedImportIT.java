package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.local.host.Invocation;
import dev.rollbook.local.host.InvocationOutcome;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import dev.rollbook.local.pipeline.TestTenant.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/** What starts an import, what does not, and whose turn it is. */
@ExtendWith(InPipeline.class)
class StartedImportIT {

  private final Pipeline pipeline;

  StartedImportIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("S4: a dry run counts what the import then does, and writes nothing")
  void shouldCountTheSameInADryRun() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("dry");
    tenant.run(Rosters.people(1, 60));
    tenant.run(Rosters.people(2, 60), "{\"deactivateUnlisted\": true}");
    List<String> rows =
        new ArrayList<>(
            List.of("user-00001;A;New", "user-00002;Last 2;", "new;B;New", "x;1;", "x;2;"));
    for (int number = 3; number <= 40; number++) {
      rows.add(Rosters.username(number) + ";Last " + number + ";");
    }
    String roster = Rosters.of("username;lastName;groups", rows);
    tenant.put("/settings", "{\"guard\": {\"percent\": 100, \"minUsers\": 1000}}");
    // When
    Ended dry = tenant.run(roster, "{\"deactivateUnlisted\": true, \"dryRun\": true}");
    Ended real = tenant.run(roster, "{\"deactivateUnlisted\": true}");
    // Then
    assertThat(dry.summary().path("counts")).isEqualTo(real.summary().path("counts"));
    assertThat(dry.deactivation().path("planned")).isEqualTo(real.deactivation().path("planned"));
    for (String file : List.of("report.csv", "deactivations.csv", "changes.csv")) {
      assertThat(pipeline.result(tenant, dry.importId(), file).lines().filter(l -> !isLast(l)))
          .containsExactlyElementsOf(
              pipeline
                  .result(tenant, real.importId(), file)
                  .lines()
                  .filter(l -> !isLast(l))
                  .toList());
    }
    real.is("COMPLETED_WITH_ERRORS")
        .counts(
            Map.of(
                "rows",
                43,
                "created",
                1,
                "updated",
                40,
                "unchanged",
                39,
                "reactivated",
                1,
                "failed",
                2,
                "deactivated",
                20));
  }

  @Test
  @DisplayName("The log of a function has the figures that alarms and dashboard go by")
  void shouldTellTheOperatorThatAnImportEnded() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("figures");
    long before = ended();
    // When
    tenant.run(Rosters.people(1, 3));
    // Then
    pipeline.await("the figure", () -> ended() > before);
  }

  private long ended() {
    return pipeline.logs().stream()
        .filter(line -> line.startsWith("FinalizeFunction: {\"_aws\""))
        .filter(line -> line.contains("\"Namespace\":\"Rollbook\""))
        .filter(line -> line.contains("\"Service\":\"rollbook\""))
        .filter(line -> line.contains("\"ImportsEnded\":1"))
        .count();
  }

  /** Nobody was set inactive in a dry run, so its change log lacks those lines. */
  private static boolean isLast(String line) {
    return line.endsWith(",ACTIVE,INACTIVE");
  }

  @Test
  @DisplayName("S7: the same event twice, and the file put again, start nothing new")
  void shouldStartNothingForARepeatedUpload() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("repeated");
    Ended ended = tenant.run(Rosters.people(1, 10));
    Invocation event = pipeline.invocations("ParseUploadFunction", ended.importId()).get(0);
    int batches = pipeline.invocations("ReconcileFunction", ended.importId()).size();
    // When
    for (int i = 0; i < 2; i++) {
      assertThat(pipeline.cloud().host().invoke("ParseUploadFunction", event.payload()))
          .isInstanceOf(InvocationOutcome.Success.class);
    }
    String key = uploaded(tenant, ended.importId()).upload().key();
    pipeline
        .s3()
        .putObject(
            request -> request.bucket(Pipeline.UPLOADS_BUCKET).key(key),
            RequestBody.fromString(Rosters.people(11, 20)));
    pipeline.await(
        "the second event has been seen to",
        () -> pipeline.finished("ParseUploadFunction", ended.importId()) == 4);
    // Then
    assertThat(tenant.get("/imports/" + ended.importId())).isEqualTo(ended.summary());
    assertThat(tenant.snapshot().items()).isEqualTo(ended.after().items());
    assertThat(pipeline.invocations("ReconcileFunction", ended.importId())).hasSize(batches);
    assertThat(tenant.get("/imports").path("items")).hasSize(1);
  }

  @Test
  @DisplayName("S5: a tenant's imports run one by one, another tenant's meanwhile")
  void shouldRunATenantsImportsOneAfterTheOther() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("queue");
    TestTenant other = pipeline.tenant("side");
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(Rosters.username(1), "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    DirectorySnapshot before = tenant.snapshot();
    // When
    Run first = tenant.begin(roster("first"), "{}");
    hold.awaitReached();
    Run second = tenant.begin(roster("second"), "{}");
    awaitQueued(second);
    Run third = tenant.begin(roster("third"), "{}");
    awaitQueued(third);
    // Then
    other.run(roster("other")).is("COMPLETED").counts(Map.of("rows", 30, "created", 30));
    assertThat(first.now().path("status").asText()).isEqualTo("RUNNING");
    assertThat(second.now().path("status").asText()).isEqualTo("QUEUED");
    assertThat(third.now().path("status").asText()).isEqualTo("QUEUED");
    // When
    hold.pass();
    JsonNode endOfThird = tenant.end(third.importId());
    // Then
    assertThat(tenant.end(first.importId()).path("counts").path("created").asInt()).isEqualTo(30);
    for (Run later : List.of(second, third)) {
      JsonNode counts = later.now().path("counts");
      assertThat(counts.path("updated").asInt()).isEqualTo(30);
      assertThat(counts.path("unchanged").asInt()).isZero();
    }
    assertThat(instant(second.now(), "startedAt"))
        .isAfterOrEqualTo(instant(first.now(), "finishedAt"));
    assertThat(instant(endOfThird, "startedAt"))
        .isAfterOrEqualTo(instant(second.now(), "finishedAt"));
    DirectorySnapshot after = tenant.snapshot();
    assertThat(Comparison.of(before, after).created()).hasSize(30);
    assertThat(after.users().values()).allMatch(user -> user.lastName().equals("third"));
  }

  @Test
  @DisplayName("S2, S6: a file dropped into the inbox is imported by the tenant's profile")
  void shouldImportADroppedFileByTheProfile() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("inbox");
    tenant.put("/settings", "{\"profile\": {\"options\": {\"tags\": [\"dropped\"]}}}");
    DirectorySnapshot before = tenant.snapshot();
    // When
    drop("inbox/" + tenant.name() + "/New people.csv", Rosters.people(1, 5));
    pipeline.await("there is an import", () -> !tenant.get("/imports").path("items").isEmpty());
    // Then
    JsonNode begun = tenant.get("/imports").path("items").get(0);
    JsonNode summary = tenant.end(begun.path("importId").asText());
    DirectorySnapshot after = tenant.snapshot();
    Comparison.of(before, after).requireSameAs(summary, after);
    assertThat(summary.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(summary.path("name").asText()).startsWith("New people.csv ");
    assertThat(summary.path("counts").path("created").asInt()).isEqualTo(5);
    assertThat(after.users().values()).allMatch(user -> user.tags().contains("dropped"));
    assertThat(keys("inbox/" + tenant.name())).isEmpty();
  }

  @Test
  @DisplayName("S2: a file dropped for a tenant nobody knows is put away unread")
  void shouldQuarantineAFileOfAnUnknownTenant() throws InterruptedException {
    drop("inbox/nobody-knows/people.csv", Rosters.people(1, 5));
    pipeline.await(
        "it is in quarantine",
        () ->
            keys("quarantine/nobody-knows/").equals(List.of("quarantine/nobody-knows/people.csv"))
                && keys("inbox/nobody-knows").isEmpty());
    assertThat(DirectorySnapshot.of(pipeline, "nobody-knows").items()).isEmpty();
    assertThat(pipeline.imports().history("nobody-knows", "", 10, "").items()).isEmpty();
  }

  private static String roster(String lastName) {
    return Rosters.of(
        "username;lastName", 1, 30, number -> Rosters.username(number) + ";" + lastName);
  }

  private void awaitQueued(Run run) throws InterruptedException {
    pipeline.await(
        "it waits its turn", () -> run.now().path("status").asText().equals(Status.QUEUED.name()));
  }

  private Import uploaded(TestTenant tenant, String importId) {
    return pipeline.imports().find(tenant.name(), importId).orElseThrow();
  }

  private void drop(String key, String content) {
    pipeline
        .s3()
        .putObject(
            request -> request.bucket(Pipeline.UPLOADS_BUCKET).key(key),
            RequestBody.fromString(content));
  }

  private List<String> keys(String prefix) {
    return pipeline
        .s3()
        .listObjectsV2(request -> request.bucket(Pipeline.UPLOADS_BUCKET).prefix(prefix))
        .contents()
        .stream()
        .map(object -> object.key())
        .toList();
  }

  private static Instant instant(JsonNode summary, String name) {
    return Instant.parse(summary.path(name).asText());
  }
}
