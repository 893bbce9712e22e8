package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.DerivedImports.Refusal;
import dev.rollbook.imports.DerivedImports.Refused;
import dev.rollbook.imports.DerivedImports.Start;
import dev.rollbook.imports.DerivedImports.Started;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Sample;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run's plan is applied as a new import (SPEC S10). */
class ApplyTest {

  private static final Map<String, Boolean> DRY_RUN =
      Map.of("dryRun", true, "deactivateUnlisted", true);

  private static final String BEFORE =
      "username;lastName;groups\na;A;5a\nb;B;5a\nc;C;5b\nd;D;5b\ne;E;\n";
  private static final String AFTER =
      "username;lastName;groups\na;Other;6a\nb;B;5a\nc;Changed;5b\nnew;New;6a\ne;E;\nx;y;z;q\n";

  private final ClassRegister register;

  ApplyTest(@TempDir Path scratch) {
    register = new ClassRegister(new FakePipeline(scratch, OnFailure.REDELIVER));
  }

  private Import planned() {
    register.imported(BEFORE, Map.of());
    return register.imported(AFTER, DRY_RUN);
  }

  private static Refusal why(Start start) {
    return ((Refused) start).why();
  }

  @Test
  @DisplayName("S10: the stored plan is applied exactly, with the counts of its dry run")
  void shouldApplyThePlanOfADryRun() {
    Import dryRun = planned();
    Map<String, ClassRegister.Values> before = register.values();

    Import applied = register.applied(dryRun);

    assertThat(before).doesNotContainKey("new");
    assertThat(applied.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
    assertThat(applied.links().applies()).isEqualTo(dryRun.importId());
    assertThat(applied.counts()).isEqualTo(dryRun.counts());
    assertThat(applied.deactivation().state()).isEqualTo(State.DONE);
    assertThat(applied.options().dryRun()).isFalse();
    assertThat(register.user("a").lastName()).isEqualTo("Other");
    assertThat(register.user("new").groups())
        .containsExactlyInAnyOrder(Group.ROOT, Group.importedId("6a"));
    assertThat(register.cloud.groups.find(ClassRegister.TENANT, Group.importedId("6a")))
        .isPresent();
    assertThat(register.user("d").status()).isEqualTo(User.Status.INACTIVE);
    assertThat(register.report(applied)).isEqualTo(register.report(dryRun));
    assertThat(register.cloud.turns.holder(ClassRegister.TENANT)).isEmpty();
  }

  @Test
  @DisplayName("S10: a user that changed since is left as it is and reported")
  void shouldLeaveWhoChangedSince() {
    Import dryRun = planned();
    for (String name : List.of("a", "b", "d")) {
      register.cloud.users.edit(
          ClassRegister.TENANT, name, UserEdit.of(Map.of("phone", "1")), Sample.LATER);
    }
    register.cloud.users.create(ClassRegister.TENANT, Sample.user("new"), "");

    Import applied = register.applied(dryRun);

    assertThat(register.user("a").lastName()).isEqualTo("A");
    assertThat(register.user("c").lastName()).isEqualTo("Changed");
    assertThat(register.user("d").status()).isEqualTo(User.Status.ACTIVE);
    assertThat(register.user("new").lastName()).isEmpty();
    assertThat(applied.counts())
        .isEqualTo(
            CountsBuilder.builder().rows(6).updated(2).unchanged(1).failed(4).warnings(1).build());
    assertThat(applied.counts().addUp()).isTrue();
    assertThat(register.report(applied))
        .contains("2,a,CHANGED_SINCE", "3,b,CHANGED_SINCE", "5,new,CHANGED_SINCE")
        .contains("\r\n,d,CHANGED_SINCE");
  }

  @Test
  @DisplayName("S10, D8: so is one that would only leave a list")
  void shouldLeaveOnItsListWhoChangedSince() {
    register.imported("username\nboth\nc\n", Map.of("list", "one"));
    register.imported("username\nboth\nd\n", Map.of("list", "two"));
    Import dryRun =
        register.imported(
            "username\nd\n", Map.of("list", "two", "dryRun", true, "deactivateUnlisted", true));
    register.cloud.users.edit(
        ClassRegister.TENANT, "both", UserEdit.of(Map.of("phone", "1")), Sample.LATER);

    Import applied = register.applied(dryRun);

    assertThat(register.user("both").lists()).containsExactlyInAnyOrder("one", "two");
    assertThat(register.report(applied)).contains("\r\n,both,CHANGED_SINCE");
  }

  @Test
  @DisplayName("S10: an import in between makes the plan stale only for the users it wrote")
  void shouldBeStaleOnlyForUsersThatAnImportWrote() {
    Import dryRun = planned();
    register.imported("username;phone\na;1\nb;\nc;\n", Map.of());

    Import applied = register.applied(dryRun);

    assertThat(register.user("a").lastName()).isEqualTo("A");
    assertThat(register.user("c").lastName()).isEqualTo("Changed");
    assertThat(applied.counts().failed()).isEqualTo(2);
  }

  @Test
  void shouldApplyAPlanOnce() { // SPEC S10
    Import dryRun = planned();
    Import other = register.imported(BEFORE, Map.of());
    register.applied(dryRun);

    assertThat(why(register.apply(dryRun, false))).isEqualTo(Refusal.ALREADY_APPLIED);
    assertThat(why(register.apply(other, false))).isEqualTo(Refusal.NOT_A_DRY_RUN);
  }

  @Test
  void shouldRefuseAPlanThatIsNotMadeOrIsOld() { // SPEC S10
    register.imported(BEFORE, Map.of());
    String reading = register.uploads(AFTER, DRY_RUN);
    Import failed = register.imported("nothing\n", DRY_RUN);
    Import old = register.find(reading);
    Import waiting = Sample.created(ClassRegister.TENANT, "01X", "x");
    waiting = waiting.with().options(old.options()).build();
    register.cloud.imports.create(waiting);

    assertThat(why(register.apply(waiting, false))).isEqualTo(Refusal.NOT_COMPLETED);
    assertThat(why(register.apply(failed, false))).isEqualTo(Refusal.NOT_COMPLETED);
    register.cloud.advance(Duration.ofDays(31));
    assertThat(why(register.apply(old, false))).isEqualTo(Refusal.PLAN_GONE);
  }

  @Test
  @DisplayName("S10: a plan that gives passwords cannot be applied, since they went (A8)")
  void shouldRefuseAPlanThatNeedsPasswords() {
    register.imported(BEFORE, Map.of());
    Import needs = register.imported("username;password\nnew;secret\n", DRY_RUN);
    Import none = register.imported("username;password\na;\nb;\nc;\nd;\n", DRY_RUN);

    assertThat(why(register.apply(needs, true))).isEqualTo(Refusal.PASSWORDS_GONE);
    assertThat(register.applied(none).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  @DisplayName("S10: a plan made by other rules is applied with force alone")
  void shouldRefuseAPlanOfOtherRulesUnlessForced() {
    Import dryRun = planned();
    register.cloud.tenants.putProperty(
        ClassRegister.TENANT, new Property("Ort", Property.Type.INPUT, List.of(), false));

    assertThat(why(register.apply(dryRun, false))).isEqualTo(Refusal.RULES_CHANGED);

    assertThat(register.apply(dryRun, true)).isInstanceOf(Started.class);
    register.pipeline.run();
    assertThat(register.user("a").lastName()).isEqualTo("Other");
  }

  @Test
  void shouldFailIfRulesChangeWhileItWaitsForItsTurn() { // SPEC S10
    Import dryRun = planned();
    Started started = (Started) register.apply(dryRun, false);
    register.cloud.tenants.putProperty(
        ClassRegister.TENANT, new Property("Ort", Property.Type.INPUT, List.of(), false));

    register.pipeline.run();

    Import failed = register.find(started.importId());
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.failure().code()).isEqualTo("RULES_CHANGED");
    assertThat(register.user("a").lastName()).isEqualTo("A");
  }

  @Test
  @DisplayName("S10, D4: the guard holds an applied plan as it holds an import")
  void shouldHoldWhatTheGuardHolds() {
    register.imported(BEFORE, Map.of());
    Import dryRun = register.imported("username\na\n", DRY_RUN);

    Import applied = register.applied(dryRun);

    assertThat(applied.deactivation().state()).isEqualTo(State.HELD);
    assertThat(register.user("b").status()).isEqualTo(User.Status.ACTIVE);
  }
}
