package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link Users#write} keeps. Each test has a tenant of its own. */
public abstract class UserWritesContract {

  private static final String TENANT = "t1";
  private static final Turn FIRST = new Turn("IMPORT-1", 1);
  private static final Turn NEXT = new Turn("IMPORT-2", 2);

  /** Users, none there yet. */
  protected abstract Users users();

  private Map<String, Written> write(Turn turn, UserWrite... writes) {
    return users().write(TENANT, turn, List.of(writes), Sample.NOW, new Meter());
  }

  private User user(String username) {
    return users().find(TENANT, username).orElseThrow();
  }

  private static UserEdit protection(boolean mark) {
    return UserEdit.NONE.with().isProtected(Optional.of(mark)).build();
  }

  private static UserEdit password(String hash) {
    return UserEdit.NONE.with().passwordHash(Optional.of(hash)).build();
  }

  @Test
  void shouldCreateAUserWithAllItsParts() {
    UserChange change =
        UserChange.NONE
            .with()
            .fields(
                Map.of(
                    "email", new UserChange.Text("", "ada@example.org"),
                    "phone", new UserChange.Text("", ""),
                    "property:Größe", new UserChange.Text("", "180")))
            .join(Set.of(Group.ROOT, "g1"))
            .tags(Set.of("a", "b"))
            .access(List.of(new Access("p", "o")))
            .password(true)
            .build();

    assertThat(write(FIRST, UserWrite.create("ada", change, "hash")))
        .containsExactly(Map.entry("ada", Written.DONE));

    User ada = user("ada");
    assertThat(ada.email()).isEqualTo("ada@example.org");
    assertThat(ada.phone()).isEmpty();
    assertThat(ada.properties()).containsExactly(Map.entry("Größe", "180"));
    assertThat(ada.groups()).containsExactlyInAnyOrder(Group.ROOT, "g1");
    assertThat(ada.tags()).containsExactlyInAnyOrder("a", "b");
    assertThat(ada.access()).containsExactly(new Access("p", "o"));
    assertThat(ada.status()).isEqualTo(User.Status.ACTIVE);
    assertThat(ada.origin()).isEqualTo(Origin.IMPORT);
    assertThat(ada.isProtected()).isFalse();
    assertThat(ada.passwordSetBy()).isEqualTo(PasswordSetBy.IMPORT);
    assertThat(ada.createdAt()).isEqualTo(Sample.NOW);
    assertThat(ada.updatedAt()).isEqualTo(Sample.NOW);
    assertThat(ada.lastImportId()).isEqualTo(FIRST.importId());
    assertThat(users().passwordHash(TENANT, "ada")).contains("hash");
  }

  @Test
  void shouldTakeBackAndGiveAgainWhatAChangeGave() { // SPEC S11
    write(FIRST, Sample.creation("ada"));
    UserChange change =
        UserChange.NONE
            .with()
            .fields(Map.of("email", new UserChange.Text("", "ada@example.org")))
            .join(Set.of("g1"))
            .leave(Set.of(Group.ROOT))
            .tags(Set.of("a", "b"))
            .access(List.of(new Access("p", "o")))
            .password(true)
            .build();
    User before = user("ada");
    write(NEXT, UserWrite.update("ada", change, "hash").ofBatch(3));
    User changed = user("ada");
    UserChange inverse = change.inverse();

    UserWrite undo = UserWrite.update("ada", inverse, "").ifStill(changed.revision()).ofBatch(0);
    assertThat(write(new Turn("IMPORT-3", 3), undo)).containsEntry("ada", Written.DONE);

    assertThat(user("ada"))
        .usingRecursiveComparison()
        .ignoringFields("revision", "lastImportId", "updatedAt")
        .isEqualTo(before);
    assertThat(users().passwordHash(TENANT, "ada")).isEmpty();
    assertThat(write(new Turn("IMPORT-4", 4), undo)).containsEntry("ada", Written.CONFLICT);

    UserWrite redo = UserWrite.update("ada", inverse.inverse(), "").ofBatch(1);
    write(new Turn("IMPORT-5", 5), redo);

    assertThat(user("ada"))
        .usingRecursiveComparison()
        .ignoringFields("revision", "lastImportId", "updatedAt")
        .isEqualTo(changed);
    assertThat(users().passwordHash(TENANT, "ada")).contains("hash");
  }

