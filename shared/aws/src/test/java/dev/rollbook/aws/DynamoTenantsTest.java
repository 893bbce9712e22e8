package dev.rollbook.aws;

import dev.rollbook.directory.Tenants;
import dev.rollbook.testkit.TenantsContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoTenantsTest extends TenantsContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.directoryTable(CLIENT);

  @Override
  protected Tenants tenants() {
    return new DynamoTenants(CLIENT, table);
  }
}
