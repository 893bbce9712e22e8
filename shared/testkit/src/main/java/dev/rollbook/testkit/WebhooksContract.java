package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Page;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Webhook;
import dev.rollbook.webhooks.WebhookEvent;
import dev.rollbook.webhooks.Webhooks;
import org.junit.jupiter.api.Test;

/** What {@link Webhooks} keep (SPEC A13). */
public abstract class WebhooksContract {

  /** Webhooks without any. */
  protected abstract Webhooks webhooks();

  private static Webhook webhook(String tenant) {
    return Webhook.of(tenant, "https://example.org/hook?a=1", "sealed");
  }

  private static Delivery delivery(String tenant, String importId) {
    return Delivery.of(
        tenant,
        WebhookEvent.COMPLETED.deliveryId(importId),
        WebhookEvent.COMPLETED,
        importId,
        "{\"data\": \"Größe\"}",
        Sample.NOW);
  }

  @Test
  void shouldKeepOneWebhookOfATenant() {
    Webhooks webhooks = webhooks();

    webhooks.put(webhook("acme"));
    webhooks.put(webhook("acme").rotated("other", Sample.NOW));

    assertThat(webhooks.find("acme")).contains(webhook("acme").rotated("other", Sample.NOW));
    assertThat(webhooks.find("other")).isEmpty();
  }

  @Test
  void shouldTakeAWebhookAway() {
    Webhooks webhooks = webhooks();
    webhooks.put(webhook("acme"));
    webhooks.put(webhook("other"));

    webhooks.delete("acme");
    webhooks.delete("acme");

    assertThat(webhooks.find("acme")).isEmpty();
    assertThat(webhooks.find("other")).isPresent();
  }

  @Test
  void shouldNotOverwriteAChangeOfAWebhookMadeMeanwhile() {
    Webhooks webhooks = webhooks();
    Webhook read = webhook("acme");
    webhooks.put(read);

    assertThat(webhooks.replace(read.at("https://example.org/first"))).isTrue();
    assertThat(webhooks.replace(read.at("https://example.org/second"))).isFalse();
    assertThat(webhooks.find("acme").orElseThrow().url()).isEqualTo("https://example.org/first");
  }

  @Test
  void shouldNotBringBackAWebhookThatWasTakenAway() {
    Webhooks webhooks = webhooks();
    webhooks.put(webhook("acme"));
    Webhook read = webhooks.find("acme").orElseThrow();
    webhooks.delete("acme");

    assertThat(webhooks.replace(read)).isFalse();
    assertThat(webhooks.find("acme")).isEmpty();
  }

  @Test
  void shouldChangeAWebhookWhateverChangesItMeanwhile() {
    Webhooks webhooks = webhooks();
    webhooks.put(webhook("acme"));

    webhooks.change(
        "acme",
        now -> {
          if (now.url().endsWith("?a=1")) {
            webhooks.put(now.at("https://example.org/moved").nextVersion());
          }
          return now.rotated("new", Sample.NOW);
        });

    Webhook stored = webhooks.find("acme").orElseThrow();
    assertThat(stored.url()).isEqualTo("https://example.org/moved");
    assertThat(stored.secrets()).hasSize(2);
  }

  @Test
  void shouldKeepADeliveryOnce() {
    Webhooks webhooks = webhooks();
    Delivery delivery = delivery("acme", "01A");

    assertThat(webhooks.create(delivery)).isTrue();
    assertThat(webhooks.create(delivery.withoutWebhook(Sample.LATER))).isFalse();

    assertThat(webhooks.delivery("acme", delivery.id())).contains(delivery);
    assertThat(webhooks.delivery("other", delivery.id())).isEmpty();
  }

  @Test
  void shouldNotOverwriteAChangeOfADeliveryMadeMeanwhile() {
    Webhooks webhooks = webhooks();
    Delivery read = delivery("acme", "01A");
    webhooks.create(read);
    Delivery tried = read.tried(new Delivery.Try(Sample.NOW, 500, "", "Ärger", 12), Sample.LATER);

    assertThat(webhooks.replace(tried)).isTrue();
    assertThat(webhooks.replace(read.claimed(Sample.NOW))).isFalse();

    assertThat(webhooks.delivery("acme", read.id())).contains(tried.nextVersion());
  }

  @Test
  void shouldListATenantsDeliveriesTheNewestFirst() {
    Webhooks webhooks = webhooks();
    for (String importId : new String[] {"01B", "01A", "01D", "01C"}) {
      webhooks.create(delivery("acme", importId));
    }
    webhooks.create(delivery("acme2", "01E"));

    Page<Delivery> first = webhooks.deliveries("acme", 3, "");
    Page<Delivery> second = webhooks.deliveries("acme", 3, first.cursor());

    assertThat(first.items()).extracting(Delivery::importId).containsExactly("01D", "01C", "01B");
    assertThat(second.items()).extracting(Delivery::importId).containsExactly("01A");
    assertThat(second.cursor()).isEmpty();
  }

  @Test
  void shouldRefuseACursorOfAnotherList() {
    Webhooks webhooks = webhooks();
    webhooks.create(delivery("acme", "01A"));
    webhooks.create(delivery("acme", "01B"));
    String cursor = webhooks.deliveries("acme", 1, "").cursor();

    assertThatThrownBy(() -> webhooks.deliveries("other", 1, cursor))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> webhooks.deliveries("acme", 1, "rubbish"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
