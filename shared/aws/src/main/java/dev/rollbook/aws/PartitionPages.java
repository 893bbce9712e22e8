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
  private final String prefix;
  private final Meter meter;
  private Map<String, AttributeValue> from = Map.of();
  private boolean more = true;

  /**
   * Begins at the first item.
   *
   * @param prefix of the sort keys to read, empty for all
   */
  PartitionPages(Table table, String pk, String prefix, Meter meter) {
    this.table = table;
    this.pk = pk;
    this.prefix = prefix;
    this.meter = meter;
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
    String condition = Key.PK + " = " + expression.value(Values.text(pk));
    if (!prefix.isEmpty()) {
      condition +=
          " AND begins_with(" + Key.SK + ", " + expression.value(Values.text(prefix)) + ")";
    }
    String keys = condition;
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
