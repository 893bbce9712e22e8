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

  /** All items of a partition whose sort key begins with a prefix, in key order. */
  List<Map<String, AttributeValue>> all(String pk, String prefix) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    PartitionPages pages = PartitionPages.withPrefix(this, pk, prefix, new Meter());
    pages.forEachRemaining(items::addAll);
    return items;
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
