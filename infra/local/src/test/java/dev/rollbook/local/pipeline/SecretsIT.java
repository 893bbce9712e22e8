package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import dev.rollbook.local.pipeline.TestTenant.Run;
import dev.rollbook.passwords.Argon2idHasher;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Passwords, and where they must not be (SPEC A8, U6, invariant 8). */
@ExtendWith(InPipeline.class)
class SecretsIT {

  /** Looked for everywhere; no other test has it. */
  private static final String MARKER = "Marker-zQ7-secret-";

  private final Pipeline pipeline;
  private final SecretSearch search;

  SecretsIT(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.search = new SecretSearch(pipeline, MARKER);
  }

  @Test
  @DisplayName("A8, U6: a password leaves its hash and nothing else, also when reconcile is killed")
  void shouldLeaveNothingOfAPasswordButItsHash() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("secret");
    Hold hold =
        pipeline
            .dynamoDbProxy()
            .hold(
                call ->
                    call.names(Rosters.username(3), "BatchExecuteStatement")
                        && call.body().contains(tenant.name()));
    // When
    Run run = tenant.begin(withPasswords(1, 6, ""), "{}");
    hold.awaitReached();
    pipeline.kill("ReconcileFunction");
    hold.drop();
    Ended first = run.end();
    // Then
    first.is("COMPLETED").counts(Map.of("rows", 6, "created", 6));
    String hash = hash(tenant, 3);
    assertThat(new Argon2idHasher().matches(MARKER + 3, hash)).isTrue();
    assertThat(first.after().user(Rosters.username(3)).passwordSetBy())
        .isEqualTo(PasswordSetBy.IMPORT);
    assertThat(uploads(tenant)).isEmpty();
    assertThat(search.traces()).isEmpty();
    // When
    Ended second = tenant.run(withPasswords(3, 7, "other-"));
    // Then
    second
        .is("COMPLETED")
        .counts(Map.of("rows", 5, "created", 1, "updated", 4, "unchanged", 4, "warnings", 4));
    assertThat(hash(tenant, 3)).isEqualTo(hash);
    assertThat(pipeline.result(tenant, second.importId(), "report.csv")).contains("PASSWORD_KEPT");
    assertThat(pipeline.result(tenant, second.importId(), "changes.csv"))
        .contains("user-00007,password,,set");
    assertThat(uploads(tenant)).isEmpty();
    assertThat(search.traces()).isEmpty();
  }

  @Test
  @DisplayName("A8: a roster with passwords that cannot be imported goes, too")
  void shouldDeleteTheRosterOfAFailedImport() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("secret-failed");
    Ended ended = tenant.run("vorname;passwort\nAnna;" + MARKER + "failed\n");
    ended.is("FAILED");
    assertThat(uploads(tenant)).isEmpty();
    assertThat(search.traces()).isEmpty();
  }

  @Test
  @DisplayName(
      "A9: one message per created user and new access, once, also when reconcile is killed")
  void shouldNotifyOnce() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("notified");
    String options =
        "{\"notify\": {\"send\": true, \"language\": \"de\", \"template\": \"welcome\"},"
            + " \"access\": [{\"product\": \"course\", \"offer\": \"2026\"}]}";
    tenant.run(Rosters.people(1, 2));
    Hold hold = pipeline.dynamoDbProxy().hold(call -> call.names("P#", "UpdateItem"));
    // When
    Run run = tenant.begin(Rosters.people(1, 12), options);
    hold.awaitReached();
    pipeline.kill("ReconcileFunction");
    hold.drop();
    // Then
    run.end().is("COMPLETED").counts(Map.of("rows", 12, "created", 10, "updated", 2));
    List<String> told = notifications(tenant);
    assertThat(told).hasSize(22).doesNotHaveDuplicates();
    assertThat(told.stream().filter(text -> text.startsWith("activation de welcome")))
        .hasSize(10)
        .noneMatch(text -> text.contains("user-00002"));
    assertThat(told)
        .contains(
            "access de welcome user-00001 user-00001@example.org course 2026",
            "activation de welcome user-00012 user-00012@example.org  ");
    // When
    tenant
        .run(Rosters.people(1, 12), options)
        .counts(Map.of("rows", 12, "updated", 12, "unchanged", 12));
    // Then
    assertThat(notifications(tenant)).isEmpty();
  }

  private static String withPasswords(int from, int to, String kind) {
    return Rosters.of(
        "username;password",
        from,
        to,
        number -> Rosters.username(number) + ";" + MARKER + kind + number);
  }

  private String hash(TestTenant tenant, int number) {
    return pipeline
        .directory()
        .users()
        .passwordHash(tenant.name(), Rosters.username(number))
        .orElseThrow();
  }

  private List<String> uploads(TestTenant tenant) {
    return search
        .versions(Pipeline.UPLOADS_BUCKET, "uploads/" + tenant.name() + "/")
        .map(ObjectVersion::key)
        .toList();
  }

  private List<String> notifications(TestTenant tenant) {
    return pipeline.mailbox().take(tenant).stream()
        .map(
            json ->
                "%s %s %s %s %s %s %s"
                    .formatted(
                        json.path("type").asText(),
                        json.path("language").asText(),
                        json.path("template").asText(),
                        json.path("username").asText(),
                        json.path("email").asText(),
                        json.path("product").asText(),
                        json.path("offer").asText()))
        .toList();
  }
}
