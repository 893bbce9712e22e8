package dev.rollbook.aws;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A page of a list that is spread over the key shards, walked one after the other. */
final class ShardedPage {

  /**
   * Items one call looks at: at a kilobyte each 5 MB, some 2 s. A filter that hardly any item
   * passes gives a short page, perhaps an empty one, with a cursor to go on from.
   */
  static final int MOST_EXAMINED = 5_000;

  private final Table table;
  private final IntFunction<String> partition;
  private final Cursor cursors;

  /**
   * A list.
   *
   * @param partition its partition in a shard
   * @param cursors of the list
   */
  ShardedPage(Table table, IntFunction<String> partition, Cursor cursors) {
    this.table = table;
    this.partition = partition;
    this.cursors = cursors;
  }

  /**
   * A page.
   *
   * @param select makes rows of some of the list's items, by sort key and in their order
   * @throws IllegalArgumentException if the cursor is not one of this list
   */
  <T> Page<T> page(int limit, String cursor, Function<List<Item>, List<Row<T>>> select) {
    int shard = 0;
    String after = "";
    if (!cursor.isEmpty()) {
      String[] position = cursors.position(cursor);
      shard = Integer.parseInt(position[0]);
      after = position[1];
    }
    List<T> page = new ArrayList<>();
    int examined = 0;
    while (shard < KeyShard.COUNT) {
      if (page.size() >= limit || examined >= MOST_EXAMINED) {
        return new Page<>(page, cursors.text(Integer.toString(shard), after));
      }
      // One more than wanted would have to be read again with the next page.
      QueryResponse response = query(shard, after, Math.max(limit - page.size(), FEWEST));
      List<Item> items = response.items().stream().map(Item::of).toList();
      examined += items.size();
      for (Row<T> row : select.apply(items)) {
        if (page.size() == limit) {
          return new Page<>(page, cursors.text(Integer.toString(shard), after));
        }
        page.add(row.value());
        after = row.sk();
      }
      if (response.lastEvaluatedKey().isEmpty()) {
        shard++;
        after = "";
      } else {
        after = Values.text(response.lastEvaluatedKey(), Key.SK);
      }
    }
    return new Page<>(page, "");
  }

  /** A filter may pass few: reading by single items would be a call for each. */
  private static final int FEWEST = 100;

  private QueryResponse query(int shard, String after, int limit) {
    Expression expression = new Expression();
    String pk = partition.apply(shard);
    String condition = Key.PK + " = " + expression.value(Values.text(pk));
    return table.query(
        r -> {
          r.keyConditionExpression(condition)
              .expressionAttributeValues(expression.values())
              .limit(limit)
              .consistentRead(true);
          if (!after.isEmpty()) {
            r.exclusiveStartKey(new Key(pk, after).item());
          }
        },
        new Meter());
  }

  /**
   * An item of the list.
   *
   * @param sk its sort key
   * @param attributes all of it
   */
  record Item(String sk, Map<String, AttributeValue> attributes) {
    static Item of(Map<String, AttributeValue> attributes) {
      return new Item(Values.text(attributes, Key.SK), attributes);
    }
  }

  /**
   * A row of the page.
   *
   * @param sk the sort key of its item
   */
  record Row<T>(String sk, T value) {}
}
