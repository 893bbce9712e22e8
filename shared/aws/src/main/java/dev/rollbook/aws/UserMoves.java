package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.UserMove;
import dev.rollbook.directory.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Users that get other names together. The name is the key, in another partition as a rule: so one
 * transaction puts the items under their new keys and deletes the old ones that nobody takes over.
 */
final class UserMoves {

  /** Reasons for which a transaction is to be tried again. */
  private static final Set<String> TEMPORARY =
      Set.of("TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError");

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  private final DynamoTable table;
  private final String tenant;
  private final long turn;
  private final Instant now;
  private final Meter meter;

  UserMoves(DynamoTable table, String tenant, long turn, Instant now, Meter meter) {
    this.table = table;
    this.tenant = tenant;
    this.turn = turn;
    this.now = now;
    this.meter = meter;
  }

  /** Moves all of them or none. */
  Written make(List<UserMove> moves) {
    Map<Key, Map<String, AttributeValue>> stored =
        table.get(moves.stream().map(move -> key(move.from())).toList(), List.of(), meter);
    if (!moves.stream().allMatch(move -> isAsPlanned(stored.get(key(move.from())), move))) {
      return Written.CONFLICT;
    }
    Set<String> taken = new HashSet<>();
    List<TransactWriteItem> items = new ArrayList<>();
    for (UserMove move : moves) {
      taken.add(move.to());
      Map<String, AttributeValue> occupant = stored.get(key(move.to()));
      items.add(put(moved(stored.get(key(move.from())), move), occupant));
    }
    moves.stream()
        .filter(move -> !taken.contains(move.from()))
        .forEach(move -> items.add(delete(stored.get(key(move.from())))));
    return transact(items);
  }

  private Key key(String username) {
    return DirectoryKeys.user(tenant, username);
  }

  private boolean isAsPlanned(Map<String, AttributeValue> item, UserMove move) {
    if (item == null
        || !UserItem.id(item).equals(move.id())
        || !Revision.parse(move.revision()).isSame(UserItem.revision(item))) {
      return false;
    }
    return !item.containsKey(UserItem.TURN) || Values.number(item, UserItem.TURN) <= turn;
  }

  /** The item of the user by its new name; a user that moves on in a turn keeps its first one. */
  private Map<String, AttributeValue> moved(Map<String, AttributeValue> item, UserMove move) {
    Map<String, AttributeValue> moved = new HashMap<>(item);
    moved.putAll(key(move.to()).item());
    moved.put(UserItem.ID, Values.text(UserItem.id(item)));
    boolean again = item.containsKey(UserItem.TURN) && Values.number(item, UserItem.TURN) == turn;
    if (!again) {
      moved.put(UserItem.FORMER_USERNAME, Values.text(move.from()));
      moved.remove(UserItem.RENAMED_FROM);
      if (!move.renamedFrom().equals(move.from())) {
        moved.put(UserItem.RENAMED_FROM, Values.text(move.renamedFrom()));
      }
    }
    move.texts()
        .forEach(
            (field, value) -> {
              if (value.isEmpty()) {
                moved.remove(UserItem.attribute(field));
              } else {
                moved.put(UserItem.attribute(field), Values.text(value));
              }
            });
    moved.put(UserItem.UPDATED_AT, Values.time(now));
    moved.put(UserItem.TURN, Values.number(turn));
    return moved;
  }

  private TransactWriteItem put(
      Map<String, AttributeValue> moved, Map<String, AttributeValue> occupant) {
    Expression words = new Expression();
    String condition = occupant == null ? words.isMissing(Key.PK) : same(occupant, words);
    return TransactWriteItem.builder()
        .put(
            put -> {
              put.tableName(table.name())
                  .item(moved)
                  .conditionExpression(condition)
                  .expressionAttributeNames(words.names());
              if (!words.values().isEmpty()) {
                put.expressionAttributeValues(words.values());
              }
            })
        .build();
  }

  private TransactWriteItem delete(Map<String, AttributeValue> left) {
    Expression words = new Expression();
    String condition = "attribute_exists(" + words.name(Key.PK) + ") AND ";
    String unchanged = condition + same(left, words);
    return TransactWriteItem.builder()
        .delete(
            delete -> {
              delete
                  .tableName(table.name())
                  .key(Key.of(left).item())
                  .conditionExpression(unchanged)
                  .expressionAttributeNames(words.names());
              if (!words.values().isEmpty()) {
                delete.expressionAttributeValues(words.values());
              }
            })
        .build();
  }

  /** The condition that an item is the same user in the same state. */
  private static String same(Map<String, AttributeValue> item, Expression words) {
    String sameUser =
        item.containsKey(UserItem.ID)
            ? words.is(UserItem.ID, item.get(UserItem.ID))
            : words.isMissing(UserItem.ID);
    return PlannedWrite.sameRevision(UserItem.revision(item), words) + " AND " + sameUser;
  }

  private Written transact(List<TransactWriteItem> items) {
    Backoff backoff = new Backoff();
    while (true) {
      try {
        table
            .client()
            .transactWriteItems(
                r -> r.transactItems(items).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
            .consumedCapacity()
            .forEach(capacity -> DynamoTable.meter(capacity, meter::wrote));
        return Written.DONE;
      } catch (TransactionCanceledException e) {
        List<String> reasons =
            e.cancellationReasons().stream().map(CancellationReason::code).toList();
        if (reasons.contains(CONDITION_FAILED)) {
          return Written.CONFLICT;
        }
        if (reasons.contains("ValidationError")) {
          return Written.REFUSED;
        }
        if (reasons.stream().noneMatch(TEMPORARY::contains) || !backoff.again()) {
          throw e;
        }
      } catch (DynamoDbException e) {
        if (ConditionalWrite.isInvalid(e)) {
          return Written.REFUSED; // together they are more than a transaction takes
        }
        throw e;
      }
    }
  }
}
