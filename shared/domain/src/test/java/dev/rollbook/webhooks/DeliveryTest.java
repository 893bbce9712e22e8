package dev.rollbook.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.webhooks.Delivery.State;
import dev.rollbook.webhooks.Delivery.Try;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC A13: how often a delivery is tried, and when it is given up. */
class DeliveryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private static Delivery delivery(WebhookEvent event) {
    return Delivery.of("acme", event.deliveryId("01A"), event, "01A", "{}", NOW);
  }

  private static Try answered(int status) {
    return new Try(NOW, status, status < 300 ? "" : "the answer is " + status, "", 3);
  }

  @Test
  void shouldNameADeliveryByItsEventAlone() {
    assertThat(WebhookEvent.COMPLETED.deliveryId("01A")).isEqualTo("01A_completed");
    assertThat(WebhookEvent.AWAITING_REVIEW.type()).isEqualTo("import.awaiting_review");
    assertThat(WebhookEvent.TEST.type()).isEqualTo("webhook.test");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void shouldTakeAnySuccessForAnArrival(int status) {
    assertThat(delivery(WebhookEvent.COMPLETED).tried(answered(status), NOW).state())
        .isEqualTo(State.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 199, 301, 302, 400, 404, 410, 429, 500, 503})
  void shouldTryAgainWhatDidNotArrive(int status) {
    assertThat(delivery(WebhookEvent.COMPLETED).tried(answered(status), NOW).state())
        .isEqualTo(State.PENDING);
  }

  /** A13: with growing pauses for a day. */
  @Test
  void shouldTryWithGrowingPausesForADay() {
    Delivery delivery = delivery(WebhookEvent.HELD);
    List<Duration> pauses = new ArrayList<>();
    Instant now = NOW;
    while (delivery.isPending()) {
      delivery = delivery.tried(answered(500), now);
      pauses.add(delivery.wait(now));
      now = delivery.nextTryAt();
    }
    assertThat(pauses)
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ZERO);
    assertThat(delivery.state()).isEqualTo(State.GIVEN_UP);
    assertThat(delivery.tries()).hasSize(7);
    assertThat(Duration.between(NOW, now)).isLessThan(Duration.ofDays(1));
  }

  /** What waited too long, for whatever reason, is no news any more. */
  @Test
  void shouldGiveUpWhatIsOlderThanADay() {
    assertThat(
            delivery(WebhookEvent.FAILED)
                .tried(answered(500), NOW.plus(Duration.ofDays(1)))
                .state())
        .isEqualTo(State.GIVEN_UP);
  }

  @Test
  void shouldNotRepeatATest() {
    assertThat(delivery(WebhookEvent.TEST).tried(answered(500), NOW).state())
        .isEqualTo(State.GIVEN_UP);
  }

  @Test
  void shouldKeepOthersFromADeliveryThatIsBeingTried() {
    Delivery claimed = delivery(WebhookEvent.COMPLETED).claimed(NOW);

    assertThat(claimed.isPending()).isTrue();
    assertThat(claimed.wait(NOW)).isPositive();
  }
}
