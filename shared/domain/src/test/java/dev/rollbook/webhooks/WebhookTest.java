package dev.rollbook.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.webhooks.Delivery.Try;
import dev.rollbook.webhooks.Webhook.Secret;
import dev.rollbook.webhooks.Webhook.State;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC A13: a webhook's secrets and state. */
class WebhookTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Webhook WEBHOOK = Webhook.of("acme", "https://example.org/", "first");

  private static List<String> signing(Webhook webhook, Instant when) {
    return webhook.signing(when).stream().map(Secret::sealed).toList();
  }

  @Test
  void shouldSignWithBothSecretsForADay() {
    Webhook rotated = WEBHOOK.rotated("second", NOW);

    assertThat(signing(WEBHOOK, NOW)).containsExactly("first");
    assertThat(signing(rotated, NOW)).containsExactly("second", "first");
    assertThat(signing(rotated, NOW.plus(Duration.ofDays(1)).minusSeconds(1))).hasSize(2);
    assertThat(signing(rotated, NOW.plus(Duration.ofDays(1)))).containsExactly("second");
  }

  @Test
  void shouldNotLetARotationProlongAnOlderSecret() {
    Instant noon = NOW.plus(Duration.ofHours(4));

    Webhook twice = WEBHOOK.rotated("second", NOW).rotated("third", noon);

    assertThat(signing(twice, noon)).containsExactly("third", "second", "first");
    assertThat(signing(twice, NOW.plus(Duration.ofDays(1)))).containsExactly("third", "second");
    assertThat(signing(twice, noon.plus(Duration.ofDays(1)))).containsExactly("third");
  }

  @ParameterizedTest(name = "{0} answered {1} is {2}")
  @CsvSource({
    "COMPLETED, 200, ACTIVE",
    "COMPLETED, 500, FAILING",
    "TEST, 500, FAILING",
    "TEST, 204, ACTIVE"
  })
  void shouldShowWhetherDeliveriesArrive(WebhookEvent event, int status, State state) {
    Delivery delivery = Delivery.of("acme", "D1", event, "01A", "{}", NOW);
    Try last = new Try(NOW, status, status < 300 ? "" : "the answer is " + status, "", 1);

    Webhook after = WEBHOOK.tried(delivery.tried(last, NOW), last);

    assertThat(after.state()).isEqualTo(state);
    assertThat(after.lastTry().orElseThrow())
        .isEqualTo(new Webhook.LastDelivery("D1", event.type(), NOW, status, last.error()));
  }

  @Test
  void shouldShowThatADeliveryWasGivenUp() {
    Instant late = NOW.plus(Duration.ofDays(1));
    Try last = new Try(late, 0, "no answer", "", 1);
    Delivery delivery = Delivery.of("acme", "D1", WebhookEvent.HELD, "01A", "{}", NOW);

    assertThat(WEBHOOK.tried(delivery.tried(last, late), last).state()).isEqualTo(State.GIVEN_UP);
  }

  @Test
  void shouldKnowNothingOfAnotherAddress() {
    Try last = new Try(NOW, 200, "", "", 1);
    Delivery delivery = Delivery.of("acme", "D1", WebhookEvent.HELD, "01A", "{}", NOW);
    Webhook told = WEBHOOK.tried(delivery.tried(last, NOW), last);

    assertThat(told.at("https://example.org/").lastTry()).isPresent();
    assertThat(told.at("https://example.com/").lastTry()).isEmpty();
    assertThat(told.at("https://example.com/").secrets()).isEqualTo(told.secrets());
  }

  @Test
  void shouldMakeSecretsAsStandardWebhooksWritesThem() {
    String secret = WebhookSecret.generate(new SecureRandom());

    assertThat(WebhookSecret.isOne(secret)).isTrue();
    assertThat(secret)
        .startsWith("whsec_")
        .isNotEqualTo(WebhookSecret.generate(new SecureRandom()));
  }

  @ParameterizedTest(name = "{0} bytes")
  @CsvSource({"23, false", "24, true", "64, true", "65, false"})
  void shouldTakeSecretsOfAnyLengthThatIsSafe(int bytes, boolean taken) {
    String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThat(WebhookSecret.isOne(secret)).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "whsec_", "secret", "whsec_not base64 at all, but long enough", "MfKQ"})
  void shouldTakeNoOtherTextForASecret(String text) {
    assertThat(WebhookSecret.isOne(text)).isFalse();
  }
}