  @Test
  void shouldPointToTheBatchThatWroteTheUserLast() {
    write(FIRST, Sample.creation("ada").ofBatch(7));
    assertThat(Revision.parse(user("ada").revision()).batch()).isEqualTo(7);

    write(NEXT, Sample.update("ada", Sample.texts(Map.of("phone", "1"))).ofBatch(0));
    users().edit(TENANT, "ada", UserEdit.of(Map.of("phone", "2")), Sample.NOW);
    assertThat(Revision.parse(user("ada").revision()).batch()).isZero();

    write(new Turn("IMPORT-2", 3), Sample.update("ada", Sample.moves(Set.of("g"), Set.of())));
    assertThat(Revision.parse(user("ada").revision()).batch()).isZero();
  }

  @Test
  void shouldWriteEachUserOnceInATurn() { // SPEC A6
    write(FIRST, Sample.creation("ada"));
    users().edit(TENANT, "ada", UserEdit.of(Map.of("email", "by@hand")), Sample.NOW);
    UserWrite update = Sample.update("ada", Sample.texts(Map.of("email", "by@import")));

    assertThat(write(FIRST, Sample.creation("ada"), Sample.creation("bob")))
        .containsOnly(Map.entry("ada", Written.BEFORE), Map.entry("bob", Written.DONE));
    assertThat(write(FIRST, update)).containsEntry("ada", Written.BEFORE);

    assertThat(user("ada").email()).isEqualTo("by@hand");
    assertThat(user("ada").updatedAt()).isEqualTo(Sample.NOW);
  }

  @Test
  void shouldNotOverwriteALaterTurn() { // SPEC A6
    write(NEXT, Sample.creation("ada"), Sample.creation("bob"));
    write(new Turn("IMPORT-3", 3), Sample.update("bob", Sample.texts(Map.of("phone", "3"))));
    User ada = user("ada");
    User bob = user("bob");

    UserWrite late = Sample.update("ada", Sample.texts(Map.of("phone", "late")));
    assertThat(write(FIRST, late, Sample.creation("bob")))
        .containsOnly(Map.entry("ada", Written.CONFLICT), Map.entry("bob", Written.CONFLICT));
    assertThat(write(FIRST, UserWrite.deactivate("ada", ""), UserWrite.deactivate("bob", "")))
        .containsOnly(Map.entry("ada", Written.CONFLICT), Map.entry("bob", Written.CONFLICT));
    assertThat(write(NEXT, Sample.update("bob", Sample.texts(Map.of("phone", "2")))))
        .containsEntry("bob", Written.CONFLICT);

    assertThat(user("ada")).isEqualTo(ada);
    assertThat(user("bob")).isEqualTo(bob);
  }

  @Test
  void shouldFenceEveryKindOfChange() { // SPEC A6
    write(NEXT, Sample.creation("ada"));
    User ada = user("ada");
    List<UserWrite> late =
        List.of(
            Sample.update("ada", Sample.texts(Map.of("phone", "late"))),
            Sample.update("ada", Sample.moves(Set.of("late"), Set.of(Group.ROOT))),
            Sample.update("ada", UserChange.NONE.with().tags(Set.of("late")).build()),
            Sample.update(
                "ada", UserChange.NONE.with().access(List.of(new Access("late", "late"))).build()),
            UserWrite.update("ada", Sample.password(), "late"));

    late.forEach(
        write -> {
          assertThat(write(FIRST, write)).containsEntry("ada", Written.CONFLICT);
          assertThat(write(NEXT, write)).containsEntry("ada", Written.BEFORE);
          assertThat(
                  write(
                      new Turn("IMPORT-3", 3),
                      new UserWrite(
                          "ada", write.kind(), write.change(), write.passwordHash(), "stale")))
              .containsEntry("ada", Written.CONFLICT);
        });

    assertThat(user("ada")).isEqualTo(ada);
    assertThat(users().passwordHash(TENANT, "ada")).isEmpty();
  }

