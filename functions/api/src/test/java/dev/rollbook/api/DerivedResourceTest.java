package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Property;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.PlanCountsBuilder;
import dev.rollbook.imports.RulesFreezer;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Workload;
import dev.rollbook.renames.Renames;
import dev.rollbook.roster.Reading;
import dev.rollbook.testkit.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans that are applied, and imports that are undone (SPEC S10, S11). */
class DerivedResourceTest {

  private final Caller caller = new Caller();

  private Import ended(String id, boolean dryRun, long passwords, Status status, Instant at) {
    ObjectNode options = Json.MAPPER.valueToTree(ImportOptions.defaults(10));
    options.put("dryRun", dryRun);
    Import of =
        Sample.created(Caller.TENANT, id, "import " + id)
            .with()
            .options(Json.parse(options.toString(), ImportOptions.class))
            .workload(Workload.of(1, 1))
            .build()
            .to(Status.RUNNING, at)
            .to(status, at);
    caller.imports.create(of);
    caller
        .buckets
        .files(of)
        .putPlanCounts(PlanCountsBuilder.builder().create(1).passwords(passwords).build());
    new RulesFreezer(caller.directory)
        .freeze(of, caller.buckets.files(of), List.of(), Reading.NONE, Renames.NONE);
    return of;
  }

  @Test
  void shouldMakeAnImportThatAppliesThePlan() { // SPEC S10
    ended("01A", true, 0, Status.COMPLETED, Sample.NOW);

    Response response = caller.call("POST", "/imports/01A/apply");

    assertThat(response.status()).isEqualTo(202);
    String id = json(response).path("importId").asText();
    var shown = json(caller.call("GET", "/imports/" + id));
    assertThat(shown.path("applies").asText()).isEqualTo("01A");
    assertThat(shown.path("undoes").isNull()).isTrue();
    assertThat(shown.path("status").asText()).isEqualTo("QUEUED");
    assertThat(shown.path("dryRun").asBoolean()).isFalse();
    assertThat(caller.commands.sent())
        .containsExactly(Command.of(Command.Action.DISPATCH, Caller.TENANT, id));
    assertThat(problem(caller.call("POST", "/imports/01A/apply"))).isEqualTo("409 ALREADY_APPLIED");
  }

  @Test
  void shouldMakeAnImportThatUndoes() { // SPEC S11
    ended("01A", false, 0, Status.COMPLETED, Sample.NOW);

    String id = json(caller.call("POST", "/imports/01A/undo", "{}")).path("importId").asText();

    var shown = json(caller.call("GET", "/imports/" + id));
    assertThat(shown.path("undoes").asText()).isEqualTo("01A");
    assertThat(shown.path("name").asText()).isEqualTo("import 01A (undone)");
    assertThat(problem(caller.call("POST", "/imports/01A/undo", "{}")))
        .isEqualTo("409 ALREADY_UNDONE");
  }

  @Test
  void shouldOnlyPlanAnUndoIfToldSo() { // SPEC S11
    ended("01A", false, 0, Status.COMPLETED, Sample.NOW);

    Response response = caller.call("POST", "/imports/01A/undo", "{'dryRun': true}");

    String id = json(response).path("importId").asText();
    assertThat(json(caller.call("GET", "/imports/" + id)).path("dryRun").asBoolean()).isTrue();
    assertThat(json(caller.call("GET", "/imports/01A")).path("undoes").isNull()).isTrue();
    assertThat(caller.imports.find(Caller.TENANT, "01A").orElseThrow().links().isFollowed())
        .isFalse();
  }

  @Test
  void shouldSayWhyItDoesNot() { // SPEC S10, S11
    ended("01A", true, 2, Status.COMPLETED, Sample.NOW);
    ended("01B", true, 0, Status.COMPLETED, Sample.NOW);
    ended("01C", true, 0, Status.FAILED, Sample.NOW);
    ended("01D", false, 0, Status.FAILED, Sample.NOW);
    ended("01E", false, 0, Status.COMPLETED, Sample.NOW.minus(Duration.ofDays(31)));
    caller.imports.create(Sample.created(Caller.TENANT, "01F", "f").to(Status.RUNNING, Sample.NOW));

    assertThat(problem(caller.call("POST", "/imports/01A/apply", "{'force': true}")))
        .isEqualTo("409 PASSWORDS_GONE");
    assertThat(problem(caller.call("POST", "/imports/01A/undo", "{}")))
        .isEqualTo("409 NOT_UNDOABLE");
    assertThat(problem(caller.call("POST", "/imports/01C/apply", "{}")))
        .isEqualTo("409 NOT_COMPLETED");
    assertThat(problem(caller.call("POST", "/imports/01D/apply", "{}")))
        .isEqualTo("409 NOT_A_DRY_RUN");
    assertThat(problem(caller.call("POST", "/imports/01D/undo", "{}")))
        .isEqualTo("409 NOT_UNDOABLE");
    assertThat(problem(caller.call("POST", "/imports/01E/undo", "{}"))).isEqualTo("409 PLAN_GONE");
    assertThat(problem(caller.call("POST", "/imports/01F/undo", "{}")))
        .isEqualTo("409 NOT_COMPLETED");
    caller.tenants.putProperty(
        Caller.TENANT, new Property("Ort", Property.Type.INPUT, List.of(), false));
    assertThat(problem(caller.call("POST", "/imports/01B/apply", "{}")))
        .isEqualTo("409 RULES_CHANGED");
    assertThat(caller.call("POST", "/imports/01B/apply", "{'force': true}").status())
        .isEqualTo(202);
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "POST", "/imports/01A/undo", "{}")))
        .isEqualTo("404 NOT_FOUND");
    assertThat(problem(caller.call("POST", "/imports/01A/undo", "{'dryrun': true}")))
        .isEqualTo("400 INVALID_REQUEST");
  }
}
