package dev.rollbook.aws;

import dev.rollbook.directory.HandEdits;
import dev.rollbook.testkit.HandEditsContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoHandEditsTest extends HandEditsContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.importsTable(CLIENT);

  @Override
  protected HandEdits handEdits() {
    return new DynamoHandEdits(CLIENT, table);
  }
}
