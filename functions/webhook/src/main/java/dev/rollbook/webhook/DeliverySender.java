package dev.rollbook.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.rollbook.webhook.Receiver.Answer;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Delivery.Try;
import dev.rollbook.webhooks.DeliveryQueue;
import dev.rollbook.webhooks.DeliveryQueue.Message;
import dev.rollbook.webhooks.Outbox;
import dev.rollbook.webhooks.Sealer;
import dev.rollbook.webhooks.Webhook.Secret;
import dev.rollbook.webhooks.Webhooks;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries deliveries (SPEC A13). A message means that a delivery may be due; what is due, and what
 * came of it, is stored with the delivery. So a message that comes twice, or comes back after a
 * crash, costs at most one call more, and none is lost.
 */
public final class DeliverySender {

  /** A name that no tenant can have. */
  private static final String NOBODY = "-";

  private final Webhooks webhooks;
  private final DeliveryQueue queue;
  private final Sealer sealer;
  private final Receiver receiver;
  private final Clock clock;

  /** Tries them by these ports. */
  DeliverySender(Outbox outbox, Sealer sealer, Receiver receiver, Clock clock) {
    this.webhooks = outbox.webhooks();
    this.queue = outbox.queue();
    this.sealer = sealer;
    this.receiver = receiver;
    this.clock = clock;
  }

  /** Warms up by what is not there: a delivery of nobody. */
  void prime() {
    webhooks.delivery(NOBODY, NOBODY);
  }

  /** Tries a delivery if it is due, and has it tried again where it is to be. */
  void carryOut(Message message) {
    Optional<Delivery> found =
        webhooks.delivery(message.tenant(), message.deliveryId()).filter(Delivery::isPending);
    if (found.isEmpty()) {
      return;
    }
    Delivery delivery = found.get();
    Instant now = clock.instant();
    if (delivery.wait(now).compareTo(Duration.ZERO) > 0) {
      queue.sendDue(delivery, now);
      return;
    }
    Optional<dev.rollbook.webhooks.Webhook> webhook = webhooks.find(message.tenant());
    if (webhook.isEmpty()) {
      webhooks.replace(delivery.withoutWebhook(now));
      return;
    }
    Delivery claimed = delivery.claimed(now);
    if (!webhooks.replace(claimed)) {
      carryOut(message); // somebody else was first: whatever is to be done now is another thing
      return;
    }
    settle(claimed.nextVersion(), webhook.get());
  }

  private void settle(Delivery claimed, dev.rollbook.webhooks.Webhook webhook) {
    Try last = attempt(claimed, webhook);
    Instant now = clock.instant();
    Delivery tried = claimed.tried(last, now);
    webhooks.change(
        webhook.tenant(),
        stored -> stored.url().equals(webhook.url()) ? stored.tried(tried, last) : stored);
    webhooks.replace(tried);
    if (tried.isPending()) {
      queue.sendDue(tried, now);
    }
  }

  private Try attempt(Delivery delivery, dev.rollbook.webhooks.Webhook webhook) {
    Instant began = clock.instant();
    Answer answer =
        receiver.post(
            URI.create(webhook.url()), headers(delivery, webhook, began), delivery.body());
    long millis = Duration.between(began, clock.instant()).toMillis();
    return new Try(began, answer.status(), answer.error(), answer.body(), millis);
  }

  private Map<String, String> headers(
      Delivery delivery, dev.rollbook.webhooks.Webhook webhook, Instant at) {
    List<String> signatures = new ArrayList<>();
    for (Secret secret : webhook.signing(at)) {
      signatures.add(signature(sealer.open(webhook.tenant(), secret.sealed()), delivery, at));
    }
    return Map.of(
        "webhook-id",
        delivery.id(),
        "webhook-timestamp",
        Long.toString(at.getEpochSecond()),
        "webhook-signature",
        String.join(" ", signatures));
  }

  private static String signature(String secret, Delivery delivery, Instant at) {
    try {
      return new Webhook(secret).sign(delivery.id(), at.getEpochSecond(), delivery.body());
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException("a secret that was looked at before does not sign", e);
    }
  }
}
