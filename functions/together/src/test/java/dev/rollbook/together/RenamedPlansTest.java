package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Guard;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation.State;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that rename users are applied and undone like others (SPEC S10, S11, U14). */
class RenamedPlansTest {

  private static final Map<String, Object> DRY_RUN = Map.of("dryRun", true);
  private static final String HEADER = "username;oldUsername;lastName;supervisor\n";

  /** Everybody is named after what they were called first. */
  private static final String BEFORE =
      """
      username;oldUsername;lastName;supervisor
      a;;A;
      b;;B;x
      c;;C;
      x;;X;a
      y;;Y;
      boss;;Boss;
      w;;W;boss
      lazy;;Lazy;boss
      q;;Q;
      """;

  /** A chain, a swap, a supervisor, a new user of an old name, and one who only changes. */
  private static final String AFTER =
      """
      username;oldUsername;lastName;supervisor
      b;a;A;
      c;b;Other;x
      d;c;C;
      y;x;X;a
      x;y;Y;
      chief;boss;Boss;
      w;;Changed;chief
      a;;New;
      """;

  private final ClassRegister register;

  RenamedPlansTest(@TempDir Path scratch) {
    register = new ClassRegister(new FakePipeline(scratch, OnFailure.REDELIVER));
  }

  /** Who is called what, by the last name that tells who it is. */
  private Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    register.values().forEach((name, values) -> names.put(name, values.user().lastName()));
    return names;
  }

  private Map<String, String> ids() {
    Map<String, String> ids = new TreeMap<>();
    register.cloud.users.all(ClassRegister.TENANT).forEach(u -> ids.put(u.username(), u.id()));
    return ids;
  }

  private void edit(String username) {
    register.cloud.users.edit(
        ClassRegister.TENANT, username, UserEdit.of(Map.of("phone", "1")), Sample.LATER);
  }

  @Test
  @DisplayName("S10, U14: a plan's renames are made as planned, and supervisors follow")
  void shouldApplyThePlanOfADryRun() {
    register.imported(BEFORE, Map.of());
    Map<String, String> before = ids();
    Import dryRun = register.imported(AFTER, DRY_RUN);
    assertThat(ids()).isEqualTo(before);

    Import applied = register.applied(dryRun);

    assertThat(applied.status()).isEqualTo(Status.COMPLETED);
    assertThat(applied.counts()).isEqualTo(dryRun.counts());
    assertThat(applied.counts())
        .isEqualTo(CountsBuilder.builder().rows(8).created(1).updated(7).renamed(6).build());
    assertThat(ids())
        .containsEntry("b", before.get("a"))
        .containsEntry("c", before.get("b"))
        .containsEntry("d", before.get("c"))
        .containsEntry("x", before.get("y"))
        .containsEntry("y", before.get("x"))
        .containsEntry("chief", before.get("boss"))
        .doesNotContainKey("boss")
        .hasSize(10);
    assertThat(ids().get("a")).isNotIn(before.values());
    assertThat(register.user("w").lastName()).isEqualTo("Changed");
    assertThat(register.user("w").supervisor()).isEqualTo("chief");
    assertThat(register.user("lazy").supervisor()).isEqualTo("chief");
  }

  @Test
  @DisplayName("S10, U14: applied, a plan leaves what the import itself would have left")
  void shouldDoAsTheImportDoes(@TempDir Path other) {
    ClassRegister itself = new ClassRegister(new FakePipeline(other, OnFailure.REDELIVER));
    itself.imported(BEFORE, Map.of());
    itself.imported(AFTER, Map.of("deactivateUnlisted", true));
    register.imported(BEFORE, Map.of());

    register.applied(register.imported(AFTER, Map.of("dryRun", true, "deactivateUnlisted", true)));

    assertThat(register.values()).isEqualTo(itself.values());
  }

  @Test
  @DisplayName("S10: who changed since keeps the name, and whoever was to have it, too")
  void shouldLeaveWhoChangedSince() {
    register.imported(BEFORE, Map.of());
    Import dryRun = register.imported(AFTER, DRY_RUN);
    edit("b");
    edit("y");
    edit("w");
    Map<String, Values> since = register.values();

    Import applied = register.applied(dryRun);

    assertThat(names())
        .containsEntry("a", "A")
        .containsEntry("b", "B")
        .containsEntry("d", "C")
        .containsEntry("x", "X")
        .containsEntry("y", "Y")
        .containsEntry("chief", "Boss")
        .doesNotContainKeys("c", "boss");
    assertThat(register.values()).containsEntry("b", since.get("b"));
    assertThat(register.user("w").lastName()).isEqualTo("W");
    assertThat(register.user("w").supervisor()).isEqualTo("chief"); // that follows anyhow
    assertThat(applied.counts())
        .isEqualTo(CountsBuilder.builder().rows(8).updated(2).renamed(2).failed(6).build());
    assertThat(register.report(applied))
        .contains("3,c,CHANGED_SINCE", "6,x,CHANGED_SINCE", "8,w,CHANGED_SINCE")
        .contains("9,a,CHANGED_SINCE", "2,b,RENAME_CONFLICT", "5,y,RENAME_CONFLICT");
  }

  @Test
  @DisplayName("S10: a name that somebody has got since is not given twice")
  void shouldLeaveANameThatIsTaken() {
    register.imported(BEFORE, Map.of());
    Import dryRun =
        register.imported(HEADER + "chief;boss;Boss;\nw;;W;chief\nq;;Other;lazy\n", DRY_RUN);
    register.imported("username;lastName\nchief;Another\n", Map.of());

    Import applied = register.applied(dryRun);

    assertThat(names()).containsEntry("boss", "Boss").containsEntry("chief", "Another");
    assertThat(register.user("w").supervisor()).isEqualTo("boss");
    assertThat(register.user("q").lastName()).isEqualTo("Other");
    assertThat(applied.counts().renamed()).isZero();
    assertThat(register.report(applied)).contains("2,chief,RENAME_CONFLICT,oldUsername,");
  }

  @Test
  @DisplayName("S10: a plan that renames the default supervisor has not changed its own rules")
  void shouldApplyAPlanThatRenamesTheDefaultSupervisor() {
    register.imported(BEFORE, Map.of());
    register.cloud.tenants.putSettings(
        ClassRegister.TENANT, TenantSettings.DEFAULT.withSupervisors("boss", ""));
    Import dryRun = register.imported(HEADER + "chief;boss;Boss;\nq;;Q;nobody\n", DRY_RUN);

    Import applied = register.applied(dryRun);

    assertThat(applied.counts().renamed()).isEqualTo(1);
    assertThat(register.user("q").supervisor()).isEqualTo("chief");
    assertThat(
            register.cloud.tenants.settings(ClassRegister.TENANT).orElseThrow().defaultSupervisor())
        .isEqualTo("chief");
  }

  @Test
  @DisplayName("S11: renamed users have their old names back; an undo of that renames them again")
  void shouldGiveBackOldNames() {
    register.imported(BEFORE, Map.of());
    Map<String, Values> before = register.values();
    Map<String, String> ids = ids();
    String roster = AFTER.replace("a;;New;\n", "");
    Import done = register.imported(roster, Map.of());
    Map<String, Values> after = register.values();
    Map<String, String> renamed = ids();

    Import undone = register.undone(done);

    assertThat(register.values()).isEqualTo(before);
    assertThat(ids()).isEqualTo(ids);
    assertThat(undone.counts())
        .isEqualTo(CountsBuilder.builder().rows(7).updated(7).renamed(6).build());
    Import redone = register.undone(undone);
    assertThat(register.values()).isEqualTo(after);
    assertThat(ids()).isEqualTo(renamed);
    assertThat(redone.counts()).isEqualTo(undone.counts());
    register.undone(redone);
    assertThat(register.values()).isEqualTo(before);
  }

  private static final String SWAP = HEADER + "y;x;X;\nx;y;Y;\n";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S11, U14: what was undone is not taken for done when the same roster comes again")
  void shouldSwapAgainAfterAnUndo(boolean dryRunFirst) {
    register.imported(HEADER + "x;;X;\ny;;Y;\n", Map.of());
    Import swapped = register.imported(SWAP, Map.of());
    Import undone =
        dryRunFirst ? register.applied(register.undoneDry(swapped)) : register.undone(swapped);
    assertThat(names()).isEqualTo(Map.of("x", "X", "y", "Y"));

    assertThat(register.imported(SWAP, DRY_RUN).counts().renamed()).isEqualTo(2);
    register.undone(undone);
    assertThat(names()).isEqualTo(Map.of("x", "Y", "y", "X"));

    assertThat(register.imported(SWAP, Map.of()).counts().renamed()).isZero();
    assertThat(names()).isEqualTo(Map.of("x", "Y", "y", "X"));
  }

  @Test
  @DisplayName("S11, U14: what was done before what is undone is known to be done again")
  void shouldKnowARepeatAgainAfterAnUndo() {
    register.imported(HEADER + "x;;X;\ny;;Y;\n", Map.of());
    register.imported(SWAP, Map.of());
    register.undone(register.imported(HEADER + "z;x;Y;\n", Map.of()));

    assertThat(register.imported(SWAP, Map.of()).counts().renamed()).isZero();
    assertThat(names()).isEqualTo(Map.of("x", "Y", "y", "X"));
  }

  @Test
  @DisplayName("S11: with dryRun it says which names would come back; that plan can be applied")
  void shouldPlanAnUndo() {
    register.imported(BEFORE, Map.of());
    Map<String, Values> before = register.values();
    Import done = register.imported(AFTER.replace("a;;New;\n", ""), Map.of());
    Map<String, Values> after = register.values();

    Import dry = register.undoneDry(done);

    assertThat(register.values()).isEqualTo(after);
    assertThat(dry.counts())
        .isEqualTo(CountsBuilder.builder().rows(7).updated(7).renamed(6).build());
    assertThat(register.pipeline.cloud.buckets().files(dry).planCounts().orElseThrow().rename())
        .isEqualTo(6);
    Import applied = register.applied(dry);
    assertThat(applied.counts()).isEqualTo(dry.counts());
    assertThat(register.values()).isEqualTo(before);
    register.undone(applied);
    assertThat(register.values()).isEqualTo(after);
  }

  @Test
  @DisplayName("S11: who was changed since, or whose old name is taken, is left and reported")
  void shouldLeaveWhoCannotGoBack() {
    register.imported(BEFORE, Map.of());
    Import done = register.imported(AFTER, Map.of());
    edit("chief");
    Map<String, Values> since = register.values();

    Import undone = register.undone(done);

    // The import made a new user of the name a: so the whole chain stays.
    assertThat(names())
        .containsEntry("b", "A")
        .containsEntry("c", "Other")
        .containsEntry("d", "C")
        .containsEntry("x", "X")
        .containsEntry("y", "Y");
    for (String name : List.of("chief", "b", "d")) {
      assertThat(register.values()).containsEntry(name, since.get(name));
    }
    assertThat(since.get("c").user().supervisor()).isEqualTo("x");
    assertThat(register.user("c").supervisor()).isEqualTo("y"); // that follows anyhow
    assertThat(register.user("a").status()).isEqualTo(User.Status.INACTIVE);
    assertThat(undone.counts())
        .isEqualTo(
            CountsBuilder.builder().rows(7).updated(3).renamed(2).failed(4).deactivated(1).build());
    assertThat(register.report(undone))
        .contains("7,chief,CHANGED_SINCE")
        .contains("2,b,RENAME_CONFLICT", "3,c,RENAME_CONFLICT", "4,d,RENAME_CONFLICT");
  }

  @Test
  @DisplayName("S11, D4: who was renamed and active again goes back, by the guard's leave")
  void shouldRenameWhomTheUndoDeactivates() throws IOException {
    register.imported(BEFORE, Map.of());
    register.cloud.tenants.putSettings(
        ClassRegister.TENANT,
        new TenantSettings(
            "", "", 1_000, new Guard(100, 1_000), "en", TenantSettings.Profile.EMPTY));
    approved(register.imported(HEADER + "w;;W;\n", Map.of("deactivateUnlisted", true)));
    Map<String, Values> before = register.values();
    Import done = register.imported(AFTER.replace("a;;New;\n", ""), Map.of());
    assertThat(done.counts().reactivated()).isEqualTo(6);
    Map<String, Values> after = register.values();

    Import undone = register.undone(done);

    assertThat(undone.deactivation().state()).isEqualTo(State.HELD);
    assertThat(undone.counts())
        .isEqualTo(CountsBuilder.builder().rows(1).updated(1).renamed(6).build());
    assertThat(names()).containsKeys("boss", "a").doesNotContainKeys("chief", "d");
    assertThat(register.user("boss").status()).isEqualTo(User.Status.ACTIVE);
    approved(undone);
    assertThat(register.values()).isEqualTo(before);
    register.undone(register.find(undone.importId()));
    assertThat(register.values()).isEqualTo(after);
  }

  @Test
  @DisplayName("A1, S11: whom an undo renames and deactivates is no row of it, but counts as both")
  void shouldCountWhomTheUndoRenamesAndDeactivates() {
    register.imported(HEADER + "a;;A;\nb;;B;\nc;;C;\nd;;D;\n", Map.of());
    register.cloud.users.edit(
        ClassRegister.TENANT, "a", UserEdit.of(Map.of("status", "INACTIVE")), Sample.LATER);
    Import done = register.imported(HEADER + "e;a;A;\n", Map.of());

    Import undone = register.undone(done);

    assertThat(undone.counts())
        .isEqualTo(CountsBuilder.builder().renamed(1).deactivated(1).build());
    assertThat(register.user("a").status()).isEqualTo(User.Status.INACTIVE);
  }

  private void approved(Import held) throws IOException {
    assertThat(held.deactivation().state()).isEqualTo(State.HELD);
    register.cloud.imports.change(ClassRegister.TENANT, held.importId(), ImportLife::approved);
    register.pipeline.approvals().apply(ClassRegister.TENANT, held.importId());
    register.pipeline.run();
  }

  /** SPEC S10, S11: whatever the roster, long chains and rings included. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  @DisplayName("S10, S11: renames that are applied, then undone, leave the directory as before")
  void shouldLeaveTheDirectoryAsBefore(int seed) {
    Random random = new Random(seed);
    int users = 160;
    StringBuilder first = new StringBuilder(HEADER);
    for (int i = 0; i < users; i++) {
      first.append("u%d;;L%d;u%d%n".formatted(i, i, random.nextInt(users)));
    }
    register.imported(first.toString(), Map.of());
    Map<String, Values> before = register.values();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    List<String> rows = new ArrayList<>();
    int renamed = 30 + random.nextInt(100);
    for (int i = 0; i < renamed; i++) { // chains of some, and rings of some
      int next = i % 17 == 16 ? order.get(i - 16) : order.get(i + 1);
      String to = i % 17 == 16 && random.nextBoolean() ? "new" + i : "u" + next;
      rows.add(to + ";u" + order.get(i) + ";L" + order.get(i) + ";\n");
    }
    Collections.shuffle(rows, random);
    Import dryRun = register.imported(HEADER + String.join("", rows), DRY_RUN);
    assertThat(register.values()).isEqualTo(before);

    Import applied = register.applied(dryRun);
    Map<String, Values> after = register.values();
    Import undone = register.undone(applied);

    assertThat(applied.counts()).isEqualTo(dryRun.counts());
    assertThat(applied.counts().renamed()).isGreaterThan(10);
    assertThat(register.values()).isEqualTo(before);
    assertThat(undone.counts().renamed()).isEqualTo(applied.counts().renamed());
    register.undone(undone);
    assertThat(register.values()).isEqualTo(after);
  }

  @Test
  @DisplayName("A6: an import that fails counts whom it has renamed, and their names are followed")
  void shouldCountRenamesOfAnImportThatFails() {
    register.imported(BEFORE, Map.of());
    String importId = register.uploads(AFTER, Map.of());
    // Its rows go out, then its roster is gone before any is settled.
    for (FakePipeline.Delivery delivery : register.pipeline.takeDeliveries()) {
      register.pipeline.carryOut(delivery);
    }
    register.cloud.rowQueue.take();
    register.cloud.uploads.deleteAllVersions(register.find(importId).upload().key());

    register.pipeline.runWithSweep();

    Import failed = register.find(importId);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(names())
        .containsEntry("b", "A")
        .containsEntry("c", "B")
        .containsEntry("chief", "Boss");
    assertThat(register.user("lazy").supervisor()).isEqualTo("chief");
    assertThat(failed.counts())
        .isEqualTo(CountsBuilder.builder().rows(8).updated(6).renamed(6).failed(2).build());
  }

  @Test
  @DisplayName("A6: an import that the sweep ends counts whom it has renamed")
  void shouldCountRenamesOfAnImportThatDoesNotMove() {
    register.imported(BEFORE, Map.of());
    String importId = register.uploads(AFTER, Map.of());
    for (int round = 0; round < 10 && !register.find(importId).status().isEnd(); round++) {
      for (FakePipeline.Delivery delivery : register.pipeline.takeDeliveries()) {
        if (!(delivery instanceof FakePipeline.Delivery.Rows)) { // its batches are lost each time
          register.pipeline.carryOut(delivery);
        }
      }
      register.cloud.advance(Duration.ofHours(1));
      register.pipeline.sweep();
    }

    Import failed = register.find(importId);

    assertThat(failed.failure().code()).isEqualTo("STALLED");
    assertThat(names()).containsEntry("b", "A").containsEntry("chief", "Boss");
    assertThat(failed.counts())
        .isEqualTo(CountsBuilder.builder().rows(8).updated(6).renamed(6).failed(2).build());
  }

  @Test
  @DisplayName("S8, S11: whom a cancelled import renamed has the old name back when it is undone")
  void shouldUndoWhatACancelledImportRenamed() {
    register.imported(BEFORE, Map.of());
    Map<String, Values> before = register.values();
    String importId = register.uploads(AFTER, Map.of());
    for (FakePipeline.Delivery delivery : register.pipeline.takeDeliveries()) {
      register.pipeline.carryOut(delivery);
    }
    register.cloud.imports.change(
        ClassRegister.TENANT,
        importId,
        now -> ImportLife.cancelled(now, register.cloud.clock.instant()));
    register.pipeline.run();
    Import cancelled = register.find(importId);
    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    assertThat(cancelled.counts().renamed()).isEqualTo(6);

    Import undone = register.undone(cancelled);

    assertThat(undone.counts().renamed()).isEqualTo(6);
    assertThat(register.values()).isEqualTo(before);
  }
}
