package dev.rollbook.aws;

import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Turns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
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
  private static final String NUMBER = "number";
  private static final String QUEUE = "queue";
  private static final String HELD = "held";
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
  public OptionalLong take(String tenant, Ticket ticket) {
    return become(tenant, queue -> queue.taken(ticket.text())).numberOf(ticket);
  }

  @Override
  public OptionalLong tryTake(String tenant, Ticket ticket) {
    return become(tenant, queue -> queue.holder().isEmpty() ? queue.taken(ticket.text()) : queue)
        .numberOf(ticket);
  }

  @Override
  public Optional<Ticket> pass(String tenant, Ticket ticket) {
    return become(tenant, queue -> queue.passed(ticket.text())).found();
  }

  @Override
  public Optional<Ticket> holder(String tenant) {
    return read(tenant).found();
  }

  @Override
  public Optional<String> heldPlan(String tenant) {
    return table
        .get(ImportKeys.heldPlan(tenant))
        .map(item -> Values.text(item, HELD))
        .filter(id -> !id.isEmpty());
  }

  @Override
  public void putHeldPlan(String tenant, Optional<String> importId) {
    Map<String, AttributeValue> item = new HashMap<>(ImportKeys.heldPlan(tenant).item());
    importId.ifPresent(id -> item.put(HELD, Values.text(id)));
    table.client().putItem(r -> r.tableName(table.name()).item(item));
  }

  /** Changes the queue, from the start again when somebody else changed it in between. */
  private TurnQueue become(String tenant, UnaryOperator<TurnQueue> change) {
    while (true) {
      TurnQueue queue = read(tenant);
      TurnQueue changed = change.apply(queue);
      if (queue.equals(changed) || replace(tenant, changed)) {
        return changed;
      }
    }
  }

  /**
   * A tenant's turn and who waits for it.
   *
   * @param holder whose turn it is, empty for nobody's, and then nobody waits
   * @param number of the turn, raised each time that somebody gets it
   * @param queue who waits, the next one first
   * @param version raised by each stored change, 0 before the first
   */
  private record TurnQueue(String holder, long number, List<String> queue, long version) {

    static final TurnQueue FREE = new TurnQueue("", 0, List.of(), 0);

    TurnQueue {
      queue = List.copyOf(queue);
    }

    Optional<Ticket> found() {
      return Optional.of(holder).filter(text -> !text.isEmpty()).map(Ticket::parse);
    }

    OptionalLong numberOf(Ticket ticket) {
      return holder.equals(ticket.text()) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    TurnQueue taken(String ticket) {
      if (holder.isEmpty()) {
        return new TurnQueue(ticket, number + 1, queue, version);
      }
      if (holder.equals(ticket) || queue.contains(ticket)) {
        return this;
      }
      List<String> longer = new ArrayList<>(queue);
      longer.add(ticket);
      return new TurnQueue(holder, number, longer, version);
    }

    TurnQueue passed(String ticket) {
      if (holder.equals(ticket)) {
        return queue.isEmpty()
            ? new TurnQueue("", number, queue, version)
            : new TurnQueue(queue.get(0), number + 1, queue.subList(1, queue.size()), version);
      }
      if (!queue.contains(ticket)) {
        return this;
      }
      return new TurnQueue(
          holder, number, queue.stream().filter(text -> !text.equals(ticket)).toList(), version);
    }
  }

  private TurnQueue read(String tenant) {
    return table
        .get(ImportKeys.turn(tenant))
        .map(
            item ->
                new TurnQueue(
                    Values.text(item, HOLDER),
                    Values.number(item, NUMBER),
                    item.get(QUEUE).l().stream().map(AttributeValue::s).toList(),
                    Values.number(item, VERSION)))
        .orElse(TurnQueue.FREE);
  }

  private boolean replace(String tenant, TurnQueue turn) {
    Map<String, AttributeValue> item = new HashMap<>(ImportKeys.turn(tenant).item());
    item.put(NUMBER, Values.number(turn.number()));
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
