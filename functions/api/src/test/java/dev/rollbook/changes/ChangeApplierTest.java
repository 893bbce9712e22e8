package dev.rollbook.changes;

import static dev.rollbook.changes.ChangesOnFakes.BEFORE;
import static dev.rollbook.changes.ChangesOnFakes.ID;
import static dev.rollbook.changes.ChangesOnFakes.NORTH;
import static dev.rollbook.changes.ChangesOnFakes.SOUTH;
import static dev.rollbook.changes.ChangesOnFakes.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Faults.NoAnswer;
import dev.rollbook.testkit.Sample;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of groups and properties that concern many users (SPEC G8, G4). */
class ChangeApplierTest {

  private static final ChangeTask TO_NORTH = new ChangeTask.GroupDefinition(BEFORE, NORTH);
  private static final ChangeTask TO_SOUTH = new ChangeTask.GroupDefinition(NORTH, SOUTH);

  private final ChangesOnFakes fakes = new ChangesOnFakes();

  private static Outcome outcome(Beginning beginning) {
    assertThat(beginning).isInstanceOf(Beginning.Begun.class);
    Beginning.Begun begun = (Beginning.Begun) beginning;
    assertThat(begun.isDone()).isTrue();
    return begun.change().outcome();
  }

  private void requireNothingLeft() {
    assertThat(fakes.cloud.changes.open()).isEmpty();
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
  }

  @Test
  void shouldMoveWhomNewConditionsConcern() { // SPEC G4
    fakes.users(40);

    assertThat(outcome(fakes.begin(TO_NORTH))).isEqualTo(new Outcome(20, 0, 0, 0));
    assertThat(fakes.members("g")).hasSize(20).contains("u0").doesNotContain("u1");
    assertThat(outcome(fakes.begin(TO_SOUTH))).isEqualTo(new Outcome(20, 20, 0, 0));
    assertThat(fakes.members("g")).hasSize(20).contains("u1").doesNotContain("u0");
    requireNothingLeft();
  }

  @Test
  void shouldRememberTheImportThatChangedAUserLast() {
    fakes.users(2);
    fakes.cloud.users.create(TENANT, Sample.user("byHand"), "");
    fakes.edit("byHand", "North");

    fakes.begin(TO_NORTH);

    assertThat(fakes.members("g")).containsExactly("byHand", "u0");
    assertThat(fakes.cloud.users.find(TENANT, "u0").orElseThrow().lastImportId())
        .isEqualTo(ChangesOnFakes.IMPORT);
    assertThat(fakes.cloud.users.find(TENANT, "byHand").orElseThrow().lastImportId()).isEmpty();
  }

  @Test
  void shouldWriteNobodyWhoIsWhereItBelongs() {
    fakes.users(10);
    fakes.begin(TO_NORTH);
    var before = fakes.cloud.users.all(TENANT);

    assertThat(outcome(fakes.begin(TO_NORTH))).isEqualTo(Outcome.NONE);

    assertThat(fakes.cloud.users.all(TENANT)).isEqualTo(before);
  }

  @Test
  void shouldCountWhoHasNoRoomForAnotherGroup() { // SPEC section 10
    fakes.users(1);
    for (int i = 1; i < 50; i++) {
      fakes.join("u0", "g" + i);
    }
    assertThat(outcome(fakes.begin(TO_NORTH))).isEqualTo(new Outcome(0, 0, 1, 0));
  }

  @Test
  void shouldCountValuesAndKeepThem() { // SPEC U5
    fakes.users(10);
    Property narrower = new Property("Region", Property.Type.DROPDOWN, List.of("North"), true);
    var before = fakes.cloud.users.all(TENANT);

    assertThat(outcome(fakes.begin(new ChangeTask.PropertyDefinition(narrower, true))).counted())
        .isEqualTo(5);
    assertThat(fakes.cloud.tenants.properties(TENANT)).containsExactly(narrower);
    assertThat(outcome(fakes.begin(new ChangeTask.PropertyDeletion("Region"))).counted())
        .isEqualTo(10);
    assertThat(fakes.cloud.tenants.properties(TENANT)).isEmpty();
    assertThat(fakes.cloud.users.all(TENANT)).isEqualTo(before);
  }

  @Test
  void shouldStoreTheDefinitionBeforeAnybodyMoves() { // SPEC G8
    fakes.users(4);
    fakes.cloud.faults.planNext("write", Moment.BEFORE, Kind.KILL);

    assertThatThrownBy(() -> fakes.begin(TO_NORTH)).isInstanceOf(Killed.class);

    assertThat(fakes.cloud.groups.find(TENANT, "g")).contains(NORTH);
    assertThat(fakes.members("g")).isEmpty();
  }