  @Test
  void shouldKeepPropertiesOfAnyName() {
    Map<String, String> odd = new TreeMap<>();
    for (String name :
        List.of("a\"b", "a'b", "a\\b", "?", "a b", "\t", "#1", ":x", "größe", "{}")) {
      odd.put("property:" + name, "of " + name);
    }
    Map<String, String> none = new TreeMap<>(odd);
    none.replaceAll((name, value) -> "");
    write(FIRST, UserWrite.create("ada", Sample.texts(odd), ""));
    odd.forEach((name, value) -> write(FIRST, UserWrite.create(name, Sample.texts(Map.of()), "")));
    assertThat(user("ada").properties()).hasSize(odd.size()).containsEntry("a\"b", "of a\"b");

    odd.forEach(
        (name, value) -> write(NEXT, Sample.update(name, Sample.texts(Map.of(name, value)))));
    write(NEXT, Sample.update("ada", Sample.texts(none)));

    odd.forEach(
        (name, value) -> assertThat(user(name).properties().values()).containsExactly(value));
    assertThat(user("ada").properties()).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherWritersTurnOfTheSameNumberForItsOwn() {
    write(FIRST, Sample.creation("ada"));

    assertThat(write(new Turn("IMPORT-2", 1), Sample.update("ada", Sample.texts(Map.of()))))
        .containsEntry("ada", Written.CONFLICT);
  }

  @Test
  void shouldLetOneImportWriteAgainInALaterTurn() { // SPEC D6: an approval takes a turn of its own
    write(FIRST, Sample.creation("ada"));
    Turn approval = new Turn(FIRST.importId(), 2);

    assertThat(write(approval, UserWrite.deactivate("ada", user("ada").revision())))
        .containsEntry("ada", Written.DONE);
    assertThat(write(approval, UserWrite.deactivate("ada", "any")))
        .containsEntry("ada", Written.BEFORE);
  }

  @Test
  void shouldChangeTheRevisionWithEachWrite() {
    List<String> revisions = new ArrayList<>();
    users().create(TENANT, Sample.user("ada"), "");
    revisions.add(user("ada").revision());
    write(FIRST, Sample.update("ada", Sample.texts(Map.of("phone", "1"))));
    revisions.add(user("ada").revision());
    users().edit(TENANT, "ada", UserEdit.of(Map.of("phone", "2")), Sample.NOW);
    revisions.add(user("ada").revision());
    users().edit(TENANT, "ada", UserEdit.of(Map.of("phone", "2")), Sample.NOW);
    revisions.add(user("ada").revision());
    write(NEXT, Sample.update("ada", Sample.texts(Map.of("phone", "3"))));
    revisions.add(user("ada").revision());

    assertThat(revisions).doesNotHaveDuplicates().doesNotContain("");
    assertThat(user("ada").revision())
        .isEqualTo(revisions.get(4)); // SPEC A7: a read writes nothing
  }

  @Test
  void shouldLeaveAUserThatChangedSince() { // SPEC D6
    users().create(TENANT, Sample.user("ada"), "");
    users().create(TENANT, Sample.user("bob"), "");
    write(FIRST, Sample.creation("eve"), Sample.creation("kim"));
    Map<String, User> seen = users().find(TENANT, List.of("ada", "bob", "eve", "kim"), new Meter());
    users().edit(TENANT, "ada", UserEdit.of(Map.of("phone", "1")), Sample.NOW);
    users().edit(TENANT, "eve", UserEdit.of(Map.of("phone", "1")), Sample.NOW);

    assertThat(
            write(
                NEXT,
                seen.values().stream()
                    .map(user -> UserWrite.deactivate(user.username(), user.revision()))
                    .toArray(UserWrite[]::new)))
        .containsOnly(
            Map.entry("ada", Written.CONFLICT),
            Map.entry("bob", Written.DONE),
            Map.entry("eve", Written.CONFLICT),
            Map.entry("kim", Written.DONE));
  }

  @Test
  void shouldChangeAUserOnlyAtTheRevisionThatWasAskedFor() {
    users().create(TENANT, Sample.user("ada"), "");
    UserChange change = Sample.texts(Map.of("phone", "1"));
    UserWrite stale = new UserWrite("ada", UserWrite.Kind.UPDATE, change, "", "another");
    UserWrite fresh =
        new UserWrite("ada", UserWrite.Kind.UPDATE, change, "", user("ada").revision());

    assertThat(write(FIRST, stale)).containsEntry("ada", Written.CONFLICT);
    assertThat(write(FIRST, fresh)).containsEntry("ada", Written.DONE);
    assertThat(write(FIRST, fresh)).containsEntry("ada", Written.BEFORE);
  }

  @Test
  void shouldWriteTheOthersOfMany() {
    List<String> names = IntStream.range(0, 60).mapToObj(i -> "user" + i).toList();
    users().create(TENANT, Sample.user("user7"), "");
    write(FIRST, Sample.creation("user20"), Sample.creation("user41"));
    List<UserWrite> writes = new ArrayList<>();
    names.forEach(
        name ->
            writes.add(
                name.equals("user41") || name.equals("user50")
                    ? Sample.update(name, Sample.texts(Map.of("phone", "1")))
                    : Sample.creation(name)));
    Meter meter = new Meter();

    Map<String, Written> ended = users().write(TENANT, FIRST, writes, Sample.NOW, meter);

    assertThat(ended).containsOnlyKeys(names);
    Map<String, Written> odd = new TreeMap<>(ended);
    odd.values().removeIf(how -> how == Written.DONE);
    assertThat(odd)
        .containsOnly(
            Map.entry("user7", Written.CONFLICT),
            Map.entry("user20", Written.BEFORE),
            Map.entry("user41", Written.BEFORE),
            Map.entry("user50", Written.CONFLICT));
    assertThat(users().existing(TENANT, names, new Meter())).hasSize(59);
    assertThat(meter.writeUnits()).isEqualTo(60); // a failed condition costs one, too
  }

  @Test
  void shouldWriteOnceWhenTwoTryAtOnce() {
    List<String> names = IntStream.range(0, 30).mapToObj(i -> "user" + i).toList();
    UserWrite[] writes = names.stream().map(Sample::creation).toArray(UserWrite[]::new);

    List<Map<String, Written>> tries = Together.run(2, i -> write(FIRST, writes));

    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(List.of(tries.get(0).get(name), tries.get(1).get(name)))
                    .containsExactlyInAnyOrder(Written.DONE, Written.BEFORE));
    assertThat(users().existing(TENANT, names, new Meter())).hasSize(30);
  }

