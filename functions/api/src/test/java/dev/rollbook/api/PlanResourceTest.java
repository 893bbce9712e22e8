package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.PlanCountsBuilder;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.imports.Workload;
import dev.rollbook.testkit.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The plan that a tenant looks at (SPEC A10). */
class PlanResourceTest {

  private final Caller caller = new Caller();

  private static PlannedRow row(int row, String name, Outcome outcome, UserChange change) {
    boolean reactivates = change.fields().containsKey(UserChange.STATUS);
    return PlannedRow.of(row, name, outcome).with().reactivates(reactivates).change(change).build();
  }

  private static UserChange text(String field, String before, String after) {
    return UserChange.NONE.with(Map.of(field, new UserChange.Text(before, after)));
  }

  /** Two batches with something of every kind. */
  private Import planned(Status status) {
    Import of =
        Sample.created(Caller.TENANT, "01A", "May")
            .with()
            .workload(Workload.of(2, 6))
            .build()
            .to(status, Sample.NOW);
    caller.imports.create(of);
    ImportFiles files = caller.buckets.files(of);
    caller.groups.createMissing(Caller.TENANT, List.of(Group.imported("5a")));
    files.claim(
        0,
        BatchPlan.ofRows(
            List.of(
                row(
                    2,
                    "new",
                    Outcome.CREATED,
                    UserChange.NONE
                        .with()
                        .fields(Map.of("email", new UserChange.Text("", "n@example.org")))
                        .join(Set.of(Group.importedId("5a")))
                        .tags(Set.of("2026"))
                        .access(List.of(new Access("moodle", "pupil")))
                        .password(true)
                        .build()),
                row(3, "ada", Outcome.UPDATED, text("phone", "1", "2")),
                row(4, "same", Outcome.UNCHANGED, UserChange.NONE))));
    files.claim(
        1,
        new BatchPlan(
            List.of(
                row(
                    5,
                    "back",
                    Outcome.UPDATED,
                    UserChange.NONE
                        .with()
                        .fields(
                            Map.of(
                                "status", new UserChange.Text("INACTIVE", "ACTIVE"),
                                "property:Ort", new UserChange.Text("Bonn", "")))
                        .leave(Set.of("gone"))
                        .build()),
                row(6, "again", Outcome.UPDATED, text("status", "INACTIVE", "ACTIVE"))),
            List.of(new UnlistedUser("leaver", "1/")),
            3));
    files.putPlanCounts(
        PlanCountsBuilder.builder()
            .create(1)
            .update(2)
            .reactivate(2)
            .deactivate(1)
            .passwords(1)
            .build());
    return of;
  }

  private static ImportOptions dryRun() {
    ObjectNode options = Json.MAPPER.valueToTree(ImportOptions.defaults(10));
    options.put("dryRun", true);
    return Json.parse(options.toString(), ImportOptions.class);
  }

