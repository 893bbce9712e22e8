package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.Leaving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The imports in the imports table. Safe for use by several threads. */
public final class DynamoImports implements Imports {

  private static final String STATUS = "status";
  private static final String NAME = "name";
  private static final String IMPORT_ID = "importId";
  private static final String IS_OPEN = "OPEN";

  /**
   * Imports one call looks at when a name is sought: at some 4 KB each 4 MB, four queries. A rarer
   * name gives a short page with a cursor to go on from.
   */
  private static final int MOST_EXAMINED = 1_000;

  /** Queries of one call, whatever the size of what it looks at; four do for imports of 4 KB. */
  private static final int MOST_QUERIES = 20;

  private final DynamoTable table;

  /**
   * Imports of a table.
   *
   * @param table the imports table's name
   */
  public DynamoImports(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  @Override
  public boolean create(Import created) {
    Map<String, AttributeValue> claim =
        new HashMap<>(ImportKeys.name(created.tenant(), created.name()).item());
    claim.put(IMPORT_ID, Values.text(created.importId()));
    claim.put(ImportKeys.EXPIRES_AT, expiry(created));
    Backoff backoff = new Backoff();
    while (true) {
      try {
        table
            .client()
            .transactWriteItems(
                r -> r.transactItems(putIfAbsent(claim), putIfAbsent(item(created))));
        return true;
      } catch (TransactionCanceledException e) {
        if (has(e, "ConditionalCheckFailed")) {
          return false;
        }
        if (!has(e, "TransactionConflict") || !backoff.again()) {
          throw e;
        }
      }
    }
  }

  private static boolean has(TransactionCanceledException e, String code) {
    return e.cancellationReasons().stream().map(CancellationReason::code).anyMatch(code::equals);
  }

  private TransactWriteItem putIfAbsent(Map<String, AttributeValue> item) {
    Put put =
        Put.builder()
            .tableName(table.name())
            .item(item)
            .conditionExpression(DynamoTable.ABSENT)
            .build();
    return TransactWriteItem.builder().put(put).build();
  }

  @Override
  public Optional<Import> find(String tenant, String importId) {
    return table.get(ImportKeys.imported(tenant, importId)).map(DynamoImports::read);
  }

  /** By the claim of the name. */
  @Override
  public Optional<Import> named(String tenant, String name) {
    return table
        .get(ImportKeys.name(tenant, name))
        .flatMap(claim -> find(tenant, Values.text(claim, IMPORT_ID)));
  }

  @Override
  public boolean replace(Import changed) {
    return table.replace(item(changed.nextVersion()), changed.version());
  }

  /** The index is written with an approval, too. */
  @Override
  public List<Import> open() {
    return OpenItems.of(table, IS_OPEN).stream()
        .map(DynamoImports::read)
        .filter(ImportLife::isOpen)
        .sorted(Comparator.comparing(Import::importId))
        .toList();
  }

  @Override
  public void note(Leaving leaving) {
    Map<String, AttributeValue> item = Document.item(key(leaving), leaving);
    table.client().putItem(r -> r.tableName(table.name()).item(item));
  }

  /** One page, whatever is due: the next sweep sees to the rest. */
  @Override
  public List<Leaving> due(Instant now) {
    Expression expression = new Expression();
    String condition =
        "%s = %s AND %s < %s"
            .formatted(
                expression.name(Key.PK),
                expression.value(Values.text(ImportKeys.LEAVING)),
                expression.name(Key.SK),
                expression.value(Values.text(ImportKeys.leavingUntil(now.plusMillis(1)))));
    return table
        .query(
            r ->
                r.keyConditionExpression(condition)
                    .expressionAttributeNames(expression.names())
                    .expressionAttributeValues(expression.values()),
            new Meter())
        .items()
        .stream()
        .map(item -> Document.read(item, Leaving.class))
        .toList();
  }

  @Override
  public void forget(Leaving leaving) {
    table.client().deleteItem(r -> r.tableName(table.name()).key(key(leaving).item()));
  }

  private static Key key(Leaving leaving) {
    return ImportKeys.leaving(leaving.at(), leaving.tenant(), leaving.importId());
  }

  @Override
  public Page<Import> history(String tenant, String namePrefix, int limit, String cursor) {
    Cursor cursors = new Cursor(tenant, "imports");
    String before = cursor.isEmpty() ? "" : sortKey(cursors.position(cursor, 1).get(0));
    List<Import> page = new ArrayList<>();
    int examined = 0;
    int queries = 0;
    while (page.size() < limit && examined < MOST_EXAMINED && queries < MOST_QUERIES) {
      queries++;
      QueryResponse response = historyPage(tenant, limit - page.size(), before, namePrefix);
      examined += response.scannedCount();
      for (Map<String, AttributeValue> item : response.items()) {
        if (page.size() == limit) {
          return new Page<>(page, cursors.text(before));
        }
        page.add(read(item));
        before = Values.text(item, Key.SK);
      }
      if (response.lastEvaluatedKey().isEmpty()) {
        return new Page<>(page, "");
      }
      before = Values.text(response.lastEvaluatedKey(), Key.SK);
    }
    return new Page<>(page, cursors.text(before));
  }

  /** A sort key that a cursor names; the service fails a query that begins outside of its list. */
  private static String sortKey(String named) {
    if (!named.startsWith(ImportKeys.IMPORT_PREFIX) || !new Key("", named).isPossible()) {
      throw Cursor.foreign();
    }
    return named;
  }

  /** Newest first, since ULIDs sort by their time. */
  private QueryResponse historyPage(String tenant, int limit, String before, String namePrefix) {
    Expression expression = new Expression();
    String pk = Tenant.partition(tenant);
    String condition =
        "%s = %s AND begins_with(%s, %s)"
            .formatted(
                expression.name(Key.PK),
                expression.value(Values.text(pk)),
                expression.name(Key.SK),
                expression.value(Values.text(ImportKeys.IMPORT_PREFIX)));
    return table.query(
        r -> {
          r.keyConditionExpression(condition)
              .scanIndexForward(false)
              .consistentRead(true)
              .limit(namePrefix.isEmpty() ? limit : MOST_EXAMINED);
          if (!namePrefix.isEmpty()) {
            r.filterExpression(
                "begins_with(%s, %s)"
                    .formatted(expression.name(NAME), expression.value(Values.text(namePrefix))));
          }
          if (!before.isEmpty()) {
            r.exclusiveStartKey(new Key(pk, before).item());
          }
          r.expressionAttributeNames(expression.names())
              .expressionAttributeValues(expression.values());
        },
        new Meter());
  }

  private static Map<String, AttributeValue> item(Import stored) {
    Map<String, AttributeValue> item =
        Document.item(ImportKeys.imported(stored.tenant(), stored.importId()), stored);
    item.put(DynamoTable.VERSION, Values.number(stored.version()));
    item.put(STATUS, Values.text(stored.status().name()));
    item.put(NAME, Values.text(stored.name()));
    item.put(ImportKeys.EXPIRES_AT, expiry(stored));
    if (ImportLife.isOpen(stored)) {
      item.put(ImportKeys.OPEN, Values.text(IS_OPEN));
    }
    return item;
  }

  private static AttributeValue expiry(Import stored) {
    return Values.number(stored.createdAt().plus(Import.HISTORY_LIFE).getEpochSecond());
  }

  private static Import read(Map<String, AttributeValue> item) {
    return Document.read(item, Import.class);
  }
}
