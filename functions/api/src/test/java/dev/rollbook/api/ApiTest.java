package dev.rollbook.api;

import static dev.rollbook.api.ApiOnFakes.TENANT;
import static dev.rollbook.api.ApiOnFakes.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.aws.UnavailableException;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Links;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Workload;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.InMemoryHandEdits;
import dev.rollbook.testkit.PlainSealer;
import dev.rollbook.testkit.QuickHasher;
import dev.rollbook.testkit.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of SPEC section 8. */
class ApiTest {

  private final ApiOnFakes fakes = new ApiOnFakes();

  private static void assertProblem(Response response, int status, String code) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
    JsonNode body = json(response);
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("code").asText()).isEqualTo(code);
    assertThat(body.path("title").asText()).isNotEmpty();
    assertThat(body.path("detail").asText()).isNotEmpty();
    assertThat(body.path("type").asText()).isEqualTo("about:blank");
  }

  private static String creation(String name) {
    return "{\"name\": \"" + name + "\", \"fileName\": \"Schüler.csv\", \"size\": 12}";
  }

  @Test
  void shouldMakeAnImportAndLetItsFileBeUploadedOnce() { // SPEC S1
    Response response = fakes.ask("POST", "/imports", creation("Schuljahr"));

    assertThat(response.status()).isEqualTo(201);
    JsonNode body = json(response);
    Import created = fakes.cloud.imports.find(TENANT, body.path("importId").asText()).orElseThrow();
    assertThat(created.status()).isEqualTo(Status.AWAITING_UPLOAD);
    assertThat(created.name()).isEqualTo("Schuljahr");
    JsonNode upload = body.path("upload");
    assertThat(upload.path("method").asText()).isEqualTo("PUT");
    assertThat(upload.path("headers").path("content-length").asText()).isEqualTo("12");
    assertThat(upload.path("headers").path("if-none-match").asText()).isEqualTo("*");
    assertThat(upload.path("expiresAt").asText()).isEqualTo("2026-03-01T08:15:00Z");
    assertThat(upload.path("url").asText()).contains(created.importId());
  }

  @Test
  void shouldRefuseANameThatIsTaken() { // SPEC S1
    fakes.ask("POST", "/imports", creation("Schuljahr"));

    assertProblem(fakes.ask("POST", "/imports", creation("Schuljahr")), 409, "NAME_TAKEN");
    fakes.cloud.tenants.createIfMissing("other");
    assertThat(fakes.askAs("other", "POST", "/imports", creation("Schuljahr")).status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | INVALID_REQUEST",
        "[1] | INVALID_REQUEST",
        "{} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"a\", \"size\": 1, \"tenant\": \"b\"} | INVALID_REQUEST",
        "{\"name\": 1, \"fileName\": \"a\", \"size\": 1} | INVALID_REQUEST",
        "{\"name\": \" \", \"fileName\": \"a\", \"size\": 1} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"\", \"size\": 1} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"../a\", \"size\": 1} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"a\\\\b\", \"size\": 1} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"a\"} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"a\", \"size\": -1} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"a\", \"size\": 1.5} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"a\", \"size\": \"1\"} | INVALID_REQUEST",
        "{\"name\": \"a\", \"fileName\": \"a\", \"size\": 536870913} | FILE_TOO_LARGE",
        "{\"name\": \"a\", \"fileName\": \"a\", \"size\": 1, \"options\": {\"x\": 1}} |"
            + " INVALID_OPTIONS",
        "{\"name\": \"a\", \"fileName\": \"a\", \"size\": 1, \"options\": 5} | INVALID_OPTIONS",
      })
  void shouldRefuseAnImportThatCannotBeMade(String body, String code) {
    assertProblem(fakes.ask("POST", "/imports", body), 400, code);
    assertThat(fakes.cloud.imports.open()).isEmpty();
  }

  @Test
  void shouldTakeTheLargestFileThatMayBe() { // SPEC section 10
    assertThat(
            fakes
                .ask(
                    "POST",
                    "/imports",
                    "{\"name\": \"a\", \"fileName\": \"a\", \"size\": 536870912}")
                .status())
        .isEqualTo(201);
  }

  @Test
  void shouldListImportsNewestFirstPageByPage() { // SPEC A4
    for (String name : List.of("a1", "a2", "a3", "b1")) {
      fakes.ask("POST", "/imports", creation(name));
    }

    JsonNode first = fakes.get("/imports?name=a&limit=2");
    JsonNode second = fakes.get("/imports?name=a&limit=2&cursor=" + first.path("cursor").asText());

    assertThat(first.path("items").findValuesAsText("name")).containsExactly("a3", "a2");
    assertThat(second.path("items").findValuesAsText("name")).containsExactly("a1");
    assertThat(second.path("cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/imports?limit=0", "/imports?limit=501", "/imports?limit=", "/users?limit=x"})
  void shouldRefuseALimitOutOfRange(String path) {
    assertProblem(fakes.ask("GET", path, ""), 400, "INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/imports?cursor=rubbish", "/users?cursor=rubbish"})
  void shouldRefuseACursorThatIsNone(String path) {
    assertProblem(fakes.ask("GET", path, ""), 400, "INVALID_REQUEST");
  }

  @Test
  void shouldShowProgressWhileAnImportRuns() { // SPEC A5
    Import running =
        Sample.created(TENANT, "01J1", "one")
            .with()
            .workload(Workload.of(2, 200))
            .build()
            .to(Status.RUNNING, Sample.NOW);
    fakes.cloud.imports.create(running);
    fakes.cloud.progress.settle("01J1", 0, 2, Sample.tally(50));
    fakes.cloud.advance(Duration.ofSeconds(10));

    JsonNode progress = fakes.get("/imports/01J1").path("progress");

    assertThat(progress.path("phase").asText()).isEqualTo("RUNNING");
    assertThat(progress.path("rowsDone").asLong()).isEqualTo(50);
    assertThat(progress.path("rowsTotal").asLong()).isEqualTo(200);
    assertThat(progress.path("percent").asInt()).isEqualTo(25);
    assertThat(progress.path("secondsLeft").asLong()).isEqualTo(30);
  }

  @Test
  void shouldShowTheWholeSummaryOfAnImportThatHasEnded() {
    fakes.cloud.imports.create(
        Sample.created(TENANT, "01J1", "one").to(Status.EXPIRED, Sample.LATER));

    JsonNode shown = fakes.get("/imports/01J1");

    assertThat(shown.fieldNames())
        .toIterable()
        .containsExactly(
            "importId",
            "name",
            "fileName",
            "status",
            "dryRun",
            "createdAt",
            "startedAt",
            "finishedAt",
            "counts",
            "deactivation",
            "reading",
            "messages",
            "applies",
            "undoes",
            "list",
            "failure",
            "cost",
            "options");
    assertThat(shown.path("counts").size()).isEqualTo(13);
    assertThat(shown.path("finishedAt").asText()).isEqualTo("2026-03-01T09:00:00Z");
    assertThat(shown.path("failure").isNull()).isTrue();
  }

  @Test
  void shouldShowTheOptionsThatHoldAsAnotherImportCouldBeMadeWithThem() { // SPEC C5, S6
    fakes.ask("PUT", "/settings", "{\"profile\": {\"options\": {\"tags\": [\"new\"]}}}");
    String asked =
        """
        {"name": "one", "fileName": "a.csv", "size": 1, "options": {"matchBy": "email", "delimiter": "tab",
         "mapping": [{"column": 1, "target": "email"}], "notify": {"send": true}}}""";
    String importId = json(fakes.ask("POST", "/imports", asked)).path("importId").asText();

    JsonNode options = fakes.get("/imports/" + importId).path("options");

    assertThat(options.path("matchBy").asText()).isEqualTo("email");
    assertThat(options.path("tags").path(0).asText()).isEqualTo("new");
    assertThat(options.path("emptyCells").asText()).isEqualTo("keep");
    assertThat(options.path("rowLimit").asInt()).isEqualTo(1_000_000);
    String again =
        Json.MAPPER
            .createObjectNode()
            .put("name", "two")
            .put("fileName", "a.csv")
            .put("size", 1)
            .set("options", options)
            .toString();
    String other = json(fakes.ask("POST", "/imports", again)).path("importId").asText();
    assertThat(fakes.cloud.imports.find(TENANT, other).orElseThrow().options())
        .isEqualTo(fakes.cloud.imports.find(TENANT, importId).orElseThrow().options());
    assertThat(fakes.get("/imports").path("items").path(0).has("options")).isFalse();
  }

  @Test
  void shouldShowNoOptionsOfAnUndo() { // SPEC C5, S11
    fakes.cloud.imports.create(
        Sample.created(TENANT, "01J2", "undo").with().links(Links.undoing("01J1")).build());

    assertThat(fakes.get("/imports/01J2").path("options").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/imports/01J9", "/users/nobody", "/nothing", "/imports/01J1/preview/x", "/"})
  void shouldSayThatThereIsNothingThere(String path) {
    assertProblem(fakes.ask("GET", path, ""), 404, "NOT_FOUND");
  }

  @Test
  void shouldTellNothingOfAnotherTenants() {
    fakes.cloud.imports.create(Sample.created("other", "01J1", "one"));
    fakes.cloud.users.create("other", Sample.user("ada"), "");

    Response theirs = fakes.ask("GET", "/imports/01J1", "");
    Response nobodys = fakes.ask("GET", "/imports/01J2", "");

    assertProblem(theirs, 404, "NOT_FOUND");
    assertThat(theirs.body().replace("01J1", "01J2")).isEqualTo(nobodys.body());
    assertProblem(fakes.ask("GET", "/users/ada", ""), 404, "NOT_FOUND");
    assertThat(fakes.get("/users").path("items")).isEmpty();
  }

  @Test
  void shouldShowAUserWithEveryField() {
    fakes.cloud.users.create(TENANT, Sample.fullUser("ada"), "hash-of-hers");
    fakes.cloud.groups.put(TENANT, new Group("g1", "Team", Origin.MANUAL, Group.ROOT, List.of()));

    Response response = fakes.ask("GET", "/users/ada", "");

    JsonNode shown = json(response);
    assertThat(shown.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "username",
            "email",
            "firstName",
            "lastName",
            "phone",
            "language",
            "status",
            "origin",
            "protected",
            "properties",
            "groups",
            "tags",
            "access",
            "supervisor",
            "secondSupervisor",
            "hasPassword",
            "passwordSetBy",
            "createdAt",
            "updatedAt",
            "lastImportId",
            "lists",
            "handEdited",
            "leavingAt");
    assertThat(shown.path("groups").findValuesAsText("name")).contains("Team", "All groups");
    assertThat(shown.path("hasPassword").asBoolean()).isTrue();
    assertThat(response.body()).doesNotContain("hash-of-hers");
  }

  @Test
  void shouldListUsersByStatusGroupAndTag() {
    fakes.cloud.users.create(TENANT, Sample.user("bob"), "");
    fakes.cloud.users.create(TENANT, Sample.fullUser("ada"), "");
    fakes.cloud.groups.put(TENANT, new Group("g1", "Team", Origin.MANUAL, Group.ROOT, List.of()));

    assertThat(fakes.get("/users").path("items")).hasSize(2);
    assertThat(fakes.get("/users?status=INACTIVE").at("/items/0/username").asText())
        .isEqualTo("ada");
    assertThat(fakes.get("/users?group=g1").path("items")).hasSize(1);
    assertThat(fakes.get("/users?tag=staff").path("items")).hasSize(1);
    assertThat(fakes.get("/users?group=" + "x".repeat(3_000)).path("items")).isEmpty();
    assertProblem(fakes.ask("GET", "/users?status=active", ""), 400, "INVALID_REQUEST");
  }

  @Test
  void shouldChangeOnlyTheSettingsThatAreNamed() {
    fakes.cloud.users.create(TENANT, Sample.user("boss"), "");
    fakes.ask("PUT", "/settings", "{\"language\": \"de\", \"guard\": {\"percent\": 5}}");

    Response response =
        fakes.ask(
            "PUT",
            "/settings",
            "{\"defaultSupervisor\": \"boss\", \"profile\": {\"options\": {\"dryRun\": true}}}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(fakes.get("/settings"))
        .isEqualTo(
            Json.parse(
                """
                {"defaultSupervisor": "boss", "defaultSecondSupervisor": null,
                 "rowLimit": 1000000, "guard": {"percent": 5, "minUsers": 20},
                 "language": "de", "profile": {"options": {"dryRun": true}}, "webhook": null}
                """,
                JsonNode.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | INVALID_REQUEST",
        "{\"colour\": 1} | INVALID_REQUEST",
        "{\"rowLimit\": 0} | INVALID_REQUEST",
        "{\"rowLimit\": 1000001} | INVALID_REQUEST",
        "{\"rowLimit\": \"5\"} | INVALID_REQUEST",
        "{\"rowLimit\": 18446744073709551617} | INVALID_REQUEST", // one, if its upper half goes
        "{\"defaultSupervisor\": 5} | INVALID_REQUEST",
        "{\"language\": 5} | INVALID_REQUEST",
        "{\"guard\": {\"percent\": 101}} | INVALID_REQUEST",
        "{\"guard\": {\"minUsers\": -1}} | INVALID_REQUEST",
        "{\"guard\": {\"percents\": 5}} | INVALID_REQUEST",
        "{\"guard\": 5} | INVALID_REQUEST",
        "{\"language\": \"fr\"} | INVALID_REQUEST",
        "{\"defaultSupervisor\": \"nobody\"} | INVALID_REQUEST",
        "{\"profile\": 5} | INVALID_REQUEST",
        "{\"profile\": {\"options\": {\"x\": 1}}} | INVALID_OPTIONS",
        "{\"profile\": {\"options\": {\"defaultGroup\": \"gone\"}}} | INVALID_OPTIONS",
      })
  void shouldRefuseSettingsThatCannotBe(String body, String code) {
    assertProblem(fakes.ask("PUT", "/settings", body), 400, code);
    assertThat(fakes.cloud.tenants.settings(TENANT))
        .contains(dev.rollbook.directory.TenantSettings.DEFAULT);
  }

  @Test
  void shouldKeepProperties() {
    String level =
        "{\"name\":\"Level\",\"type\":\"dropdown\",\"options\":[\"\",\"A\"],\"autoRemove\":true}";

    assertThat(fakes.ask("PUT", "/properties/Level", level).status()).isEqualTo(200);
    assertThat(fakes.get("/properties").at("/items/0"))
        .isEqualTo(Json.parse(level, JsonNode.class));
    assertThat(fakes.ask("DELETE", "/properties/Level", "").status()).isEqualTo(200);
    assertThat(fakes.get("/properties").path("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\": \"number\"}",
        "{\"type\": \"dropdown\"}",
        "{\"type\": \"dropdown\", \"options\": [1]}",
        "{\"type\": \"input\", \"autoRemove\": \"yes\"}",
        "{\"type\": \"dropdown\", \"options\": \"A\"}",
      })
  void shouldRefuseAPropertyThatCannotBe(String body) {
    assertProblem(fakes.ask("PUT", "/properties/Level", body), 400, "INVALID_REQUEST");
    assertThat(fakes.cloud.tenants.properties(TENANT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /users/a/b, a/b",
    "GET, /users//a, /a",
    "GET, /users/a/password, a/password",
    "PUT, /users/a/b/password, a/b",
    "POST, /users/a/password/password/verify, a/password",
    "PUT, /groups/all/members/a/b, a/b",
  })
  void shouldTakeSlashesForAPartOfAUsername(String method, String path, String username) {
    fakes.cloud.users.create(TENANT, Sample.user(username), "");

    Response response = fakes.ask(method, path, "{\"password\": \"x\"}");

    assertThat(response.status()).as(response.body()).isLessThan(300);
    assertProblem(
        fakes.ask(method, path.replace(username, username + "x"), "{\"password\": \"x\"}"),
        404,
        "NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/users/", "/users//", "/imports/", "/properties/", "/imports/a/b/c"})
  void shouldTakeNothingForNoName(String path) {
    assertProblem(fakes.ask("GET", path, ""), 404, "NOT_FOUND");
  }

  @Test
  void shouldTellThatTheStoreIsBusyAndWhenToComeBack() {
    Api busy =
        new Api(
            fakes.cloud.journal(),
            fakes.cloud.changesPort(),
            fakes.cloud.directory(),
            new InMemoryHandEdits(),
            fakes.cloud.buckets(),
            fakes.cloud.commandsPort(),
            new QuickHasher(),
            new PlainSealer(),
            SomeNames.addresses(),
            () -> {
              throw new UnavailableException("table rollbook left 1 of 1 items unread");
            },
            fakes.cloud.clock);

    Response response =
        busy.answer(
            new Request(TENANT, "POST", List.of("imports"), Map.of(), creation("Schuljahr")));

    assertProblem(response, 503, "UNAVAILABLE");
    assertThat(response.headers()).containsEntry("retry-after", "3");
    assertThat(response.body()).doesNotContain("table");
  }

  @Test
  void shouldOwnUpToAFaultOfOursWithoutItsDetails() {
    fakes.cloud.faults.planNext("history", Moment.BEFORE, Kind.NO_ANSWER);

    Response response = fakes.ask("GET", "/imports", "");

    assertProblem(response, 500, "INTERNAL");
    assertThat(response.body()).doesNotContain("history");
  }
}
