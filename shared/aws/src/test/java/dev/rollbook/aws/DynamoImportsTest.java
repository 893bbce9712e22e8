package dev.rollbook.aws;

import dev.rollbook.imports.Imports;
import dev.rollbook.testkit.ImportsContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoImportsTest extends ImportsContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.importsTable(CLIENT);

  @Override
  protected Imports imports() {
    return new DynamoImports(CLIENT, table);
  }
}
