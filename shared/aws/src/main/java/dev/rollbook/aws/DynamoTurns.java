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

/**
 * The turns in the imports table: the holder, its number and the queue of a tenant are one item,
 * and each change of it one write, made if the item is still the one that was read. Safe for use by
 * several threads.
 */
public final class DynamoTurns implements Turns {

  private static final String HOLDER = "holder";
  private static final String NUMBER = "number";
  private static final String QUEUE = "queue";
  private static final String IMPORT_ID = "importId";

  private final DynamoTable table;

  /**
   * Turns in a table.
   *
   * @param table the imports table's name
   */
  public DynamoTurns(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  @Override
  public OptionalLong take(String tenant, Ticket ticket) {
    return change(tenant, line -> line.taken(ticket.text())).numberOf(ticket.text());
  }

  @Override
  public OptionalLong tryTake(String tenant, Ticket ticket) {
    return change(tenant, line -> line.isFree() ? line.taken(ticket.text()) : line)
        .numberOf(ticket.text());
  }

  @Override
  public Optional<Ticket> pass(String tenant, Ticket ticket) {
    return change(tenant, line -> line.passed(ticket.text())).found();
  }

  @Override
  public Optional<Ticket> holder(String tenant) {
    return read(tenant).found();
  }

  @Override
  public Optional<String> heldPlan(String tenant) {
    return table.get(ImportKeys.heldPlan(tenant)).map(item -> Values.text(item, IMPORT_ID));
  }

  @Override
  public void putHeldPlan(String tenant, Optional<String> importId) {
    Map<String, AttributeValue> item = new HashMap<>(ImportKeys.heldPlan(tenant).item());
    if (importId.isEmpty()) {
      table.client().deleteItem(r -> r.tableName(table.name()).key(item));
      return;
    }
    item.put(IMPORT_ID, Values.text(importId.get()));
    table.client().putItem(r -> r.tableName(table.name()).item(item));
  }

  /**
   * Who has a tenant's turn and who waits for it, as texts of tickets.
   *
   * @param holder whose turn it is, empty for nobody's, and then nobody waits
   * @param number of the turn; of the last one while it is nobody's
   * @param queue who waits, the next one first
   * @param version raised by each stored change, 0 before the first
   */
  private record Line(String holder, long number, List<String> queue, long version) {

    static final Line FREE = new Line("", 0, List.of(), 0);

    Line {
      queue = List.copyOf(queue);
    }

    boolean isFree() {
      return holder.isEmpty();
    }

    Optional<Ticket> found() {
      return isFree() ? Optional.empty() : Optional.of(Ticket.parse(holder));
    }

    OptionalLong numberOf(String ticket) {
      return holder.equals(ticket) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    Line taken(String ticket) {
      if (isFree()) {
        return new Line(ticket, number + Turns.STEP, queue, version);
      }
      if (holder.equals(ticket) || queue.contains(ticket)) {
        return this;
      }
      List<String> longer = new ArrayList<>(queue);
      longer.add(ticket);
      return new Line(holder, number, longer, version);
    }

    Line passed(String ticket) {
      if (holder.equals(ticket)) {
        return queue.isEmpty()
            ? new Line("", number, queue, version)
            : new Line(queue.get(0), number + Turns.STEP, queue.subList(1, queue.size()), version);
      }
      List<String> rest = queue.stream().filter(waiting -> !waiting.equals(ticket)).toList();
      return new Line(holder, number, rest, version);
    }
  }

  private Line change(String tenant, UnaryOperator<Line> change) {
    while (true) {
      Line line = read(tenant);
      Line changed = change.apply(line);
      if (line.equals(changed) || replace(tenant, changed)) {
        return changed;
      }
    }
  }

  private Line read(String tenant) {
    return table
        .get(ImportKeys.turn(tenant))
        .map(
            item ->
                new Line(
                    Values.text(item, HOLDER),
                    Values.number(item, NUMBER),
                    item.get(QUEUE).l().stream().map(AttributeValue::s).toList(),
                    Values.number(item, DynamoTable.VERSION)))
        .orElse(Line.FREE);
  }

  private boolean replace(String tenant, Line line) {
    Map<String, AttributeValue> item = new HashMap<>(ImportKeys.turn(tenant).item());
    item.put(HOLDER, Values.text(line.holder()));
    item.put(NUMBER, Values.number(line.number()));
    item.put(QUEUE, AttributeValue.fromL(line.queue().stream().map(Values::text).toList()));
    item.put(DynamoTable.VERSION, Values.number(line.version() + 1));
    Expression expression = new Expression();
    String unchanged =
        line.version() == 0
            ? expression.isMissing(DynamoTable.VERSION)
            : expression.is(DynamoTable.VERSION, Values.number(line.version()));
    return table.put(item, unchanged, expression);
  }
}
