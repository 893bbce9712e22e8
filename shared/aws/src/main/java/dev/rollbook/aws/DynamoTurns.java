package dev.rollbook.aws;

import dev.rollbook.imports.Turns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The turns in the imports table: the holder and the queue of a tenant are one item, and each
 * change of it one write, made if the item is still the one that was read. Safe for use by several
 * threads.
 */
public final class DynamoTurns implements Turns {

  private static final String HOLDER = "holder";
  private static final String QUEUE = "queue";
  private static final String VERSION = "version";

  private final Table table;

  /**
   * Turns in a table.
   *
   * @param table the imports table's name
   */
  public DynamoTurns(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public boolean take(String tenant, String importId) {
    while (true) {
      Turn turn = read(tenant);
      Turn taken = turn.taken(importId);
      if (turn.equals(taken) || replace(tenant, taken)) {
        return taken.holder().equals(importId);
      }
    }
  }

  @Override
  public Optional<String> pass(String tenant, String importId) {
    while (true) {
      Turn turn = read(tenant);
      Turn passed = turn.passed(importId);
      if (turn.equals(passed) || replace(tenant, passed)) {
        return passed.found();
      }
    }
  }

  @Override
  public Optional<String> holder(String tenant) {
    return read(tenant).found();
  }

  /**
   * A tenant's turn.
   *
   * @param holder whose it is, empty for nobody's, and then nobody waits
   * @param queue who waits, the next one first
   * @param version raised by each stored change, 0 before the first
   */
  private record Turn(String holder, List<String> queue, long version) {

    static final Turn FREE = new Turn("", List.of(), 0);

    Turn {
      queue = List.copyOf(queue);
    }

    Optional<String> found() {
      return Optional.of(holder).filter(id -> !id.isEmpty());
    }

    Turn taken(String importId) {
      if (holder.isEmpty()) {
        return new Turn(importId, queue, version);
      }
      if (holder.equals(importId) || queue.contains(importId)) {
        return this;
      }
      List<String> longer = new ArrayList<>(queue);
      longer.add(importId);
      return new Turn(holder, longer, version);
    }

    Turn passed(String importId) {
      if (holder.equals(importId)) {
        return queue.isEmpty()
            ? new Turn("", queue, version)
            : new Turn(queue.get(0), queue.subList(1, queue.size()), version);
      }
      if (!queue.contains(importId)) {
        return this;
      }
      return new Turn(holder, queue.stream().filter(id -> !id.equals(importId)).toList(), version);
    }
  }

  private Turn read(String tenant) {
    return table
        .get(ImportKeys.turn(tenant))
        .map(
            item ->
                new Turn(
                    Values.text(item, HOLDER),
                    item.get(QUEUE).l().stream().map(AttributeValue::s).toList(),
                    Values.number(item, VERSION)))
        .orElse(Turn.FREE);
  }

  private boolean replace(String tenant, Turn turn) {
    Map<String, AttributeValue> item = new HashMap<>(ImportKeys.turn(tenant).item());
    item.put(HOLDER, Values.text(turn.holder()));
    item.put(QUEUE, AttributeValue.fromL(turn.queue().stream().map(Values::text).toList()));
    item.put(VERSION, Values.number(turn.version() + 1));
    Expression expression = new Expression();
    String version = expression.name(VERSION);
    String unchanged =
        turn.version() == 0
            ? "attribute_not_exists(" + version + ")"
            : version + " = " + expression.value(Values.number(turn.version()));
    try {
      table
          .client()
          .putItem(
              r -> {
                r.tableName(table.name())
                    .item(item)
                    .conditionExpression(unchanged)
                    .expressionAttributeNames(expression.names());
                if (!expression.values().isEmpty()) {
                  r.expressionAttributeValues(expression.values());
                }
              });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false; // somebody else was first: read again
    }
  }
}
