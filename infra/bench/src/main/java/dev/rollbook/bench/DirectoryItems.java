package dev.rollbook.bench;

import dev.rollbook.local.EmbeddedCloud;
import dev.rollbook.local.template.TableResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * What an import left in the directory's table: all items of a tenant but its settings and keys.
 *
 * @param table the table
 * @param items in the order of a scan
 */
record DirectoryItems(TableDescription table, List<Map<String, AttributeValue>> items) {

  private static final String LOGICAL_ID = "DirectoryTable";
  private static final String STATUS = "status";

  static DirectoryItems of(EmbeddedCloud cloud, String tenant) {
    String name =
        cloud.template().tables().stream()
            .filter(table -> table.logicalId().equals(LOGICAL_ID))
            .map(TableResource::name)
            .findAny()
            .orElseThrow();
    try (DynamoDbClient client = cloud.endpoints().dynamoDbClient()) {
      List<Map<String, AttributeValue>> items = new ArrayList<>();
      client
          .scanPaginator(r -> r.tableName(name))
          .items()
          .forEach(
              item -> {
                if (item.get("pk").s().startsWith("T#" + tenant + "#")) {
                  items.add(item);
                }
              });
      return new DirectoryItems(client.describeTable(r -> r.tableName(name)).table(), items);
    }
  }

  /** The users among them. */
  List<Map<String, AttributeValue>> users() {
    return items.stream().filter(item -> item.containsKey(STATUS)).toList();
  }

  /** Those of a status. */
  List<Map<String, AttributeValue>> users(String status) {
    return users().stream().filter(item -> item.get(STATUS).s().equals(status)).toList();
  }
}