  @Test
  void shouldTellAUserThatCameMeanwhile() {
    users().create(TENANT, Sample.user("ada"), "");

    assertThat(write(FIRST, Sample.creation("ada"))).containsEntry("ada", Written.CONFLICT);
    assertThat(user("ada").lastImportId()).isEmpty();
  }

  @Test
  void shouldTellAUserThatWentMeanwhile() {
    UserWrite update = Sample.update("ada", Sample.moves(Set.of("g1"), Set.of()));

    assertThat(write(FIRST, update)).containsEntry("ada", Written.CONFLICT);
    assertThat(write(FIRST, UserWrite.deactivate("ada", "")))
        .containsEntry("ada", Written.CONFLICT);
    assertThat(users().find(TENANT, "ada")).isEmpty();
  }

  @Test
  void shouldChangeOnlyWhatTheChangeNames() {
    User before = Sample.fullUser("ada");
    users().create(TENANT, before, "hash");

    write(FIRST, Sample.update("ada", Sample.texts(Map.of("phone", "", "property:city", "Bath"))));

    assertThat(user("ada"))
        .usingRecursiveComparison()
        .ignoringFields("id", "phone", "properties", "updatedAt", "lastImportId", "revision")
        .isEqualTo(before);
    assertThat(user("ada").phone()).isEmpty();
    assertThat(user("ada").properties()).isEqualTo(Map.of("Größe", "180", "city", "Bath"));
    assertThat(user("ada").updatedAt()).isEqualTo(Sample.NOW);
    assertThat(user("ada").lastImportId()).isEqualTo(FIRST.importId());
    assertThat(users().passwordHash(TENANT, "ada")).contains("hash");
  }

