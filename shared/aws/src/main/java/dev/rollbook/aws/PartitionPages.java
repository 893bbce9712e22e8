package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads a partition page by page, in key order, with strong consistency. */
final class PartitionPages implements Iterator<List<Map<String, AttributeValue>>> {

  private final DynamoTable table;
  private final Expression expression = new Expression();
  private final String condition;
  private final Meter meter;
  private Map<String, AttributeValue> from = Map.of();
  private boolean more = true;

  private PartitionPages(
      DynamoTable table, String pk, Function<Expression, String> sortKeys, Meter meter) {
    this.table = table;
    this.condition =
        Key.PK + " = " + expression.value(Values.text(pk)) + sortKeys.apply(expression);
    this.meter = meter;
  }

  /**
   * The items whose sort key begins with a prefix.
   *
   * @param prefix empty for all
   */
  static PartitionPages withPrefix(DynamoTable table, String pk, String prefix, Meter meter) {
    return new PartitionPages(
        table,
        pk,
        words ->
            prefix.isEmpty()
                ? ""
                : " AND begins_with(" + Key.SK + ", " + words.value(Values.text(prefix)) + ")",
        meter);
  }

  /**
   * The items of a range of sort keys.
   *
   * @param first in it; empty for the partition's first
   * @param last in it; empty for the partition's last
   */
  static PartitionPages between(
      DynamoTable table, String pk, String first, String last, Meter meter) {
    return new PartitionPages(table, pk, words -> range(words, first, last), meter);
  }

  private static String range(Expression words, String first, String last) {
    if (first.isEmpty() && last.isEmpty()) {
      return "";
    }
    String sk = " AND " + Key.SK;
    if (last.isEmpty()) {
      return sk + " >= " + words.value(Values.text(first));
    }
    if (first.isEmpty()) {
      return sk + " <= " + words.value(Values.text(last));
    }
    return "%s BETWEEN %s AND %s"
        .formatted(sk, words.value(Values.text(first)), words.value(Values.text(last)));
  }

  /** All items whose sort key begins with a prefix, in key order. */
  static List<Map<String, AttributeValue>> all(DynamoTable table, String pk, String prefix) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    withPrefix(table, pk, prefix, new Meter()).forEachRemaining(items::addAll);
    return items;
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public List<Map<String, AttributeValue>> next() {
    if (!more) {
      throw new NoSuchElementException("the partition is read");
    }
    QueryResponse page =
        table.query(
            r -> {
              r.keyConditionExpression(condition)
                  .expressionAttributeValues(expression.values())
                  .consistentRead(true);
              if (!from.isEmpty()) {
                r.exclusiveStartKey(from);
              }
            },
            meter);
    from = page.lastEvaluatedKey();
    more = page.hasLastEvaluatedKey() && !from.isEmpty();
    return page.items();
  }
}
