package dev.rollbook.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.testkit.PlainSealer;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Webhook;
import dev.rollbook.webhooks.Webhook.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC A13: the tenant's webhook in its settings. */
class WebhookResourceTest {

  private static final String URL = "https://hooks.example.org/a";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final ApiOnFakes fakes = new ApiOnFakes();

  private Response put(String webhook) {
    return fakes.ask("PUT", "/settings", "{\"webhook\": " + webhook.replace('\'', '"') + "}");
  }

  private JsonNode shown() {
    return fakes.get("/settings").path("webhook");
  }

  private Webhook stored() {
    return fakes.cloud.webhooks.find(ApiOnFakes.TENANT).orElseThrow();
  }

  private List<String> signing() {
    return stored().signing(fakes.cloud.clock.instant()).stream()
        .map(Secret::sealed)
        .map(each -> new PlainSealer().open(ApiOnFakes.TENANT, each))
        .toList();
  }

  @Test
  void shouldShowThatThereIsNone() {
    assertThat(shown().isNull()).isTrue();
    assertThat(fakes.ask("POST", "/settings/webhook/test", "").status()).isEqualTo(404);
    assertThat(fakes.ask("POST", "/settings/webhook/rotate", "").status()).isEqualTo(404);
    assertThat(fakes.get("/settings/webhook/deliveries").path("items")).isEmpty();
  }

  @Test
  void shouldShowANewSecretOnceAndNeverAgain() {
    Response answer = put("{'url': '" + URL + "'}");

    String secret = ApiOnFakes.json(answer).at("/webhook/secret").asText();
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(signing()).containsExactly(secret);
    assertThat(shown().path("url").asText()).isEqualTo(URL);
    assertThat(shown().path("state").asText()).isEqualTo("ACTIVE");
    assertThat(shown().path("lastDelivery").isNull()).isTrue();
    assertThat(shown().has("secret")).isFalse();
    assertThat(stored().toString()).doesNotContain(secret);
  }

  @Test
  void shouldNotShowASecretThatWasGiven() {
    Response answer = put("{'url': '" + URL + "', 'secret': '" + SECRET + "'}");

    assertThat(answer.body()).doesNotContain(SECRET);
    assertThat(signing()).containsExactly(SECRET);
  }

  @Test
  void shouldKeepTheWebhookWhenWhatGetGaveIsPutBack() {
    put("{'url': '" + URL + "', 'secret': '" + SECRET + "'}");
    JsonNode settings = fakes.get("/settings");

    Response answer = fakes.ask("PUT", "/settings", settings.toString());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(ApiOnFakes.json(answer)).isEqualTo(settings);
    assertThat(signing()).containsExactly(SECRET);
  }

  @Test
  void shouldLeaveTheWebhookWhenItIsNotNamed() {
    put("{'url': '" + URL + "'}");

    fakes.ask("PUT", "/settings", "{\"language\": \"de\"}");

    assertThat(shown().path("url").asText()).isEqualTo(URL);
  }

  @Test
  void shouldEndTheWebhookWithNull() {
    put("{'url': '" + URL + "'}");

    Response answer = put("null");

    assertThat(ApiOnFakes.json(answer).path("webhook").isNull()).isTrue();
    assertThat(shown().isNull()).isTrue();
  }

  @Test
  void shouldSignWithBothForADayWhenTheSecretIsChanged() {
    put("{'url': '" + URL + "', 'secret': '" + SECRET + "'}");
    String other = SECRET.replace("MfKQ", "AAAA");

    put("{'secret': '" + other + "'}");
    put("{'secret': '" + other + "'}"); // the same again is no change

    assertThat(signing()).containsExactly(other, SECRET);
    fakes.cloud.advance(Duration.ofDays(1));
    assertThat(signing()).containsExactly(other);
  }

