package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.imports.WebhookTeller;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Outbox;
import dev.rollbook.webhooks.Sealer;
import dev.rollbook.webhooks.Webhook;
import dev.rollbook.webhooks.WebhookAddresses;
import dev.rollbook.webhooks.WebhookEvent;
import dev.rollbook.webhooks.WebhookSecret;
import dev.rollbook.webhooks.WebhookUrlException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The tenant's webhook in {@code /settings}, and the calls below it (SPEC A13). A secret is shown
 * once, in the answer of the call that made it.
 */
final class WebhookResource {

  private static final String NAME = "webhook";
  private static final Set<String> KNOWN = Set.of("url", "secret", "state", "lastDelivery");

  private final Outbox outbox;
  private final Sealer sealer;
  private final WebhookAddresses addresses;
  private final Supplier<String> ids;
  private final SecureRandom random;
  private final Clock clock;

  WebhookResource(
      Outbox outbox,
      Sealer sealer,
      WebhookAddresses addresses,
      Supplier<String> ids,
      SecureRandom random,
      Clock clock) {
    this.outbox = outbox;
    this.sealer = sealer;
    this.addresses = addresses;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** What {@code GET /settings} shows of it: null if there is none. */
  JsonNode view(String tenant) {
    return outbox
        .webhooks()
        .find(tenant)
        .<JsonNode>map(webhook -> view(webhook, Optional.empty()))
        .orElseGet(JsonNodeFactory.instance::nullNode);
  }

  /**
   * Looks at what {@code PUT /settings} says of it, and gives what is to be done: that does it, and
   * gives what to show.
   */
  Supplier<JsonNode> change(String tenant, ObjectNode settings) {
    if (!settings.has(NAME)) {
      return () -> view(tenant);
    }
    if (settings.path(NAME).isNull()) {
      return () -> {
        outbox.webhooks().delete(tenant);
        return view(tenant);
      };
    }
    if (!(settings.path(NAME) instanceof ObjectNode asked)) {
      throw Problem.invalid("webhook must be an object with url, or null");
    }
    Fields fields = Fields.of(asked, KNOWN);
    String url = url(tenant, fields.text("url"));
    String secret = fields.text("secret");
    if (!secret.isEmpty() && !WebhookSecret.isOne(secret)) {
      throw new Problem(
          400,
          "WEBHOOK_SECRET_INVALID",
          "webhook.secret must be whsec_ and the Base64 of 24 to 64 bytes; leave it out to get"
              + " one");
    }
    return () -> put(tenant, url, secret);
  }

  private String url(String tenant, String asked) {
    Optional<String> before = outbox.webhooks().find(tenant).map(Webhook::url);
    if (before.isPresent() && (asked.isEmpty() || asked.equals(before.get()))) {
      return before.get(); // looked at when it came, and again at each call
    }
    try {
      return addresses.readAndLookUp(asked).toString();
    } catch (WebhookUrlException e) {
      throw switch (e.reason()) {
        case MALFORMED -> new Problem(400, "WEBHOOK_URL_INVALID", "webhook.url: " + e.getMessage());
        case NOT_PUBLIC -> new Problem(400, "WEBHOOK_NOT_PUBLIC", "webhook.url: " + e.getMessage());
      };
    }
  }

  private JsonNode put(String tenant, String url, String secret) {
    Optional<Webhook> before = outbox.webhooks().find(tenant);
    if (before.isEmpty()) {
      String first = secret.isEmpty() ? WebhookSecret.generate(random) : secret;
      Webhook made = Webhook.of(tenant, url, sealer.seal(tenant, first));
      outbox.webhooks().put(made);
      return view(made, Optional.of(first).filter(one -> secret.isEmpty()));
    }
    boolean other =
        !secret.isEmpty()
            && !sealer.open(tenant, before.get().secrets().get(0).sealed()).equals(secret);
    String sealed = other ? sealer.seal(tenant, secret) : "";
    Instant now = clock.instant();
    outbox
        .webhooks()
        .change(tenant, stored -> other ? stored.at(url).rotated(sealed, now) : stored.at(url));
    return view(tenant);
  }

  /** {@code POST /settings/webhook/rotate}: a new secret; the one before signs for a day, too. */
  Response rotate(Request request) {
    find(request);
    String secret = WebhookSecret.generate(random);
    String sealed = sealer.seal(request.tenant(), secret);
    Instant now = clock.instant();
    outbox.webhooks().change(request.tenant(), stored -> stored.rotated(sealed, now));
    return Response.ok(view(find(request), Optional.of(secret)));
  }

  /** {@code POST /settings/webhook/test}: one call, not repeated. */
  Response test(Request request) {
    find(request);
    Instant now = clock.instant();
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    Delivery delivery =
        Delivery.of(
            request.tenant(),
            WebhookEvent.TEST.deliveryId(ids.get()),
            WebhookEvent.TEST,
            "",
            WebhookTeller.body(WebhookEvent.TEST, now, nothing),
            now);
    outbox.webhooks().create(delivery);
    outbox.queue().sendDue(delivery, now);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("deliveryId", delivery.id());
    return Response.accepted(body);
  }

  /** {@code GET /settings/webhook/deliveries}. */
  Response deliveries(Request request) {
    return Response.page(
        Paging.page(
            request,
            (limit, cursor) -> outbox.webhooks().deliveries(request.tenant(), limit, cursor),
            WebhookResource::view));
  }

  private Webhook find(Request request) {
    return outbox
        .webhooks()
        .find(request.tenant())
        .orElseThrow(() -> Problem.notFound("webhook; PUT /settings with one makes it"));
  }

  private static ObjectNode view(Webhook webhook, Optional<String> secret) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("url", webhook.url());
    secret.ifPresent(made -> view.put("secret", made));
    view.put("state", webhook.state().name());
    view.set(
        "lastDelivery",
        webhook
            .lastTry()
            .<JsonNode>map(Json.MAPPER::valueToTree)
            .orElseGet(JsonNodeFactory.instance::nullNode));
    return view;
  }

  private static JsonNode view(Delivery delivery) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("id", delivery.id());
    view.put("type", delivery.type());
    view.put("importId", delivery.importId().isEmpty() ? null : delivery.importId());
    view.put("createdAt", delivery.createdAt().toString());
    view.put("state", delivery.state().name());
    view.put("nextTryAt", delivery.isPending() ? delivery.nextTryAt().toString() : null);
    ArrayNode tries = view.putArray("tries");
    delivery.tries().forEach(each -> tries.add(Json.MAPPER.<JsonNode>valueToTree(each)));
    return view;
  }
}
