package dev.rollbook.aws;

import dev.rollbook.changes.Changes;
import dev.rollbook.testkit.ChangesContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoChangesTest extends ChangesContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.importsTable(CLIENT);

  @Override
  protected Changes changes() {
    return new DynamoChanges(CLIENT, table);
  }
}
