package dev.rollbook.testkit;

import dev.rollbook.webhooks.Webhooks;

class InMemoryWebhooksTest extends WebhooksContract {

  private final InMemoryWebhooks webhooks = new InMemoryWebhooks();

  @Override
  protected Webhooks webhooks() {
    return webhooks;
  }
}
