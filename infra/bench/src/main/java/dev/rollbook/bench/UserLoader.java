package dev.rollbook.bench;

import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.emulator.DynamoDbEmulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The peer of an import: it puts finished items into a table of an emulator of its own, and does
 * nothing else. Its writes are conditional by nature: PartiQL inserts no item that is there, and
 * updates none that does not meet its {@code WHERE}.
 */
final class UserLoader implements AutoCloseable {

  /** As many as the functions have. */
  private static final int CALLERS = 16;

  /** BatchExecuteStatement takes 25. */
  private static final int STATEMENTS = 25;

  /** That of an import after all others. */
  private static final AttributeValue LATER_TURN = AttributeValue.fromN("1000");

  private static final String KEY = "pk";
  private static final String SORT = "sk";

  private final DynamoDbEmulator emulator;
  private final DynamoDbClient client;
  private final TableDescription table;
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  private UserLoader(DynamoDbEmulator emulator, DynamoDbClient client, TableDescription table) {
    this.emulator = emulator;
    this.client = client;
    this.table = table;
  }

  /**
   * Starts an emulator with a table like another.
   *
   * @param table has no index
   */
  static UserLoader like(TableDescription table) {
    if (table.hasGlobalSecondaryIndexes()) {
      throw new BenchException("the table " + table.tableName() + " has an index now");
    }
    try {
      DynamoDbEmulator emulator = DynamoDbEmulator.inMemory();
      DynamoDbClient client =
          DynamoDbClient.builder()
              .endpointOverride(emulator.endpoint())
              .region(Region.of(Endpoints.REGION))
              .credentialsProvider(Endpoints.credentials())
              .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CALLERS))
              .build();
      client.createTable(
          r ->
              r.tableName(table.tableName())
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(table.keySchema())
                  .attributeDefinitions(table.attributeDefinitions()));
      return new UserLoader(emulator, client, table);
    } catch (Exception e) {
      throw new IllegalStateException("no emulator for the loader", e);
    }
  }

  /** Inserts items. */
  void insert(List<Map<String, AttributeValue>> items) throws InterruptedException {
    write(items.stream().map(this::insertion).toList());
  }

  private BatchStatementRequest insertion(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> sorted = new TreeMap<>(item);
    return BatchStatementRequest.builder()
        .statement(
            sorted.keySet().stream()
                .map(name -> "'" + name.replace("'", "''") + "': ?")
                .collect(
                    Collectors.joining(
                        ", ", "INSERT INTO \"" + table.tableName() + "\" VALUE {", "}")))
        .parameters(sorted.values())
        .build();
  }

  /**
   * Sets users inactive as the approval of a plan does: the same fields, on the same conditions.
   */
  void deactivate(List<Map<String, AttributeValue>> users) throws InterruptedException {
    String statement =
        "UPDATE \""
            + table.tableName()
            + "\" SET \"status\"=? SET \"updatedAt\"=? SET \"lastImportId\"=? SET \"turn\"=?"
            + " SET \"batch\"=? WHERE \"pk\"=? AND \"sk\"=?"
            + " AND (\"turn\" IS MISSING OR \"turn\" < ?) AND \"turn\"=? AND \"edit\" IS MISSING"
            + " AND \"status\"=? AND \"origin\"=? AND (\"protected\" IS MISSING OR \"protected\"=?)";
    write(
        users.stream()
            .map(
                user ->
                    BatchStatementRequest.builder()
                        .statement(statement)
                        .parameters(
                            AttributeValue.fromS("INACTIVE"),
                            user.get("updatedAt"),
                            user.get("lastImportId"),
                            LATER_TURN,
                            user.get("batch"),
                            user.get(KEY),
                            user.get(SORT),
                            LATER_TURN,
                            user.get("turn"),
                            AttributeValue.fromS("ACTIVE"),
                            AttributeValue.fromS("IMPORT"),
                            AttributeValue.fromBool(false))
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
            .toList());
  }

  private void write(List<BatchStatementRequest> statements) throws InterruptedException {
    List<Future<?>> pending = new ArrayList<>();
    for (int from = 0; from < statements.size(); from += STATEMENTS) {
      List<BatchStatementRequest> batch =
          statements.subList(from, Math.min(statements.size(), from + STATEMENTS));
      pending.add(callers.submit(() -> write25(batch)));
    }
    for (Future<?> call : pending) {
      try {
        call.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a write of the loader failed", e.getCause());
      }
    }
  }

  private void write25(List<BatchStatementRequest> batch) {
    for (BatchStatementResponse response :
        client
            .batchExecuteStatement(
                r -> r.statements(batch).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
            .responses()) {
      if (response.error() != null) {
        throw new BenchException("the loader's write failed: " + response.error());
      }
    }
  }

  @Override
  public void close() {
    callers.shutdown();
    client.close();
    try {
      emulator.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the loader's emulator does not stop", e);
    }
  }
}
