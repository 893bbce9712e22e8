package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.directory.User;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans for the unlisted that nobody applies unasked. */
@ExtendWith(InPipeline.class)
class HeldDeactivationIT {

  private static final String UNLISTED_GO = "{\"deactivateUnlisted\": true}";

  private final Pipeline pipeline;

  HeldDeactivationIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @ParameterizedTest(name = "{0} users, {1} stay, {2} are new: {3}")
  @CsvSource({
    "100, 80, 0, DONE", // 20 of 100 are not more than 20 percent
    "100, 79, 0, HELD",
    "60, 41, 0, DONE", // 19 are fewer than minUsers
    "30, 10, 0, HELD",
    "6, 3, 0, DONE", // 3 of 6 are not more than half
    "5, 2, 0, HELD", // 3 of 5 are, and that whatever the settings
    "30, 10, 90, HELD" // the new ones do not count: 20 of 30, not of 120
  })
  @DisplayName("D4: the guard holds a plan for too many of the users there were before")
  void shouldHoldAPlanForTooManyUsers(int users, int stay, int added, String state)
      throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("guard");
    tenant.run(Rosters.people(1, users));
    // When
    Ended ended =
        tenant.run(
            Rosters.people(1, stay)
                + Rosters.people(1001, 1000 + added).replace(Rosters.HEADER + "\n", ""),
            UNLISTED_GO);
    // Then
    int planned = users - stay;
    int done = state.equals("DONE") ? planned : 0;
    ended.is("COMPLETED");
    assertThat(ended.deactivation().path("state").asText()).isEqualTo(state);
    assertThat(ended.deactivation().path("planned").asInt()).isEqualTo(planned);
    assertThat(ended.after().with(User.Status.INACTIVE)).hasSize(done);
    assertThat(reasons(ended.deactivation()))
        .isEqualTo(state.equals("DONE") ? List.of() : List.of("GUARD"));
    assertThat(pipeline.result(tenant, ended.importId(), "deactivations.csv").lines())
        .hasSize(1 + planned)
        .contains(Rosters.username(stay + 1), Rosters.username(users))
        .doesNotContain(Rosters.username(stay));
  }

  @Test
  @DisplayName("D5: rows beyond the limit hold the plan")
  void shouldHoldAPlanFromAListThatGoesOnBeyondTheLimit() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("beyond");
    tenant.run(Rosters.people(1, 12));
    Ended ended =
        tenant.run(Rosters.people(3, 12), "{\"deactivateUnlisted\": true, \"rowLimit\": 8}");
    ended
        .is("COMPLETED")
        .counts(Map.of("rows", 10, "updated", 8, "unchanged", 8, "beyondLimit", 2));
    assertThat(ended.deactivation().path("state").asText()).isEqualTo("HELD");
    assertThat(reasons(ended.deactivation())).containsExactly("INCOMPLETE");
  }

  @Test
  @DisplayName("D5, D6: a row that cannot be read holds the plan, and a later import overtakes it")
  void shouldHoldAPlanFromAnUnreadableListUntilALaterOne() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("unreadable");
    tenant.run(Rosters.of("username;lastName", 1, 4, number -> Rosters.username(number) + ";L"));
    // When
    Ended held =
        tenant.run(
            Rosters.of(
                "username;lastName", List.of("user-00001;L", "\"user-00002;L", "user-00003;L")),
            UNLISTED_GO);
    // Then
    assertThat(held.deactivation().path("state").asText()).isEqualTo("HELD");
    assertThat(reasons(held.deactivation())).containsExactly("INCOMPLETE");
    held.is("COMPLETED_WITH_ERRORS")
        .counts(Map.of("rows", 3, "updated", 2, "unchanged", 2, "failed", 1));
    // When
    Ended later =
        tenant.run(
            Rosters.of("username;lastName", 2, 4, number -> Rosters.username(number) + ";L"),
            UNLISTED_GO);
    // Then
    assertThat(later.after().with(User.Status.INACTIVE)).containsExactly("user-00001");
    JsonNode overtaken = tenant.get("/imports/" + held.importId());
    assertThat(overtaken.path("deactivation").path("state").asText()).isEqualTo("SUPERSEDED");
    assertThat(overtaken.path("deactivation").path("done").asInt()).isZero();
  }

  @Test
  @DisplayName("D6: an approved plan spares who was changed since, a discarded one spares all")
  void shouldApplyWhatWasApprovedLessWhoWasChangedSince() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("approved");
    tenant.put("/settings", "{\"guard\": {\"percent\": 0, \"minUsers\": 0}}");
    tenant.run(Rosters.people(1, 6));
    String discarded = tenant.run(Rosters.people(1, 2), UNLISTED_GO).importId();
    tenant.ask("POST", "/imports/" + discarded + "/deactivations/discard", "");
    assertThat(tenant.snapshot().with(User.Status.INACTIVE)).isEmpty();
    assertThat(tenant.problem("POST", "/imports/" + discarded + "/deactivations/approve", ""))
        .isEqualTo("409 NOT_HELD");
    // When
    String approved = tenant.run(Rosters.people(1, 2), UNLISTED_GO).importId();
    tenant.ask("PATCH", "/users/user-00003", "{\"lastName\": \"Changed\"}");
    tenant.ask("PATCH", "/users/user-00004", "{\"protected\": true}");
    tenant.ask("POST", "/imports/" + approved + "/deactivations/approve", "");
    pipeline.await(
        "the plan is applied",
        () ->
            tenant
                .get("/imports/" + approved)
                .at("/deactivation/state")
                .asText()
                .equals("APPROVED"));
    // Then
    assertThat(tenant.snapshot().with(User.Status.INACTIVE))
        .containsExactly("user-00005", "user-00006");
    JsonNode summary = tenant.get("/imports/" + approved);
    assertThat(summary.at("/deactivation/planned").asInt()).isEqualTo(4);
    assertThat(summary.at("/deactivation/done").asInt()).isEqualTo(2);
    assertThat(summary.at("/counts/deactivated").asInt()).isEqualTo(2);
  }

  private static List<String> reasons(JsonNode deactivation) {
    List<String> reasons = new java.util.ArrayList<>();
    deactivation.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    return reasons;
  }
}
