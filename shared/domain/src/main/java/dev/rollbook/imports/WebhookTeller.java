package dev.rollbook.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Outbox;
import dev.rollbook.webhooks.WebhookEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has a tenant's webhook told of its imports (SPEC A13). That it is to be told is stored together
 * with what there is to tell; whoever finds it undone does it again, and it is one delivery all the
 * same. An import of a tenant without webhook costs one read.
 */
public final class WebhookTeller {

  private final Imports imports;
  private final Outbox outbox;
  private final Clock clock;

  /** Tells by these ports. */
  public WebhookTeller(Journal journal, Clock clock) {
    this.imports = journal.imports();
    this.outbox = journal.outbox();
    this.clock = clock;
  }

  /**
   * A step of an import's life that notes what is to be told of it, if the tenant has a webhook.
   */
  public Function<Import, Optional<Import>> telling(
      String tenant, Function<Import, Optional<Import>> step) {
    return outbox.webhooks().find(tenant).isPresent()
        ? before -> step.apply(before).map(now -> ImportLife.telling(now).orElse(now))
        : step;
  }

  /** Tells what is still to be told of an import. */
  public void tell(Import now) {
    if (!ImportLife.isToTell(now)) {
      return;
    }
    for (WebhookEvent event : ImportLife.untold(now)) {
      deliver(delivery(now, event, clock.instant()));
    }
    imports.change(now.tenant(), now.importId(), stored -> ImportLife.told(stored, now));
  }

  /** One that is there already is on its way, unless it never got on the queue. */
  private void deliver(Delivery delivery) {
    Delivery stored = delivery;
    if (!outbox.webhooks().create(delivery)) {
      stored = outbox.webhooks().delivery(delivery.tenant(), delivery.id()).orElse(delivery);
    }
    if (stored.isPending()) {
      outbox.queue().sendDue(stored, clock.instant());
    }
  }

  private static Delivery delivery(Import now, WebhookEvent event, Instant at) {
    return Delivery.of(
        now.tenant(),
        event.deliveryId(now.importId()),
        event,
        now.importId(),
        body(event, now.since(), ImportView.of(now)),
        at);
  }

  /** What is sent: {@code {type, timestamp, data}}. */
  public static String body(WebhookEvent event, Instant at, ObjectNode data) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", event.type());
    body.put("timestamp", at.toString());
    body.set("data", data);
    return Json.text(body);
  }
}
