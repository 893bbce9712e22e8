package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.User;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Import;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole imports that leave rows, or take fields only where they are empty (SPEC U12). */
class ModesTest {

  private final Tenancy tenancy;

  ModesTest(@TempDir Path scratch) {
    tenancy = new Tenancy(scratch);
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
        .isEqualTo(new Counts.Builder().rows(3).updated(2).skipped(1).warnings(1).build());
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
        .isEqualTo(new Counts.Builder().rows(4).created(1).skipped(3).deactivated(1).build());
    assertThat(tenancy.user("ada").firstName()).isEqualTo("Ada");
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("cleo");
    assertThat(ended.cost().writeUnits()).isEqualTo(2); // eve and cleo
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
        .isEqualTo(new Counts.Builder().rows(3).created(1).updated(2).unchanged(1).build());
    assertThat(tenancy.user("ada").firstName()).isEqualTo("Ada");
    assertThat(tenancy.user("dora").firstName()).isEqualTo("Dora");
  }
}
