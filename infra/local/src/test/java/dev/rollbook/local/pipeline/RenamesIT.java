package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users who get other names, once each way in the cloud. */
@ExtendWith(InPipeline.class)
class RenamesIT {

  private static final String FIRST =
      "username,lastName,supervisor\na,A,\nb,B,\nc,C,\nx,X,boss\ny,Y,\nboss,Boss,\nw,W,boss\n";

  /** A chain in the order that cannot be made one by one, a swap, and a supervisor. */
  private static final String RENAMES =
      "username,oldUsername,phone\nb,a,1\nc,b,\nd,c,\ny,x,\nx,y,2\nchief,boss,\n";

  private final Pipeline pipeline;

  RenamesIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  private static Map<String, String> ids(TestTenant tenant) {
    Map<String, String> ids = new TreeMap<>();
    tenant
        .get("/users?limit=100")
        .path("items")
        .forEach(user -> ids.put(user.path("username").asText(), user.path("id").asText()));
    return ids;
  }

  /** Who has which name when all is renamed. */
  private static Map<String, String> renamed(Map<String, String> ids) {
    Map<String, String> renamed = new TreeMap<>(ids);
    renamed.put("b", ids.get("a"));
    renamed.put("c", ids.get("b"));
    renamed.put("d", ids.get("c"));
    renamed.put("x", ids.get("y"));
    renamed.put("y", ids.get("x"));
    renamed.put("chief", ids.get("boss"));
    renamed.keySet().removeAll(List.of("a", "boss"));
    return renamed;
  }

  private static JsonNode imported(TestTenant tenant, String roster, String options)
      throws InterruptedException {
    return tenant.end(tenant.begin(roster, options).importId());
  }

  private static JsonNode followed(TestTenant tenant, JsonNode of, String call, String body)
      throws InterruptedException {
    String path = "/imports/" + of.path("importId").asText() + call;
    return tenant.end(tenant.ask("POST", path, body).path("importId").asText());
  }

  private static String supervisor(TestTenant tenant, String username) {
    return tenant.get("/users/" + username).path("supervisor").asText();
  }

  private static void assertCounts(JsonNode summary, int updated, int unchanged, int renamed) {
    assertThat(summary.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(summary.at("/counts/updated").asInt()).isEqualTo(updated);
    assertThat(summary.at("/counts/unchanged").asInt()).isEqualTo(unchanged);
    assertThat(summary.at("/counts/renamed").asInt()).isEqualTo(renamed);
  }

  private static List<String> history(TestTenant tenant, String username) {
    List<String> entries = new ArrayList<>();
    tenant
        .get("/users/" + username + "/history")
        .path("items")
        .forEach(
            entry -> {
              StringBuilder text = new StringBuilder(entry.path("action").asText());
              entry
                  .path("fields")
                  .forEach(
                      field -> {
                        if (field.path("field").asText().equals("username")) {
                          text.append(' ')
                              .append(field.path("before").asText())
                              .append('>')
                              .append(field.path("after").asText());
                        }
                      });
              entries.add(text.toString());
            });
    return entries;
  }

  @Test
  @DisplayName("U14: by a column, all together, and the same file again renames nobody")
  void shouldRenameByARoster() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("renames");
    tenant.run(FIRST).counts(Map.of("rows", 7, "created", 7));
    Map<String, String> before = ids(tenant);

    JsonNode done = imported(tenant, RENAMES, "{}");

    assertCounts(done, 6, 0, 6);
    assertThat(ids(tenant)).isEqualTo(renamed(before));
    assertThat(supervisor(tenant, "w")).isEqualTo("chief");
    assertThat(supervisor(tenant, "y")).isEqualTo("chief");
    JsonNode again = imported(tenant, RENAMES, "{}");
    assertCounts(again, 6, 6, 0);
    assertThat(ids(tenant)).isEqualTo(renamed(before));
  }

  @Test
  @DisplayName("U14, A11: by hand, with all who name the user, and told by its history")
  void shouldRenameByHand() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("by-hand");
    tenant.run(FIRST).counts(Map.of("rows", 7, "created", 7));
    String id = tenant.get("/users/boss").path("id").asText();

    JsonNode renamed = tenant.ask("POST", "/users/boss/rename", "{\"username\": \"chief\"}");

    assertThat(renamed.path("id").asText()).isEqualTo(id);
    pipeline.await(
        "supervisors follow",
        () -> supervisor(tenant, "w").equals("chief") && supervisor(tenant, "x").equals("chief"));
    assertThat(tenant.problem("GET", "/users/boss", "")).isEqualTo("404 NOT_FOUND");
    assertThat(tenant.problem("POST", "/users/a/rename", "{\"username\": \"chief\"}"))
        .isEqualTo("409 USERNAME_TAKEN");
    assertThat(history(tenant, "chief")).containsExactly("RENAMED boss>chief", "CREATED");
    assertThat(tenant.get("/users/chief/history").at("/items/0/importId").isNull()).isTrue();
  }

  @Test
  @DisplayName("S10, S11, A11: a plan that renames is applied, undone, and that undone, too")
  void shouldApplyAndUndoRenames() throws InterruptedException {
    TestTenant tenant = pipeline.tenant("plans");
    tenant.run(FIRST).counts(Map.of("rows", 7, "created", 7));
    Map<String, String> before = ids(tenant);
    JsonNode dryRun = imported(tenant, RENAMES, "{\"dryRun\": true}");
    assertCounts(dryRun, 6, 0, 6);
    assertThat(ids(tenant)).isEqualTo(before);

    JsonNode applied = followed(tenant, dryRun, "/apply", "");

    assertCounts(applied, 6, 0, 6);
    assertThat(ids(tenant)).isEqualTo(renamed(before));
    assertThat(supervisor(tenant, "w")).isEqualTo("chief");
    JsonNode wouldBe = followed(tenant, applied, "/undo", "{\"dryRun\": true}");
    assertCounts(wouldBe, 6, 0, 6);
    assertThat(ids(tenant)).isEqualTo(renamed(before));
    JsonNode undone = followed(tenant, applied, "/undo", "{}");
    assertCounts(undone, 6, 0, 6);
    assertThat(ids(tenant)).isEqualTo(before);
    assertThat(supervisor(tenant, "w")).isEqualTo("boss");
    assertThat(tenant.get("/users/a").path("phone").isNull()).isTrue();
    JsonNode redone = followed(tenant, undone, "/undo", "{}");
    assertCounts(redone, 6, 0, 6);
    assertThat(ids(tenant)).isEqualTo(renamed(before));

    assertThat(history(tenant, "b"))
        .containsExactly("UNDONE a>b", "UNDONE b>a", "RENAMED a>b", "CREATED");
    assertThat(pipeline.result(tenant, undone.path("importId").asText(), "changes.csv"))
        .contains("a,username,b,a", "boss,username,chief,boss");
  }
}
