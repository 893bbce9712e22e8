package dev.rollbook.local.provisioning;

import dev.rollbook.local.template.TableResource;
import dev.rollbook.local.template.TableResource.Index;
import dev.rollbook.local.template.TableResource.KeyPart;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** Creates the tables that are not there yet. What is there stays as it is. */
final class Tables {

  private Tables() {}

  /**
   * Creates the missing tables.
   *
   * @throws IllegalStateException if a table from an older template lacks an index of this one
   */
  static void create(DynamoDbClient client, List<TableResource> tables) {
    Set<String> present = new HashSet<>(client.listTables().tableNames());
    for (TableResource table : tables) {
      if (present.contains(table.name())) {
        verify(client, table);
      } else {
        create(client, table);
      }
    }
  }

  private static void create(DynamoDbClient client, TableResource table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key(table.key()))
            .attributeDefinitions(
                table.attributeTypes().entrySet().stream()
                    .map(
                        type ->
                            AttributeDefinition.builder()
                                .attributeName(type.getKey())
                                .attributeType(type.getValue())
                                .build())
                    .toList());
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(Tables::index).toList());
    }
    client.createTable(request.build());
    if (!table.timeToLiveAttribute().isEmpty()) {
      client.updateTimeToLive(
          ttl ->
              ttl.tableName(table.name())
                  .timeToLiveSpecification(
                      spec -> spec.enabled(true).attributeName(table.timeToLiveAttribute())));
    }
  }

  private static void verify(DynamoDbClient client, TableResource table) {
    Set<String> present =
        client
            .describeTable(request -> request.tableName(table.name()))
            .table()
            .globalSecondaryIndexes()
            .stream()
            .map(GlobalSecondaryIndexDescription::indexName)
            .collect(Collectors.toSet());
    table.indexes().stream()
        .map(Index::name)
        .filter(name -> !present.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalStateException(
                  "Table "
                      + table.name()
                      + " in the data folder is older than the template: it has no index "
                      + name
                      + ". Use another data folder, or delete this one.");
            });
  }

  private static GlobalSecondaryIndex index(Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(key(index.key()))
        .projection(
            projection -> {
              projection.projectionType(index.projection());
              if (!index.included().isEmpty()) {
                projection.nonKeyAttributes(index.included());
              }
            })
        .build();
  }

  private static List<KeySchemaElement> key(List<KeyPart> parts) {
    return parts.stream()
        .map(
            part ->
                KeySchemaElement.builder()
                    .attributeName(part.attribute())
                    .keyType(part.type())
                    .build())
        .toList();
  }
}
