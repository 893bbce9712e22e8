package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.local.pipeline.ApiContract.Operation;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One tenant names everything that is another's, through every call that is described, so that a
 * new one cannot be forgotten (SPEC section 1 and 8).
 */
@ExtendWith(InPipeline.class)
class TenantIsolationIT {

  /** In every value the first tenant has, and in no name that the second one uses. */
  private static final String MARKER = "Marker-kL4";

  /**
   * These make what the path names: whoever calls them gets one of its own, and so they come last.
   */
  private static final Set<String> MAKES_ITS_OWN = Set.of("putProperty", "putGroup");

  /** A good body for each call that needs one. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("createImport", "{\"name\": \"mine\", \"fileName\": \"a.csv\", \"size\": 1}"),
          Map.entry("startImport", "{}"),
          Map.entry("applyPlan", "{}"),
          Map.entry("undoImport", "{\"dryRun\": true}"),
          Map.entry("changeSettings", "{\"language\": \"de\"}"),
          Map.entry("putProperty", "{\"type\": \"input\"}"),
          Map.entry("putGroup", "{\"name\": \"mine\"}"),
          Map.entry("createUser", "{\"username\": \"mine\"}"),
          Map.entry("changeUser", "{\"lastName\": \"mine\"}"),
          Map.entry("renameUser", "{\"username\": \"other\"}"),
          Map.entry("setPassword", "{\"password\": \"mine\"}"),
          Map.entry("verifyPassword", "{\"password\": \"mine\"}"));

  private final Pipeline pipeline;

  TenantIsolationIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** What a path can name. */
  private record Names(String importId, String group, String username, String property) {

    String in(String path) {
      String id = path.startsWith("/imports") ? importId : group;
      return path.replace("{id}", encoded(id))
          .replace("{username}", encoded(username))
          .replace("{name}", encoded(property));
    }