  @Test
  void shouldChangeListsMarksAndTheDayOfLeaving() {
    users().create(TENANT, Sample.fullUser("ada"), "");
    users().create(TENANT, Sample.user("ben"), "");

    write(
        FIRST,
        Sample.update(
            "ada",
            Sample.texts(
                Map.of(
                    "list:staff", "",
                    "list:parents", "parents",
                    "handEdited:property:Größe", "",
                    "leavingAt", ""))),
        Sample.update(
            "ben", Sample.texts(Map.of("leavingAt", Sample.LATER.toString(), "list:a", "a"))),
        UserWrite.create("cleo", Sample.texts(Map.of("list:staff", "staff")), ""));

    assertThat(user("ada").lists()).containsExactlyInAnyOrder("parents", "Schüler 2026");
    assertThat(user("ada").handEdited()).containsExactly("email");
    assertThat(user("ada").leavingAt()).isEqualTo(User.STAYS);
    assertThat(user("ben").leavingAt()).isEqualTo(Sample.LATER);
    assertThat(user("ben").lists()).containsExactly("a");
    assertThat(user("cleo").lists()).containsExactly("staff");
  }

  @Test
  void shouldReactivate() { // SPEC U2
    users().create(TENANT, Sample.fullUser("ada"), "");

    write(FIRST, Sample.update("ada", Sample.texts(Map.of(UserChange.STATUS, "ACTIVE"))));

    assertThat(user("ada").status()).isEqualTo(User.Status.ACTIVE);
  }

  @Test
  void shouldJoinAndLeaveInOneWrite() { // SPEC G2
    users().create(TENANT, Sample.fullUser("ada"), "");
    String math = Group.importedId("Math");
    String art = Group.importedId("Art");

    write(FIRST, Sample.update("ada", Sample.moves(Set.of(art), Set.of(math))));

    assertThat(user("ada").groups()).containsExactlyInAnyOrder(Group.ROOT, "g1", art);
  }

  @Test
  void shouldLeaveTheLastGroup() {
    users().create(TENANT, Sample.user("ada"), "");

    write(FIRST, Sample.update("ada", Sample.moves(Set.of(), Set.of(Group.ROOT, "never-in"))));
    write(NEXT, Sample.update("ada", Sample.moves(Set.of("g1"), Set.of())));

    assertThat(user("ada").groups()).containsExactly("g1");
  }

  @Test
  void shouldAddTagsAndAccess() { // SPEC U8
    users().create(TENANT, Sample.fullUser("ada"), "");
    Access granted = new Access("p", "[\"x\",\"y\"]");
    UserChange change =
        UserChange.NONE.with().tags(Set.of("new", "staff")).access(List.of(granted)).build();

    write(FIRST, Sample.update("ada", change));

    assertThat(user("ada").tags()).containsExactlyInAnyOrder("staff", "a,b", "new");
    assertThat(user("ada").access())
        .containsExactlyInAnyOrder(new Access("p\"1", "o,1"), new Access("p", "\"1,o1"), granted);
  }

