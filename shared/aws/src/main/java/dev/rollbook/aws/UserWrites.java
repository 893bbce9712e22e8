package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.UserWrite.Kind;
import dev.rollbook.directory.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * One turn's writes of users, each conditional on nothing of this turn or a later one having
 * written the user. Statements go 25 in a request, at the price of single writes; what a statement
 * cannot say field by field beside an edit by hand goes alone.
 */
final class UserWrites {

  /** BatchExecuteStatement takes 25 statements. */
  private static final int STATEMENTS_PER_CALL = 25;

  /** Codes of statements that may be tried again as they are. */
  private static final Set<String> PASSING =
      Set.of(
          "InternalServerError",
          "ProvisionedThroughputExceeded",
          "RequestLimitExceeded",
          "ThrottlingError",
          "TransactionConflict");

  /** Codes of statements whose condition failed. */
  private static final Set<String> CONDITION_FAILED =
      Set.of("ConditionalCheckFailed", "DuplicateItem");

  /** The service charges a failed condition by the item it looked at: at least one unit. */
  private static final double UNITS_OF_FAILURE = 1;

  private final Table table;
  private final String tenant;
  private final Turn turn;
  private final Instant now;
  private final Meter meter;

  UserWrites(Table table, String tenant, Turn turn, Instant now, Meter meter) {
    this.table = table;
    this.tenant = tenant;
    this.turn = turn;
    this.now = now;
    this.meter = meter;
  }

  /** A write and the statement that makes it, with the units that it takes, as far as is known. */
  private record Pending(UserWrite write, Statement statement, double units) {}

  /** Makes the writes; tells how each ended, by username. */
  Map<String, Written> write(Collection<UserWrite> writes) {
    List<Pending> together = new ArrayList<>();
    List<UserWrite> alone = new ArrayList<>();
    for (UserWrite write : writes) {
      if (isStatement(write)) {
        Pending pending = pending(write);
        if (pending.statement().isPossible()) {
          together.add(pending);
          continue;
        }
      }
      alone.add(write);
    }
    Map<String, Written> results = new HashMap<>();
    Callers.each(Chunks.of(together, STATEMENTS_PER_CALL), this::writeTogether)
        .forEach(results::putAll);
    List<Written> ended = Callers.each(alone, this::writeAlone);
    for (int i = 0; i < alone.size(); i++) {
      results.put(alone.get(i).username(), ended.get(i));
    }
    return results;
  }

  /** A statement cannot add to a set that may be missing, nor set what is absent only. */
  private static boolean isStatement(UserWrite write) {
    UserChange change = write.change();
    return write.kind() != Kind.UPDATE
        || (change.tags().isEmpty() && change.access().isEmpty() && hash(write).isEmpty());
  }

  private Pending pending(UserWrite write) {
    if (write.kind() == Kind.CREATE) {
      Map<String, AttributeValue> item = created(write);
      return new Pending(write, Statement.insert(table.name(), item), ItemSize.writeUnits(item));
    }
    Statement update = Statement.update(table.name());
    UserChange change = write.change();
    change.fields().forEach((field, text) -> update.text(UserItem.attribute(field), text.after()));
    change.join().forEach(id -> update.set(UserItem.group(id), Values.flag(true)));
    change.leave().forEach(id -> update.remove(UserItem.group(id)));
    update
        .set(UserItem.UPDATED_AT, Values.time(now))
        .set(UserItem.LAST_IMPORT, Values.text(turn.importId()))
        .set(UserItem.TURN, Values.number(turn.number()))
        .where(key(write))
        .and(UserItem.TURN, "<", Values.number(turn.number()));
    if (write.kind() == Kind.DEACTIVATE) {
      update
          .and(UserItem.STATUS, "=", Values.text(User.Status.ACTIVE.name()))
          .and(UserItem.ORIGIN, "=", Values.text(Origin.IMPORT.name()))
          .andMissing(UserItem.PROTECTED);
    }
    if (!write.revision().isEmpty()) {
      Revision revision = Revision.parse(write.revision());
      update.and(UserItem.TURN, "=", Values.number(revision.turn()));
      if (revision.edit().isEmpty()) {
        update.andMissing(UserItem.EDIT);
      } else {
        update.and(UserItem.EDIT, "=", Values.text(revision.edit()));
      }
    }
    return new Pending(write, update, 1);
  }

  /** The parts of {@link User#revision}. */
  private record Revision(long turn, String edit) {
    static Revision parse(String text) {
      int point = Math.max(0, text.indexOf('.'));
      boolean known = text.substring(0, point).matches("\\d{1,18}");
      // One that is not ours is that of no user.
      return known
          ? new Revision(Long.parseLong(text.substring(0, point)), text.substring(point + 1))
          : new Revision(-1, text);
    }
  }

