package dev.rollbook.aws;

import dev.rollbook.imports.Turns;
import dev.rollbook.testkit.TurnsContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoTurnsTest extends TurnsContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.importsTable(CLIENT);

  @Override
  protected Turns turns() {
    return new DynamoTurns(CLIENT, table);
  }
}
