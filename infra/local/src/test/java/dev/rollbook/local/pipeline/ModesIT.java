package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.directory.User;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a roster is to whom it names and whom it does not, once each in the cloud. */
@ExtendWith(InPipeline.class)
class ModesIT {

  private static final String FIRST =
      "username,firstName\nada,Ada\nben,Ben\ncleo,Cleo\ndora,\neve,Eve\nfay,Fay\n";

  private final Pipeline pipeline;

  ModesIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("U12, U13, D9: rows are left, fields filled or kept, and leavers put out")
  void shouldLeaveFillKeepAndPutOut() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("modes");
    tenant.run(FIRST).counts(Map.of("rows", 6, "created", 6));

    tenant
        .run("username,firstName\nada,A\ngus,Gus\n", "{\"newUsers\": \"skip\"}")
        .counts(Map.of("rows", 2, "updated", 1, "skipped", 1));
    tenant
        .run("username,firstName\nada,B\ndora,Dora\n", "{\"existingUsers\": \"fillEmpty\"}")
        .counts(Map.of("rows", 2, "updated", 2, "unchanged", 1));
    assertThat(tenant.get("/users/ada").path("firstName").asText()).isEqualTo("A");
    assertThat(tenant.get("/users/dora").path("firstName").asText()).isEqualTo("Dora");

    JsonNode edited = tenant.ask("PATCH", "/users/ben", "{\"firstName\": \"Own\"}");
    assertThat(edited.path("handEdited").toString()).isEqualTo("[\"firstName\"]");
    tenant
        .run("username,firstName\nben,Ben\n", "{\"handEdits\": \"keep\"}")
        .counts(Map.of("rows", 1, "updated", 1, "unchanged", 1));
    tenant.run("username,firstName\nben,Ben\n").counts(Map.of("rows", 1, "updated", 1));
    assertThat(tenant.get("/users/ben").path("handEdited")).isEmpty();

    tenant
        .run("username\nada\nnobody\n", "{\"leavers\": true}")
        .counts(Map.of("rows", 2, "updated", 1, "unchanged", 1, "skipped", 1, "deactivated", 1));
    assertThat(tenant.snapshot().with(User.Status.INACTIVE)).containsExactly("ada");
    assertThat(
            tenant.problem(
                "POST",
                "/imports",
                "{\"name\": \"both\", \"fileName\": \"a.csv\", \"size\": 1,"
                    + " \"options\": {\"leavers\": true, \"deactivateUnlisted\": true}}"))
        .isEqualTo("400 INVALID_OPTIONS");
  }

  @Test
  @DisplayName("D8, D10: a list puts out its own people, some of them in some days")
  void shouldPutOutAListsOwnPeople() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("lists");
    tenant.run(FIRST, "{\"list\": \"students\"}").counts(Map.of("rows", 6, "created", 6));
    tenant
        .run("username\nfay\nsue\n", "{\"list\": \"staff\", \"deactivateUnlisted\": true}")
        .counts(Map.of("rows", 2, "created", 1, "updated", 1));

    String importId =
        tenant
            .begin(
                "username\nada\nben\ncleo\ndora\n",
                "{\"list\": \"students\", \"deactivateUnlisted\": true, \"graceDays\": 14}")
            .importId();
    JsonNode ended = tenant.end(importId);

    assertThat(ended.path("list").asText()).isEqualTo("students");
    assertThat(ended.at("/deactivation/state").asText()).isEqualTo("DONE");
    assertThat(ended.at("/deactivation/planned").asInt()).isEqualTo(1);
    assertThat(ended.at("/counts/deactivated").asInt()).isZero();
    assertThat(tenant.get("/users/fay").path("lists").toString()).isEqualTo("[\"staff\"]");
    JsonNode leaving = tenant.get("/users?leaving=true").path("items");
    assertThat(leaving.findValuesAsText("username")).containsExactly("eve");
    assertThat(leaving.at("/0/leavingAt").asText()).endsWith("Z");
    assertThat(tenant.snapshot().with(User.Status.INACTIVE)).isEmpty();
    assertThat(pipeline.result(tenant, importId, "changes.csv"))
        .contains("eve,leavingAt,", "fay,lists,students,");

    tenant.run("username\neve\n").counts(Map.of("rows", 1, "updated", 1));
    assertThat(tenant.get("/users?leaving=true").path("items")).isEmpty();
  }
}
