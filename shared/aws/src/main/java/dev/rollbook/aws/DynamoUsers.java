package dev.rollbook.aws;

import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserFilter;
import dev.rollbook.directory.UserMove;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The users in the directory table. Safe for use by several threads. */
public final class DynamoUsers implements Users {

  private final DynamoTable table;
  private final ShardedPage.Bounds bounds;

  /**
   * Users of a table.
   *
   * @param table the directory table's name
   */
  public DynamoUsers(DynamoDbClient client, String table) {
    this(client, table, ShardedPage.Bounds.DEFAULT);
  }

  /**
   * The same with other bounds.
   *
   * @param bounds of a call for a page
   */
  DynamoUsers(DynamoDbClient client, String table, ShardedPage.Bounds bounds) {
    this.table = new DynamoTable(client, table);
    this.bounds = bounds;
  }

  @Override
  public Map<String, User> find(String tenant, Collection<String> usernames, Meter meter) {
    return table.get(keys(tenant, usernames), List.of(), meter).values().stream()
        .map(UserItem::user)
        .collect(Collectors.toMap(User::username, user -> user));
  }

  @Override
  public Set<String> existing(String tenant, Collection<String> usernames, Meter meter) {
    // One attribute stands for all: a read costs the same, but the answer is small.
    return table.get(keys(tenant, usernames), List.of(UserItem.STATUS), meter).keySet().stream()
        .map(Key::sk)
        .collect(Collectors.toSet());
  }

  private static List<Key> keys(String tenant, Collection<String> usernames) {
    return usernames.stream()
        .filter(DynamoUsers::isPossible)
        .map(username -> DirectoryKeys.user(tenant, username))
        .toList();
  }

  /** A cell that names a supervisor may hold anything; the store refuses a key of any length. */
  private static boolean isPossible(String username) {
    int bytes = username.getBytes(StandardCharsets.UTF_8).length;
    return bytes > 0 && bytes <= Limits.USERNAME_BYTES;
  }

  @Override
  public Map<String, Written> write(
      String tenant, Turn turn, Collection<UserWrite> writes, Instant now, Meter meter) {
    return new UserWrites(table, tenant, turn, now, meter).write(writes);
  }

  @Override
  public Written move(String tenant, long turn, List<UserMove> moves, Instant now, Meter meter) {
    return new UserMoves(table, tenant, turn, now, meter).make(moves);
  }

