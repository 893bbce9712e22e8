package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a tenant's program does where a call may fail, as docs/INTEGRATING.md has it: what was
 * answered with 503, or by the gateway alone, or not at all, it asks again. That a fault of the
 * API's own (500) is not among them is asserted: no service that fails is one.
 */
final class TenantsProgram {

  /** More tries would all have to fail by chance. */
  private static final int MOST_TRIES = 12;

  private static final long PAUSE_MILLIS = 200;

  private final TestTenant tenant;
  private final Consumer<String> noted;
  private int names;

  /**
   * A program.
   *
   * @param noted is told of each call that failed
   */
  TenantsProgram(TestTenant tenant, Consumer<String> noted) {
    this.tenant = tenant;
    this.noted = noted;
  }

  /**
   * What an answer came to at last.
   *
   * @param tries that it took; what the earlier ones did nobody told
   */
  record Answered(HttpResponse<byte[]> response, int tries) {

    int status() {
      return response.statusCode();
    }
  }

  /** Makes a call until it is answered. */
  Answered call(String method, String path, String body) throws InterruptedException {
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      HttpResponse<byte[]> response = tenant.call(method, path, body);
      if (response.statusCode() < 500) {
        return new Answered(response, tries);
      }
      JsonNode problem = HttpCaller.json(response);
      noted.accept("call answered " + response.statusCode());
      if (problem.has("code")) {
        assertThat(problem.path("code").asText())
            .as("%s %s: %s", method, path, problem)
            .isEqualTo("UNAVAILABLE");
        assertThat(response.headers().firstValue("retry-after")).isPresent();
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new AssertionError(method + " " + path + " failed " + MOST_TRIES + " times");
  }

  /** What a call shows that changes nothing. */
  JsonNode get(String path) throws InterruptedException {
    return success(call("GET", path, ""));
  }

  private static JsonNode success(Answered answer) {
    assertThat(answer.status()).as(HttpCaller.text(answer.response())).isLessThan(300);
    return HttpCaller.json(answer.response());
  }

  /**
   * Begins an import and uploads its roster. Where a try that failed has made the import, its URL
   * went with the answer: that one is cancelled, and another begun.
   */
  String begin(String roster, String options) throws InterruptedException {
    byte[] content = roster.getBytes(StandardCharsets.UTF_8);
    while (true) {
      String name = "roster of day " + ++names;
      ObjectNode body = Json.MAPPER.createObjectNode();
      body.put("name", name).put("fileName", "roster.csv").put("size", content.length);
      body.set("options", Pipeline.json(options));
      Answered made = call("POST", "/imports", body.toString());
      if (made.status() == 409 && made.tries() > 1) {
        noted.accept("import made without an answer");
        abandon(name);
        continue;
      }
      JsonNode created = success(made);
      upload(created.path("upload"), content);
      return created.path("importId").asText();
    }
  }

  private void abandon(String name) throws InterruptedException {
    JsonNode items =
        get("/imports?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8)).path("items");
    JsonNode found =
        items
            .valueStream()
            .filter(item -> item.path("name").asText().equals(name))
            .findFirst()
            .orElseThrow();
    String path = "/imports/" + found.path("importId").asText();
    Answered cancelled = call("POST", path + "/cancel", "");
    if (cancelled.status() != 409 || cancelled.tries() == 1) {
      success(cancelled);
    }
    JsonNode ended = get(path);
    assertThat(ended.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(ended.at("/counts/rows").asInt()).isZero();
  }

  /** The URL takes one upload: a second that is refused says that the first one was taken. */
  private void upload(JsonNode upload, byte[] content) throws InterruptedException {
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Optional<HttpResponse<byte[]>> answer = put(upload, content);
      int status = answer.map(HttpResponse::statusCode).orElse(0);
      if (status == 200 || (status == 412 && tries > 1)) {
        return;
      }
      assertThat(status == 0 || status >= 500).as("the upload is answered %d", status).isTrue();
      noted.accept("upload " + (status == 0 ? "not answered" : "answered " + status));
    }
    throw new AssertionError("the upload failed " + MOST_TRIES + " times");
  }

  /** The answer, if one comes. */
  private static Optional<HttpResponse<byte[]>> put(JsonNode upload, byte[] content)
      throws InterruptedException {
    try {
      return Optional.of(HttpCaller.sendOnce(TestTenant.put(upload, content).build()));
    } catch (IOException broken) {
      return Optional.empty();
    }
  }
}
