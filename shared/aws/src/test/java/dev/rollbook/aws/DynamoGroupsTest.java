package dev.rollbook.aws;

import dev.rollbook.directory.Groups;
import dev.rollbook.testkit.GroupsContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoGroupsTest extends GroupsContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.directoryTable(CLIENT);

  @Override
  protected Groups groups() {
    return new DynamoGroups(CLIENT, table);
  }
}
