package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserFilter;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.testkit.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What lists cost whose items are rare, among 20,000 users of 300 bytes. */
class ShardedPageTest {

  private static final int USERS = 20_000;
  private static final String TENANT = "t1";
  private static final UserFilter RARE = new UserFilter("", "rare", "");
  private static final Set<String> MEMBERS = Set.of("user7", "user7777", "user19999");

  private static final AtomicInteger QUERIES = new AtomicInteger();
  private static final DynamoDbClient CLIENT =
      LocalDynamoDb.builder()
          .overrideConfiguration(
              c ->
                  c.addExecutionInterceptor(
                      new ExecutionInterceptor() {
                        @Override
                        public void beforeExecution(
                            Context.BeforeExecution context, ExecutionAttributes attributes) {
                          if (context.request() instanceof QueryRequest) {
                            QUERIES.incrementAndGet();
                          }
                        }
                      }))
          .build();
  private static final String TABLE = LocalDynamoDb.directoryTable(CLIENT);
  private static final DynamoUsers ALL = new DynamoUsers(CLIENT, TABLE);

  @BeforeAll
  static void fill() {
    UserChange change =
        UserChange.NONE
            .with()
            .fields(Map.of("property:text", new UserChange.Text("", "x".repeat(60))))
            .join(Set.of(Group.ROOT))
            .tags(Set.of("all"))
            .build();
    List<Integer> numbers = IntStream.range(0, USERS).boxed().toList();
    Callers.each(Chunks.of(numbers, 25), chunk -> put(chunk, change));
    UserEdit join = UserEdit.ofGroups(Set.of("rare"), Set.of());
    MEMBERS.forEach(name -> ALL.edit(TENANT, name, join, Sample.LATER));
  }

  /** Without conditions, which is fast. */
  private static int put(List<Integer> numbers, UserChange change) {
    List<WriteRequest> puts =
        numbers.stream()
            .map(i -> DirectoryKeys.user(TENANT, "user" + i))
            .map(
                key ->
                    UserItem.imported(
                        key,
                        UserWrite.create(key.sk(), change, ""),
                        "",
                        new Turn("I1", 1),
                        Sample.NOW))
            .map(item -> WriteRequest.builder().putRequest(r -> r.item(item)).build())
            .toList();
    CLIENT.batchWriteItem(r -> r.requestItems(Map.of(TABLE, puts)));
    return puts.size();
  }

  @BeforeEach
  void count() {
    QUERIES.set(0);
  }

  @Test
  void shouldFindAFewAmongManyInOneCall() {
    Page<User> page = ALL.page(TENANT, RARE, 100, "");

    assertThat(page.items())
        .extracting(User::username)
        .containsExactlyInAnyOrderElementsOf(MEMBERS);
    assertThat(page.cursor()).isEmpty();
    // 16 shards of 1,250 users: 100, 400, 1,600 at a time, the later shards in one query.
    assertThat(QUERIES.get()).isLessThanOrEqualTo(24);
  }

  @Test
  void shouldSayThatThereIsNobodyInOneCall() {
    Page<User> page = ALL.page(TENANT, new UserFilter("INACTIVE", "", "all"), 10, "");

    assertThat(page.items()).isEmpty();
    assertThat(page.cursor()).isEmpty();
    assertThat(QUERIES.get()).isLessThanOrEqualTo(24);
  }

  @Test
  void shouldReadNoFurtherThanAPageThatManyFill() {
    Page<User> page = ALL.page(TENANT, new UserFilter("ACTIVE", Group.ROOT, "all"), 100, "");

    assertThat(page.items()).hasSize(100);
    assertThat(page.cursor()).isNotEmpty();
    assertThat(QUERIES.get()).isEqualTo(1);
  }

  @Test
  void shouldGiveAShortPageAndACursorWhenTheTimeIsOver() {
    DynamoUsers hasty = new DynamoUsers(CLIENT, TABLE, new ShardedPage.Bounds(Duration.ZERO, 100));
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int calls = 0;
    do {
      Page<User> page = hasty.page(TENANT, RARE, 100, cursor);
      page.items().forEach(user -> seen.add(user.username()));
      cursor = page.cursor();
      calls++;
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(MEMBERS);
    assertThat(calls).isGreaterThan(16);
    assertThat(QUERIES.get()).isEqualTo(calls);
  }

  @Test
  void shouldListAllOnceInPages() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      Page<User> page = ALL.page(TENANT, UserFilter.ALL, 3_000, cursor);
      page.items().forEach(user -> seen.add(user.username()));
      cursor = page.cursor();
    } while (!cursor.isEmpty());

    assertThat(seen).hasSize(USERS).doesNotHaveDuplicates();
  }

  @Test
  void shouldGiveAShortPageAndACursorWhenTheQueriesAreOver() {
    ShardedPage.Bounds few = new ShardedPage.Bounds(Duration.ofMinutes(1), 3);

    Page<User> page = new DynamoUsers(CLIENT, TABLE, few).page(TENANT, RARE, 100, "");

    assertThat(page.cursor()).isNotEmpty();
    assertThat(QUERIES.get()).isBetween(3, 3 + 16);
  }

  private static String forged(String... position) {
    return new Cursor(TENANT, "users", "", "rare", "", "false").text(position);
  }

  @Test
  void shouldRefuseAForgedCursorBeforeAnyQuery() {
    String name = "user7777";
    int shard = KeyShard.of(name);
    List<String> cursors =
        List.of(
            forged("-2000000000", ""),
            forged("-1", ""),
            forged("16", ""),
            forged("+1", ""),
            forged("01", ""),
            forged("x", ""),
            forged(""),
            forged(),
            forged("1"),
            forged("1", "", ""),
            forged((String) null, ""),
            forged("1", null),
            forged(Integer.toString((shard + 1) % KeyShard.COUNT), name),
            forged("1", "x".repeat(5_000)));

    for (String cursor : cursors) {
      assertThatThrownBy(() -> ALL.page(TENANT, RARE, 10, cursor))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cursor");
    }
    assertThat(QUERIES.get()).isZero();
    assertThat(ALL.page(TENANT, RARE, 10, forged(Integer.toString(shard), name)).items())
        .isNotNull();
  }
}
