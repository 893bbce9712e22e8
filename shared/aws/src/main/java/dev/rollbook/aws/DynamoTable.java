package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * A table, read with strong consistency. Batch calls ask again for what the service left undone.
 *
 * @param client of the service
 * @param name of the table
 */
record DynamoTable(DynamoDbClient client, String name) {

  /** The attribute that each stored change of an item raises. */
  static final String VERSION = "version";

  /** The condition of a put that there is no item of its key. */
  static final String ABSENT = "attribute_not_exists(" + Key.PK + ")";

  /** BatchGetItem takes 100 keys. */
  static final int KEYS_PER_READ = 100;

  /** One item. What a caller asks for may have any name. */
  Optional<Map<String, AttributeValue>> get(Key key) {
    if (!key.isPossible()) {
      return Optional.empty();
    }
    var response = client.getItem(r -> r.tableName(name).key(key.item()).consistentRead(true));
    return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
  }

  /**
   * Those of the items that exist, by key.
   *
   * @param attributes what to read beside the key; empty for whole items
   */
  Map<Key, Map<String, AttributeValue>> get(
      Collection<Key> keys, List<String> attributes, Meter meter) {
    Map<Key, Map<String, AttributeValue>> found = new HashMap<>();
    List<Key> distinct = keys.stream().distinct().toList();
    Callers.each(
            Chunks.of(distinct, KEYS_PER_READ),
            chunk -> getChunk(keysAndAttributes(chunk, attributes), meter))
        .forEach(items -> items.forEach(item -> found.put(Key.of(item), item)));
    return found;
  }

  private static KeysAndAttributes keysAndAttributes(List<Key> keys, List<String> attributes) {
    KeysAndAttributes.Builder request =
        KeysAndAttributes.builder()
            .keys(keys.stream().map(Key::item).toList())
            .consistentRead(true);
    if (!attributes.isEmpty()) {
      Expression names = new Expression();
      request
          .projectionExpression(
              names.name(Key.PK)
                  + ","
                  + names.name(Key.SK)
                  + ","
                  + String.join(",", attributes.stream().map(names::name).toList()))
          .expressionAttributeNames(names.names());
    }
    return request.build();
  }

  private List<Map<String, AttributeValue>> getChunk(KeysAndAttributes request, Meter meter) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Backoff backoff = new Backoff();
    KeysAndAttributes open = request;
    while (true) {
      Map<String, KeysAndAttributes> asked = Map.of(name, open);
      BatchGetItemResponse response =
          client.batchGetItem(
              r -> r.requestItems(asked).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
      meter(response.consumedCapacity(), meter::read);
      items.addAll(response.responses().getOrDefault(name, List.of()));
      if (!response.unprocessedKeys().containsKey(name)) {
        return items;
      }
      open = response.unprocessedKeys().get(name);
      if (!backoff.again()) {
        throw new UnavailableException(
            "table %s left %d of %d items unread after %d tries; ask again later"
                .formatted(name, open.keys().size(), request.keys().size(), Backoff.TRIES));
      }
    }
  }

  /**
   * Puts an item on a condition.
   *
   * @return whether the condition held; if it did not, nothing has changed
   */
  boolean put(Map<String, AttributeValue> item, String condition, Expression expression) {
    try {
      client.putItem(
          r -> {
            r.tableName(name).item(item).conditionExpression(condition);
            if (!expression.names().isEmpty()) {
              r.expressionAttributeNames(expression.names());
            }
            if (!expression.values().isEmpty()) {
              r.expressionAttributeValues(expression.values());
            }
          });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false; // somebody else was first
    }
  }

  /** Puts an item unless there is one of its key; returns whether there was none. */
  boolean putIfAbsent(Map<String, AttributeValue> item) {
    return put(item, ABSENT, new Expression());
  }

  /** Puts an item in place of its version; returns whether it still was of that one. */
  boolean replace(Map<String, AttributeValue> item, long version) {
    Expression expression = new Expression();
    return put(item, expression.is(VERSION, Values.number(version)), expression);
  }

  /** A page of a partition. */
  QueryResponse query(Consumer<QueryRequest.Builder> request, Meter meter) {
    QueryResponse response =
        client.query(
            r ->
                r.applyMutation(request)
                    .tableName(name)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    meter(response.consumedCapacity(), meter::read);
    return response;
  }

  static void meter(ConsumedCapacity consumed, DoubleConsumer sink) {
    if (consumed != null && consumed.capacityUnits() != null) {
      sink.accept(consumed.capacityUnits());
    }
  }

  private static void meter(List<ConsumedCapacity> consumed, DoubleConsumer sink) {
    consumed.forEach(capacity -> meter(capacity, sink));
  }
}
