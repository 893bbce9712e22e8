package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserMove;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link Users#move} keeps (SPEC U14). Each test has a tenant of its own. */
public abstract class UserMovesContract {

  private static final String TENANT = "t1";
  private static final long TURN = 7;

  /** Users, none there yet. */
  protected abstract Users users();

  private void create(String... usernames) {
    Stream.of(usernames)
        .forEach(name -> users().create(TENANT, Sample.fullUser(name), "hash of " + name));
  }

  private User user(String username) {
    return users().find(TENANT, username).orElseThrow();
  }

  private UserMove to(String from, String to) {
    return new UserMove(user(from).id(), from, to, user(from).revision(), from, Map.of());
  }

  private Written move(long turn, UserMove... moves) {
    return users().move(TENANT, turn, List.of(moves), Sample.LATER, new Meter());
  }

  private String hash(String username) {
    return users().passwordHash(TENANT, username).orElse("");
  }

  @Test
  void shouldTakeAllThatAUserHasToItsNewName() {
    create("ada");
    User before = user("ada");

    assertThat(move(TURN, to("ada", "ada.l"))).isEqualTo(Written.DONE);

    assertThat(users().find(TENANT, "ada")).isEmpty();
    assertThat(user("ada.l"))
        .usingRecursiveComparison()
        .ignoringFields("username", "formerUsername", "renamedFrom", "updatedAt", "revision")
        .isEqualTo(before);
    assertThat(user("ada.l").username()).isEqualTo("ada.l");
    assertThat(user("ada.l").formerUsername()).isEqualTo("ada");
    assertThat(user("ada.l").updatedAt()).isEqualTo(Sample.LATER);
    assertThat(user("ada.l").revision()).isNotEqualTo(before.revision());
    assertThat(hash("ada.l")).isEqualTo("hash of ada");
  }

  @Test
  void shouldKeepTheIdOfAUserHoweverOftenItMoves() {
    create("ada");
    String id = user("ada").id();
    move(TURN, to("ada", "b"));
    move(TURN + 1, to("b", "c"));
    create("ada");

    assertThat(user("c").id()).isEqualTo(id);
    assertThat(user("c").formerUsername()).isEqualTo("b");
    assertThat(users().inRange(TENANT, KeyRange.of(KeyShard.of("c")), new Meter()).map(User::id))
        .contains(id);
  }

  @Test
  void shouldSwapNames() {
    create("a", "b");
    String idOfA = user("a").id();

    assertThat(move(TURN, to("a", "b"), to("b", "a"))).isEqualTo(Written.DONE);

    assertThat(user("b").id()).isEqualTo(idOfA);
    assertThat(hash("b")).isEqualTo("hash of a");
    assertThat(hash("a")).isEqualTo("hash of b");
    assertThat(user("a").formerUsername()).isEqualTo("b");
  }

  @Test
  void shouldMoveARowOfUsersInAnyOrder() {
    create("a", "b", "c");

    assertThat(move(TURN, to("a", "b"), to("c", "d"), to("b", "c"))).isEqualTo(Written.DONE);

    assertThat(users().find(TENANT, "a")).isEmpty();
    assertThat(hash("b")).isEqualTo("hash of a");
    assertThat(hash("c")).isEqualTo("hash of b");
    assertThat(hash("d")).isEqualTo("hash of c");
  }

  @Test
  void shouldMoveAsManyAsItPromises() {
    String[] names =
        IntStream.range(0, UserMove.MOST).mapToObj(i -> "user" + i).toArray(String[]::new);
    create(names);
    List<UserMove> moves = new ArrayList<>();
    for (String name : names) {
      moves.add(to(name, "new." + name));
    }
    Meter meter = new Meter();

    assertThat(users().move(TENANT, TURN, moves, Sample.LATER, meter)).isEqualTo(Written.DONE);

    assertThat(users().existing(TENANT, List.of(names), new Meter())).isEmpty();
    assertThat(hash("new.user3")).isEqualTo("hash of user3");
    // The service charges two units for each item put or deleted; its emulator tells of two in all.
    assertThat(meter.writeUnits()).isGreaterThanOrEqualTo(2.0);
  }

