package dev.rollbook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import dev.rollbook.Json;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.InMemoryDeliveryQueue.Sent;
import dev.rollbook.testkit.Lambda;
import dev.rollbook.testkit.PlainSealer;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Delivery.State;
import dev.rollbook.webhooks.DeliveryQueue.Message;
import dev.rollbook.webhooks.Sealer;
import dev.rollbook.webhooks.WebhookEvent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC A13: a delivery on its way. */
class DeliverySenderTest {

  private static final String TENANT = "acme";
  private static final String FIRST = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String SECOND = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String BODY = "{\"type\":\"import.completed\",\"data\":{\"name\":\"März\"}}";

  private final InMemoryCloud cloud = new InMemoryCloud();
  private final Sealer sealer = new PlainSealer();
  private final Scripted receiver = new Scripted();
  private final Message message = new Message(TENANT, "01A_completed");

  private DeliverySender sender() {
    return new DeliverySender(cloud.outbox(), sealer, receiver, cloud.clock);
  }

  @BeforeEach
  void aDeliveryIsOnItsWay() {
    cloud.webhooks.put(
        dev.rollbook.webhooks.Webhook.of(
            TENANT, "https://hooks.example.org/a", sealer.seal(TENANT, FIRST)));
    cloud.webhooks.create(
        Delivery.of(
            TENANT, "01A_completed", WebhookEvent.COMPLETED, "01A", BODY, cloud.clock.instant()));
  }

  private Delivery delivery() {
    return cloud.webhooks.delivery(TENANT, "01A_completed").orElseThrow();
  }

  private dev.rollbook.webhooks.Webhook webhook() {
    return cloud.webhooks.find(TENANT).orElseThrow();
  }

  /** The signature's age is measured by the machine's own clock. */
  private static void verify(String secret, Call call) throws Exception {
    Map<String, List<String>> headers = new HashMap<>();
    call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    new Webhook(secret).verify(call.body(), headers);
  }

  @Test
  void shouldSignWhatTheLibraryVerifies() throws Exception {
    cloud.clock.advance(
        Duration.between(cloud.clock.instant(), java.time.Instant.now().plusSeconds(1)));
    sender().carryOut(message);

    assertThat(receiver.calls).hasSize(1);
    Call call = receiver.calls.get(0);
    assertThat(call.url()).isEqualTo(URI.create("https://hooks.example.org/a"));
    assertThat(call.body()).isEqualTo(BODY);
    assertThat(call.headers()).containsEntry("webhook-id", "01A_completed");
    verify(FIRST, call);
    assertThatThrownBy(() -> verify(SECOND, call)).isInstanceOf(Exception.class);
  }

  @Test
  void shouldSignWithBothSecretsForADayAfterARotation() throws Exception {
    cloud.clock.advance(
        Duration.between(cloud.clock.instant(), java.time.Instant.now().plusSeconds(1)));
    cloud.webhooks.put(webhook().rotated(sealer.seal(TENANT, SECOND), cloud.clock.instant()));

    sender().carryOut(message);

    verify(FIRST, receiver.calls.get(0));
    verify(SECOND, receiver.calls.get(0));
  }