  @Test
  void shouldTakeTheConditionsFromAGroupBeforeItsMembers() { // SPEC G8
    fakes.users(4);
    fakes.begin(TO_NORTH);
    fakes.cloud.faults.planNext("write", Moment.BEFORE, Kind.KILL);

    assertThatThrownBy(() -> fakes.begin(new ChangeTask.GroupDeletion(NORTH)))
        .isInstanceOf(Killed.class);

    assertThat(fakes.cloud.groups.find(TENANT, "g")).contains(BEFORE);
    fakes.cloud.faults.revive();
    fakes.sweepUp();
    assertThat(fakes.cloud.groups.find(TENANT, "g")).isEmpty();
    assertThat(fakes.members("g")).isEmpty();
  }

  @Test
  void shouldBeginNothingWhileAnImportRuns() { // SPEC G8
    fakes.users(4);
    fakes.cloud.imports.create(Sample.created(TENANT, "01A", "May").to(Status.RUNNING, Sample.NOW));
    fakes.cloud.turns.take(TENANT, Ticket.ofImport("01A"));

    assertThat(fakes.begin(TO_NORTH)).isInstanceOf(Beginning.ImportRuns.class);

    assertThat(fakes.cloud.groups.find(TENANT, "g")).isEmpty();
    assertThat(fakes.cloud.changes.open()).isEmpty();
    assertThat(fakes.cloud.turns.pass(TENANT, Ticket.ofImport("01A"))).isEmpty();
  }

  @Test
  void shouldTakeTheTurnThatAnEndedImportLeftBehind() { // SPEC A6, G8
    fakes.users(4);
    fakes.cloud.imports.create(
        Sample.created(TENANT, "01A", "May").to(Status.COMPLETED, Sample.NOW));
    fakes.cloud.turns.take(TENANT, Ticket.ofImport("01A"));

    assertThat(fakes.begin(TO_NORTH)).isInstanceOf(Beginning.Begun.class);
    requireNothingLeft();
  }

  @Test
  void shouldLetImportsWaitUntilTheChangeIsDone() { // SPEC G8, S5
    fakes.users(100);
    fakes.beginAndHandOn(TO_NORTH);
    Import queued = Sample.created(TENANT, "01A", "May").to(Status.QUEUED, Sample.NOW);
    fakes.cloud.imports.create(queued);

    assertThat(fakes.cloud.turns.take(TENANT, Ticket.ofImport("01A"))).isEmpty();
    fakes.deliver(() -> true);
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofChange(ID));
    fakes.deliver(() -> false);

