package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A tenant, who speaks the HTTP API as any client does. */
final class TestTenant {

  private static final Set<String> ENDS =
      Set.of("COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED", "CANCELLED", "EXPIRED");

  private final AtomicInteger imports = new AtomicInteger();
  private final Pipeline pipeline;
  private final String name;
  private final String key;
  private final HttpCaller caller;

  TestTenant(Pipeline pipeline, String name, String key) {
    this.pipeline = pipeline;
    this.name = name;
    this.key = key;
    this.caller = pipeline.caller("Bearer " + key);
  }

  String key() {
    return key;
  }

  /** What it has called so far. */
  HttpCaller caller() {
    return caller;
  }

  String name() {
    return name;
  }

  /** Its directory now. */
  DirectorySnapshot snapshot() {
    return DirectorySnapshot.of(pipeline, name);
  }

  /** An import that has been begun. */
  final class Run {
    private final String importId;
    private final DirectorySnapshot before;

    private Run(String importId, DirectorySnapshot before) {
      this.importId = importId;
      this.before = before;
    }

    String importId() {
      return importId;
    }

    /** What the API says of it now. */
    JsonNode now() {
      return get("/imports/" + importId);
    }

    /** Waits for its end and holds the summary against the directory before and after. */
    Ended end() throws InterruptedException {
      JsonNode summary = TestTenant.this.end(importId);
      DirectorySnapshot after = snapshot();
      Ended ended = new Ended(summary, before, after);
      if (summary.path("dryRun").asBoolean()) {
        Comparison.requireSum(summary.path("counts"));
        assertThat(after.items()).isEqualTo(before.items()); // SPEC S4
      } else {
        Comparison.of(before, after).requireSameAs(summary, after);
      }
      return ended;
    }
  }

  /**
   * An import that has ended.
   *
   * @param summary as the API shows it
   * @param before the directory when it was uploaded
   * @param after the directory when it had ended
   */
  record Ended(JsonNode summary, DirectorySnapshot before, DirectorySnapshot after) {

    String importId() {
      return summary.path("importId").asText();
    }

    int count(String which) {
      assertThat(summary.path("counts").has(which)).isTrue();
      return summary.path("counts").path(which).asInt();
    }

    String status() {
      return summary.path("status").asText();
    }

    JsonNode deactivation() {
      return summary.path("deactivation");
    }

    Ended is(String status) {
      assertThat(status()).as("%s", summary).isEqualTo(status);
      return this;
    }

    /** What the counts must be; those that are not named must be 0. */
    Ended counts(Map<String, Integer> named) {
      ObjectNode expected = Json.MAPPER.createObjectNode();
      summary
          .path("counts")
          .fieldNames()
          .forEachRemaining(name -> expected.put(name, named.getOrDefault(name, 0)));
      assertThat(summary.path("counts").has("warnings")).isTrue();
      assertThat(summary.path("counts").toString()).isEqualTo(expected.toString());
      return this;
    }
  }

  /** Imports a roster and waits for the end. */
  Ended run(String roster) throws InterruptedException {
    return run(roster, "{}");
  }

  /** Imports a roster with options and waits for the end. */
  Ended run(String roster, String options) throws InterruptedException {
    return begin(roster, options).end();
  }

  /** Uploads a roster. */
  Run begin(String roster, String options) {
    return begin("roster.csv", roster.getBytes(StandardCharsets.UTF_8), options);
  }

  /** Uploads a roster of some name. */
  Run begin(String fileName, byte[] roster, String options) {
    DirectorySnapshot before = snapshot();
    JsonNode created = create(fileName, roster.length, options);
    upload(created.path("upload"), roster);
    return new Run(created.path("importId").asText(), before);
  }

  /** Creates an import. */
  JsonNode create(String fileName, int size, String options) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("name", "import " + imports.incrementAndGet());
    body.put("fileName", fileName).put("size", size);
    body.set("options", Pipeline.json(options));
    return ask("POST", "/imports", body.toString());
  }

  /** Puts a roster where an import wants it. */
  static void upload(JsonNode upload, byte[] roster) {
    HttpResponse<byte[]> answer = HttpCaller.send(put(upload, roster).build());
    assertThat(answer.statusCode()).as(HttpCaller.text(answer)).isEqualTo(200);
  }

  /** The request that the API tells to upload with. */
  static HttpRequest.Builder put(JsonNode upload, byte[] roster) {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
            .method(upload.path("method").asText(), BodyPublishers.ofByteArray(roster));
    for (var header : upload.path("headers").properties()) {
      if (!header.getKey().equalsIgnoreCase("Content-Length")) { // java.net.http writes it itself
        put.header(header.getKey(), header.getValue().asText());
      }
    }
    return put;
  }

  /** Waits for the end of an import. */
  JsonNode end(String importId) throws InterruptedException {
    pipeline.await(
        "import " + importId + " of " + name + " has ended",
        () -> ENDS.contains(get("/imports/" + importId).path("status").asText()));
    return get("/imports/" + importId);
  }

  JsonNode get(String path) {
    return ask("GET", path, "");
  }

  void put(String path, String json) {
    HttpResponse<byte[]> answer = call("PUT", path, json);
    assertThat(answer.statusCode()).as(HttpCaller.text(answer)).isLessThan(300);
  }

  /** The JSON that a call is answered with, which must be a success. */
  JsonNode ask(String method, String path, String body) {
    HttpResponse<byte[]> answer = call(method, path, body);
    assertThat(answer.statusCode()).as(HttpCaller.text(answer)).isLessThan(300);
    return HttpCaller.json(answer);
  }

  /** Status and code of the problem that a call is answered with. */
  String problem(String method, String path, String body) {
    HttpResponse<byte[]> answer = call(method, path, body);
    return answer.statusCode() + " " + HttpCaller.json(answer).path("code").asText();
  }

  /** Calls the API with the tenant's key. */
  HttpResponse<byte[]> call(String method, String path, String body) {
    return caller.call(method, path, body);
  }
}
