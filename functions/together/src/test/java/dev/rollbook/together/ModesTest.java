package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Origin;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.testkit.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole imports that leave rows, or take fields only where they are empty (SPEC U12), or name who
 * leaves.
 */
class ModesTest {

  private final OneTenant tenancy;

  ModesTest(@TempDir Path scratch) {
    tenancy = new OneTenant(scratch);
    tenancy.imports("{}", "username,firstName", "ada,Ada", "ben,Ben", "cleo,Cleo", "dora,");
  }

  @Test
  void shouldLeaveUnknownOnesAndCountThemAsSkipped() {
    Import ended =
        tenancy.imports(
            "{\"newUsers\": \"skip\"}",
            "username,firstName,supervisor",
            "ada,Anna,eve",
            "eve,Eve,ada",
            "ben,Ben,cleo");

    assertThat(ended.counts())
        .isEqualTo(CountsBuilder.builder().rows(3).updated(2).skipped(1).warnings(1).build());
    assertThat(tenancy.user("ada").firstName()).isEqualTo("Anna");
    assertThat(tenancy.user("ada").supervisor()).isEmpty(); // eve is not created
    assertThat(tenancy.user("ben").supervisor()).isEqualTo("cleo");
    assertThat(tenancy.with(User.Status.ACTIVE)).containsExactly("ada", "ben", "cleo", "dora");
  }

  @Test
  void shouldListWhomItLeaves() { // SPEC U12 D1
    Import ended =
        tenancy.imports(
            "{\"existingUsers\": \"skip\", \"deactivateUnlisted\": true}",
            "username,firstName",
            "ada,Anna",
            "ben,Bernd",
            "dora,Dora",
            "eve,Eve");

    assertThat(ended.counts())
        .isEqualTo(CountsBuilder.builder().rows(4).created(1).skipped(3).deactivated(1).build());
    assertThat(tenancy.user("ada").firstName()).isEqualTo("Ada");
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("cleo");
    assertThat(ended.cost().writeUnits()).isEqualTo(2); // eve and cleo
  }

  @Test
  void shouldPutOutLeavers() { // SPEC D9
    tenancy.pipeline.cloud.users.create(
        OneTenant.TENANT, Sample.user("hand").with().origin(Origin.MANUAL).build(), "");
    Import ended =
        tenancy.imports(
            "{\"leavers\": true, \"tags\": [\"gone\"]}",
            "username,firstName,group",
            "ada,Anna,1a",
            "hand,Hans,1a",
            "eve,Eve,1a");

    assertThat(ended.counts())
        .isEqualTo(
            CountsBuilder.builder()
                .rows(3)
                .updated(2)
                .unchanged(2)
                .skipped(1)
                .deactivated(1)
                .build());
    assertThat(ended.deactivation()).isEqualTo(new Deactivation(State.DONE, 1, 1, List.of()));
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("ada");
    assertThat(tenancy.user("ada").firstName()).isEqualTo("Ada");
    assertThat(tenancy.user("ada").tags()).isEmpty();
    assertThat(tenancy.download(ended, "deactivations.csv")).contains("ada").doesNotContain("ben");
    assertThat(tenancy.download(ended, "changes.csv")).contains("ada", "INACTIVE");
    assertThat(tenancy.pipeline.cloud.groups.all(OneTenant.TENANT)).hasSize(1);
    assertThat(ended.cost().writeUnits()).isEqualTo(1);
  }

  @Test
  void shouldHoldLeaversByTheGuard() { // SPEC D9 D4
    Import held = tenancy.imports("{\"leavers\": true}", "username", "ada", "ben", "cleo");

    assertThat(held.deactivation())
        .isEqualTo(new Deactivation(State.HELD, 3, 0, List.of(Reason.GUARD)));
    assertThat(tenancy.with(User.Status.INACTIVE)).isEmpty();

    tenancy.approves(held);

    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("ada", "ben", "cleo");
    assertThat(tenancy.now(held).counts().deactivated()).isEqualTo(3);
  }

  @Test
  void shouldKeepOrOverwriteWhatWasChangedByHand() { // SPEC U13
    tenancy.pipeline.cloud.users.edit(
        OneTenant.TENANT,
        "ada",
        UserEdit.of(Map.of("firstName", "Own", "handEdited:firstName", "firstName")),
        tenancy.pipeline.cloud.clock.instant());

    Import kept =
        tenancy.imports("{\"handEdits\": \"keep\"}", "username,firstName", "ada,A", "ben,B");
    assertThat(kept.counts())
        .isEqualTo(CountsBuilder.builder().rows(2).updated(2).unchanged(1).build());
    assertThat(tenancy.user("ada").firstName()).isEqualTo("Own");

    Import overwritten = tenancy.imports("{}", "username,firstName", "ada,A", "ben,B");
    assertThat(tenancy.user("ada").firstName()).isEqualTo("A");
    assertThat(tenancy.user("ada").handEdited()).isEmpty();
    assertThat(tenancy.download(overwritten, "changes.csv")).contains("handEdited");
  }

  @Test
  void shouldFillEmptyFieldsOnly() {
    Import ended =
        tenancy.imports(
            "{\"existingUsers\": \"fillEmpty\"}",
            "username,firstName",
            "ada,Anna",
            "dora,Dora",
            "eve,Eve");

    assertThat(ended.counts())
        .isEqualTo(CountsBuilder.builder().rows(3).created(1).updated(2).unchanged(1).build());
    assertThat(tenancy.user("ada").firstName()).isEqualTo("Ada");
    assertThat(tenancy.user("dora").firstName()).isEqualTo("Dora");
  }
}
