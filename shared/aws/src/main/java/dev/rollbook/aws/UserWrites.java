package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserWrite;
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
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** One import's writes of users, each conditional on its not having been made before. */
final class UserWrites {

  private static final String CREATE_CONDITION = "attribute_not_exists(" + Key.PK + ")";

  private final Table table;
  private final Memberships memberships;
  private final String tenant;
  private final String importId;
  private final Instant now;
  private final Meter meter;

  UserWrites(
      Table table,
      Memberships memberships,
      String tenant,
      String importId,
      Instant now,
      Meter meter) {
    this.table = table;
    this.memberships = memberships;
    this.tenant = tenant;
    this.importId = importId;
    this.now = now;
    this.meter = meter;
  }

  private record Ended(UserWrite write, Written how, Map<String, AttributeValue> item) {}

  /** Writes users and the memberships that go with them. */
  Map<String, Written> write(Collection<UserWrite> writes, boolean again) {
    Map<Key, Map<String, AttributeValue>> before = again ? read(writes) : Map.of();
    List<Ended> ended =
        Callers.each(
            writes,
            write -> {
              Map<String, AttributeValue> item =
                  before.getOrDefault(key(write.username()), Map.of());
              return UserItem.wroteLast(item, importId)
                  ? new Ended(write, Written.BEFORE, item)
                  : write(write);
            });
    List<Memberships.Moves> moves = new ArrayList<>();
    Map<String, Written> results = new HashMap<>();
    for (Ended end : ended) {
      results.put(end.write().username(), end.how());
      if (end.how() == Written.DONE || end.how() == Written.BEFORE) {
        moves.add(moves(end));
      }
    }
    memberships.follow(tenant, moves, meter);
    return results;
  }

  private Map<Key, Map<String, AttributeValue>> read(Collection<UserWrite> writes) {
    return table.get(
        writes.stream().map(write -> key(write.username())).toList(), List.of(), meter);
  }

  private static Memberships.Moves moves(Ended end) {
    UserChange change = end.write().change();
    String username = end.write().username();
    if (end.how() == Written.DONE) {
      return new Memberships.Moves(username, change.join(), change.leave());
    }
    Set<String> groups = new HashSet<>(change.join());
    groups.addAll(change.leave());
    return Memberships.Moves.of(username, end.item(), groups);
  }

  private Ended write(UserWrite write) {
    ConditionalWrite made = write.creates() ? create(write) : update(write);
    return new Ended(write, how(made), made.item());
  }

  private Written how(ConditionalWrite made) {
    return switch (made.outcome()) {
      case DONE -> Written.DONE;
      case TOO_LARGE -> Written.REFUSED;
      case FAILED -> UserItem.wroteLast(made.item(), importId) ? Written.BEFORE : Written.CONFLICT;
    };
  }

  private ConditionalWrite create(UserWrite write) {
    Map<String, AttributeValue> item =
        UserItem.imported(
            key(write.username()), write.change(), passwordHash(write), importId, now);
    return ConditionalWrite.make(
        () ->
            table
                .client()
                .putItem(
                    r ->
                        r.tableName(table.name())
                            .item(item)
                            .conditionExpression(CREATE_CONDITION)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .consumedCapacity(),
        meter);
  }

  private ConditionalWrite update(UserWrite write) {
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
    String hash = passwordHash(write);
    if (!hash.isEmpty()) {
      update
          .setIfAbsent(UserItem.PASSWORD_HASH, Values.text(hash))
          .setIfAbsent(UserItem.PASSWORD_SET_BY, Values.text(PasswordSetBy.IMPORT.name()));
    }
    return update(
        write.username(), update, "attribute_exists(" + Key.PK + ") AND " + notOurs(update));
  }

  /** Sets users inactive that an import may set inactive. */
  Map<String, Written> deactivate(Collection<String> usernames) {
    Map<String, Written> results = new HashMap<>();
    List<String> distinct = usernames.stream().distinct().toList();
    List<Written> ended = Callers.each(distinct, this::deactivate);
    for (int i = 0; i < distinct.size(); i++) {
      results.put(distinct.get(i), ended.get(i));
    }
    return results;
  }

  private Written deactivate(String username) {
    Expression update =
        new Expression().set(UserItem.STATUS, Values.text(User.Status.INACTIVE.name()));
    String deactivatable =
        "%s = %s AND %s = %s AND (attribute_not_exists(%s) OR %s = %s)"
            .formatted(
                update.name(UserItem.STATUS),
                update.value(Values.text(User.Status.ACTIVE.name())),
                update.name(UserItem.ORIGIN),
                update.value(Values.text(Origin.IMPORT.name())),
                update.name(UserItem.PROTECTED),
                update.name(UserItem.PROTECTED),
                update.value(Values.flag(false)));
    return how(update(username, update, deactivatable + " AND " + notOurs(update)));
  }

  private ConditionalWrite update(String username, Expression update, String condition) {
    update
        .set(UserItem.UPDATED_AT, Values.time(now))
        .set(UserItem.LAST_IMPORT, Values.text(importId));
    return ConditionalWrite.make(
        () ->
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(key(username).item())
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

  /** The condition that this import did not write the user yet. */
  private String notOurs(Expression expression) {
    String last = expression.name(UserItem.LAST_IMPORT);
    return "(attribute_not_exists(%s) OR %s <> %s)"
        .formatted(last, last, expression.value(Values.text(importId)));
  }

  private static String passwordHash(UserWrite write) {
    return write.change().password() ? write.passwordHash() : "";
  }

  private Key key(String username) {
    return DirectoryKeys.user(tenant, username);
  }
}
