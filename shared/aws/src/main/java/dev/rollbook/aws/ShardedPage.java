package dev.rollbook.aws;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * A page of a list that is spread over the key shards: in the order of the shards, then of their
 * keys. It is read in rounds, each of which reads on in more shards and more of each, until the
 * page is full: a page of a list that few items are on costs hardly more rounds than the largest
 * shard has megabytes, and one that many are on no more than a query or two. Reads may lag behind
 * writes by a second, which halves their price.
 */
final class ShardedPage {

  /**
   * How long a call reads on, unless the page is full before. A million users of a kilobyte are
   * 1,000 queries, 16 at a time at some 40 ms each: 3 s. The gateway waits 30 s.
   */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Queries a call makes, unless the page is full before: twice those of a million users of a
   * kilobyte. A round more may be under way, of one query in each shard.
   */
  static final int MOST_QUERIES = 2_000;

  /** Items of the first query in a shard at least; an item of a kilobyte each, a tenth of a MB. */
  private static final int FEWEST = 100;

  /** By how much a query in a round reads further than one in the round before. */
  private static final int GROWTH = 4;

  /** More than a query gives, which ends at a megabyte. */
  private static final int NO_LIMIT = 100_000;

  private final DynamoTable table;
  private final IntFunction<String> partition;
  private final Cursor cursors;
  private final Bounds bounds;

  /**
   * How far a call reads on for a page that is not full.
   *
   * @param patience for how long
   * @param queries how many, and a round more
   */
  record Bounds(Duration patience, int queries) {
    /** What a call has that a person waits for. */
    static final Bounds DEFAULT = new Bounds(PATIENCE, MOST_QUERIES);
  }

  /**
   * A list.
   *
   * @param partition its partition in a shard; its sort keys are spread by {@link KeyShard#of}
   * @param cursors of the list
   * @param bounds of a call
   */
  ShardedPage(DynamoTable table, IntFunction<String> partition, Cursor cursors, Bounds bounds) {
    this.table = table;
    this.partition = partition;
    this.cursors = cursors;
    this.bounds = bounds;
  }

  /** Which items are on the list; gives the text of a filter, empty for all. */
  interface Filter extends Function<Expression, String> {}

  /**
   * A page.
   *
   * @throws IllegalArgumentException if the cursor is not one of this list
   */
  Page<Map<String, AttributeValue>> page(int limit, String cursor, Filter filter) {
    Deque<Part> parts = new ArrayDeque<>(parts(cursor, filter));
    List<Map<String, AttributeValue>> page = new ArrayList<>();
    long deadline = System.nanoTime() + bounds.patience().toNanos();
    int width = 1;
    int most = Math.max(limit, FEWEST);
    int queries = 0;
    do {
      queries += readOn(parts, width, limit, most);
      width = Math.min(KeyShard.COUNT, width * 2);
      most = Math.min(NO_LIMIT, most * GROWTH);
      while (!parts.isEmpty() && page.size() < limit && parts.peek().gives(page, limit)) {
        parts.remove();
      }
    } while (!parts.isEmpty()
        && page.size() < limit
        && queries < bounds.queries()
        && System.nanoTime() - deadline < 0);
    return new Page<>(page, parts.isEmpty() ? "" : parts.peek().cursor());
  }

  /** What is left of the list behind a cursor, shard by shard. */
  private List<Part> parts(String cursor, Filter filter) {
    int first = 0;
    String after = "";
    if (!cursor.isEmpty()) {
      List<String> position = cursors.position(cursor, 2);
      first = shard(position.get(0));
      after = position.get(1);
      if (!after.isEmpty() && !isKeyOf(first, after)) {
        throw Cursor.foreign(); // the service would fail a query that begins there
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int shard = first; shard < KeyShard.COUNT; shard++) {
      parts.add(new Part(shard, shard == first ? after : "", filter));
    }
    return parts;
  }

  private static int shard(String text) {
    return IntStream.range(0, KeyShard.COUNT)
        .filter(shard -> Integer.toString(shard).equals(text))
        .findAny()
        .orElseThrow(Cursor::foreign);
  }

  private boolean isKeyOf(int shard, String sortKey) {
    return KeyShard.of(sortKey) == shard && new Key(partition.apply(shard), sortKey).isPossible();
  }

  /**
   * Reads on in the first of the shards that are not read far enough, side by side; gives how many
   * queries that took.
   */
  private static int readOn(Deque<Part> parts, int width, int limit, int most) {
    List<Part> open = parts.stream().filter(part -> !part.isEnough(limit)).limit(width).toList();
    Callers.each(open, part -> part.readOn(most));
    return open.size();
  }

  /** The list in one shard, read as far as it is wanted. */
  private final class Part {
    private final int shard;
    private final Filter filter;
    private final Deque<Map<String, AttributeValue>> read = new ArrayDeque<>();

    /** The last key that is read. */
    private String readTo;

    /** The last key that is on the page, or behind which nothing of it is left to give. */
    private String given;

    private boolean ended;

    Part(int shard, String after, Filter filter) {
      this.shard = shard;
      this.filter = filter;
      this.readTo = after;
      this.given = after;
    }

    boolean isEnough(int limit) {
      return ended || read.size() >= limit;
    }

    /** Moves items to the page; whether the shard has no more to give. */
    boolean gives(List<Map<String, AttributeValue>> page, int limit) {
      while (!read.isEmpty() && page.size() < limit) {
        Map<String, AttributeValue> item = read.remove();
        page.add(item);
        given = Values.text(item, Key.SK);
      }
      if (read.isEmpty()) {
        given = readTo;
      }
      return ended && read.isEmpty();
    }

    String cursor() {
      return cursors.text(Integer.toString(shard), given);
    }

    /** One query; gives how many items it found, which nobody needs. */
    int readOn(int most) {
      Expression expression = new Expression();
      String pk = partition.apply(shard);
      String keys = Key.PK + " = " + expression.value(Values.text(pk));
      String accepted = filter.apply(expression);
      QueryResponse response =
          table.query(
              r -> {
                r.keyConditionExpression(keys)
                    .expressionAttributeValues(expression.values())
                    .limit(most);
                if (!accepted.isEmpty()) {
                  r.filterExpression(accepted);
                }
                if (!expression.names().isEmpty()) {
                  r.expressionAttributeNames(expression.names());
                }
                if (!readTo.isEmpty()) {
                  r.exclusiveStartKey(new Key(pk, readTo).item());
                }
              },
              new Meter());
      read.addAll(response.items());
      ended = response.lastEvaluatedKey().isEmpty();
      if (!ended) {
        readTo = Values.text(response.lastEvaluatedKey(), Key.SK);
      }
      return response.count();
    }
  }
}
