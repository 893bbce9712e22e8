package dev.rollbook.aws;

import dev.rollbook.testkit.WebhooksContract;
import dev.rollbook.webhooks.Webhooks;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoWebhooksTest extends WebhooksContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.importsTable(CLIENT);

  @Override
  protected Webhooks webhooks() {
    return new DynamoWebhooks(CLIENT, table);
  }
}
