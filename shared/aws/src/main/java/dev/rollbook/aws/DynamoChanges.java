package dev.rollbook.aws;

import dev.rollbook.changes.Changes;
import dev.rollbook.changes.DirectoryChange;
import dev.rollbook.directory.Meter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The changes of groups and properties in the imports table: one item of each tenant, which the
 * index of what is open finds. Safe for use by several threads.
 */
public final class DynamoChanges implements Changes {

  private static final String CHANGE_ID = "changeId";
  private static final String VERSION = "version";

  /** What the index knows changes by; imports have another. */
  private static final String IS_OPEN = "CHANGE";

  private final DynamoTable table;

  /**
   * Changes in a table.
   *
   * @param table the imports table's name
   */
  public DynamoChanges(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  private static Key key(String tenant) {
    return new Key(Tenant.partition(tenant), "CHANGE");
  }

  @Override
  public boolean create(DirectoryChange created) {
    return put(created, "attribute_not_exists(" + Key.PK + ")", new Expression());
  }

  @Override
  public Optional<DirectoryChange> find(String tenant) {
    return table.get(key(tenant)).map(DynamoChanges::read);
  }

  @Override
  public Optional<DirectoryChange> replace(DirectoryChange changed) {
    Expression expression = new Expression();
    String unchanged =
        "%s AND %s = %s"
            .formatted(
                isThat(changed, expression),
                expression.name(VERSION),
                expression.value(Values.number(changed.version())));
    DirectoryChange next = changed.nextVersion();
    return put(next, unchanged, expression) ? Optional.of(next) : Optional.empty();
  }

  @Override
  public void delete(DirectoryChange ended) {
    Expression expression = new Expression();
    String condition = isThat(ended, expression);
    try {
      table
          .client()
          .deleteItem(
              r ->
                  r.tableName(table.name())
                      .key(key(ended.tenant()).item())
                      .conditionExpression(condition)
                      .expressionAttributeNames(expression.names())
                      .expressionAttributeValues(expression.values()));
    } catch (ConditionalCheckFailedException e) {
      return; // gone before; another may be there
    }
  }

  private static String isThat(DirectoryChange change, Expression expression) {
    return expression.name(CHANGE_ID) + " = " + expression.value(Values.text(change.changeId()));
  }

  private boolean put(DirectoryChange change, String condition, Expression expression) {
    Map<String, AttributeValue> item = new HashMap<>(Document.item(key(change.tenant()), change));
    item.put(CHANGE_ID, Values.text(change.changeId()));
    item.put(VERSION, Values.number(change.version()));
    item.put(ImportKeys.OPEN, Values.text(IS_OPEN));
    try {
      table
          .client()
          .putItem(
              r -> {
                r.tableName(table.name()).item(item).conditionExpression(condition);
                if (!expression.names().isEmpty()) {
                  r.expressionAttributeNames(expression.names())
                      .expressionAttributeValues(expression.values());
                }
              });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false; // another is there, or somebody else was first
    }
  }

  @Override
  public List<DirectoryChange> open() {
    List<Key> keys = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryResponse page = openPage(from);
      page.items().forEach(item -> keys.add(Key.of(item)));
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
    return table.get(keys, List.of(), new Meter()).values().stream()
        .map(DynamoChanges::read)
        .toList();
  }

  private QueryResponse openPage(Map<String, AttributeValue> from) {
    Expression expression = new Expression();
    String condition =
        expression.name(ImportKeys.OPEN) + " = " + expression.value(Values.text(IS_OPEN));
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

  private static DirectoryChange read(Map<String, AttributeValue> item) {
    return Document.read(item, DirectoryChange.class);
  }
}
