package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Webhook;
import dev.rollbook.webhooks.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The webhooks and their deliveries in the imports table. Safe for use by several threads. */
public final class DynamoWebhooks implements Webhooks {

  private final DynamoTable table;

  /**
   * Webhooks of a table.
   *
   * @param table the imports table's name
   */
  public DynamoWebhooks(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  @Override
  public Optional<Webhook> find(String tenant) {
    return table.get(ImportKeys.webhook(tenant)).map(item -> Document.read(item, Webhook.class));
  }

  @Override
  public void put(Webhook webhook) {
    table.client().putItem(r -> r.tableName(table.name()).item(item(webhook)));
  }

  @Override
  public boolean replace(Webhook changed) {
    return table.replace(item(changed.nextVersion()), changed.version());
  }

  private static Map<String, AttributeValue> item(Webhook stored) {
    Map<String, AttributeValue> item = Document.item(ImportKeys.webhook(stored.tenant()), stored);
    item.put(DynamoTable.VERSION, Values.number(stored.version()));
    return item;
  }

  @Override
  public void delete(String tenant) {
    table
        .client()
        .deleteItem(r -> r.tableName(table.name()).key(ImportKeys.webhook(tenant).item()));
  }

  @Override
  public boolean create(Delivery created) {
    return table.putIfAbsent(item(created));
  }

  @Override
  public Optional<Delivery> delivery(String tenant, String id) {
    return table.get(ImportKeys.delivery(tenant, id)).map(DynamoWebhooks::read);
  }

  @Override
  public boolean replace(Delivery changed) {
    return table.replace(item(changed.nextVersion()), changed.version());
  }

  /** By their ids, which begin with the import's or a time. */
  @Override
  public Page<Delivery> deliveries(String tenant, int limit, String cursor) {
    Cursor cursors = new Cursor(tenant, "deliveries");
    String pk = ImportKeys.deliveries(tenant);
    Expression expression = new Expression();
    String condition = expression.name(Key.PK) + " = " + expression.value(Values.text(pk));
    Key before = new Key(pk, cursor.isEmpty() ? "" : cursors.position(cursor, 1).get(0));
    if (!cursor.isEmpty() && !before.isPossible()) {
      throw Cursor.foreign();
    }
    QueryResponse response =
        table.query(
            r -> {
              r.keyConditionExpression(condition)
                  .expressionAttributeNames(expression.names())
                  .expressionAttributeValues(expression.values())
                  .scanIndexForward(false)
                  .consistentRead(true)
                  .limit(limit);
              if (!cursor.isEmpty()) {
                r.exclusiveStartKey(before.item());
              }
            },
            new Meter());
    List<Delivery> page = response.items().stream().map(DynamoWebhooks::read).toList();
    return new Page<>(
        page,
        response.lastEvaluatedKey().isEmpty()
            ? ""
            : cursors.text(Values.text(response.lastEvaluatedKey(), Key.SK)));
  }

  private static Map<String, AttributeValue> item(Delivery stored) {
    Map<String, AttributeValue> item =
        Document.item(ImportKeys.delivery(stored.tenant(), stored.id()), stored);
    item.put(DynamoTable.VERSION, Values.number(stored.version()));
    item.put(
        ImportKeys.EXPIRES_AT,
        Values.number(stored.createdAt().plus(Delivery.LIFE).getEpochSecond()));
    return item;
  }

  private static Delivery read(Map<String, AttributeValue> item) {
    return Document.read(item, Delivery.class);
  }
}