  private Map<String, Written> writeTogether(List<Pending> writes) {
    Map<String, Written> results = new HashMap<>();
    List<Pending> failed = new ArrayList<>();
    List<Pending> open = writes;
    Backoff backoff = new Backoff();
    while (true) {
      List<Pending> asked = open;
      BatchExecuteStatementResponse response =
          table
              .client()
              .batchExecuteStatement(
                  r ->
                      r.statements(asked.stream().map(each -> each.statement().request()).toList())
                          .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
      List<Pending> again = new ArrayList<>();
      double units = 0;
      for (int i = 0; i < asked.size(); i++) {
        Pending pending = asked.get(i);
        BatchStatementResponse answer = response.responses().get(i);
        BatchStatementError error = answer.error();
        if (error == null) {
          results.put(pending.write().username(), Written.DONE);
          units += pending.units();
        } else if (CONDITION_FAILED.contains(error.codeAsString())) {
          units += UNITS_OF_FAILURE;
          if (error.hasItem()) {
            results.put(pending.write().username(), notDone(error.item()));
          } else {
            failed.add(pending);
          }
        } else if (isTooLarge(error)) {
          results.put(pending.write().username(), Written.REFUSED);
        } else if (PASSING.contains(error.codeAsString())) {
          again.add(pending);
        } else {
          throw new UnavailableException(
              "table %s refused a write: %s".formatted(table.name(), error.codeAsString()));
        }
      }
      meter(response.consumedCapacity(), units);
      if (again.isEmpty()) {
        results.putAll(lookedUp(failed));
        return results;
      }
      if (!backoff.again()) {
        throw new UnavailableException(
            "table %s left %d of %d users unwritten after %d tries; ask again later"
                .formatted(table.name(), again.size(), writes.size(), Backoff.TRIES));
      }
      open = again;
    }
  }

  private static boolean isTooLarge(BatchStatementError error) {
    return "ValidationError".equals(error.codeAsString())
        && error.message() != null
        && error.message().contains("exceeded the maximum allowed size");
  }

  /** An emulator does not say what such a call consumed: then it is what the items come to. */
  private void meter(List<ConsumedCapacity> consumed, double computed) {
    if (consumed.isEmpty()) {
      meter.wrote(computed);
    } else {
      consumed.forEach(capacity -> Table.meter(capacity, meter::wrote));
    }
  }

  private Map<String, Written> lookedUp(List<Pending> failed) {
    Map<String, Written> results = new HashMap<>();
    if (!failed.isEmpty()) {
      Map<Key, Map<String, AttributeValue>> stored =
          table.get(failed.stream().map(each -> key(each.write())).toList(), List.of(), meter);
      failed.forEach(
          each ->
              results.put(
                  each.write().username(),
                  notDone(stored.getOrDefault(key(each.write()), Map.of()))));
    }
    return results;
  }

  private Written notDone(Map<String, AttributeValue> item) {
    return UserItem.wroteLast(item, turn) ? Written.BEFORE : Written.CONFLICT;
  }

  private Written writeAlone(UserWrite write) {
    ConditionalWrite made = write.kind() == Kind.CREATE ? createAlone(write) : updateAlone(write);
    return switch (made.outcome()) {
      case DONE -> Written.DONE;
      case TOO_LARGE -> Written.REFUSED;
      case FAILED -> notDone(made.item());
    };
  }

  private ConditionalWrite createAlone(UserWrite write) {
    Map<String, AttributeValue> item = created(write);
    return ConditionalWrite.make(
        () ->
            table
                .client()
                .putItem(
                    r ->
                        r.tableName(table.name())
                            .item(item)
                            .conditionExpression("attribute_not_exists(" + Key.PK + ")")
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .consumedCapacity(),
        meter);
  }

  private ConditionalWrite updateAlone(UserWrite write) {
    UserChange change = write.change();
    Expression update = new Expression();
    change.fields().forEach((field, text) -> update.text(UserItem.attribute(field), text.after()));
    if (!change.join().isEmpty()) {
      String member = update.value(Values.flag(true));
      change.join().forEach(id -> update.setTo(UserItem.group(id), member));
    }
    change.leave().forEach(id -> update.remove(UserItem.group(id)));
    if (!change.tags().isEmpty()) {
      update.add(UserItem.TAGS, Values.texts(change.tags()));
    }
    if (!change.access().isEmpty()) {
      update.add(UserItem.ACCESS, UserItem.access(new HashSet<>(change.access())));
    }
    String hash = hash(write);
    if (!hash.isEmpty()) {
      update
          .setIfAbsent(UserItem.PASSWORD_HASH, Values.text(hash))
          .setIfAbsent(UserItem.PASSWORD_SET_BY, Values.text(PasswordSetBy.IMPORT.name()));
    }
    update
        .set(UserItem.UPDATED_AT, Values.time(now))
        .set(UserItem.LAST_IMPORT, Values.text(turn.importId()))
        .set(UserItem.TURN, Values.number(turn.number()));
    String condition =
        "%s < %s".formatted(update.name(UserItem.TURN), update.value(Values.number(turn.number())));
    return ConditionalWrite.make(
        () ->
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(key(write).item())
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

  private Map<String, AttributeValue> created(UserWrite write) {
    return UserItem.imported(key(write), write.change(), hash(write), turn, now);
  }

  private static String hash(UserWrite write) {
    return write.change().password() ? write.passwordHash() : "";
  }

  private Key key(UserWrite write) {
    return DirectoryKeys.user(tenant, write.username());
  }
}
