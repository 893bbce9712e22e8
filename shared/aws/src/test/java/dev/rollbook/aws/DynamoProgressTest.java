package dev.rollbook.aws;

import dev.rollbook.imports.Progress;
import dev.rollbook.testkit.ProgressContract;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoProgressTest extends ProgressContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.importsTable(CLIENT);

  @Override
  protected Progress progress() {
    return new DynamoProgress(CLIENT, table, Clock.systemUTC());
  }
}
