package dev.rollbook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.EmbeddedCloud;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** A tenant of a cloud, who imports through the API as every tenant does. */
final class BenchTenant {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Often enough for a time of seconds, seldom enough to cost nothing. */
  static final Duration POLL = Duration.ofMillis(200);

  /** Of each of many, who together would keep the API busy. */
  private static final Duration POLL_OF_MANY = Duration.ofSeconds(5);

  /** A million rows at 500 a second. */
  private static final Duration PATIENCE = Duration.ofMinutes(35);

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedCloud cloud;
  private final String key;
  private final Duration poll;

  private BenchTenant(EmbeddedCloud cloud, String key, Duration poll) {
    this.cloud = cloud;
    this.key = key;
    this.poll = poll;
  }

  static BenchTenant of(EmbeddedCloud cloud, String name) throws IOException, InterruptedException {
    return new BenchTenant(cloud, key(cloud, name), POLL);
  }

  /** One of many at once: how long an import took is told by the import, so it need not hurry. */
  static BenchTenant ofMany(EmbeddedCloud cloud, String name)
      throws IOException, InterruptedException {
    return new BenchTenant(cloud, key(cloud, name), POLL_OF_MANY);
  }

  private static String key(EmbeddedCloud cloud, String name)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                cloud.invokeEndpoint().resolve("/2015-03-31/functions/TenantFunction/invocations"))
            .POST(BodyPublishers.ofString(JSON.createObjectNode().put("tenant", name).toString()))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    JsonNode json = JSON.readTree(answer.body());
    if (!json.hasNonNull("key")) {
      throw new BenchException("no tenant " + name + ": " + answer.body());
    }
    return json.path("key").asText();
  }

  /**
   * Imports a roster and waits for its end.
   *
   * @param deactivateUnlisted the option of that name
   */
  ImportRun importing(String name, Path file, boolean deactivateUnlisted)
      throws IOException, InterruptedException {
    ObjectNode wanted = JSON.createObjectNode();
    wanted.put("name", name).put("fileName", "roster.csv").put("size", Files.size(file));
    wanted.putObject("options").put("deactivateUnlisted", deactivateUnlisted);
    ProcessorUse before = ProcessorUse.now(cloud.host().processes());
    Instant start = Instant.now();
    JsonNode created = send(call("/v1/imports").POST(BodyPublishers.ofString(wanted.toString())));
    upload(created.path("upload"), file);
    JsonNode ended = await(created.path("importId").asText(), now -> now.hasNonNull("finishedAt"));
    if (!ended.path("status").asText().startsWith("COMPLETED")) {
      throw new BenchException(name + " did not complete: " + ended);
    }
    Instant finished = Instant.parse(ended.path("finishedAt").asText());
    return new ImportRun(
        ended,
        Duration.between(start, finished).toMillis() / 1e3,
        before.since(cloud.host().processes()));
  }

  /** Whether the rows of an import of that name are being applied. */
  boolean isRunning(String name) throws IOException, InterruptedException {
    String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    return send(call("/v1/imports" + query).GET())
        .path("items")
        .path(0)
        .path("status")
        .asText()
        .equals("RUNNING");
  }

  /** Approves what an import holds; gives the seconds until it was deactivated. */
  ProcessorUse.Since approve(ImportRun held) throws IOException, InterruptedException {
    String id = held.summary().path("importId").asText();
    long planned = held.summary().at("/deactivation/planned").asLong();
    if (!held.summary().at("/deactivation/state").asText().equals("HELD")) {
      throw new BenchException("nothing is held: " + held.summary().path("deactivation"));
    }
    ProcessorUse before = ProcessorUse.now(cloud.host().processes());
    send(call("/v1/imports/" + id + "/deactivations/approve").POST(BodyPublishers.noBody()));
    JsonNode done = await(id, now -> now.at("/deactivation/state").asText().equals("APPROVED"));
    ProcessorUse.Since use = before.since(cloud.host().processes());
    if (done.at("/deactivation/done").asLong() != planned) {
      throw new BenchException("not all were deactivated: " + done.path("deactivation"));
    }
    return use;
  }

  private JsonNode await(String importId, Predicate<JsonNode> ended)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      HttpResponse<String> answer =
          http.send(call("/v1/imports/" + importId).build(), BodyHandlers.ofString());
      JsonNode now = JSON.readTree(answer.body());
      if (answer.statusCode() == 200 && ended.test(now)) {
        return now;
      }
      // On a machine that is busy beyond measure the API may answer too late; the import goes on.
      if (answer.statusCode() / 100 == 4) {
        throw new BenchException(answer.uri() + " answered " + answer.body());
      }
      if (Instant.now().isAfter(end)) {
        throw new BenchException("it did not end in " + PATIENCE.toMinutes() + " minutes: " + now);
      }
      Thread.sleep(poll.toMillis());
    }
  }

  private void upload(JsonNode upload, Path file) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
            .PUT(BodyPublishers.ofFile(file));
    // The client writes the length by itself.
    upload
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (!header.getKey().equalsIgnoreCase("content-length")) {
                request.header(header.getKey(), header.getValue().asText());
              }
            });
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new BenchException("the upload was refused: " + answer.body());
    }
  }

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(cloud.api().resolve(path))
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new BenchException(answer.uri() + " answered " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