  private List<String> walk(String query, int limit) {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          json(
              caller.call(
                  "GET",
                  "/imports/01A/plan?limit=%d%s%s"
                      .formatted(limit, query, cursor.isEmpty() ? "" : "&cursor=" + cursor)));
      assertThat(page.path("items").size()).isLessThanOrEqualTo(limit);
      assertThat(page.at("/counts/reactivate").asInt()).isEqualTo(2);
      page.path("items")
          .forEach(
              item ->
                  seen.add(
                      item.path("kind").asText()
                          + " "
                          + item.path("row").asText()
                          + " "
                          + item.path("username").asText()));
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty());
    return seen;
  }

  @Test
  @DisplayName("A10: the plan is shown by kind, in pages, unchanged users nowhere")
  void shouldShowThePlanByKind() {
    planned(Status.COMPLETED);

    assertThat(walk("", 50))
        .containsExactly(
            "create 2 new",
            "update 3 ada",
            "reactivate 5 back",
            "update 5 back",
            "reactivate 6 again",
            "deactivate null leaver");
    assertThat(walk("", 1)).isEqualTo(walk("", 50));
    assertThat(walk("&kind=update", 1)).containsExactly("update 3 ada", "update 5 back");
    assertThat(walk("&kind=deactivate", 1)).containsExactly("deactivate null leaver");
    assertThat(walk("&kind=rename", 10)).isEmpty();
  }

  @Test
  @DisplayName("A10: values before and after, groups by name, of a password only that it is set")
  void shouldShowValuesBeforeAndAfter() {
    planned(Status.COMPLETED);

    JsonNode items = json(caller.call("GET", "/imports/01A/plan")).path("items");

    assertThat(items.at("/0/fields").toString())
        .isEqualTo(
            """
            [{'field':'status','before':null,'after':'ACTIVE'},\
            {'field':'email','before':null,'after':'n@example.org'},\
            {'field':'groups','before':null,'after':'5a'},\
            {'field':'tags','before':null,'after':'2026'},\
            {'field':'access','before':null,'after':'moodle / pupil'},\
            {'field':'password','before':null,'after':'set'}]\
            """
                .replace('\'', '"'));
    assertThat(items.at("/3/fields").toString())
        .isEqualTo(
            """
            [{'field':'property:Ort','before':'Bonn','after':null},\
            {'field':'groups','before':'gone','after':null}]\
            """
                .replace('\'', '"'));
    assertThat(items.at("/5/fields/0/after").asText()).isEqualTo("INACTIVE");
  }

  @Test
  void shouldSayOfADryRunThatItCannotBeApplied() { // SPEC S10, A10
    Import of = planned(Status.COMPLETED);
    assertThat(json(caller.call("GET", "/imports/01A/plan")).path("refusal").isNull())
        .as("no dry run")
        .isTrue();

    caller.imports.change(
        Caller.TENANT, of.importId(), now -> Optional.of(now.with().options(dryRun()).build()));

    assertThat(json(caller.call("GET", "/imports/01A/plan")).path("refusal").asText())
        .isEqualTo("PASSWORDS_GONE");
    caller
        .buckets
        .files(of)
        .putPlanCounts(
            PlanCountsBuilder.builder().create(1).update(2).reactivate(2).deactivate(1).build());
    assertThat(json(caller.call("GET", "/imports/01A/plan")).path("refusal").isNull()).isTrue();
  }

  @Test
  void shouldSayThatThereIsNoPlanYetOrNoneAnyMore() { // SPEC A10
    caller.imports.create(
        Sample.created(Caller.TENANT, "01B", "June").to(Status.RUNNING, Sample.NOW));
    caller.imports.create(
        Sample.created(Caller.TENANT, "01C", "July").to(Status.FAILED, Sample.NOW));
    caller.imports.create(
        Sample.created(Caller.TENANT, "01D", "April")
            .to(Status.COMPLETED, Sample.NOW.minus(Duration.ofDays(31))));

    assertThat(problem(caller.call("GET", "/imports/01B/plan"))).isEqualTo("409 PLAN_MISSING");
    assertThat(problem(caller.call("GET", "/imports/01C/plan"))).isEqualTo("409 PLAN_MISSING");
    assertThat(problem(caller.call("GET", "/imports/01D/plan"))).isEqualTo("409 PLAN_GONE");
    assertThat(problem(caller.call("GET", "/imports/01X/plan"))).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void shouldRefuseAnUnknownKindAndACursorOfAnotherList() {
    planned(Status.COMPLETED);
    String cursor =
        json(caller.call("GET", "/imports/01A/plan?limit=1&kind=update")).path("cursor").asText();

    for (String query : List.of("kind=other", "kind=create&cursor=" + cursor, "cursor=!x")) {
      assertThat(problem(caller.call("GET", "/imports/01A/plan?" + query)))
          .isEqualTo("400 INVALID_REQUEST");
    }
    planned(Status.COMPLETED);
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "GET", "/imports/01A/plan", "")))
        .isEqualTo("404 NOT_FOUND");
  }
}
