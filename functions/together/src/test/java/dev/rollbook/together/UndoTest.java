package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.DerivedImports.Refusal;
import dev.rollbook.imports.DerivedImports.Refused;
import dev.rollbook.imports.DerivedImports.Start;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Sample;
import dev.rollbook.together.ClassRegister.Values;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An import is undone as a new import (SPEC S11). */
class UndoTest {

  private static final Map<String, Object> FULL = Map.of("deactivateUnlisted", true);

  private static final String BEFORE =
      """
      username;lastName;groups;password;supervisor
      a;A;5a;pass-a;
      b;B;5a,Chor;;a
      c;C;5b;;
      d;D;5b;;
      e;E;;;
      f;F;;;
      g;G;;;
      """;

  private static final String AFTER =
      """
      username;lastName;groups;password;supervisor;tags
      a;Other;6a;pass-new;b;
      b;B;5a,Chor;pass-b;c;x,y
      c;C;5b;;;
      new;New;6a;pass-n;a;z
      e;E;;;;
      f;F;;;;
      g;G;;;;
      """;

  private final ClassRegister register;

  UndoTest(@TempDir Path scratch) {
    register = new ClassRegister(new FakePipeline(scratch, OnFailure.REDELIVER));
  }

  private static Refusal why(Start start) {
    return ((Refused) start).why();
  }

  /** What an undo leaves of the users that the import made, which no undo removes. */
  private static void assertGone(Values created) {
    assertThat(created.user().status()).isEqualTo(User.Status.INACTIVE);
    assertThat(created.user().groups()).isEmpty();
    assertThat(created.passwordHash()).isEmpty();
    assertThat(created.user().passwordSetBy()).isEqualTo(User.PasswordSetBy.NOBODY);
  }

  @Test
  @DisplayName("S11: every value is back, who was created is inactive and in none of its groups")
  void shouldGiveBackEveryValue() {
    register.imported(BEFORE, Map.of());
    Map<String, Values> before = register.values();
    Import done = register.imported(AFTER, FULL);
    assertThat(register.user("d").status()).isEqualTo(User.Status.INACTIVE);
    assertThat(register.user("b").passwordSetBy()).isEqualTo(User.PasswordSetBy.IMPORT);

    Import undone = register.undone(done);

    Map<String, Values> after = register.values();
    assertGone(after.remove("new"));
    assertThat(after).isEqualTo(before);
    assertThat(undone.status()).isEqualTo(Status.COMPLETED);
    assertThat(undone.links().undoes()).isEqualTo(done.importId());
    assertThat(undone.counts())
        .isEqualTo(
            CountsBuilder.builder().rows(3).updated(3).reactivated(1).deactivated(1).build());
    assertThat(undone.deactivation().state()).isEqualTo(State.DONE);
    assertThat(register.cloud.turns.holder(ClassRegister.TENANT)).isEmpty();
  }

  @Test
  @DisplayName("S11: an undo can be undone, and that again")
  void shouldUndoAnUndo() {
    register.imported(BEFORE, Map.of());
    Map<String, Values> before = register.values();
    Import done = register.imported(AFTER, FULL);
    Map<String, Values> after = register.values();
    Import undone = register.undone(done);

    Import redone = register.undone(undone);

    assertThat(register.values()).isEqualTo(after);
    assertThat(redone.counts().deactivated()).isEqualTo(1);
    assertThat(redone.counts().reactivated()).isEqualTo(1);
    Import undoneAgain = register.undone(redone);
    Map<String, Values> last = register.values();
    assertGone(last.remove("new"));
    assertThat(last).isEqualTo(before);
    assertThat(undoneAgain.counts()).isEqualTo(undone.counts());
  }

  @Test
  @DisplayName("S11: with dryRun it only says what it would do; that plan can be applied")
  void shouldPlanAnUndo() {
    register.imported(BEFORE, Map.of());
    Map<String, Values> before = register.values();
    Import done = register.imported(AFTER, FULL);
    Map<String, Values> after = register.values();

    Import dry = register.undoneDry(done);

    assertThat(register.values()).isEqualTo(after);
    assertThat(dry.options().dryRun()).isTrue();
    assertThat(dry.counts())
        .isEqualTo(
            CountsBuilder.builder().rows(3).updated(3).reactivated(1).deactivated(1).build());
    assertThat(register.pipeline.cloud.buckets().files(dry).planCounts().orElseThrow().deactivate())
        .isEqualTo(1);
    Import applied = register.applied(dry);
    assertThat(applied.links().applies()).isEqualTo(dry.importId());
    assertThat(applied.links().undoes()).isEqualTo(done.importId());
    assertThat(applied.counts()).isEqualTo(dry.counts());
    Map<String, Values> last = register.values();
    assertGone(last.remove("new"));
    assertThat(last).isEqualTo(before);
    assertThat(why(register.undo(done, false))).isEqualTo(Refusal.ALREADY_UNDONE);
  }

