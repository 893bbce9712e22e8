package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads a partition page by page, in key order, with strong consistency. */
final class PartitionPages implements Iterator<List<Map<String, AttributeValue>>> {

  private final Table table;
  private final String pk;
  private final Bounds bounds;
  private final Meter meter;
  private Map<String, AttributeValue> from = Map.of();
  private boolean more = true;

  /** Which sort keys to read. */
  private interface Bounds {
    /** The condition on them, empty for all. */
    String condition(Expression expression);
  }

  private PartitionPages(Table table, String pk, Bounds bounds, Meter meter) {
    this.table = table;
    this.pk = pk;
    this.bounds = bounds;
    this.meter = meter;
  }

  /**
   * Begins at the first item.
   *
   * @param prefix of the sort keys to read, empty for all
   */
  static PartitionPages of(Table table, String pk, String prefix, Meter meter) {
    return new PartitionPages(
        table,
        pk,
        expression ->
            prefix.isEmpty()
                ? ""
                : "begins_with(%s, %s)".formatted(Key.SK, text(expression, prefix)),
        meter);
  }

  /**
   * Begins at a sort key.
   *
   * @param from the first to read, empty for the partition's first
   * @param to the last to read, which the service takes in as well; empty for the partition's last
   */
  static PartitionPages between(Table table, String pk, String from, String to, Meter meter) {
    return new PartitionPages(
        table,
        pk,
        expression -> {
          if (from.isEmpty() && to.isEmpty()) {
            return "";
          }
          if (from.isEmpty()) {
            return "%s <= %s".formatted(Key.SK, text(expression, to));
          }
          return to.isEmpty()
              ? "%s >= %s".formatted(Key.SK, text(expression, from))
              : "%s BETWEEN %s AND %s"
                  .formatted(Key.SK, text(expression, from), text(expression, to));
        },
        meter);
  }

  private static String text(Expression expression, String value) {
    return expression.value(Values.text(value));
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
    Expression expression = new Expression();
    String partition = Key.PK + " = " + text(expression, pk);
    String sortKeys = bounds.condition(expression);
    String keys = sortKeys.isEmpty() ? partition : partition + " AND " + sortKeys;
    QueryResponse page =
        table.query(
            r -> {
              r.keyConditionExpression(keys)
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
