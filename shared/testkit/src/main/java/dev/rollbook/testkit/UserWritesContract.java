package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserFilter;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What {@link Users#write} and {@link Users#deactivate} keep. Each test has a tenant of its own.
 */
public abstract class UserWritesContract {

  private static final String TENANT = "t1";
  private static final String IMPORT = "IMPORT-1";
  private static final String NEXT = "IMPORT-2";

  /** Users, none there yet. */
  protected abstract Users users();

  /** The groups of the same directory. */
  protected abstract Groups groups();

  private Map<String, Written> write(String importId, UserWrite... writes) {
    return users().write(TENANT, importId, List.of(writes), false, Sample.NOW, new Meter());
  }

  private Map<String, Written> writeAgain(String importId, UserWrite... writes) {
    return users().write(TENANT, importId, List.of(writes), true, Sample.LATER, new Meter());
  }

  private User user(String username) {
    return users().find(TENANT, username).orElseThrow();
  }

  private List<String> members(String group) {
    return groups().members(TENANT, group, 100, "").items();
  }

  @Test
  void shouldCreateAUserWithAllItsParts() {
    UserChange change =
        new UserChange(
            Map.of(
                "email", new UserChange.Text("", "ada@example.org"),
                "phone", new UserChange.Text("", ""),
                "property:Größe", new UserChange.Text("", "180")),
            Set.of(Group.ROOT, "g1"),
            Set.of(),
            Set.of("a", "b"),
            List.of(new Access("p", "o")),
            true);

    assertThat(write(IMPORT, new UserWrite("ada", true, change, "hash")))
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
    assertThat(ada.lastImportId()).isEqualTo(IMPORT);
    assertThat(users().passwordHash(TENANT, "ada")).contains("hash");
    assertThat(members("g1")).containsExactly("ada");
    assertThat(members(Group.ROOT)).containsExactly("ada");
  }

  @Test
  void shouldWriteEachUserOnceForAnImport() {
    write(IMPORT, Sample.creation("ada"));
    users().edit(TENANT, "ada", UserEdit.of(Map.of("email", "by@hand")), Sample.NOW);
    UserWrite update = Sample.update("ada", Sample.texts(Map.of("email", "by@import")));

    assertThat(write(IMPORT, Sample.creation("ada"), Sample.creation("bob")))
        .containsOnly(Map.entry("ada", Written.BEFORE), Map.entry("bob", Written.DONE));
    assertThat(write(IMPORT, update)).containsEntry("ada", Written.BEFORE);
    assertThat(writeAgain(IMPORT, update)).containsEntry("ada", Written.BEFORE);

    assertThat(user("ada").email()).isEqualTo("by@hand");
    assertThat(user("ada").updatedAt()).isEqualTo(Sample.NOW);
  }

  @Test
  void shouldWriteOnceWhenTwoTryAtOnce() {
    List<String> names = IntStream.range(0, 30).mapToObj(i -> "user" + i).toList();
    UserWrite[] writes = names.stream().map(Sample::creation).toArray(UserWrite[]::new);

    List<Map<String, Written>> tries = Together.run(2, i -> write(IMPORT, writes));

    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(List.of(tries.get(0).get(name), tries.get(1).get(name)))
                    .containsExactlyInAnyOrder(Written.DONE, Written.BEFORE));
    assertThat(members(Group.ROOT)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void shouldTellAUserThatCameMeanwhile() {
    users().create(TENANT, Sample.user("ada"), "");

    assertThat(write(IMPORT, Sample.creation("ada"))).containsEntry("ada", Written.CONFLICT);
    assertThat(user("ada").lastImportId()).isEmpty();
  }

  @Test
  void shouldTellAUserThatWentMeanwhile() {
    UserWrite update = Sample.update("ada", Sample.moves(Set.of("g1"), Set.of()));

    assertThat(write(IMPORT, update)).containsEntry("ada", Written.CONFLICT);
    assertThat(writeAgain(IMPORT, update)).containsEntry("ada", Written.CONFLICT);
    assertThat(users().find(TENANT, "ada")).isEmpty();
    assertThat(members("g1")).isEmpty();
  }

  @Test
  void shouldChangeOnlyWhatTheChangeNames() {
    User before = Sample.fullUser("ada");
    users().create(TENANT, before, "hash");

    write(IMPORT, Sample.update("ada", Sample.texts(Map.of("phone", "", "property:city", "Bath"))));

    assertThat(user("ada"))
        .usingRecursiveComparison()
        .ignoringFields("phone", "properties", "updatedAt", "lastImportId")
        .isEqualTo(before);
    assertThat(user("ada").phone()).isEmpty();
    assertThat(user("ada").properties()).isEqualTo(Map.of("Größe", "180", "city", "Bath"));
    assertThat(user("ada").updatedAt()).isEqualTo(Sample.NOW);
    assertThat(user("ada").lastImportId()).isEqualTo(IMPORT);
    assertThat(users().passwordHash(TENANT, "ada")).contains("hash");
  }

  @Test
  void shouldReactivate() { // SPEC U2
    users().create(TENANT, Sample.fullUser("ada"), "");

    write(IMPORT, Sample.update("ada", Sample.texts(Map.of(UserChange.STATUS, "ACTIVE"))));

    assertThat(user("ada").status()).isEqualTo(User.Status.ACTIVE);
  }

  @Test
  void shouldJoinAndLeaveInOneWrite() { // SPEC G2
    users().create(TENANT, Sample.fullUser("ada"), "");
    String math = Group.importedId("Math");
    String art = Group.importedId("Art");

    write(IMPORT, Sample.update("ada", Sample.moves(Set.of(art), Set.of(math))));

    assertThat(user("ada").groups()).containsExactlyInAnyOrder(Group.ROOT, "g1", art);
    assertThat(members(math)).isEmpty();
    assertThat(members(art)).containsExactly("ada");
    assertThat(members("g1")).containsExactly("ada");
  }

  @Test
  void shouldLeaveTheLastGroup() {
    users().create(TENANT, Sample.user("ada"), "");

    write(IMPORT, Sample.update("ada", Sample.moves(Set.of(), Set.of(Group.ROOT, "never-in"))));
    write(NEXT, Sample.update("ada", Sample.moves(Set.of("g1"), Set.of())));

    assertThat(user("ada").groups()).containsExactly("g1");
  }

  @Test
  void shouldAddTagsAndAccess() { // SPEC U8
    users().create(TENANT, Sample.fullUser("ada"), "");
    Access granted = new Access("p", "[\"x\",\"y\"]");
    UserChange change =
        new UserChange(
            Map.of(), Set.of(), Set.of(), Set.of("new", "staff"), List.of(granted), false);

    write(IMPORT, Sample.update("ada", change));

    assertThat(user("ada").tags()).containsExactlyInAnyOrder("staff", "a,b", "new");
    assertThat(user("ada").access())
        .containsExactlyInAnyOrder(new Access("p\"1", "o,1"), new Access("p", "\"1,o1"), granted);
  }

  @Test
  void shouldSetThePasswordOnlyWhereThereIsNone() { // SPEC U6
    users().create(TENANT, Sample.user("ada"), "");
    users().create(TENANT, Sample.fullUser("bob"), "of-bob");
    UserWrite ada = new UserWrite("ada", false, Sample.password(), "of-import");
    UserWrite bob = new UserWrite("bob", false, Sample.password(), "of-import");

    assertThat(write(IMPORT, ada, bob).values()).containsOnly(Written.DONE);

    assertThat(users().passwordHash(TENANT, "ada")).contains("of-import");
    assertThat(user("ada").passwordSetBy()).isEqualTo(PasswordSetBy.IMPORT);
    assertThat(users().passwordHash(TENANT, "bob")).contains("of-bob");
    assertThat(user("bob").passwordSetBy()).isEqualTo(PasswordSetBy.USER);
  }

  @Test
  void shouldKeepThePasswordThatCameBetweenPlanAndWrite() { // SPEC U6
    users().create(TENANT, Sample.user("ada"), "");
    UserEdit own =
        new UserEdit(
            Map.of(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("own"));
    users().edit(TENANT, "ada", own, Sample.NOW);

    write(IMPORT, new UserWrite("ada", false, Sample.password(), "of-import"));

    assertThat(users().passwordHash(TENANT, "ada")).contains("own");
    assertThat(user("ada").passwordSetBy()).isEqualTo(PasswordSetBy.USER);
  }

  @Test
  void shouldCompleteMembershipsAsTheUserHasThem() {
    write(IMPORT, Sample.creation("ada"));
    users().edit(TENANT, "ada", UserEdit.memberships(Set.of("g1"), Set.of(Group.ROOT)), Sample.NOW);

    assertThat(writeAgain(IMPORT, Sample.creation("ada"))).containsEntry("ada", Written.BEFORE);

    assertThat(members(Group.ROOT)).isEmpty();
    assertThat(members("g1")).containsExactly("ada");
  }

  @Test
  void shouldRefuseAUserThatIsTooLargeAndWriteTheOthers() {
    users().create(TENANT, Sample.user("big"), "");
    UserChange big = Sample.texts(Map.of("property:text", "x".repeat(450_000)));

    Map<String, Written> written =
        write(
            IMPORT,
            Sample.creation("ada"),
            new UserWrite("bigger", true, big, ""),
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
        new UserChange(fields, join, leave, Set.of("t"), List.of(new Access("p", "o")), true);

    assertThat(write(IMPORT, new UserWrite("ada", false, change, "hash")))
        .containsEntry("ada", Written.DONE);

    assertThat(user("ada").properties()).hasSize(290);
    assertThat(user("ada").groups()).hasSize(51);
  }

  @Test
  void shouldLeaveOtherTenantsAlone() {
    users().create("t2", Sample.user("ada"), "");

    write(IMPORT, Sample.creation("ada"));
    users().deactivate(TENANT, NEXT, List.of("ada"), Sample.NOW, new Meter());

    assertThat(users().find("t2", "ada")).contains(Sample.user("ada"));
    assertThat(groups().members("t3", Group.ROOT, 10, "").items()).isEmpty();
  }

  @Test
  void shouldMeterWhatItWrites() { // SPEC A7
    Meter meter = new Meter();

    users().write(TENANT, IMPORT, List.of(Sample.creation("ada")), false, Sample.NOW, meter);

    assertThat(meter.writeUnits()).isEqualTo(2); // the user and its membership
    assertThat(meter.readUnits()).isZero();
  }

  @Test
  void shouldWriteNothingWhenThereIsNothing() {
    Meter meter = new Meter();

    assertThat(users().write(TENANT, IMPORT, List.of(), true, Sample.NOW, meter)).isEmpty();
    assertThat(users().deactivate(TENANT, IMPORT, List.of(), Sample.NOW, meter)).isEmpty();

    assertThat(meter.writeUnits()).isZero();
  }

  @Test
  void shouldDeactivateOnlyWhomAnImportMay() { // SPEC D1, D2
    users().create(TENANT, Sample.user("ada"), "");
    users().create(TENANT, Sample.fullUser("manual"), "");
    users().create(TENANT, Sample.user("guarded"), "");
    UserEdit guard =
        new UserEdit(
            Map.of(),
            Optional.of(true),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    users().edit(TENANT, "guarded", guard, Sample.NOW);
    users().create(TENANT, Sample.user("gone"), "");
    users().delete(TENANT, "gone");

    Map<String, Written> ended =
        users()
            .deactivate(
                TENANT,
                IMPORT,
                List.of("ada", "manual", "guarded", "gone"),
                Sample.LATER,
                new Meter());

    assertThat(ended)
        .containsOnly(
            Map.entry("ada", Written.DONE),
            Map.entry("manual", Written.CONFLICT),
            Map.entry("guarded", Written.CONFLICT),
            Map.entry("gone", Written.CONFLICT));
    assertThat(user("ada").status()).isEqualTo(User.Status.INACTIVE);
    assertThat(user("ada").updatedAt()).isEqualTo(Sample.LATER);
    assertThat(user("ada").groups()).containsExactly(Group.ROOT); // SPEC G6
    assertThat(members(Group.ROOT)).contains("ada");
    assertThat(users().find(TENANT, "gone")).isEmpty();
  }

  @Test
  void shouldDeactivateOnceForAnImport() {
    users().create(TENANT, Sample.user("ada"), "");
    users().deactivate(TENANT, IMPORT, List.of("ada"), Sample.NOW, new Meter());
    users().edit(TENANT, "ada", UserEdit.of(Map.of("status", "ACTIVE")), Sample.NOW);

    assertThat(users().deactivate(TENANT, IMPORT, List.of("ada"), Sample.LATER, new Meter()))
        .containsEntry("ada", Written.BEFORE);
    assertThat(user("ada").status()).isEqualTo(User.Status.ACTIVE);
    assertThat(users().deactivate(TENANT, NEXT, List.of("ada"), Sample.LATER, new Meter()))
        .containsEntry("ada", Written.DONE);
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
                  new UserChange(
                      Map.of("phone", new UserChange.Text("", "p" + round)),
                      Set.of("imp-" + round),
                      Set.of("imp-" + (round - 1)),
                      Set.of("tag" + round),
                      List.of(),
                      false);
              write("IMPORT-" + round, Sample.update("ada", change));
            } else {
              users()
                  .edit(
                      TENANT,
                      "ada",
                      new UserEdit(
                          Map.of("email", "e" + round),
                          Optional.empty(),
                          Set.of("hand-" + round),
                          Set.of("hand-" + (round - 1)),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty()),
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

  @Test
  void shouldListAMemberThatCameBackByHandWhileAnImportTookItOut() {
    users().create(TENANT, Sample.user("ada"), "");
    for (int round = 0; round < 15; round++) {
      String importId = "IMPORT-" + round;
      users().edit(TENANT, "ada", UserEdit.memberships(Set.of("g1"), Set.of()), Sample.NOW);
      Together.run(
          2,
          i ->
              i == 0
                  ? write(importId, Sample.update("ada", Sample.moves(Set.of(), Set.of("g1"))))
                  : users()
                      .edit(
                          TENANT, "ada", UserEdit.memberships(Set.of("g1"), Set.of()), Sample.NOW));

      assertThat(members("g1").contains("ada")).isEqualTo(user("ada").groups().contains("g1"));
      assertThat(users().page(TENANT, new UserFilter("", "g1", ""), 10, "").items())
          .hasSameSizeAs(members("g1"));
    }
  }
}
