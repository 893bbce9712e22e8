package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserFilter;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.RecursiveComparisonAssert;
import org.junit.jupiter.api.Test;

/** What {@link Users} keep, beside the writes of imports, which {@link UserWritesContract} has. */
public abstract class UsersContract {

  private static final String TENANT = "t1";
  private static final Turn FIRST = new Turn("IMPORT-1", 1);

  /** Users, none there yet. */
  protected abstract Users users();

  private List<String> create(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "user" + i).toList();
    users()
        .write(
            TENANT, FIRST, names.stream().map(Sample::creation).toList(), Sample.NOW, new Meter());
    return names;
  }

  @Test
  void shouldGiveBackAUserAsItWasMade() {
    User ada = Sample.fullUser("ada");

    assertThat(users().create(TENANT, ada, "hash")).isTrue();

    assertThatStored("ada").isEqualTo(ada);
    assertThat(users().find(TENANT, "ada").orElseThrow().revision()).isNotEmpty();
    assertThat(users().passwordHash(TENANT, "ada")).contains("hash");
  }

  /** A user but for its revision, which the store gives it. */
  private RecursiveComparisonAssert<?> assertThatStored(String username) {
    return assertThat(users().find(TENANT, username).orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("id", "revision");
  }

  @Test
  void shouldNotMakeAUserTwice() {
    users().create(TENANT, Sample.fullUser("ada"), "hash");

    assertThat(users().create(TENANT, Sample.user("ada"), "")).isFalse();

    assertThatStored("ada").isEqualTo(Sample.fullUser("ada"));
    assertThat(users().passwordHash(TENANT, "ada")).contains("hash");
  }

  @Test
  void shouldMakeAUserOnceWhenManyTryAtOnce() {
    List<Boolean> made =
        Together.run(8, i -> users().create(TENANT, Sample.user("ada"), "hash" + i));

    assertThat(made).containsOnlyOnce(true);
    assertThat(users().passwordHash(TENANT, "ada")).contains("hash" + made.indexOf(true));
  }

  @Test
  void shouldFindMoreThanOneCallTakes() {
    List<String> names = create(250);
    List<String> asked = new ArrayList<>(names);
    asked.addAll(names.subList(0, 10));
    asked.add("nobody");
    Meter meter = new Meter();

    assertThat(users().find(TENANT, asked, meter).keySet())
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(meter.readUnits()).isGreaterThanOrEqualTo(250);
    assertThat(meter.writeUnits()).isZero();
    assertThat(users().existing(TENANT, asked, new Meter()))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void shouldNotStumbleOverWhatCannotBeAUsername() {
    create(1);
    List<String> asked = List.of("", "user0", "x".repeat(4_000), "ü".repeat(65), " ");

    assertThat(users().existing(TENANT, asked, new Meter())).containsExactly("user0");
    assertThat(users().find(TENANT, asked, new Meter())).containsOnlyKeys("user0");
    assertThat(users().find(TENANT, "")).isEmpty();
    assertThat(users().passwordHash(TENANT, "x".repeat(4_000))).isEmpty();
    assertThat(users().delete(TENANT, "")).isFalse();
    assertThat(users().edit(TENANT, "", UserEdit.of(Map.of("email", "x")), Sample.NOW)).isFalse();
  }

  @Test
  void shouldMatchUsernamesExactly() { // SPEC U1
    create(1);

    assertThat(users().existing(TENANT, List.of("User0", "user0 "), new Meter())).isEmpty();
  }

  private List<String> inRange(KeyRange range, Meter meter) {
    try (Stream<User> users = users().inRange(TENANT, range, meter)) {
      return users.map(User::username).toList();
    }
  }

  /** U+1F600 sorts behind U+FF5E by UTF-8 bytes, and before it by Java's own order. */
  private List<String> createOddNames() {
    List<String> names =
        Stream.of(
                "a", "Z", "z", "ä", "ß", "\uFF5E", "\uD83D\uDE00", "\uD83D\uDE00\uFF5E", "日本", "0")
            .flatMap(name -> IntStream.range(0, 20).mapToObj(i -> name + i))
            .toList();
    names.forEach(name -> users().create(TENANT, Sample.user(name), ""));
    return names;
  }

  @Test
  void shouldReadAShardInTheOrderOfTheStore() {
    List<String> names = createOddNames();
    List<String> read = new ArrayList<>();
    Meter meter = new Meter();

    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      List<String> inShard = inRange(KeyRange.of(shard), meter);
      assertThat(inShard).isSortedAccordingTo(KeyShard.ORDER);
      read.addAll(inShard);
    }

    assertThat(read).containsExactlyInAnyOrderElementsOf(names);
    assertThat(meter.readUnits()).isPositive();
  }

  @Test
  void shouldReadRangesWithoutGapOrOverlap() {
    createOddNames();
    List<String> shard = inRange(KeyRange.of(3), new Meter());
    String first = shard.get(4);
    String second = shard.get(shard.size() - 3);

    assertThat(inRange(new KeyRange(3, "", first), new Meter())).isEqualTo(shard.subList(0, 4));
    assertThat(inRange(new KeyRange(3, first, second), new Meter()))
        .isEqualTo(shard.subList(4, shard.size() - 3));
    assertThat(inRange(new KeyRange(3, second, ""), new Meter()))
        .isEqualTo(shard.subList(shard.size() - 3, shard.size()));
    assertThat(inRange(new KeyRange(3, first, first + "\u0001"), new Meter()))
        .containsExactly(first);
    assertThat(inRange(new KeyRange(3, first, first), new Meter())).isEmpty();
    assertThat(inRange(KeyRange.NONE, new Meter())).isEmpty();
  }

  @Test
  void shouldReadARangeBetweenNamesThatNobodyHas() {
    users().create(TENANT, Sample.user("m"), "");
    int shard = KeyShard.of("m");

    assertThat(inRange(new KeyRange(shard, "a", "n"), new Meter())).containsExactly("m");
    assertThat(inRange(new KeyRange(shard, "n", "z"), new Meter())).isEmpty();
    assertThat(inRange(new KeyRange(shard, "m", ""), new Meter())).containsExactly("m");
    assertThat(inRange(new KeyRange(shard, "", "m"), new Meter())).isEmpty();
  }

  @Test
  void shouldEditPartByPart() {
    users().create(TENANT, Sample.fullUser("ada"), "hash");
    UserEdit edit =
        UserEdit.NONE
            .with()
            .fields(
                Map.of(
                    "email", "", "firstName", "Augusta", "status", "ACTIVE", "property:city", ""))
            .isProtected(Optional.of(false))
            .join(Set.of("g2", "both"))
            .leave(Set.of("g1", "both"))
            .tags(Optional.of(Set.of("only")))
            .access(Optional.of(Set.of()))
            .passwordHash(Optional.of("new hash"))
            .build();

    assertThat(users().edit(TENANT, "ada", edit, Sample.LATER)).isTrue();

    User ada = users().find(TENANT, "ada").orElseThrow();
    assertThat(ada.email()).isEmpty();
    assertThat(ada.firstName()).isEqualTo("Augusta");
    assertThat(ada.lastName()).isEqualTo("Lovelace");
    assertThat(ada.status()).isEqualTo(User.Status.ACTIVE);
    assertThat(ada.isProtected()).isFalse();
    assertThat(ada.properties()).isEqualTo(Map.of("Größe", "180"));
    assertThat(ada.groups())
        .containsExactlyInAnyOrder(Group.ROOT, Group.importedId("Math"), "g2", "both");
    assertThat(ada.tags()).containsExactly("only");
    assertThat(ada.access()).isEmpty();
    assertThat(ada.updatedAt()).isEqualTo(Sample.LATER);
    assertThat(ada.createdAt()).isEqualTo(Sample.NOW);
    assertThat(users().passwordHash(TENANT, "ada")).contains("new hash");
    assertThat(members("g1")).isEmpty();
    assertThat(members("g2")).containsExactly("ada");
    assertThat(members("both")).containsExactly("ada");
  }

  @Test
  void shouldSetTheUsersOwnPassword() {
    users().create(TENANT, Sample.user("ada"), "");
    UserEdit edit = UserEdit.NONE.with().passwordHash(Optional.of("own")).build();

    users().edit(TENANT, "ada", edit, Sample.LATER);

    assertThat(users().passwordHash(TENANT, "ada")).contains("own");
    assertThat(users().find(TENANT, "ada").orElseThrow().passwordSetBy())
        .isEqualTo(PasswordSetBy.USER);
  }

  @Test
  void shouldNotEditWhoIsNotThere() {
    assertThat(users().edit(TENANT, "ada", UserEdit.of(Map.of("email", "x")), Sample.NOW))
        .isFalse();
    assertThat(users().edit(TENANT, "ada", UserEdit.ofGroups(Set.of("g1"), Set.of()), Sample.NOW))
        .isFalse();
    assertThat(users().find(TENANT, "ada")).isEmpty();
    assertThat(members("g1")).isEmpty();
  }

  @Test
  void shouldRemoveAUser() {
    users().create(TENANT, Sample.fullUser("ada"), "hash");
    users().create("t2", Sample.fullUser("ada"), "hash");

    assertThat(users().delete(TENANT, "ada")).isTrue();
    assertThat(users().delete(TENANT, "ada")).isFalse();

    assertThat(users().find(TENANT, "ada")).isEmpty();
    assertThat(users().passwordHash(TENANT, "ada")).isEmpty();
    assertThat(members("g1")).isEmpty();
    assertThat(users().find("t2", "ada")).isPresent();
    users().create(TENANT, Sample.user("ada"), "");
    assertThat(members("g1")).isEmpty();
  }

  @Test
  void shouldKeepOddAccessApart() {
    Set<Access> odd =
        Set.of(
            new Access("a", ""),
            new Access("", "a"),
            new Access("a\",\"b", "c"),
            new Access("a", "b\",\"c"),
            new Access("a\\", "b"));
    UserEdit edit = UserEdit.NONE.with().access(Optional.of(odd)).build();
    users().create(TENANT, Sample.user("ada"), "");

    users().edit(TENANT, "ada", edit, Sample.NOW);

    assertThat(users().find(TENANT, "ada").orElseThrow().access()).isEqualTo(odd);
  }

  private List<String> members(String group) {
    return walk(new UserFilter("", group, ""), 10);
  }

  private List<String> walk(UserFilter filter, int limit) {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      Page<User> page = users().page(TENANT, filter, limit, cursor);
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      page.items().forEach(user -> seen.add(user.username()));
      cursor = page.cursor();
      assertThat(++pages).isLessThan(1_000);
    } while (!cursor.isEmpty());
    return seen;
  }

  @Test
  void shouldListEveryUserOnceWhateverThePage() {
    List<String> names = create(120);

    assertThat(walk(UserFilter.ALL, 1)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(walk(UserFilter.ALL, 7)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(walk(UserFilter.ALL, 1_000)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void shouldListOnlyWhomTheFilterAccepts() {
    List<String> names = create(60);
    users().create("t2", Sample.user("stranger"), "");
    users()
        .write(
            TENANT,
            new Turn("IMPORT-2", 2),
            names.subList(0, 10).stream().map(name -> UserWrite.deactivate(name, "")).toList(),
            Sample.NOW,
            new Meter());
    for (String name : names.subList(15, 25)) {
      users().edit(TENANT, name, tags(Set.of("t", "other")), Sample.NOW);
    }
    for (String name : names.subList(5, 20)) {
      users().edit(TENANT, name, UserEdit.ofGroups(Set.of("g1"), Set.of()), Sample.NOW);
    }

    assertThat(walk(new UserFilter("INACTIVE", "", ""), 3))
        .containsExactlyInAnyOrderElementsOf(names.subList(0, 10));
    assertThat(walk(new UserFilter("", "g1", ""), 4))
        .containsExactlyInAnyOrderElementsOf(names.subList(5, 20));
    assertThat(walk(new UserFilter("INACTIVE", "g1", ""), 2))
        .containsExactlyInAnyOrderElementsOf(names.subList(5, 10));
    assertThat(walk(new UserFilter("", "", "t"), 3))
        .containsExactlyInAnyOrderElementsOf(names.subList(15, 25));
    assertThat(walk(new UserFilter("ACTIVE", "g1", "t"), 3))
        .containsExactlyInAnyOrderElementsOf(names.subList(15, 20));
    assertThat(walk(new UserFilter("", "", "", true), 5)).isEmpty();
    users()
        .edit(
            TENANT,
            names.get(30),
            UserEdit.of(Map.of("leavingAt", Sample.LATER.toString(), "status", "ACTIVE")),
            Sample.NOW);
    users()
        .edit(
            TENANT,
            names.get(31),
            UserEdit.of(Map.of("leavingAt", Sample.LATER.toString(), "status", "INACTIVE")),
            Sample.NOW);
    assertThat(walk(new UserFilter("", "", "", true), 5)).containsExactly(names.get(30));
    assertThat(walk(new UserFilter("", "", "none"), 5)).isEmpty();
    assertThat(walk(new UserFilter("NONE", "", ""), 5)).isEmpty();
  }

  private static UserEdit tags(Set<String> tags) {
    return UserEdit.NONE.with().tags(Optional.of(tags)).build();
  }

  @Test
  void shouldKeepTheOrderOfTheListWhateverThePage() {
    create(90);
    UserFilter root = new UserFilter("ACTIVE", Group.ROOT, "");

    assertThat(walk(UserFilter.ALL, 7)).isSortedAccordingTo(KeyShard.SHARDED);
    assertThat(walk(root, 4)).isSortedAccordingTo(KeyShard.SHARDED).hasSize(90);
    assertThat(walk(root, 1_000)).isSortedAccordingTo(KeyShard.SHARDED).hasSize(90);
  }

  @Test
  void shouldRefuseACursorOfAnotherListAndRubbish() {
    create(20);
    users().create("t2", Sample.user("stranger"), "");
    String cursor = users().page(TENANT, UserFilter.ALL, 3, "").cursor();

    assertThat(cursor).isNotEmpty().doesNotContain(TENANT + "#").doesNotContain("user");
    assertThatThrownBy(() -> users().page("t2", UserFilter.ALL, 3, cursor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor");
    assertThatThrownBy(() -> users().page(TENANT, new UserFilter("", Group.ROOT, ""), 3, cursor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor");
    for (String rubbish : List.of("x", "!!", "bm90IGEgY3Vyc29yIGF0IGFsbA", cursor + "A")) {
      assertThatThrownBy(() -> users().page(TENANT, UserFilter.ALL, 3, rubbish))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cursor");
    }
  }
}
