package dev.rollbook.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.host.InvocationOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The toys, end to end, in one cloud. */
@Timeout(120)
class EmbeddedCloudIT {

  @TempDir static Path folder;

  private static final List<String> LINES = new CopyOnWriteArrayList<>();
  private static ToyProject project;
  private static EmbeddedCloud cloud;
  private static S3Client s3;
  private static SqsClient sqs;

  @BeforeAll
  static void start() throws Exception {
    project = ToyProject.in(folder);
    cloud =
        EmbeddedCloud.start(
            project.config().withLogs((function, line) -> LINES.add(function + ": " + line)));
    s3 = cloud.endpoints().s3Client();
    sqs = cloud.endpoints().sqsClient();
  }

  @AfterAll
  static void stop() {
    s3.close();
    sqs.close();
    cloud.close();
  }

  @Test
  void shouldInvokeAFunctionAndWaitForItsAnswer() throws InterruptedException {
    assertThat(invoke("Operator", "hello")).isInstanceOf(InvocationOutcome.Success.class);
    assertThat(invoke("Operator", "hello").text()).isEqualTo("\"hello\"");
    assertThat(invoke("rollbook-Operator", "env").text())
        .contains("http://127.0.0.1", "/000000000000/rollbook-Rows", " 256");
  }

  @Test
  void shouldRaiseAStorageEventForAMatchingKey() throws InterruptedException {
    // When
    put("inbox/tenant one/ä+b.csv", "a;b");
    put("elsewhere/file.csv", "a;b");
    // Then
    ToyProject.await("the event is there", () -> !project.notes("Upload").isEmpty());
    assertThat(project.notes("Upload"))
        .anyMatch(
            note ->
                note.equals(
                    "rollbook-uploads inbox/tenant+one/%C3%A4%2Bb.csv inbox/tenant one/ä+b.csv 3"));
    assertThat(project.notes("Upload")).noneMatch(note -> note.contains("elsewhere"));
    ToyProject.await(
        "its line is in the log", () -> LINES.contains("Upload: saw inbox/tenant one/ä+b.csv"));
  }