  @Test
  void shouldGiveANewSecretOnRequest() {
    put("{'url': '" + URL + "', 'secret': '" + SECRET + "'}");

    JsonNode rotated = ApiOnFakes.json(fakes.ask("POST", "/settings/webhook/rotate", ""));

    assertThat(signing()).containsExactly(rotated.path("secret").asText(), SECRET);
    assertThat(shown().has("secret")).isFalse();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "http://hooks.example.org/, WEBHOOK_URL_INVALID",
    "ftp://hooks.example.org/, WEBHOOK_URL_INVALID",
    "'', WEBHOOK_URL_INVALID",
    "https://127.0.0.1/, WEBHOOK_NOT_PUBLIC",
    "https://0x7f000001/, WEBHOOK_NOT_PUBLIC",
    "https://[::ffff:10.0.0.1]/, WEBHOOK_NOT_PUBLIC",
    "https://inner.example.org/, WEBHOOK_NOT_PUBLIC"
  })
  void shouldRefuseAnAddressThatIsNotPublic(String url, String code) {
    Response answer =
        fakes.ask(
            "PUT", "/settings", "{\"language\": \"de\", \"webhook\": {\"url\": \"" + url + "\"}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(ApiOnFakes.json(answer).path("code").asText()).isEqualTo(code);
    assertThat(shown().isNull()).isTrue();
    assertThat(fakes.get("/settings").path("language").asText()).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"url\": \"https://hooks.example.org/\", \"secret\": \"short\"}', WEBHOOK_SECRET_INVALID",
    "'{\"url\": \"https://hooks.example.org/\", \"colour\": 1}', INVALID_REQUEST",
    "'[]', INVALID_REQUEST",
    "'\"https://hooks.example.org/\"', INVALID_REQUEST"
  })
  void shouldRefuseWhatIsNoWebhook(String webhook, String code) {
    assertThat(ApiOnFakes.json(put(webhook)).path("code").asText()).isEqualTo(code);
    assertThat(shown().isNull()).isTrue();
  }

  @Test
  void shouldPutATestOnItsWayAndListIt() {
    put("{'url': '" + URL + "'}");

    Response answer = fakes.ask("POST", "/settings/webhook/test", "");

    assertThat(answer.status()).isEqualTo(202);
    String id = ApiOnFakes.json(answer).path("deliveryId").asText();
    JsonNode listed = fakes.get("/settings/webhook/deliveries").path("items").get(0);
    assertThat(listed.path("id").asText()).isEqualTo(id);
    assertThat(listed.path("type").asText()).isEqualTo("webhook.test");
    assertThat(listed.path("state").asText()).isEqualTo("PENDING");
    assertThat(listed.path("tries")).isEmpty();
    assertThat(fakes.cloud.deliveryQueue.take())
        .extracting(sent -> sent.message().deliveryId())
        .containsExactly(id);
  }

  @Test
  void shouldShowHowDeliveriesWent() {
    put("{'url': '" + URL + "'}");
    String id =
        ApiOnFakes.json(fakes.ask("POST", "/settings/webhook/test", ""))
            .path("deliveryId")
            .asText();
    Delivery delivery = fakes.cloud.webhooks.delivery(ApiOnFakes.TENANT, id).orElseThrow();
    Delivery.Try last =
        new Delivery.Try(fakes.cloud.clock.instant(), 500, "the answer is 500", "Oops", 7);
    fakes.cloud.webhooks.replace(delivery.tried(last, fakes.cloud.clock.instant()));

    JsonNode listed = fakes.get("/settings/webhook/deliveries?limit=1").path("items").get(0);

    assertThat(listed.path("state").asText()).isEqualTo("GIVEN_UP");
    assertThat(listed.at("/tries/0/status").asInt()).isEqualTo(500);
    assertThat(listed.at("/tries/0/answer").asText()).isEqualTo("Oops");
    assertThat(listed.path("tries").get(0).has("arrived")).isFalse();
  }

  @Test
  void shouldKeepTenantsApart() {
    fakes.cloud.tenants.createIfMissing("other");
    put("{'url': '" + URL + "'}");
    fakes.ask("POST", "/settings/webhook/test", "");

    assertThat(
            ApiOnFakes.json(fakes.askAs("other", "GET", "/settings", "")).path("webhook").isNull())
        .isTrue();
    assertThat(
            ApiOnFakes.json(fakes.askAs("other", "GET", "/settings/webhook/deliveries", ""))
                .path("items"))
        .isEmpty();
  }
}