  @Test
  void shouldSetThePasswordOnlyWhereThereIsNone() { // SPEC U6
    users().create(TENANT, Sample.user("ada"), "");
    users().create(TENANT, Sample.fullUser("bob"), "of-bob");
    UserWrite ada = UserWrite.update("ada", Sample.password(), "of-import");
    UserWrite bob = UserWrite.update("bob", Sample.password(), "of-import");

    assertThat(write(FIRST, ada, bob).values()).containsOnly(Written.DONE);

    assertThat(users().passwordHash(TENANT, "ada")).contains("of-import");
    assertThat(user("ada").passwordSetBy()).isEqualTo(PasswordSetBy.IMPORT);
    assertThat(users().passwordHash(TENANT, "bob")).contains("of-bob");
    assertThat(user("bob").passwordSetBy()).isEqualTo(PasswordSetBy.USER);
  }

  @Test
  void shouldKeepThePasswordThatCameBetweenPlanAndWrite() { // SPEC U6
    users().create(TENANT, Sample.user("ada"), "");
    users().edit(TENANT, "ada", password("own"), Sample.NOW);

    write(FIRST, UserWrite.update("ada", Sample.password(), "of-import"));

    assertThat(users().passwordHash(TENANT, "ada")).contains("own");
    assertThat(user("ada").passwordSetBy()).isEqualTo(PasswordSetBy.USER);
  }

  @Test
  void shouldRefuseAUserThatIsTooLargeAndWriteTheOthers() {
    users().create(TENANT, Sample.user("big"), "");
    UserChange big = Sample.texts(Map.of("property:text", "x".repeat(450_000)));

    Map<String, Written> written =
        write(
            FIRST,
            Sample.creation("ada"),
            UserWrite.create("bigger", big, ""),
            Sample.update("big", big),
            Sample.creation("bob"));

    assertThat(written)
        .containsOnly(
            Map.entry("ada", Written.DONE),
            Map.entry("bigger", Written.REFUSED),
            Map.entry("big", Written.REFUSED),
            Map.entry("bob", Written.DONE));
    assertThat(users().find(TENANT, "bigger")).isEmpty();
    assertThat(user("big").lastImportId()).isEmpty();
  }

  @Test
  void shouldWriteAllFieldsThatARosterCanHave() {
    users().create(TENANT, Sample.user("ada"), "");
    Map<String, UserChange.Text> fields = new TreeMap<>();
    IntStream.range(0, 290)
        .forEach(i -> fields.put("property:property " + i, new UserChange.Text("", "v" + i)));
    Set<String> join =
        IntStream.range(0, 50)
            .mapToObj(i -> Group.importedId("new" + i))
            .collect(Collectors.toSet());
    Set<String> leave =
        IntStream.range(0, 50)
            .mapToObj(i -> Group.importedId("old" + i))
            .collect(Collectors.toSet());
    UserChange change =
        UserChange.NONE
            .with()
            .fields(fields)
            .join(join)
            .leave(leave)
            .tags(Set.of("t"))
            .access(List.of(new Access("p", "o")))
            .password(true)
            .build();

    assertThat(write(FIRST, UserWrite.update("ada", change, "hash")))
        .containsEntry("ada", Written.DONE);

    assertThat(user("ada").properties()).hasSize(290);
    assertThat(user("ada").groups()).hasSize(51);
  }

