package dev.rollbook.aws;

import dev.rollbook.changes.Changes;
import dev.rollbook.changes.DirectoryChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The changes of groups and properties in the imports table: one item of each tenant, which the
 * index of what is open finds. Safe for use by several threads.
 */
public final class DynamoChanges implements Changes {

  private static final String CHANGE_ID = "changeId";

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
    return table.putIfAbsent(item(created));
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
                expression.name(DynamoTable.VERSION),
                expression.value(Values.number(changed.version())));
    DirectoryChange next = changed.nextVersion();
    return table.put(item(next), unchanged, expression) ? Optional.of(next) : Optional.empty();
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

  private static Map<String, AttributeValue> item(DirectoryChange change) {
    Map<String, AttributeValue> item = new HashMap<>(Document.item(key(change.tenant()), change));
    item.put(CHANGE_ID, Values.text(change.changeId()));
    item.put(DynamoTable.VERSION, Values.number(change.version()));
    item.put(ImportKeys.OPEN, Values.text(IS_OPEN));
    return item;
  }

  @Override
  public List<DirectoryChange> open() {
    return OpenItems.of(table, IS_OPEN).stream().map(DynamoChanges::read).toList();
  }

  private static DirectoryChange read(Map<String, AttributeValue> item) {
    return Document.read(item, DirectoryChange.class);
  }
}
