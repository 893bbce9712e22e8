package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.backend.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Events with which each function has something to do once: the running cloud takes an import up to
 * the point where the function would be next, and keeps the event from it.
 *
 * <p>An import holds up those behind it in its tenant until its event is handed over. So only the
 * uploads, which hold up nobody, are the tenant's own; the others have a tenant of their own each,
 * new every time.
 */
final class SampleEvents {

  private static final String UPLOAD = "ParseUploadFunction";
  private static final String COMMAND = "ParseCommandFunction";
  private static final String ROWS = "ReconcileFunction";
  private static final String DEAD_LETTERS = "ReconcileDeadLettersFunction";
  private static final String FINALIZE = "FinalizeFunction";
  private static final long REVIEW_SECONDS = 60;

  private final Connection connection;
  private final HeldEventsClient held;
  private final Endpoints endpoints;
  private final Path samples;
  private final Path roster;
  private final String tenant;
  private final String run = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);

  /**
   * An event that was written.
   *
   * @param function who takes it
   * @param tenant whose users change
   */
  record Sample(String function, Path file, String tenant) {}

  /**
   * @param project where the samples lie that are good as they are, and a roster
   */
  SampleEvents(
      Connection connection,
      HeldEventsClient held,
      Endpoints endpoints,
      Path project,
      String tenant) {
    this.connection = connection;
    this.held = held;
    this.endpoints = endpoints;
    this.samples = project.resolve("events");
    this.roster = samples.resolve("rosters").resolve("school.csv");
    this.tenant = tenant;
  }

  /** Makes them all and writes each to a file, by the name of the sample it takes the place of. */
  List<Sample> write(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<Sample> written = new ArrayList<>();
    written.add(write(folder, "parse-upload", UPLOAD, tenant, upload()));
    written.add(write(folder, "parse-upload-inbox", UPLOAD, tenant, drop()));
    String reviewed = own("command");
    written.add(write(folder, "parse-command", COMMAND, reviewed, command(reviewed)));
    String rows = own("rows");
    written.add(write(folder, "reconcile", ROWS, rows, importUpTo(ROWS, rows)));
    String lost = own("lost");
    written.add(write(folder, "reconcile-dead-letters", DEAD_LETTERS, lost, deadLetter(lost)));
    String settled = own("settled");
    written.add(write(folder, "finalize", FINALIZE, settled, importUpTo(FINALIZE, settled)));
    written.add(write(folder, "sweep", "SweepFunction", tenant, sample("sweep")));
    written.add(write(folder, "tenant", "TenantFunction", tenant, sample("tenant")));
    written.add(write(folder, "authorizer", "AuthorizerFunction", tenant, authorizer()));
    for (String call : List.of("api-list-imports", "api-create-import")) {
      written.add(write(folder, call, "ApiFunction", tenant, call(call)));
    }
    return written;
  }

  private static Sample write(
      Path folder, String name, String function, String whose, JsonNode event) throws IOException {
    Path file = folder.resolve(name + ".json");
    Files.writeString(file, event.toPrettyString() + "\n");
    return new Sample(function, file, whose);
  }

  private String own(String step) {
    return tenant + "-" + step + "-" + run;
  }

  /** A file that was PUT to its URL. */
  private JsonNode upload() throws IOException, InterruptedException {
    return importUpTo(UPLOAD, tenant);
  }

  /** A file that was dropped. */
  private JsonNode drop() throws IOException, InterruptedException {
    connection.client(tenant);
    String key = "inbox/" + tenant + "/school-" + run + ".csv";
    held.hold(UPLOAD, key);
    try (S3Client s3 = endpoints.s3Client()) {
      s3.putObject(
          request -> request.bucket("rollbook-uploads-local").key(key),
          RequestBody.fromFile(roster));
    }
    return held.take(UPLOAD, key);
  }

  /** The event for a function that comes on the way of a fresh import. */
  private JsonNode importUpTo(String function, String whose)
      throws IOException, InterruptedException {
    ApiClient client = connection.client(whose);
    JsonNode made = create(client, ApiClient.JSON.createObjectNode());
    String id = made.path("importId").asText();
    held.hold(function, id);
    client.upload(made.path("upload"), roster);
    return held.take(function, id);
  }

  /** The command to go on with an import that was looked at. */
  private JsonNode command(String whose) throws IOException, InterruptedException {
    ApiClient client = connection.client(whose);
    JsonNode made = create(client, ApiClient.JSON.createObjectNode().put("review", true));
    String id = made.path("importId").asText();
    client.upload(made.path("upload"), roster);
    long end = System.nanoTime() + REVIEW_SECONDS * 1_000_000_000;
    while (!client.get("/imports/" + id).path("status").asText().equals("AWAITING_REVIEW")) {
      if (System.nanoTime() > end) {
        throw new CommandException("the sample import " + id + " is not read in time");
      }
      Thread.sleep(100);
    }
    held.hold(COMMAND, id);
    client.post("/imports/" + id + "/start", ApiClient.JSON.createObjectNode());
    return held.take(COMMAND, id);
  }

  /** A batch that has come to the dead letters. */
  private JsonNode deadLetter(String whose) throws IOException, InterruptedException {
    String body = importUpTo(ROWS, whose).path("Records").path(0).path("body").asText();
    String id = ApiClient.JSON.readTree(body).path("importId").asText();
    held.hold(DEAD_LETTERS, id);
    try (SqsClient sqs = endpoints.sqsClient()) {
      String queue =
          sqs.getQueueUrl(request -> request.queueName("rollbook-RowsDeadLetters")).queueUrl();
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody(body).messageGroupId(whose));
    }
    return held.take(DEAD_LETTERS, id);
  }

  private JsonNode create(ApiClient client, ObjectNode options)
      throws IOException, InterruptedException {
    ObjectNode wanted =
        ApiClient.JSON
            .createObjectNode()
            .put("name", "Sample " + run)
            .put("fileName", "school.csv")
            .put("size", Files.size(roster));
    wanted.set("options", options);
    return client.post("/imports", wanted);
  }

  private ObjectNode sample(String name) throws IOException {
    return (ObjectNode)
        ApiClient.JSON.readTree(
            Files.readString(samples.resolve(name + ".json"), StandardCharsets.UTF_8));
  }

  /** The question whose key it is, with a good one. */
  private JsonNode authorizer() throws IOException, InterruptedException {
    String header = "Bearer " + connection.goodKey(tenant);
    ObjectNode event = sample("authorizer");
    event.withObject("/headers").put("authorization", header);
    event.withArray("identitySource").removeAll().add(header);
    return event;
  }

  /** A call of the tenant's, which can be repeated. */
  private JsonNode call(String name) throws IOException {
    ObjectNode event = sample(name);
    event.withObject("/requestContext/authorizer/lambda").put("tenant", tenant);
    if (event.has("body")) {
      ObjectNode body = (ObjectNode) ApiClient.JSON.readTree(event.path("body").asText());
      event.put("body", body.put("name", "Made by a sample event " + run).toString());
    }
    return event;
  }
}