  /** A range of keys is asked for with both its ends; the one behind it is dropped here. */
  @Override
  public Stream<User> inRange(String tenant, KeyRange range, Meter meter) {
    boolean backwards =
        !range.to().isEmpty() && KeyShard.ORDER.compare(range.from(), range.to()) > 0;
    if (range.isNone() || backwards) {
      return Stream.empty();
    }
    String partition = DirectoryKeys.users(tenant, range.shard());
    PartitionPages pages =
        PartitionPages.between(table, partition, range.from(), range.to(), meter);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED), false)
        .flatMap(List::stream)
        .map(UserItem::user)
        .filter(user -> !user.username().equals(range.to()));
  }

  @Override
  public boolean create(String tenant, User user, String passwordHash) {
    Map<String, AttributeValue> item = UserItem.item(tenant, user, passwordHash);
    ConditionalWrite made =
        ConditionalWrite.make(
            () ->
                table
                    .client()
                    .putItem(
                        r ->
                            r.tableName(table.name())
                                .item(item)
                                .conditionExpression("attribute_not_exists(" + Key.PK + ")"))
                    .consumedCapacity(),
            new Meter());
    return isDone(user.username(), made);
  }

  @Override
  public boolean edit(String tenant, String username, UserEdit edit, Instant now) {
    if (!isPossible(username)) {
      return false;
    }
    Set<String> leave = new HashSet<>(edit.leave());
    leave.removeAll(edit.join());
    Expression update = new Expression();
    edit.fields().forEach((field, value) -> update.text(UserItem.attribute(field), value));
    edit.isProtected().ifPresent(mark -> update.set(UserItem.PROTECTED, Values.flag(mark)));
    edit.join().forEach(id -> update.set(UserItem.group(id), Values.flag(true)));
    leave.forEach(id -> update.remove(UserItem.group(id)));
    edit.tags().ifPresent(tags -> replace(update, UserItem.TAGS, tags, Values::texts));
    edit.access().ifPresent(access -> replace(update, UserItem.ACCESS, access, UserItem::access));
    edit.passwordHash()
        .ifPresent(
            hash ->
                update
                    .remove(UserItem.FORMER_HASH)
                    .set(UserItem.PASSWORD_HASH, Values.text(hash))
                    .set(UserItem.PASSWORD_SET_BY, Values.text(PasswordSetBy.USER.name())));
    update.set(UserItem.UPDATED_AT, Values.time(now)).set(UserItem.EDIT, EditToken.next());
    ConditionalWrite made =
        ConditionalWrite.make(
            () ->
                table
                    .client()
                    .updateItem(
                        r ->
                            r.tableName(table.name())
                                .key(DirectoryKeys.user(tenant, username).item())
                                .updateExpression(update.update())
                                .conditionExpression("attribute_exists(" + Key.PK + ")")
                                .expressionAttributeNames(update.names())
                                .expressionAttributeValues(update.values()))
                    .consumedCapacity(),
            new Meter());
    return isDone(username, made);
  }

  private static <T> void replace(
      Expression update, String attribute, Set<T> values, Function<Set<T>, AttributeValue> set) {
    if (values.isEmpty()) {
      update.remove(attribute);
    } else {
      update.set(attribute, set.apply(values));
    }
  }

  private static boolean isDone(String username, ConditionalWrite made) {
    return switch (made.outcome()) {
      case FAILED -> false;
      case TOO_LARGE ->
          throw new IllegalArgumentException(
              "the user \"%s\" would be larger than the 400 KB a user may have; shorten its properties"
                  .formatted(username));
      case DONE -> true;
    };
  }

  @Override
  public boolean delete(String tenant, String username) {
    if (!isPossible(username)) {
      return false;
    }
    var response =
        table
            .client()
            .deleteItem(
                r ->
                    r.tableName(table.name())
                        .key(DirectoryKeys.user(tenant, username).item())
                        .returnValues(ReturnValue.ALL_OLD));
    return response.hasAttributes();
  }

  @Override
  public Optional<String> passwordHash(String tenant, String username) {
    List<Key> keys = keys(tenant, List.of(username));
    return table.get(keys, List.of(UserItem.PASSWORD_HASH), new Meter()).values().stream()
        .map(item -> Values.text(item, UserItem.PASSWORD_HASH))
        .filter(hash -> !hash.isEmpty())
        .findFirst();
  }

  @Override
  public Page<User> page(String tenant, UserFilter filter, int limit, String cursor) {
    Page<Map<String, AttributeValue>> page =
        new ShardedPage(
                table,
                shard -> DirectoryKeys.users(tenant, shard),
                new Cursor(
                    tenant,
                    "users",
                    filter.status(),
                    filter.group(),
                    filter.tag(),
                    Boolean.toString(filter.leaving())),
                bounds)
            .page(limit, cursor, words -> condition(filter, words));
    return new Page<>(page.items().stream().map(UserItem::user).toList(), page.cursor());
  }

  private static String condition(UserFilter filter, Expression words) {
    List<String> conditions = new ArrayList<>();
    if (!filter.status().isEmpty()) {
      conditions.add(words.is(UserItem.STATUS, Values.text(filter.status())));
    }
    if (!filter.group().isEmpty()) {
      conditions.add("attribute_exists(" + words.name(UserItem.group(filter.group())) + ")");
    }
    if (!filter.tag().isEmpty()) {
      conditions.add(
          "contains(%s, %s)"
              .formatted(words.name(UserItem.TAGS), words.value(Values.text(filter.tag()))));
    }
    if (filter.leaving()) {
      conditions.add(words.is(UserItem.STATUS, Values.text(User.Status.ACTIVE.name())));
      conditions.add("attribute_exists(" + words.name(UserItem.LEAVING_AT) + ")");
    }
    return String.join(" AND ", conditions);
  }
}
