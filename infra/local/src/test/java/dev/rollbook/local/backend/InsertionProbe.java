package dev.rollbook.local.backend;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Asks an emulator for what every new user needs: a PartiQL insertion with parameters. */
final class InsertionProbe {

  /** A table of its own, gone again afterwards. */
  private static final String TABLE = "rollbook-insertion-probe";

  private InsertionProbe() {}

  /** Whether it is taken; false if the emulator fails of it. */
  static boolean isTaken(Endpoints endpoints) {
    try (DynamoDbClient client = endpoints.dynamoDbClient()) {
      client.createTable(
          table ->
              table
                  .tableName(TABLE)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(
                      KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build())
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName("pk")
                          .attributeType(ScalarAttributeType.S)
                          .build()));
      try {
        client.batchExecuteStatement(batch -> batch.statements(insertion()));
        return !client
            .getItem(item -> item.tableName(TABLE).key(Map.of("pk", AttributeValue.fromS("one"))))
            .item()
            .isEmpty();
      } catch (DynamoDbException e) {
        if (e.statusCode() < 500) {
          throw e;
        }
        return false;
      } finally {
        client.deleteTable(table -> table.tableName(TABLE));
      }
    }
  }

  private static BatchStatementRequest insertion() {
    return BatchStatementRequest.builder()
        .statement("INSERT INTO \"" + TABLE + "\" VALUE {'pk':?}")
        .parameters(AttributeValue.fromS("one"))
        .build();
  }
}
