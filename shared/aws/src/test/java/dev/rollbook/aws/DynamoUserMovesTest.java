package dev.rollbook.aws;

import dev.rollbook.directory.Users;
import dev.rollbook.testkit.UserMovesContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoUserMovesTest extends UserMovesContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.directoryTable(CLIENT);

  @Override
  protected Users users() {
    return new DynamoUsers(CLIENT, table);
  }
}