  @Test
  void shouldShowWhatTheReceiverAnswered() {
    receiver.answers.add(new Receiver.Answer(200, "", "thanks"));

    sender().carryOut(message);

    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
    assertThat(delivery().tries())
        .extracting(Delivery.Try::status, Delivery.Try::answer)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(200, "thanks"));
    assertThat(webhook().state()).isEqualTo(dev.rollbook.webhooks.Webhook.State.ACTIVE);
    assertThat(webhook().lastTry().orElseThrow().status()).isEqualTo(200);
    assertThat(cloud.deliveryQueue.take()).isEmpty();
  }

  /** With one id and one body, however often. */
  @Test
  void shouldRepeatADeliveryForADayAndThenGiveItUp() {
    for (int i = 0; i < 100; i++) {
      receiver.answers.add(new Receiver.Answer(503, "the answer is 503", ""));
    }
    Message next = message;
    Duration waited = Duration.ZERO;
    int messages = 0;
    while (next != null) {
      messages++;
      sender().carryOut(next);
      List<Sent> sent = cloud.deliveryQueue.take();
      assertThat(sent.size()).isLessThanOrEqualTo(1);
      next = sent.isEmpty() ? null : sent.get(0).message();
      if (next != null) {
        waited = waited.plus(sent.get(0).delay());
        cloud.advance(sent.get(0).delay());
      }
      if (delivery().isPending()) {
        assertThat(webhook().state()).isEqualTo(dev.rollbook.webhooks.Webhook.State.FAILING);
      }
    }
    assertThat(delivery().state()).isEqualTo(State.GIVEN_UP);
    assertThat(receiver.calls).hasSize(7);
    assertThat(receiver.calls)
        .extracting(call -> call.headers().get("webhook-id"))
        .containsOnly("01A_completed");
    assertThat(receiver.calls).extracting(Call::body).containsOnly(BODY);
    assertThat(waited).isBetween(Duration.ofHours(17), Duration.ofHours(24));
    assertThat(messages).isLessThan(100);
    assertThat(webhook().state()).isEqualTo(dev.rollbook.webhooks.Webhook.State.GIVEN_UP);
    assertThat(webhook().lastTry().orElseThrow().error()).isEqualTo("the answer is 503");
  }

  @Test
  void shouldArriveOnceThereIsSomebodyAgain() {
    receiver.answers.add(Receiver.Answer.none("no answer: ConnectException"));
    sender().carryOut(message);
    assertThat(cloud.deliveryQueue.take())
        .containsExactly(new Sent(message, Duration.ofSeconds(5)));
    cloud.advance(Duration.ofSeconds(5));

    sender().carryOut(message);

    assertThat(delivery().state()).isEqualTo(State.DELIVERED);
    assertThat(webhook().state()).isEqualTo(dev.rollbook.webhooks.Webhook.State.ACTIVE);
  }

  /** A message that comes twice is no second delivery. */
  @Test
  void shouldCallOnceHoweverOftenAMessageComes() {
    sender().carryOut(message);
    sender().carryOut(message);
    sender().carryOut(new Message(TENANT, "nothing"));
    sender().carryOut(new Message("nobody", "01A_completed"));

    assertThat(receiver.calls).hasSize(1);
    assertThat(cloud.deliveryQueue.take()).isEmpty();
  }

  /** Whoever is killed while the receiver answers has told it, and tells it again. */
  @Test
  void shouldLoseNoDeliveryToACrash() {
    for (int call = 1; call <= 12; call++) {
      for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
        DeliverySenderTest fresh = new DeliverySenderTest();
        fresh.aDeliveryIsOnItsWay();
        fresh.receiver.answers.add(Receiver.Answer.none("no answer: ConnectException"));
        fresh.cloud.faults.plan(call, moment, Kind.KILL);
        fresh.deliverAll();
        assertThat(fresh.delivery().state()).isEqualTo(State.DELIVERED);
        assertThat(fresh.receiver.calls.size()).isBetween(2, 3);
        assertThat(fresh.webhook().state()).isEqualTo(dev.rollbook.webhooks.Webhook.State.ACTIVE);
      }
    }
  }

  /** As the queue does: what was not carried out comes again after its visibility timeout. */
  private void deliverAll() {
    Deque<Message> waiting = new ArrayDeque<>(List.of(message));
    while (!waiting.isEmpty()) {
      Message next = waiting.peek();
      try {
        sender().carryOut(next);
        waiting.remove();
      } catch (Killed e) {
        cloud.faults.revive();
        cloud.advance(Duration.ofMinutes(3));
      }
      for (Sent sent : cloud.deliveryQueue.take()) {
        cloud.advance(sent.delay());
        waiting.add(sent.message());
      }
    }
  }

  @Test
  void shouldGiveUpWhatIsLeftWhenATenantEndsItsWebhook() {
    cloud.webhooks.delete(TENANT);

    sender().carryOut(message);

    assertThat(receiver.calls).isEmpty();
    assertThat(delivery().state()).isEqualTo(State.GIVEN_UP);
    assertThat(cloud.webhooks.find(TENANT)).isEmpty();
  }

  @Test
  void shouldBringBackAMessageThatIsNoDelivery() {
    JsonNode answer =
        Lambda.invoke(
            new WebhookHandler(sender()),
            Lambda.sampleEvent("webhook").replace("{\\\"tenant", "[{\\\"tenant"));

    assertThat(answer.at("/batchItemFailures")).hasSize(1);
  }

  @Test
  void shouldTakeDeliveriesOffTheQueue() {
    JsonNode answer = Lambda.invoke(new WebhookHandler(sender()), Lambda.sampleEvent("webhook"));

    assertThat(answer).isEqualTo(Json.parse("{\"batchItemFailures\": []}", JsonNode.class));
    assertThat(receiver.calls).isEmpty(); // it is another tenant's, which has none
  }

  /** A call that was made. */
  private record Call(URI url, Map<String, String> headers, String body) {}

  /** Answers as it is told, and well when it is told nothing. */
  private static final class Scripted implements Receiver {
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();

    @Override
    public Answer post(URI url, Map<String, String> headers, String body) {
      calls.add(new Call(url, headers, body));
      return answers.isEmpty() ? new Answer(204, "", "") : answers.poll();
    }
  }
}
