package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Property;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** R14, invariant 3. */
@ExtendWith(InPipeline.class)
class ShuffledRosterIT {

  private final Pipeline pipeline;

  ShuffledRosterIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("R14, invariant 3: rows in any order end in the same users and counts")
  void shouldEndTheSameInAnyOrderOfTheRows() throws InterruptedException {
    String roster = roster();
    Ended straight = runIn(roster);
    straight
        .is("COMPLETED_WITH_ERRORS")
        .counts(
            Map.of(
                "rows", 227,
                "created", 200,
                "updated", 20,
                "unchanged", 0,
                "failed", 4,
                "duplicates", 3,
                "deactivated", 5,
                "warnings", 1));
    assertThat(straight.after().user("user-00030").supervisor()).isEqualTo("user-00219");
    for (long seed : List.of(1L, 2L)) {
      Ended shuffled = runIn(Rosters.shuffled(roster, seed));
      assertThat(shuffled.summary().path("counts")).isEqualTo(straight.summary().path("counts"));
      assertThat(shuffled.after().timeless()).isEqualTo(straight.after().timeless());
    }
  }

  private Ended runIn(String roster) throws InterruptedException {
    TestTenant tenant = pipeline.tenant("shuffled");
    pipeline
        .directory()
        .tenants()
        .putProperty(
            tenant.name(), new Property("site", Property.Type.DROPDOWN, List.of("", "A"), false));
    tenant.run(Rosters.people(1, 26));
    return tenant.run(roster, "{\"deactivateUnlisted\": true}");
  }

  /**
   * Users 1 to 220 over three batches: each supervised by one that another row names; three rows
   * twice, two usernames with rows that differ, one unknown supervisor. Users 22 to 26 are not
   * listed.
   */
  private static String roster() {
    List<String> rows = new ArrayList<>();
    for (int number = 1; number <= 225; number++) {
      if (number < 22 || number > 26) {
        rows.add(row(number, 249 - number));
      }
    }
    rows.set(0, Rosters.username(1) + ";Changed 1;Team 1,Night;nobody;A");
    rows.addAll(List.of(rows.get(5), rows.get(6), rows.get(100)));
    rows.add(Rosters.username(21) + ";Another;;;");
    rows.add("twice;One;;;");
    rows.add("twice;Two;;;");
    return Rosters.of("username;lastName;groups;supervisor;site", rows) + row(226, 1) + "\n";
  }

  private static String row(int number, int supervisor) {
    return "%s;Changed %d;Team %d,Night;%s;A"
        .formatted(
            Rosters.username(number),
            number,
            number % 7,
            Rosters.username(supervisor > 226 || supervisor < 1 ? 1 : supervisor));
  }
}
