package dev.rollbook.testkit;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.TallyBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Users, changes and imports for tests. */
public final class Sample {

  /** When things happen in tests. */
  public static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  /** When things happen that happen later. */
  public static final Instant LATER = NOW.plusSeconds(3_600);

  /** Somebody protects a user by hand (SPEC D2). */
  public static final UserEdit PROTECTION =
      UserEdit.NONE.with().isProtected(Optional.of(true)).build();

  private Sample() {}

  /** A user that an import made: in the root group, with nothing but its status. */
  public static User user(String username) {
    return User.named(username, NOW).groups(Set.of(Group.ROOT)).build();
  }

  /** A user made by hand, with a value in every field. */
  public static User fullUser(String username) {
    return User.named(username, NOW)
        .email("ada@example.org")
        .firstName("Ada")
        .lastName("Lovelace")
        .phone("+44 20")
        .language("en")
        .status(User.Status.INACTIVE)
        .origin(Origin.MANUAL)
        .isProtected(true)
        .properties(Map.of("Größe", "180", "city", "London"))
        .groups(Set.of(Group.ROOT, Group.importedId("Math"), "g1"))
        .tags(Set.of("staff", "a,b"))
        .access(Set.of(new Access("p\"1", "o,1"), new Access("p", "\"1,o1")))
        .supervisor("boss")
        .secondSupervisor("chief")
        .passwordSetBy(User.PasswordSetBy.USER)
        .updatedAt(LATER)
        .lists(Set.of("staff", "Schüler 2026"))
        .handEdited(Set.of("email", "property:Größe"))
        .leavingAt(LATER)
        .build();
  }

  /** A change that sets texts; empty ones go. */
  public static UserChange texts(Map<String, String> after) {
    Map<String, UserChange.Text> fields = new TreeMap<>();
    after.forEach((name, value) -> fields.put(name, new UserChange.Text("", value)));
    return UserChange.NONE.with(fields);
  }

  /** A change that moves between groups. */
  public static UserChange moves(Set<String> join, Set<String> leave) {
    return UserChange.NONE.with().join(join).leave(leave).build();
  }

  /** A change that sets the password. */
  public static UserChange password() {
    return UserChange.NONE.with().password(true).build();
  }

  /** The creation of a user in the root group. */
  public static UserWrite creation(String username) {
    return UserWrite.create(username, moves(Set.of(Group.ROOT), Set.of()), "");
  }

  /** The change of a user. */
  public static UserWrite update(String username, UserChange change) {
    return UserWrite.update(username, change, "");
  }

  /** A new import. */
  public static Import created(String tenant, String importId, String name) {
    return Import.awaitingUpload(
        tenant, importId, name, "users.csv", 1_000, ImportOptions.defaults(10), "en", NOW);
  }

  /** A tally of some rows, all of them created. */
  public static Tally tally(long rows) {
    PlannedRow created = PlannedRow.of(2, "ada", PlannedRow.Outcome.CREATED);
    Tally.Builder tally = new Tally.Builder();
    LongStream.range(0, rows).forEach(row -> tally.row(created));
    Meter meter = new Meter();
    meter.read(rows * 0.5);
    meter.wrote(rows * 2.0);
    return tally.units(meter).build();
  }

  /** A tally of which each number is another. */
  public static Tally fullTally() {
    return TallyBuilder.builder()
        .rows(1)
        .created(2)
        .updated(3)
        .unchanged(4)
        .reactivated(5)
        .failed(6)
        .processingFailed(7)
        .duplicates(8)
        .warnings(9)
        .eligible(10)
        .unlisted(11)
        .deactivated(12)
        .readUnits(13.5)
        .writeUnits(14.5)
        .revised(15)
        .renamed(16)
        .skipped(17)
        .leavingList(18)
        .build();
  }
}