  @Test
  void shouldMoveNobodyToANameThatIsSomebodys() {
    create("a", "b", "c");
    UserMove[] moves = {to("a", "d"), to("b", "c")};

    assertThat(move(TURN, moves)).isEqualTo(Written.CONFLICT);

    assertThat(hash("a")).isEqualTo("hash of a");
    assertThat(users().find(TENANT, "d")).isEmpty();
    assertThat(hash("c")).isEqualTo("hash of c");
  }

  @Test
  void shouldMoveNobodyWhoIsNotThereOrNotAsPlanned() {
    create("a", "b");
    UserMove planned = to("a", "c");
    users().edit(TENANT, "a", UserEdit.of(Map.of("email", "x@y.z")), Sample.NOW);

    assertThat(move(TURN, planned)).isEqualTo(Written.CONFLICT);
    assertThat(move(TURN, to("b", "d"), new UserMove("", "nobody", "e", "", "", Map.of())))
        .isEqualTo(Written.CONFLICT);

    assertThat(hash("a")).isEqualTo("hash of a");
    assertThat(hash("b")).isEqualTo("hash of b");
  }

  @Test
  void shouldMoveNobodyTwice() {
    create("a");
    UserMove planned = to("a", "b");
    move(TURN, planned);

    assertThat(move(TURN, planned)).isEqualTo(Written.CONFLICT);
    assertThat(hash("b")).isEqualTo("hash of a");
  }

  @Test
  void shouldMoveNobodyWhomALaterTurnWrote() { // SPEC A6
    users()
        .write(
            TENANT,
            new Turn("I", TURN + 1),
            List.of(Sample.creation("a")),
            Sample.NOW,
            new Meter());

    assertThat(move(TURN, to("a", "b"))).isEqualTo(Written.CONFLICT);
    assertThat(move(TURN + 1, to("a", "b"))).isEqualTo(Written.DONE);
  }

  @Test
  void shouldLetTheNextTurnWriteAUserThatMoved() {
    users().write(TENANT, new Turn("I", 1), List.of(Sample.creation("a")), Sample.NOW, new Meter());
    move(TURN, to("a", "b"));

    assertThat(user("b").lastImportId()).isEqualTo("I");
    assertThat(
            users()
                .write(
                    TENANT,
                    new Turn("J", TURN + 1),
                    List.of(Sample.update("b", Sample.texts(Map.of("email", "x@y.z")))),
                    Sample.LATER,
                    new Meter()))
        .containsEntry("b", Written.DONE);
    assertThat(user("b").formerUsername()).isEqualTo("a");
  }

  @Test
  void shouldRememberTheFirstNameOfAUserThatMovesTwiceInATurn() {
    create("a");
    move(TURN, to("a", "b"));
    move(TURN, to("b", "c"));

    assertThat(user("c").formerUsername()).isEqualTo("a");
  }

  @Test
  void shouldRememberWhatTheUserWasRenamedFromByTheRenameThatStands() {
    create("a");
    move(TURN, to("a", "b"));
    assertThat(user("b").renamedFrom()).isEqualTo("a");

    move(TURN + 1, new UserMove(user("b").id(), "b", "a", user("b").revision(), "", Map.of()));
    assertThat(user("a").renamedFrom()).isEmpty();
    assertThat(user("a").formerUsername()).isEqualTo("b");

    move(TURN + 2, to("a", "c"));
    assertThat(user("c").renamedFrom()).isEqualTo("a");
  }

  @Test
  void shouldChangeTextsAlong() {
    create("a");

    move(
        TURN,
        new UserMove(
            user("a").id(),
            "a",
            "b",
            user("a").revision(),
            "a",
            Map.of("supervisor", "new", "secondSupervisor", "")));

    assertThat(user("b").supervisor()).isEqualTo("new");
    assertThat(user("b").secondSupervisor()).isEmpty();
    assertThat(user("b").email()).isEqualTo("ada@example.org");
  }

  @Test
  void shouldMoveNobodyWhoOnlyHasTheName() {
    create("a");
    UserMove planned = to("a", "b");

    assertThat(move(TURN, new UserMove("of another", "a", "b", planned.revision(), "a", Map.of())))
        .isEqualTo(Written.CONFLICT);
    assertThat(hash("a")).isEqualTo("hash of a");
  }
}
