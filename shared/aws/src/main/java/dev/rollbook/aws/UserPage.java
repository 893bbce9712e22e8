package dev.rollbook.aws;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * A page of a tenant's users, in the order of key shards. The store filters; where few users pass,
 * more and more shards are read side by side, a megabyte of each at a time. It may lag behind
 * writes by a second.
 */
final class UserPage {

  /**
   * A call of the API has thirty seconds. A million users are some 500 megabytes: 32 rounds of
   * sixteen, each some 50 ms. What takes longer gives a short page with a cursor to go on from.
   */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Where a filter passes few, reading by single items would be a call for each. */
  private static final int FEWEST = 100;

  private final Table table;
  private final String tenant;
  private final UserFilter filter;
  private final Cursor cursors;

  UserPage(Table table, String tenant, UserFilter filter) {
    this.table = table;
    this.tenant = tenant;
    this.filter = filter;
    this.cursors = new Cursor(tenant, "users", filter.status(), filter.group(), filter.tag());
  }

  /** A shard under way: what was found in it and not handed out, and where reading goes on. */
  private static final class Scan {
    private final int shard;
    private final Deque<Map<String, AttributeValue>> found = new ArrayDeque<>();
    private String after;
    private String handedOut;
    private boolean done;

    Scan(int shard, String after) {
      this.shard = shard;
      this.after = after;
      this.handedOut = after;
    }
  }

  /**
   * A page.
   *
   * @throws IllegalArgumentException if the cursor is not one of this list
   */
  Page<User> page(int limit, String cursor) {
    long started = System.nanoTime();
    List<User> page = new ArrayList<>();
    Deque<Scan> open = new ArrayDeque<>();
    open.add(first(cursor));
    int width = 1;
    while (true) {
      int most = Math.max(limit - page.size(), FEWEST);
      Callers.each(
          open.stream().filter(scan -> !scan.done && scan.found.size() <= most).toList(),
          scan -> read(scan, most));
      while (!open.isEmpty()) {
        Scan scan = open.peek();
        while (!scan.found.isEmpty() && page.size() < limit) {
          Map<String, AttributeValue> item = scan.found.remove();
          scan.handedOut = Values.text(item, Key.SK);
          page.add(UserItem.user(item));
        }
        if (page.size() == limit && !(scan.done && scan.found.isEmpty())) {
          return new Page<>(page, cursor(scan.shard, scan.handedOut));
        }
        if (!scan.done) {
          break;
        }
        open.remove();
        if (open.isEmpty() && scan.shard < KeyShard.COUNT - 1) {
          open.add(new Scan(scan.shard + 1, ""));
          break;
        }
      }
      if (open.isEmpty()) {
        return new Page<>(page, "");
      }
      if (page.size() == limit || System.nanoTime() - started > LONGEST_NANOS) {
        Scan scan = open.peek();
        return new Page<>(page, cursor(scan.shard, scan.handedOut));
      }
      width = Math.min(2 * width, KeyShard.COUNT);
      while (open.size() < width && open.peekLast().shard < KeyShard.COUNT - 1) {
        open.add(new Scan(open.peekLast().shard + 1, ""));
      }
    }
  }

  private Scan first(String cursor) {
    if (cursor.isEmpty()) {
      return new Scan(0, "");
    }
    String[] position = cursors.position(cursor);
    return new Scan(Integer.parseInt(position[0]), position[1]);
  }

  private String cursor(int shard, String after) {
    return cursors.text(Integer.toString(shard), after);
  }

  /** Reads on in a shard; what was looked at without a match need not be looked at again. */
  private Scan read(Scan scan, int most) {
    Expression expression = new Expression();
    String pk = DirectoryKeys.users(tenant, scan.shard);
    String keys = Key.PK + " = " + expression.value(Values.text(pk));
    String matching = matching(expression);
    String from = scan.after;
    QueryResponse response =
        table.query(
            r -> {
              r.keyConditionExpression(keys);
              if (matching.isEmpty()) {
                r.limit(most);
              } else {
                r.filterExpression(matching);
              }
              if (!expression.names().isEmpty()) {
                r.expressionAttributeNames(expression.names());
              }
              r.expressionAttributeValues(expression.values());
              if (!from.isEmpty()) {
                r.exclusiveStartKey(new Key(pk, from).item());
              }
            },
            new Meter());
    if (scan.found.isEmpty() && response.items().isEmpty()) {
      scan.handedOut = Values.text(response.lastEvaluatedKey(), Key.SK);
    }
    scan.found.addAll(response.items());
    scan.after = Values.text(response.lastEvaluatedKey(), Key.SK);
    scan.done = response.lastEvaluatedKey().isEmpty();
    return scan;
  }

  private String matching(Expression expression) {
    List<String> conditions = new ArrayList<>();
    if (!filter.status().isEmpty()) {
      conditions.add(
          expression.name(UserItem.STATUS)
              + " = "
              + expression.value(Values.text(filter.status())));
    }
    if (!filter.group().isEmpty()) {
      conditions.add("attribute_exists(" + expression.name(UserItem.group(filter.group())) + ")");
    }
    if (!filter.tag().isEmpty()) {
      conditions.add(
          "contains("
              + expression.name(UserItem.TAGS)
              + ", "
              + expression.value(Values.text(filter.tag()))
              + ")");
    }
    return String.join(" AND ", conditions);
  }
}
