package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * One turn's writes of users. Most go to the service {@value StatementBatch#MOST} a request; what
 * cannot be said so goes alone, on the same conditions.
 */
final class UserWrites {

  private final DynamoTable table;
  private final String tenant;
  private final Turn turn;
  private final Instant now;
  private final Meter meter;

  UserWrites(DynamoTable table, String tenant, Turn turn, Instant now, Meter meter) {
    this.table = table;
    this.tenant = tenant;
    this.turn = turn;
    this.now = now;
    this.meter = meter;
  }

  /** Writes users, each once; how each ended, by username. */
  Map<String, Written> write(Collection<UserWrite> writes) {
    List<StatementBatch.Statement> together = new ArrayList<>();
    List<PlannedWrite> alone = new ArrayList<>();
    for (UserWrite write : writes) {
      Key key = DirectoryKeys.user(tenant, write.username());
      PlannedWrite planned = new PlannedWrite(key, turn, write, now);
      Optional<PartiQl> statement = planned.statement(table.name());
      if (statement.isPresent()) {
        together.add(new StatementBatch.Statement(planned, statement.get().request()));
      } else {
        alone.add(planned);
      }
    }
    Map<PlannedWrite, ConditionalWrite> ended = new HashMap<>();
    Callers.each(
            Chunks.of(together, StatementBatch.MOST),
            chunk -> StatementBatch.make(table, chunk, meter))
        .forEach(ended::putAll);
    together.stream()
        .map(StatementBatch.Statement::write)
        .filter(planned -> !ended.containsKey(planned))
        .forEach(alone::add);
    List<ConditionalWrite> made = Callers.each(alone, this::make);
    for (int i = 0; i < alone.size(); i++) {
      ended.put(alone.get(i), made.get(i));
    }
    Map<String, Written> results = new HashMap<>();
    ended.forEach((planned, how) -> results.put(planned.write().username(), how(how)));
    return results;
  }

  private Written how(ConditionalWrite made) {
    return switch (made.outcome()) {
      case DONE -> Written.DONE;
      case TOO_LARGE -> Written.REFUSED;
      case FAILED -> UserItem.isBy(made.item(), turn) ? Written.BEFORE : Written.CONFLICT;
    };
  }

  private ConditionalWrite make(PlannedWrite write) {
    return write.creates() ? create(write) : update(write);
  }

  private ConditionalWrite create(PlannedWrite write) {
    return ConditionalWrite.make(
        () ->
            table
                .client()
                .putItem(
                    r ->
                        r.tableName(table.name())
                            .item(write.item())
                            .conditionExpression("attribute_not_exists(" + Key.PK + ")")
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .consumedCapacity(),
        meter);
  }

  private ConditionalWrite update(PlannedWrite write) {
    Expression update = write.update();
    String condition = "attribute_exists(" + Key.PK + ") AND " + write.condition(update);
    return ConditionalWrite.make(
        () ->
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(write.key().item())
                            .updateExpression(update.update())
                            .conditionExpression(condition)
                            .expressionAttributeNames(update.names())
                            .expressionAttributeValues(update.values())
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .consumedCapacity(),
        meter);
  }
}