  @Test
  @DisplayName("S11: a user written since, by whomever, is left and reported")
  void shouldLeaveWhoWasWrittenSince() {
    register.imported(BEFORE, Map.of());
    Import done = register.imported(AFTER, FULL);
    for (String name : List.of("a", "new", "d")) {
      register.cloud.users.edit(
          ClassRegister.TENANT, name, UserEdit.of(Map.of("phone", "1")), Sample.LATER);
    }
    Map<String, Values> since = register.values();

    Import undone = register.undone(done);

    Map<String, Values> after = register.values();
    for (String name : List.of("a", "new", "d")) {
      assertThat(after.get(name)).isEqualTo(since.get(name));
    }
    assertThat(after.get("b").user().supervisor()).isEqualTo("a");
    assertThat(undone.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
    assertThat(undone.counts())
        .isEqualTo(CountsBuilder.builder().rows(4).updated(1).failed(3).build());
    assertThat(register.report(undone))
        .contains("2,a,CHANGED_SINCE", "5,new,CHANGED_SINCE", "\r\n,d,CHANGED_SINCE");
  }

  @Test
  @DisplayName("S11: a password that the user has set since is not taken away")
  void shouldNotTakeThePasswordThatTheUserSet() {
    register.imported(BEFORE, Map.of());
    Import done = register.imported(AFTER, Map.of());
    UserEdit own = UserEdit.NONE.with().passwordHash(Optional.of("own")).build();
    register.cloud.users.edit(ClassRegister.TENANT, "b", own, Sample.LATER);

    register.undone(done);

    assertThat(register.cloud.users.passwordHash(ClassRegister.TENANT, "b")).contains("own");
  }

  @Test
  void shouldUndoOnlyOnceAndOnlyWhatWroteUsers() { // SPEC S11
    Import first = register.imported(BEFORE, Map.of());
    Import dryRun = register.imported(AFTER, Map.of("dryRun", true));
    Import failed = register.imported("nothing\n", Map.of());
    register.undone(first);

    assertThat(why(register.undo(first, false))).isEqualTo(Refusal.ALREADY_UNDONE);
    assertThat(why(register.undo(first, true))).isEqualTo(Refusal.ALREADY_UNDONE);
    assertThat(why(register.undo(dryRun, false))).isEqualTo(Refusal.NOT_UNDOABLE);
    assertThat(why(register.undo(failed, false))).isEqualTo(Refusal.NOT_UNDOABLE);
    Import second = register.imported(BEFORE, Map.of());
    register.cloud.advance(Duration.ofDays(31));
    assertThat(why(register.undo(second, false))).isEqualTo(Refusal.PLAN_GONE);
  }

  @Test
  @DisplayName("S11, D4: the guard holds an undo that would deactivate too many, until approved")
  void shouldHoldAnUndoThatDeactivatesTooMany() throws IOException {
    Import first = register.imported(BEFORE, Map.of());

    Import undone = register.undone(first);

    assertThat(undone.deactivation().state()).isEqualTo(State.HELD);
    assertThat(undone.deactivation().reasons()).containsExactly(Reason.GUARD);
    assertThat(undone.deactivation().planned()).isEqualTo(7);
    assertThat(register.user("a").status()).isEqualTo(User.Status.ACTIVE);
    approve(undone);
    register.values().values().forEach(UndoTest::assertGone);
    Import approved = register.find(undone.importId());
    assertThat(approved.counts().deactivated()).isEqualTo(7);
    Import redone = register.undone(approved);
    assertThat(redone.counts().reactivated()).isEqualTo(7);
    assertThat(register.user("a").groups())
        .containsExactlyInAnyOrder(Group.ROOT, Group.importedId("5a"));
    assertThat(register.user("a").passwordSetBy()).isEqualTo(User.PasswordSetBy.IMPORT);
  }

  private void approve(Import held) throws IOException {
    register.cloud.imports.change(ClassRegister.TENANT, held.importId(), ImportLife::approved);
    register.pipeline.approvals().apply(ClassRegister.TENANT, held.importId());
    register.pipeline.run();
  }

  @Test
  @DisplayName("S11: what was approved of an import goes with it")
  void shouldUndoWhatWasApproved() throws IOException {
    register.imported(BEFORE, Map.of());
    Map<String, Values> before = register.values();
    Import held = register.imported("username;lastName\na;Other\n", FULL);
    assertThat(held.deactivation().state()).isEqualTo(State.HELD);
    approve(held);
    assertThat(register.user("b").status()).isEqualTo(User.Status.INACTIVE);

    Import undone = register.undone(held);

    assertThat(register.values()).isEqualTo(before);
    assertThat(undone.counts())
        .isEqualTo(CountsBuilder.builder().rows(7).updated(7).reactivated(6).build());
  }

  @Test
  @DisplayName("S11: what is still held of an import cannot be approved once it is undone")
  void shouldSupersedeWhatIsStillHeld() {
    register.imported(BEFORE, Map.of());
    Import held = register.imported("username;lastName\na;Other\n", FULL);

    register.undone(held);

    assertThat(register.find(held.importId()).deactivation().state()).isEqualTo(State.SUPERSEDED);
    assertThat(register.cloud.turns.heldPlan(ClassRegister.TENANT)).isEmpty();
  }

  @Test
  @DisplayName("S11: who was deactivated by an earlier undo of a reactivation is inactive again")
  void shouldDeactivateWhomTheImportReactivated() {
    register.imported(BEFORE, Map.of());
    register.imported("username\na\nb\nc\nd\n", FULL); // e, f and g leave
    Map<String, Values> before = register.values();
    Import back = register.imported(BEFORE, Map.of());
    assertThat(back.counts().reactivated()).isEqualTo(3);

    Import undone = register.undone(back);

    assertThat(undone.counts().deactivated()).isEqualTo(3);
    assertThat(register.values()).isEqualTo(before);
  }

  /** SPEC S11: whatever the directory and the roster, value by value. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  @DisplayName("S11: an import followed by its undo leaves the directory equal to before")
  void shouldLeaveTheDirectoryAsBefore(int seed) {
    Random random = new Random(seed);
    for (String name : List.of("Ort", "Fach")) {
      register.cloud.tenants.putProperty(
          ClassRegister.TENANT, new Property(name, Property.Type.INPUT, List.of(), true));
    }
    register.cloud.groups.put(
        ClassRegister.TENANT,
        new Group(
            "in-bonn",
            "In Bonn",
            Origin.MANUAL,
            Group.ROOT,
            List.of(new Group.Condition("Ort", List.of("Bonn")))));
    // Any number may leave: the guard is not what is tested.
    register.cloud.tenants.putSettings(ClassRegister.TENANT, generous());
    for (int round = 0; round < 3; round++) {
      register.imported(roster(random), options(random));
    }
    Map<String, Values> before = register.values();
    Import done = register.imported(roster(random), options(random));
    Map<String, Values> after = register.values();

    Import undone = approvedIfHeld(register.undone(approvedIfHeld(done)));

    assertThat(undone.counts().failed()).isZero();
    assertThat(undone.counts().addUp()).isTrue();
    Map<String, Values> last = register.values();
    List<String> created = new ArrayList<>(last.keySet());
    created.removeAll(before.keySet());
    created.forEach(name -> assertGone(last.remove(name)));
    assertThat(last).isEqualTo(before);
    approvedIfHeld(register.undone(undone));
    if (done.deactivation().state() != State.HELD) {
      assertThat(register.values()).isEqualTo(after);
    }
  }

  private Import approvedIfHeld(Import ended) {
    if (ended.deactivation().state() == State.HELD) {
      try {
        approve(ended);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return register.find(ended.importId());
  }

  private static TenantSettings generous() {
    return new TenantSettings(
        "u1", "u2", 1_000, new Guard(100, 1_000), "en", TenantSettings.Profile.EMPTY);
  }

  private static Map<String, Object> options(Random random) {
    boolean deactivates = random.nextBoolean();
    return Map.of(
        "deactivateUnlisted",
        deactivates,
        "graceDays",
        deactivates && random.nextBoolean() ? 7 : 0,
        "list",
        random.nextInt(3) == 0 ? "" : "list" + random.nextInt(2),
        "newUsers",
        random.nextInt(5) == 0 ? "skip" : "create",
        "existingUsers",
        List.of("update", "update", "fillEmpty", "skip").get(random.nextInt(4)),
        "emptyCells",
        random.nextBoolean() ? "clear" : "keep",
        "tags",
        random.nextBoolean() ? List.of("t" + random.nextInt(4)) : List.of(),
        "access",
        random.nextBoolean()
            ? List.of(Map.of("product", "p", "offer", "o" + random.nextInt(3)))
            : List.of());
  }

  private static String roster(Random random) {
    StringBuilder csv =
        new StringBuilder("username;lastName;email;groups;tags;Ort;Fach;supervisor;password\n");
    for (int i = 0; i < 40; i++) {
      if (random.nextInt(3) > 0) {
        csv.append(
            "u%d;%s;%s;%s;%s;%s;%s;%s;%s%n"
                .formatted(
                    i,
                    some(random, "A", "B", "C"),
                    some(random, "x@example.org", "y@example.org"),
                    some(random, "5a", "5b,Chor", "6a"),
                    some(random, "x", "y,z"),
                    some(random, "Bonn", "Köln"),
                    some(random, "Mathe"),
                    some(random, "u1", "u2", "nobody", "u" + i),
                    some(random, "secret" + random.nextInt(3))
                        + (random.nextInt(20) == 0 ? ";surplus" : "")));
      }
    }
    return csv.toString();
  }

  private static String some(Random random, String... values) {
    int chosen = random.nextInt(values.length + 1);
    return chosen == values.length ? "" : values[chosen];
  }
}