    assertThat(fakes.members("g")).hasSize(50);
    assertThat(fakes.cloud.turns.holder(TENANT)).contains(Ticket.ofImport("01A"));
    assertThat(fakes.cloud.commands.sent())
        .contains(Command.of(Command.Action.DISPATCH, TENANT, "01A"));
  }

  @Test
  void shouldHandOnALargeDirectoryAsOftenAsItTakes() { // SPEC G8
    int users = 1_000;
    fakes.usersInStep = 10;
    fakes.users(users);
    DirectoryChange now = fakes.beginAndHandOn(TO_NORTH);
    int invocations = 1;
    int done = 0;
    while (fakes.deliverOnce(() -> true) > 0) {
      invocations++;
      int further =
          fakes
              .cloud
              .changes
              .find(TENANT)
              .map(DirectoryChange::extent)
              .flatMap(extent -> extent)
              .map(DirectoryChange.Extent::done)
              .orElse(KeyShard.COUNT);
      assertThat(further).isGreaterThanOrEqualTo(done);
      done = further;
    }

    assertThat(now.extent()).contains(new DirectoryChange.Extent(0, KeyShard.COUNT));
    // 16 shards of some 62 users, four at a time, seven steps each.
    assertThat(invocations).isBetween(24, 40);
    assertThat(fakes.members("g")).hasSize(users / 2);
    requireNothingLeft();
  }

  @Test
  void shouldDecideAnewForAUserThatIsEditedMeanwhile() {
    fakes.users(2);
    Directory directory = meanwhile("write", users -> fakes.edit("u0", "South"));

    Beginning begun =
        fakes.applier(directory).begin(TENANT, ID, fakes.time(() -> false), () -> TO_NORTH);

    assertThat(outcome(begun)).isEqualTo(Outcome.NONE);
    assertThat(fakes.members("g")).isEmpty();
  }

  @Test
  void shouldPassOverAUserThatIsDeletedMeanwhile() {
    fakes.users(2);
    Directory directory = meanwhile("write", users -> users.delete(TENANT, "u0"));

    Beginning begun =
        fakes.applier(directory).begin(TENANT, ID, fakes.time(() -> false), () -> TO_NORTH);

    assertThat(outcome(begun)).isEqualTo(Outcome.NONE);
  }

  /** The directory, where something happens right before the first call of a method. */
  private Directory meanwhile(String method, Consumer<Users> happens) {
    AtomicBoolean happened = new AtomicBoolean();
    Directory real = fakes.cloud.directory();
    Users users =
        (Users)
            Proxy.newProxyInstance(
                Users.class.getClassLoader(),
                new Class<?>[] {Users.class},
                (proxy, called, args) -> {
                  if (called.getName().equals(method) && happened.compareAndSet(false, true)) {
                    happens.accept(fakes.cloud.users);
                  }
                  try {
                    return called.invoke(real.users(), args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Directory(real.tenants(), real.groups(), users);
  }

  @Test
  void shouldLeaveAChangeAloneThatSomebodyWorksOn() {
    fakes.users(40);
    fakes.cloud.faults.planNext("write", Moment.AFTER, Kind.KILL);
    assertThatThrownBy(() -> fakes.begin(TO_NORTH)).isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();
    DirectoryChange left = fakes.cloud.changes.find(TENANT).orElseThrow();

    assertThat(fakes.applier().carryOn(TENANT, ID, fakes.time(() -> false))).isEmpty();
    new StalledChanges(fakes.cloud.changes, fakes.cloud.commands, fakes.cloud.clock)
        .resend(ChangesOnFakes.STALL);

    assertThat(fakes.cloud.changes.find(TENANT)).contains(left);
    assertThat(fakes.cloud.commands.sent()).isEmpty();

    fakes.cloud.advance(ChangesOnFakes.LEASE);
    assertThat(fakes.applier().carryOn(TENANT, ID, fakes.time(() -> false))).isPresent();
    assertThat(fakes.members("g")).hasSize(20);
  }

  @Test
  void shouldKeepAGroupOfImportsThatHasGotAMember() { // SPEC G7
    Group imported = Group.imported("Class 5");
    fakes.cloud.groups.createMissing(TENANT, List.of(imported));
    fakes.users(20);
    fakes.join("u7", imported.id());
    ChangeTask deletion = new ChangeTask.ImportGroupDeletion(imported.id());

    assertThat(outcome(fakes.begin(deletion)).counted()).isEqualTo(1);
    assertThat(fakes.cloud.groups.find(TENANT, imported.id())).contains(imported);
    assertThat(fakes.members(imported.id())).containsExactly("u7");

    fakes.cloud.users.delete(TENANT, "u7");
    assertThat(outcome(fakes.begin(deletion)).counted()).isZero();
    assertThat(fakes.cloud.groups.find(TENANT, imported.id())).isEmpty();
  }

  @Test
  void shouldMakeOneChangeAtATime() { // SPEC G8
    fakes.users(40);
    DirectoryChange first = fakes.beginAndHandOn(TO_NORTH);

    Beginning other =
        fakes.applier().begin(TENANT, "01OTHER", fakes.time(() -> false), () -> TO_SOUTH);

    assertThat(other).isEqualTo(new Beginning.OtherRuns(first));
    assertThat(fakes.applier().alone(TENANT, "01OTHER", fakes.time(() -> false), () -> {}))
        .contains(first);
    assertThat(fakes.cloud.groups.find(TENANT, "g")).contains(NORTH);
  }

  @Test
  void shouldLeaveNothingOfAChangeThatIsRefused() {
    Supplier<ChangeTask> refused =
        () -> {
          throw new IllegalArgumentException("not so");
        };
    Runnable refusedEdit =
        () -> {
          throw new IllegalArgumentException("not so");
        };
    assertThatThrownBy(() -> fakes.applier().begin(TENANT, ID, fakes.time(() -> false), refused))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> fakes.applier().alone(TENANT, ID, fakes.time(() -> false), refusedEdit))
        .isInstanceOf(IllegalArgumentException.class);
    requireNothingLeft();
  }

  @Test
  void shouldNotWaitForSomebodyWhoDiedBeforeDeciding() {
    fakes.users(4);
    fakes.cloud.faults.planNext("replace", Moment.BEFORE, Kind.KILL);
    assertThatThrownBy(() -> fakes.begin(TO_NORTH)).isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();
    assertThat(fakes.applier().begin(TENANT, "01B", fakes.time(() -> false), () -> TO_NORTH))
        .isInstanceOf(Beginning.OtherRuns.class);

    fakes.cloud.advance(ChangesOnFakes.LEASE);

    Beginning begun = fakes.applier().begin(TENANT, "01B", fakes.time(() -> false), () -> TO_NORTH);
    assertThat(outcome(begun).joined()).isEqualTo(2);
    requireNothingLeft();
  }

  @Test
  void shouldEndUpTheSameInTheOtherTenantsEyes() { // invariant 5
    fakes.users(4);
    fakes.cloud.users.create("other", Sample.user("u0"), "");
    fakes.cloud.users.edit(
        "other", "u0", UserEdit.of(Map.of("property:Region", "North")), Sample.NOW);

    fakes.begin(TO_NORTH);

    assertThat(fakes.cloud.users.find("other", "u0").orElseThrow().groups())
        .isEqualTo(Set.of(Group.ROOT));
    assertThat(fakes.cloud.groups.find("other", "g")).isEmpty();
  }

  /** One of each kind that a tenant with the group of the north can make. */
  private static Stream<ChangeTask> tasks() {
    return Stream.of(
        TO_SOUTH,
        new ChangeTask.GroupDeletion(NORTH),
        new ChangeTask.PropertyDefinition(
            new Property("Region", Property.Type.DROPDOWN, List.of("South"), false), true),
        new ChangeTask.PropertyDeletion("Region"));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void shouldEndTheSameWhereverAProcessDies(ChangeTask task) { // SPEC G8, invariants 1 and 2
    ChangesOnFakes sound = prepared();
    int first = sound.cloud.faults.calls().size() + 1;
    sound.beginAndHandOn(task);
    sound.deliverAll(() -> true);
    int last = sound.cloud.faults.calls().size();
    for (int call = first; call <= last; call++) {
      for (Moment moment : Moment.values()) {
        ChangesOnFakes shaken = prepared();
        shaken.cloud.faults.plan(call, moment, Kind.KILL);
        boolean begun = untilItDies(shaken, task);
        shaken.cloud.faults.revive();
        shaken.sweepUp();
        if (!begun) { // the caller got no answer and asks again
          shaken.begin(task);
        }
        String where = task + " " + moment + " call " + call;
        assertThat(shaken.groupsByUser()).as(where).isEqualTo(sound.groupsByUser());
        assertThat(shaken.cloud.groups.all(TENANT))
            .as(where)
            .isEqualTo(sound.cloud.groups.all(TENANT));
        assertThat(shaken.cloud.tenants.properties(TENANT))
            .as(where)
            .isEqualTo(sound.cloud.tenants.properties(TENANT));
        assertThat(shaken.cloud.changes.open()).as(where).isEmpty();
        assertThat(shaken.cloud.turns.holder(TENANT)).as(where).isEmpty();
      }
    }
  }

  private static ChangesOnFakes prepared() {
    ChangesOnFakes fakes = new ChangesOnFakes();
    fakes.users(12);
    fakes.begin(TO_NORTH);
    fakes.cloud.advance(Duration.ofHours(1));
    return fakes;
  }

  /** Gives whether the call that begins the change was answered. */
  private static boolean untilItDies(ChangesOnFakes fakes, ChangeTask task) {
    boolean begun = false;
    try {
      fakes.beginAndHandOn(task);
      begun = true;
      fakes.deliverAll(() -> true);
    } catch (Killed e) {
      return begun;
    }
    return begun;
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "replace", "inRange", "tryTake", "pass", "put", "delete"})
  void shouldGoOnWhereAStoreDidNotAnswer(String method) {
    for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
      ChangesOnFakes shaken = new ChangesOnFakes();
      shaken.users(100);
      shaken.usersInStep = 3;
      shaken.beginAndHandOn(TO_NORTH);
      shaken.cloud.faults.planNext(method, moment, Kind.NO_ANSWER);
      assertThatThrownBy(() -> shaken.deliver(() -> false)).isInstanceOf(NoAnswer.class);
      shaken.sweepUp();
      assertThat(shaken.members("g")).hasSize(50);
      assertThat(shaken.cloud.groups.find(TENANT, "g")).contains(NORTH);
      assertThat(shaken.cloud.changes.open()).isEmpty();
      assertThat(shaken.cloud.turns.holder(TENANT)).isEmpty();
    }
  }
}