  @Test
  void shouldSendAnEventThatKeepsFailingToTheFailureQueue() throws InterruptedException {
    // When
    put("inbox/poison", "x");
    // Then
    List<Message> lost = receive("LostEvents");
    assertThat(lost)
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.body())
                    .contains("inbox/poison", "RetriesExhausted", "IllegalArgumentException"));
    assertThat(project.notes("Upload").stream().filter(note -> note.contains("poison"))).hasSize(2);
  }

  @Test
  void shouldBringBackOnlyTheFailedMessageAndThenGiveItUp() throws InterruptedException {
    // When
    for (String body : List.of("one", "poison", "two")) {
      sqs.sendMessage(
          request -> request.queueUrl(url("Rows")).messageBody(body).messageGroupId("tenant"));
    }
    // Then
    assertThat(receive("Dead"))
        .singleElement()
        .satisfies(message -> assertThat(message.body()).isEqualTo("poison"));
    List<String> notes =
        project.notes("RowsWorker").stream().map(note -> note.replaceAll(" of .*", "")).toList();
    assertThat(notes)
        .contains(
            "one 1 tenant",
            "two 1 tenant",
            "poison 1 tenant",
            "poison 2 tenant",
            "poison 3 tenant");
    assertThat(notes).doesNotContain("one 2 tenant", "two 2 tenant");
  }

  @Test
  void shouldRedeliverWhatAKilledProcessWasWorkingOn() throws InterruptedException {
    // Given
    sqs.sendMessage(request -> request.queueUrl(url("Rows")).messageBody("hang"));
    ToyProject.await(
        "it hangs",
        () -> project.notes("RowsWorker").stream().anyMatch(note -> note.startsWith("hang 1")));
    // When
    assertThat(cloud.host().kill("RowsWorker")).isEqualTo(1);
    // Then
    ToyProject.await(
        "it is tried again",
        () -> project.notes("RowsWorker").stream().anyMatch(note -> note.startsWith("hang 2")));
  }

  @Test
  void shouldKillAFunctionThatOverrunsItsTimeout() throws InterruptedException {
    InvocationOutcome outcome = invoke("Operator", "sleep");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            InvocationOutcome.Failure.class,
            failure -> assertThat(failure.errorType()).isEqualTo("Sandbox.Timedout"));
    assertThat(outcome.text()).contains("Task timed out after 3.00 seconds");
    assertThat(invoke("Operator", "again").text()).isEqualTo("\"again\"");
  }

  @Test
  void shouldKillAFunctionThatHoldsMoreThanItsMemory() throws InterruptedException {
    assertThat(invoke("Operator", "hoard"))
        .isInstanceOfSatisfying(
            InvocationOutcome.Failure.class,
            failure -> assertThat(failure.errorType()).isEqualTo("Runtime.OutOfMemory"));
    assertThat(cloud.host().peaks().get("Operator")).isGreaterThan(256);
  }

  @Test
  void shouldTellThatAProcessDied() throws InterruptedException {
    assertThat(invoke("Operator", "exit").text()).contains("Runtime.ExitError", "exit status 3");
    assertThat(invoke("Operator", "back").text()).isEqualTo("\"back\"");
  }

  @Test
  void shouldRunAScheduleAsSoonAsTheHostIsUp() throws InterruptedException {
    ToyProject.await("it ran", () -> project.notes("Sweep").contains("Scheduled Event"));
  }

  @Test
  void shouldAnswerHttpRequestsByRouteAndKey() throws Exception {
    assertThat(get("/v1/users/a%2Fb%20c?x=1&x=2", "Bearer good").body())
        .isEqualTo("GET /v1/users/{username}|/v1/users/a/b c|{username=a/b c}|{x=1,2}|demo|null");
    assertThat(get("/v1/imports/7", "Bearer good").body())
        .isEqualTo("ANY /v1/{proxy+}|/v1/imports/7|{proxy=imports/7}|null|demo|null");
    assertThat(get("/v1/users/a%2541%253F%3Fb?x=1", "Bearer good").body())
        .isEqualTo(
            "GET /v1/users/{username}|/v1/users/a%41%3F?b|{username=a%41%3F?b}|{x=1}|demo|null");
    assertThat(get("/v1/users/50%25", "Bearer good").body())
        .isEqualTo("GET /v1/users/{username}|/v1/users/50%|{username=50%}|null|demo|null");
    assertThat(get("/health", "").body()).startsWith("GET /health|/health|null|null|nobody");
    assertThat(get("/health", "").headers().allValues("set-cookie"))
        .containsExactlyInAnyOrder("a=1", "b=2");
  }

  @Test
  void shouldRefuseAsApiGatewayDoes() throws Exception {
    Map<String, String> refusals =
        Map.of(
            "",
            "401 {\"message\":\"Unauthorized\"}",
            "Bearer wrong",
            "401 {\"message\":\"Unauthorized\"}",
            "Bearer denied",
            "403 {\"message\":\"Forbidden\"}");
    for (Map.Entry<String, String> refusal : refusals.entrySet()) {
      HttpResponse<String> response = get("/v1/users/x", refusal.getKey());
      assertThat(response.statusCode() + " " + response.body()).isEqualTo(refusal.getValue());
    }
    HttpResponse<String> unknown = get("/v2", "Bearer good");
    assertThat(unknown.statusCode() + " " + unknown.body())
        .isEqualTo("404 {\"message\":\"Not Found\"}");
    HttpResponse<String> broken = get("/v1/broken", "Bearer good");
    assertThat(broken.statusCode() + " " + broken.body())
        .isEqualTo("500 {\"message\":\"Internal Server Error\"}");
  }

  @Test
  void shouldRememberWhatTheAuthorizerAllowed() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(get("/v1/users/x", "Bearer remembered").statusCode()).isEqualTo(200);
    }
    assertThat(project.notes("Authorizer").stream().filter("Bearer remembered"::equals)).hasSize(1);
  }

  @Test
  void shouldTakeLambdasOwnInvokeCall() throws Exception {
    URI uri = cloud.invokeEndpoint().resolve("/2015-03-31/functions/rollbook-Operator/invocations");
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString("\"hi\""))
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode() + " " + response.body()).isEqualTo("200 \"hi\"");
  }

  private static InvocationOutcome invoke(String function, String order)
      throws InterruptedException {
    return cloud.host().invoke(function, ("\"" + order + "\"").getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> get(String path, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(cloud.api().resolve(path));
    if (!key.isEmpty()) {
      request.header("Authorization", key);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static void put(String key, String content) {
    s3.putObject(
        request -> request.bucket("rollbook-uploads").key(key), RequestBody.fromString(content));
  }

  private static String url(String queue) {
    return sqs.getQueueUrl(request -> request.queueName("rollbook-" + queue)).queueUrl();
  }

  private static List<Message> receive(String queue) {
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < 4 && all.isEmpty(); i++) {
      all.addAll(
          sqs.receiveMessage(request -> request.queueUrl(url(queue)).waitTimeSeconds(10))
              .messages());
    }
    return all;
  }
}
