package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * What is open in the imports table. Its index holds keys alone, so that it is written only when
 * something begins and when it ends; the items themselves are read from the table.
 */
final class OpenItems {

  private OpenItems() {}

  /**
   * All that is open of one kind.
   *
   * @param kind what the index knows it by
   */
  static Collection<Map<String, AttributeValue>> of(DynamoTable table, String kind) {
    List<Key> keys = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryResponse page = page(table, kind, from);
      page.items().forEach(item -> keys.add(Key.of(item)));
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
    return table.get(keys, List.of(), new Meter()).values();
  }

  private static QueryResponse page(
      DynamoTable table, String kind, Map<String, AttributeValue> from) {
    Expression expression = new Expression();
    String condition =
        expression.name(ImportKeys.OPEN) + " = " + expression.value(Values.text(kind));
    return table.query(
        r -> {
          r.indexName(ImportKeys.OPEN_INDEX)
              .keyConditionExpression(condition)
              .expressionAttributeNames(expression.names())
              .expressionAttributeValues(expression.values());
          if (!from.isEmpty()) {
            r.exclusiveStartKey(from);
          }
        },
        new Meter());
  }
}
