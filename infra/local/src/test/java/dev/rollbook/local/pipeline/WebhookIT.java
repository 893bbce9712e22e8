package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant's webhook, from the queue to a receiver on this machine. */
@ExtendWith(InPipeline.class)
class WebhookIT {

  private final Pipeline pipeline;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private HttpServer receiver;

  WebhookIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** A call that came in. */
  private record Told(String body, Map<String, List<String>> headers) {
    JsonNode json() {
      return Pipeline.json(body);
    }

    String id() {
      return headers.get("webhook-id").get(0);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/hook", this::take);
    receiver.start();
  }

  @AfterEach
  void hangUp() {
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    told.add(new Told(body, headers));
    Integer status = answers.poll();
    byte[] answer = "taken".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status == null ? 200 : status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private static JsonNode put(TestTenant tenant, String webhook) {
    var answer = tenant.call("PUT", "/settings", "{\"webhook\": " + webhook + "}");
    assertThat(answer.statusCode()).isEqualTo(200);
    return HttpCaller.json(answer).path("webhook");
  }

  private static void verify(String secret, Told call) throws Exception {
    new Webhook(secret).verify(call.body(), call.headers());
  }

  @Test
  @DisplayName("A13: the webhook is told of an import's end, again after a failure, signed")
  void shouldTellOfTheEndOfAnImport() throws Exception {
    TestTenant tenant = pipeline.tenant("webhook");
    String secret = put(tenant, "{\"url\": \"" + url() + "\"}").path("secret").asText();
    answers.add(500);

    String importId = tenant.run("username\nada\n").is("COMPLETED").importId();

    pipeline.await("it is told twice", () -> told.size() == 2);
    assertThat(told).extracting(Told::id).containsOnly(importId + "_completed");
    assertThat(told).extracting(Told::body).containsOnly(told.get(0).body());
    for (Told call : told) {
      verify(secret, call);
    }
    JsonNode body = told.get(1).json();
    assertThat(body.path("type").asText()).isEqualTo("import.completed");
    assertThat(body.at("/data/importId").asText()).isEqualTo(importId);
    assertThat(body.at("/data/counts/created").asInt()).isEqualTo(1);
    // What GET gives beside the summary is not told.
    ObjectNode summary = ((ObjectNode) tenant.get("/imports/" + importId)).without("options");
    assertThat(body.path("data")).isEqualTo(summary);
    pipeline.await(
        "the settings show it",
        () -> tenant.get("/settings").at("/webhook/state").asText().equals("ACTIVE"));
    JsonNode settings = tenant.get("/settings").path("webhook");
    assertThat(settings.at("/lastDelivery/status").asInt()).isEqualTo(200);
    assertThat(settings.has("secret")).isFalse();
    JsonNode delivery = tenant.get("/settings/webhook/deliveries").path("items").get(0);
    assertThat(delivery.path("state").asText()).isEqualTo("DELIVERED");
    assertThat(delivery.path("tries").findValuesAsText("status")).containsExactly("500", "200");
    assertThat(delivery.at("/tries/1/answer").asText()).isEqualTo("taken");
    assertThat(pipeline.logs()).noneMatch(line -> line.contains(secret.substring(6)));
  }

  @Test
  @DisplayName("A13: reviews, held plans and tests are told; both secrets sign after a rotation")
  void shouldTellOfReviewsHeldPlansAndTests() throws Exception {
    TestTenant tenant = pipeline.tenant("webhook");
    String first = put(tenant, "{\"url\": \"" + url() + "\"}").path("secret").asText();
    var rotated = tenant.call("POST", "/settings/webhook/rotate", "");
    String second = HttpCaller.json(rotated).path("secret").asText();

    tenant.call("POST", "/settings/webhook/test", "");

    pipeline.await("the test has come", () -> told.size() == 1);
    assertThat(told.get(0).json().path("type").asText()).isEqualTo("webhook.test");
    verify(first, told.get(0));
    verify(second, told.get(0));
    tenant.run("username\na\nb\nc\nd\ne\n").is("COMPLETED");
    tenant.run("username\na\nb\n", "{\"deactivateUnlisted\": true}").is("COMPLETED");
    byte[] roster = "username\na\n".getBytes(StandardCharsets.UTF_8);
    tenant.begin("review.csv", roster, "{\"review\": true}");
    pipeline.await("all have come", () -> told.size() == 5);
    assertThat(told)
        .extracting(call -> call.json().path("type").asText())
        .containsExactlyInAnyOrder(
            "webhook.test",
            "import.completed",
            "import.completed",
            "import.held",
            "import.awaiting_review");
    assertThat(told).extracting(Told::id).doesNotHaveDuplicates();
    // Given a webhook that has ended
    put(tenant, "null");
    tenant.run("username\nz\n").is("COMPLETED");
    pipeline.awaitQuiet();
    assertThat(told).hasSize(5);
  }

  @Test
  @DisplayName("A13: only this machine itself is allowed here, beside what is public")
  void shouldRefuseWhatIsNotPublic() throws Exception {
    TestTenant tenant = pipeline.tenant("webhook");
    for (String url :
        List.of("https://10.0.0.1/", "https://169.254.169.254/", "https://0xa000001/")) {
      var answer = tenant.call("PUT", "/settings", "{\"webhook\": {\"url\": \"" + url + "\"}}");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(HttpCaller.json(answer).path("code").asText()).isEqualTo("WEBHOOK_NOT_PUBLIC");
    }
    assertThat(tenant.get("/settings").path("webhook").isNull()).isTrue();
  }
}
