package dev.rollbook.aws;

import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.Meter;
import dev.rollbook.imports.Import;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Edits by hand in the imports table, whose items go by themselves: an item each, which nobody
 * changes. Safe for use by several threads.
 */
public final class DynamoHandEdits implements HandEdits {

  /** Of the 400 KB that an item may have; the rest is for what is added to it. */
  private static final int MOST_BYTES = 390 << 10;

  private final DynamoTable table;

  /**
   * Edits in a table.
   *
   * @param table the imports table's name
   */
  public DynamoHandEdits(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  /** The time comes first, so that the order of keys is that of the edits. */
  @Override
  public void add(String tenant, String username, HandEdit edit) {
    String sk = "%019d#%s".formatted(edit.at().toEpochMilli(), EditToken.next().s());
    Key key = new Key(ImportKeys.handEdits(tenant, username), sk);
    Map<String, AttributeValue> item = Document.item(key, edit);
    if (ItemSize.of(item) > MOST_BYTES) {
      item = Document.item(key, edit.shortened());
    }
    put(item, edit);
  }

  private void put(Map<String, AttributeValue> item, HandEdit edit) {
    item.put(
        ImportKeys.EXPIRES_AT, Values.number(edit.at().plus(Import.HISTORY_LIFE).getEpochSecond()));
    table.client().putItem(r -> r.tableName(table.name()).item(item));
  }

  @Override
  public List<Noted> newest(String tenant, String username, String before, int limit) {
    Expression words = new Expression();
    String user = words.is(Key.PK, Values.text(ImportKeys.handEdits(tenant, username)));
    String condition =
        before.isEmpty()
            ? user
            : user + " AND " + words.name(Key.SK) + " < " + words.value(Values.text(before));
    return table
        .query(
            r ->
                r.keyConditionExpression(condition)
                    .scanIndexForward(false)
                    .consistentRead(true)
                    .limit(limit)
                    .expressionAttributeNames(words.names())
                    .expressionAttributeValues(words.values()),
            new Meter())
        .items()
        .stream()
        .map(item -> new Noted(Values.text(item, Key.SK), Document.read(item, HandEdit.class)))
        .toList();
  }
}