    private static String encoded(String name) {
      return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  @Test
  @DisplayName("section 1: nothing of one tenant is visible to or changed by another")
  void shouldKeepATenantFromWhatIsAnothers() throws InterruptedException {
    // Given
    TestTenant victim = pipeline.tenant("victim");
    TestTenant thief = pipeline.tenant("thief");
    Names theirs = fill(victim);
    JsonNode page = victim.get("/users?limit=1");
    String cursor = page.path("cursor").asText();
    Map<String, String> before = everythingOf(victim);
    // When
    for (Operation operation : pipeline.contract().operations()) {
      for (String query : List.of("", "?tenant=" + victim.name(), "?cursor=" + cursor)) {
        if (!MAKES_ITS_OWN.contains(operation.id())) {
          requireNothing(thief, operation, theirs.in(operation.path()) + query);
        }
      }
    }
    for (String query : List.of("/users?group=" + theirs.group(), "/users?tag=" + MARKER)) {
      assertThat(HttpCaller.json(thief.call("GET", query, "")).path("items")).isEmpty();
    }
    new CallScript(Map.of("USER", theirs.username(), "GROUP", theirs.group(), "A", victim.name()))
        .play(
            thief,
            """
            PUT /settings {'tenant': '$A', 'language': 'en'} => 400 INVALID_REQUEST
            PUT /settings {'defaultSupervisor': '$USER'} => 400 INVALID_REQUEST
            POST /users {'username': 'x', 'supervisor': '$USER'} => 400 SUPERVISOR_UNKNOWN
            POST /users {'username': 'x', 'tenant': '$A'} => 400 INVALID_REQUEST
            POST /imports {'name': 'x', 'fileName': 'a', 'size': 1, 'tenant': '$A'} => 400 INVALID_REQUEST
            POST /imports {'name': 'x', 'fileName': 'a', 'size': 1, 'options': {'defaultGroup': 'theirs'}} => 400 INVALID_OPTIONS
            POST /imports {'name': 'x', 'fileName': '../$A/a.csv', 'size': 1} => 400 INVALID_REQUEST
            POST /imports {'name': 'x', 'fileName': '..', 'size': 1} => 201
            """);
    assertThat(thief.call("PUT", "/groups/theirs", "{\"name\": \"mine\"}").statusCode())
        .isEqualTo(200);
    assertThat(thief.call("PUT", "/properties/Theirs", "{\"type\": \"input\"}").statusCode())
        .isEqualTo(200);
    // Then
    assertThat(everythingOf(victim)).isEqualTo(before);
  }

  @Test
  @DisplayName("section 8: whatever stands in a path, the answer is one of those described")
  void shouldAnswerWhateverThePathNames() throws InterruptedException {
    TestTenant thief = pipeline.tenant("thief");
    for (String name :
        List.of(
            "../bystander-1",
            "..",
            "T#bystander-1#U#00",
            "x".repeat(3_000),
            "\u0000",
            "%00",
            "a b\u00e4\ud83d\ude00",
            " ")) {
      for (Operation operation : pipeline.contract().operations()) {
        if (operation.path().contains("{")) {
          String path = new Names(name, name, name, name).in(operation.path());
          HttpResponse<byte[]> answer = call(thief, operation, path);
          assertThat(answer.statusCode()).as(operation.id() + " " + name).isLessThan(500);
        }
      }
      for (String parameter : List.of("group", "tag", "status", "cursor", "limit")) {
        String path = "/users?" + parameter + "=" + Names.encoded(name);
        assertThat(thief.call("GET", path, "").statusCode()).as(path).isLessThan(500);
      }
      String path = "/imports?name=" + Names.encoded(name);
      assertThat(thief.call("GET", path, "").statusCode()).as(path).isLessThan(500);
    }
  }

  private void requireNothing(TestTenant thief, Operation operation, String path) {
    HttpResponse<byte[]> answer = call(thief, operation, path);
    assertThat(HttpCaller.text(answer)).as(path).doesNotContain(MARKER);
    if (operation.path().contains("{")) {
      boolean foreignCursor = path.contains("cursor=") && answer.statusCode() == 400;
      assertThat(answer.statusCode() == 404 || foreignCursor)
          .as("%s %s: %d", operation.method(), path, answer.statusCode())
          .isTrue();
    }
    assertThat(answer.statusCode()).as(path).isLessThan(500);
  }

  private static HttpResponse<byte[]> call(TestTenant caller, Operation operation, String path) {
    boolean needsBody = operation.description().has("requestBody");
    assertThat(BODIES.containsKey(operation.id())).as(operation.id()).isEqualTo(needsBody);
    return caller.call(operation.method(), path, BODIES.getOrDefault(operation.id(), ""));
  }

  /** A tenant with something for every call, and the marker in every value. */
  private Names fill(TestTenant tenant) throws InterruptedException {
    new CallScript(Map.of("M", MARKER))
        .play(
            tenant,
            """
            PUT /properties/Theirs {'type': 'input'} => 200
            PUT /groups/theirs {'name': '$M'} => 200
            POST /users {'username': 'first', 'lastName': '$M', 'groups': ['theirs'], 'tags': ['$M']} => 201
            POST /users {'username': 'second', 'lastName': '$M', 'properties': {'Theirs': '$M'}} => 201
            PUT /users/first/password {'password': '$M'} => 204
            PUT /settings {'guard': {'percent': 0, 'minUsers': 0}, 'profile': {'options': {'tags': ['$M']}}} => 200
            """);
    tenant.run("username;lastName\nthird;" + MARKER + "\nfourth;" + MARKER + "\n").is("COMPLETED");
    String held =
        tenant
            .run("username\nthird\n", "{\"deactivateUnlisted\": true}")
            .is("COMPLETED")
            .importId();
    return new Names(held, "theirs", "first", "Theirs");
  }

  /** Every item and every object of a tenant. */
  private Map<String, String> everythingOf(TestTenant tenant) {
    Map<String, String> everything = new TreeMap<>();
    for (String table : List.of(pipeline.directoryTable(), pipeline.importsTable())) {
      pipeline.dynamoDb().scanPaginator(request -> request.tableName(table)).items().stream()
          .filter(item -> item.get("pk").s().matches("T#" + tenant.name() + "(#.*)?"))
          .forEach(
              item ->
                  everything.put(
                      table + item.get("pk").s() + item.get("sk").s(),
                      new TreeMap<>(item).toString()));
    }
    for (String bucket : List.of(Pipeline.UPLOADS_BUCKET, Pipeline.RESULTS_BUCKET)) {
      pipeline.s3().listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
          .filter(object -> object.key().contains("/" + tenant.name() + "/"))
          .forEach(object -> everything.put(bucket + object.key(), object.eTag()));
    }
    assertThat(everything).isNotEmpty();
    return everything;
  }
}
