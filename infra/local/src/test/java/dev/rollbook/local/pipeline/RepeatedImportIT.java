package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.User;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import dev.rollbook.testkit.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant who imports again and again. */
@ExtendWith(InPipeline.class)
class RepeatedImportIT {

  private static final String UNLISTED_GO = "{\"deactivateUnlisted\": true}";

  private final Pipeline pipeline;

  RepeatedImportIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("A7, invariants 6 and 10: the same roster again writes nothing")
  void shouldWriteNothingForARosterThatChangesNothing() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("twice");
    String roster = Rosters.people(1, 250);
    Ended first = tenant.run(roster).is("COMPLETED").counts(Map.of("rows", 250, "created", 250));
    // Invariant 10: one for each user, none for its groups.
    assertThat(first.summary().path("cost").path("writeUnits").asDouble())
        .isEqualTo(2 * 250); // each of them has between one and two KB
    // When
    Ended second = tenant.run(roster, UNLISTED_GO);
    // Then
    second.is("COMPLETED").counts(Map.of("rows", 250, "updated", 250, "unchanged", 250));
    assertThat(second.summary().path("cost").path("writeUnits").asDouble()).isZero();
    assertThat(second.after().items()).isEqualTo(second.before().items());
  }

  @Test
  @DisplayName("D1, D2, G6, U2, U3: a month later some are gone, and later some are back")
  void shouldDeactivateWhoIsUnlistedAndReactivateWhoComesBack() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("monthly");
    var directory = pipeline.directory();
    Group club = new Group("club", "Club", Origin.MANUAL, Group.ROOT, List.of());
    directory.groups().put(tenant.name(), club);
    // D1: whom to deactivate does not depend on where new users go.
    tenant
        .run(Rosters.people(1, 120), "{\"deactivateUnlisted\": true, \"defaultGroup\": \"club\"}")
        .counts(Map.of("rows", 120, "created", 120));
    tenant.run(Rosters.people(121, 122)).counts(Map.of("rows", 2, "created", 2));
    directory.users().create(tenant.name(), manual("by-hand"), "");
    directory.users().edit(tenant.name(), Rosters.username(2), Sample.PROTECTION, Instant.now());
    // When
    Ended later = tenant.run(Rosters.people(11, 121), UNLISTED_GO);
    // Then
    later
        .is("COMPLETED")
        .counts(Map.of("rows", 111, "updated", 111, "unchanged", 111, "deactivated", 10));
    assertThat(later.deactivation().path("state").asText()).isEqualTo("DONE");
    assertThat(later.after().with(User.Status.INACTIVE))
        .containsExactlyInAnyOrder(
            "user-00001",
            "user-00003",
            "user-00004",
            "user-00005",
            "user-00006",
            "user-00007",
            "user-00008",
            "user-00009",
            "user-00010",
            "user-00122");
    assertThat(later.after().user("by-hand").status()).isEqualTo(User.Status.ACTIVE);
    assertThat(later.after().user("user-00002").status()).isEqualTo(User.Status.ACTIVE);
    assertThat(later.after().user("user-00001").groups())
        .isEqualTo(later.before().user("user-00001").groups())
        .contains("club", Group.importedId("Team 1"));
    // When
    Ended back =
        tenant.run(
            Rosters.of(
                "username;lastName", List.of("user-00001;Back", "user-00003;", "by-hand;Changed")));
    // Then
    back.is("COMPLETED").counts(Map.of("rows", 3, "updated", 3, "reactivated", 2));
    assertThat(back.after().user("user-00001").lastName()).isEqualTo("Back");
    assertThat(back.after().user("user-00001").groups())
        .isEqualTo(later.before().user("user-00001").groups());
    assertThat(back.after().user("user-00003").lastName()).isEqualTo("Last 3");
    assertThat(back.after().user("by-hand").origin()).isEqualTo(Origin.MANUAL);
    assertThat(back.after().with(User.Status.INACTIVE)).hasSize(8);
  }

  @Test
  @DisplayName("D1: without deactivateUnlisted nobody goes")
  void shouldDeactivateNobodyUnlessAskedTo() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("unasked");
    tenant.run(Rosters.people(1, 5));
    Ended later =
        tenant
            .run(Rosters.people(5, 6))
            .counts(Map.of("rows", 2, "created", 1, "updated", 1, "unchanged", 1));
    assertThat(later.deactivation().path("state").asText()).isEqualTo("NOT_REQUESTED");
    assertThat(later.after().with(User.Status.ACTIVE)).hasSize(6);
  }

  private static User manual(String username) {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    return User.named(username, now).origin(Origin.MANUAL).groups(Set.of(Group.ROOT)).build();
  }
}
