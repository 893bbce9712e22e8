package dev.rollbook.changes;

import dev.rollbook.changes.ChangeApplier.Time;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.imports.Command;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.Sample;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A tenant whose groups and properties change, with the fakes behind it. */
final class ChangesOnFakes {

  static final String TENANT = "acme";
  static final String ID = "01CHANGE";
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration STALL = Duration.ofMinutes(5);

  /** The import that made the users. */
  static final String IMPORT = "01IMPORT";

  static final Group BEFORE = new Group("g", "G", Origin.MANUAL, Group.ROOT, List.of());
  static final Group NORTH = withCondition("North");
  static final Group SOUTH = withCondition("South");

  final InMemoryCloud cloud = new InMemoryCloud();

  /** Users of a shard that are looked at in a step. */
  int usersInStep = 2_000;

  ChangesOnFakes() {
    cloud.tenants.createIfMissing(TENANT);
    cloud.tenants.putProperty(
        TENANT, new Property("Region", Property.Type.DROPDOWN, List.of("North", "South"), true));
  }

  private static Group withCondition(String region) {
    return new Group(
        "g",
        "G",
        Origin.MANUAL,
        Group.ROOT,
        List.of(new Group.Condition("Region", List.of(region))));
  }

  ChangeApplier applier() {
    return applier(cloud.directory());
  }

  ChangeApplier applier(Directory directory) {
    return new ChangeApplier(
        cloud.changesPort(),
        directory,
        cloud.journal().turns(),
        cloud.commandsPort(),
        cloud.closer(),
        cloud.clock,
        usersInStep);
  }

  Time time(BooleanSupplier outOfTime) {
    return new Time(cloud.clock.instant().plus(LEASE), outOfTime);
  }

  /** Begins a change with time enough. */
  Beginning begin(ChangeTask task) {
    return applier().begin(TENANT, ID, time(() -> false), () -> task);
  }

  /** Begins a change with no time at all. */
  DirectoryChange beginAndHandOn(ChangeTask task) {
    Beginning beginning = applier().begin(TENANT, ID, time(() -> true), () -> task);
    return ((Beginning.Begun) beginning).change();
  }

  /** Users that an import made, every second one of the north, the others of the south. */
  void users(int count) {
    List<UserWrite> made =
        IntStream.range(0, count)
            .mapToObj(
                i -> UserWrite.create("u" + i, Sample.moves(Set.of(Group.ROOT), Set.of()), ""))
            .toList();
    cloud.users.write(TENANT, new Turn(IMPORT, 0), made, Sample.NOW, new Meter());
    for (int i = 0; i < count; i++) {
      edit("u" + i, i % 2 == 0 ? "North" : "South");
    }
  }

  void edit(String username, String region) {
    cloud.users.edit(TENANT, username, UserEdit.of(Map.of("property:Region", region)), Sample.NOW);
  }

  void join(String username, String group) {
    cloud.users.edit(TENANT, username, UserEdit.ofGroups(Set.of(group), Set.of()), Sample.NOW);
  }

  Set<String> members(String group) {
    Set<String> members = new TreeSet<>();
    cloud.users.all(TENANT).stream()
        .filter(user -> user.groups().contains(group))
        .map(User::username)
        .forEach(members::add);
    return members;
  }

  Map<String, Set<String>> groupsByUser() {
    Map<String, Set<String>> groups = new HashMap<>();
    cloud.users.all(TENANT).forEach(user -> groups.put(user.username(), user.groups()));
    return groups;
  }

  /** Takes the commands that were sent. */
  int deliverOnce(BooleanSupplier outOfTime) {
    List<Command> taken = cloud.commands.take();
    taken.forEach(
        command -> applier().carryOn(command.tenant(), command.importId(), time(outOfTime)));
    return taken.size();
  }

  /** Takes the commands that were sent, each twice, as a queue may. */
  int deliver(BooleanSupplier outOfTime) {
    int delivered = 0;
    for (Command command : cloud.commands.take()) {
      if (command.action() == Command.Action.CHANGE) {
        applier().carryOn(command.tenant(), command.importId(), time(outOfTime));
        applier().carryOn(command.tenant(), command.importId(), time(outOfTime));
        delivered++;
      }
    }
    return delivered;
  }

  /** Takes commands until none is sent any more. */
  void deliverAll(BooleanSupplier outOfTime) {
    int delivered;
    do {
      delivered = deliver(outOfTime);
    } while (delivered > 0);
  }

  /** Lets the sweep see to what a dead process left behind, until nothing is. */
  void sweepUp() {
    for (int sweeps = 0; sweeps < 3; sweeps++) {
      cloud.advance(LEASE.plus(STALL).plusSeconds(1));
      new StalledChanges(cloud.changesPort(), cloud.commandsPort(), cloud.clock).resend(STALL);
      deliverAll(() -> false);
    }
  }
}