  @Test
  void shouldLeaveOtherTenantsAlone() {
    users().create("t2", Sample.user("ada"), "");

    write(FIRST, Sample.creation("ada"));
    write(NEXT, UserWrite.deactivate("ada", ""));

    assertThat(users().find("t2", "ada").orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("id", "revision")
        .isEqualTo(Sample.user("ada"));
  }

  @Test
  void shouldMeterWhatItWrites() { // SPEC A7
    Meter meter = new Meter();

    users().write(TENANT, FIRST, List.of(Sample.creation("ada")), Sample.NOW, meter);
    assertThat(meter.writeUnits()).isEqualTo(1);

    users().write(TENANT, FIRST, List.of(Sample.creation("ada")), Sample.NOW, meter);
    assertThat(meter.writeUnits()).isEqualTo(2); // a failed condition costs one, too

    assertThat(meter.readUnits()).isLessThanOrEqualTo(1); // to see who wrote it
  }

  @Test
  void shouldWriteNothingWhenThereIsNothing() {
    Meter meter = new Meter();

    assertThat(users().write(TENANT, FIRST, List.of(), Sample.NOW, meter)).isEmpty();

    assertThat(meter.writeUnits()).isZero();
  }

  @Test
  void shouldDeactivateOnlyWhomAnImportMay() { // SPEC D1, D2
    users().create(TENANT, Sample.user("ada"), "");
    users().create(TENANT, Sample.fullUser("manual"), "");
    users().create(TENANT, Sample.user("guarded"), "");
    users().edit(TENANT, "guarded", protection(true), Sample.NOW);
    users().create(TENANT, Sample.user("freed"), "");
    users().edit(TENANT, "freed", protection(true), Sample.NOW);
    users().edit(TENANT, "freed", protection(false), Sample.NOW);
    users().create(TENANT, Sample.user("inactive"), "");
    users().edit(TENANT, "inactive", UserEdit.of(Map.of("status", "INACTIVE")), Sample.NOW);
    users().create(TENANT, Sample.user("gone"), "");
    users().delete(TENANT, "gone");

    Map<String, Written> ended =
        users()
            .write(
                TENANT,
                FIRST,
                Stream.of("ada", "manual", "guarded", "freed", "inactive", "gone")
                    .map(name -> UserWrite.deactivate(name, ""))
                    .toList(),
                Sample.LATER,
                new Meter());

    assertThat(ended)
        .containsOnly(
            Map.entry("ada", Written.DONE),
            Map.entry("manual", Written.CONFLICT),
            Map.entry("guarded", Written.CONFLICT),
            Map.entry("freed", Written.DONE),
            Map.entry("inactive", Written.CONFLICT),
            Map.entry("gone", Written.CONFLICT));
    assertThat(user("ada").status()).isEqualTo(User.Status.INACTIVE);
    assertThat(user("ada").updatedAt()).isEqualTo(Sample.LATER);
    assertThat(user("ada").groups()).containsExactly(Group.ROOT); // SPEC G6
    assertThat(users().find(TENANT, "gone")).isEmpty();
  }

  @Test
  void shouldDeactivateOnceInATurn() {
    users().create(TENANT, Sample.user("ada"), "");
    write(FIRST, UserWrite.deactivate("ada", ""));
    users().edit(TENANT, "ada", UserEdit.of(Map.of("status", "ACTIVE")), Sample.NOW);

    assertThat(write(FIRST, UserWrite.deactivate("ada", ""))).containsEntry("ada", Written.BEFORE);
    assertThat(user("ada").status()).isEqualTo(User.Status.ACTIVE);
    assertThat(write(NEXT, UserWrite.deactivate("ada", ""))).containsEntry("ada", Written.DONE);
  }

  @Test
  void shouldBeSafeBesideEditsByHand() {
    users().create(TENANT, Sample.user("ada"), "");

    Together.run(
        2,
        i -> {
          for (int round = 0; round < 20; round++) {
            if (i == 0) {
              UserChange change =
                  UserChange.NONE
                      .with()
                      .fields(Map.of("phone", new UserChange.Text("", "p" + round)))
                      .join(Set.of("imp-" + round))
                      .leave(Set.of("imp-" + (round - 1)))
                      .tags(Set.of("tag" + round))
                      .build();
              write(new Turn("IMPORT-" + round, round + 1L), Sample.update("ada", change));
            } else {
              users()
                  .edit(
                      TENANT,
                      "ada",
                      UserEdit.NONE
                          .with()
                          .fields(Map.of("email", "e" + round))
                          .join(Set.of("hand-" + round))
                          .leave(Set.of("hand-" + (round - 1)))
                          .build(),
                      Sample.NOW);
            }
          }
          return i;
        });

    assertThat(user("ada").phone()).isEqualTo("p19");
    assertThat(user("ada").email()).isEqualTo("e19");
    assertThat(user("ada").groups()).containsExactlyInAnyOrder(Group.ROOT, "imp-19", "hand-19");
    assertThat(user("ada").tags()).hasSize(20);
  }
}
