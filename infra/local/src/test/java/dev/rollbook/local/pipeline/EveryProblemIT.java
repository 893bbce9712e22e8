package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.aws.DynamoTurns;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Turns;
import dev.rollbook.local.pipeline.FaultProxy.Failing;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SPEC section 8: each stable code, provoked over HTTP. */
@ExtendWith(InPipeline.class)
class EveryProblemIT {

  /** Answered only while a change of very many users goes on; the unit tests of groups have one. */
  private static final String CHANGE_RUNNING = "CHANGE_RUNNING";

  private static final String GIVEN =
      """
      PUT /properties/Region {'type': 'dropdown', 'options': ['North', 'South']} => 200
      PUT /groups/cond {'name': 'Conditional', 'conditions': [{'property': 'Region', 'anyOf': ['North']}]} => 200
      PUT /groups/above {'name': 'Above'} => 200
      PUT /groups/below {'name': 'Below', 'parent': 'above'} => 200
      PUT /settings {'guard': {'percent': 0, 'minUsers': 0}} => 200
      """;

  private static final String REFUSED =
      """
      POST /imports {} => 400 INVALID_REQUEST
      POST /imports {'name': 'a', 'fileName': 'a', 'size': 1, 'options': {'dryrun': true}} => 400 INVALID_OPTIONS
      POST /imports {'name': 'a', 'fileName': 'a', 'size': 536870913} => 400 FILE_TOO_LARGE
      POST /imports {'name': 'import 1', 'fileName': 'a', 'size': 1} => 409 NAME_TAKEN
      PUT /settings {'webhook': {'url': 'http://example.org/'}} => 400 WEBHOOK_URL_INVALID
      PUT /settings {'webhook': {'url': 'https://10.0.0.1/'}} => 400 WEBHOOK_NOT_PUBLIC
      PUT /settings {'webhook': {'url': 'https://example.org/', 'secret': 'short'}} => 400 WEBHOOK_SECRET_INVALID
      POST /imports/$REVIEW/start {'mapping': [{'column': 'Ort', 'target': 'ignore'}]} => 400 MAPPING_INVALID
      POST /imports/$REVIEW/start {'mapping': [{'column': 1, 'target': 'email'}, {'column': 2, 'target': 'email'}]} => 400 TARGET_TWICE
      POST /imports/$REVIEW/start {'mapping': [{'column': 1, 'target': 'email'}]} => 400 NO_USERNAME_COLUMN
      POST /imports/$ENDED/start => 409 NOT_IN_REVIEW
      POST /imports/$ENDED/cancel => 409 NOT_CANCELLABLE
      POST /imports/$ENDED/deactivations/approve => 409 NOT_HELD
      POST /imports/$HELD/deactivations/approve => 409 PLAN_GONE
      GET /imports/$REVIEW/plan => 409 PLAN_MISSING
      POST /imports/$ENDED/apply => 409 NOT_A_DRY_RUN
      POST /imports/$REVIEW/undo {} => 409 NOT_COMPLETED
      POST /imports/$PLANNED/undo {} => 409 NOT_UNDOABLE
      POST /imports/$SECRETS/apply => 409 PASSWORDS_GONE
      POST /imports/$PLANNED/apply => 409 ALREADY_APPLIED
      POST /imports/$STALE/apply => 409 RULES_CHANGED
      POST /imports/$UNDONE/undo {} => 409 ALREADY_UNDONE
      GET /imports/$ENDED/preview => 404 PREVIEW_MISSING
      GET /imports/$REVIEW/report => 404 RESULT_MISSING
      GET /imports/$NOBODYS => 404 NOT_FOUND
      DELETE /imports/$ENDED => 405 METHOD_NOT_ALLOWED
      POST /users {'username': 'u1'} => 409 USERNAME_TAKEN
      POST /users {'username': 'v', 'email': 'a@'} => 400 INVALID_EMAIL
      POST /users {'username': 'v', 'lastName': '$LONG'} => 400 VALUE_TOO_LONG
      POST /users {'username': 'v', 'lastName': 'a\\u0000'} => 400 INVALID_CHARACTER
      POST /users {'username': 'v', 'supervisor': 'nobody'} => 400 SUPERVISOR_UNKNOWN
      POST /users {'username': 'v', 'supervisor': 'v'} => 400 SUPERVISOR_SELF
      POST /users {'username': 'v', 'properties': {'Town': 'x'}} => 400 PROPERTY_UNKNOWN
      POST /users {'username': 'v', 'properties': {'Region': 'West'}} => 400 OPTION_UNKNOWN
      POST /users {'username': 'v', 'groups': ['nowhere']} => 400 GROUP_UNKNOWN
      POST /users {'username': 'v', 'groups': [$FIFTYONE]} => 409 TOO_MANY_GROUPS
      POST /users {'username': 'v', 'tags': [$FIFTYONE]} => 400 TOO_MANY_TAGS
      POST /users {'username': 'v', 'access': [$ACCESS]} => 400 USER_TOO_LARGE
      DELETE /properties/Region => 409 PROPERTY_IN_USE
      PUT /groups/$IMPORTED {'name': 'x'} => 409 GROUP_READ_ONLY
      DELETE /groups/$IMPORTED => 409 GROUP_NOT_EMPTY
      DELETE /groups/all => 409 GROUP_IS_ROOT
      PUT /groups/above {'name': 'Above', 'parent': 'below'} => 409 GROUP_CYCLE
      DELETE /groups/above => 409 GROUP_HAS_CHILDREN
      PUT /groups/cond/members/u1 => 409 GROUP_CONDITIONAL
      """;

  private static final Pattern CODE = Pattern.compile("=> \\d{3} ([A-Z_]+)");

  private final Pipeline pipeline;

  EveryProblemIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("section 8: every code comes where it should, and none is described in vain")
  void shouldAnswerEveryProblemAsDescribed() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("problems");
    String ended = tenant.run("username;groups\nu1;G\nu2;G\n").is("COMPLETED").importId();
    Map<String, String> derived = new HashMap<>(derived(tenant));
    new CallScript(Map.of()).play(tenant, GIVEN);
    String held =
        tenant.run("username\nu1\n", "{\"deactivateUnlisted\": true}").is("COMPLETED").importId();
    loseFilesOf(tenant, held);
    List<String> many = fiftyOneGroups(tenant);
    byte[] roster = "username;Name\nu1;A\n".getBytes(StandardCharsets.UTF_8);
    var review = tenant.begin("review.csv", roster, "{\"review\": true}");
    pipeline.await(
        "it waits for its review",
        () -> review.now().path("status").asText().equals("AWAITING_REVIEW"));
    DirectorySnapshot before = tenant.snapshot();
    // When
    derived.putAll(
        Map.of(
            "ENDED",
            ended,
            "REVIEW",
            review.importId(),
            "HELD",
            held,
            "NOBODYS",
            "01K00000000000000000000000",
            "LONG",
            "x".repeat(4_001),
            "FIFTYONE",
            "'" + String.join("','", many) + "'",
            "ACCESS",
            access(105),
            "IMPORTED",
            imported(tenant)));
    new CallScript(derived).play(tenant, REFUSED);
    // Then
    assertThat(tenant.snapshot().items()).isEqualTo(before.items());
    Set<String> provoked = new TreeSet<>(provokedByTheStore(tenant));
    CODE.matcher(REFUSED).results().forEach(code -> provoked.add(code.group(1)));
    provoked.add(CHANGE_RUNNING);
    provoked.add(besideAnImport(tenant, review.importId()));
    assertThat(provoked).isEqualTo(new TreeSet<>(pipeline.contract().codes()));
  }

  /** Plans that are applied or cannot be, and an import that is undone. */
  private static Map<String, String> derived(TestTenant tenant) throws InterruptedException {
    String dry = "{\"dryRun\": true}";
    String stale = tenant.run("username\nu1\n", dry).is("COMPLETED").importId();
    String secrets = tenant.run("username;password\nu9;secret\n", dry).is("COMPLETED").importId();
    String planned = tenant.run("username\nu2\n", dry).is("COMPLETED").importId();
    tenant.end(follower(tenant, "/imports/" + planned + "/apply", ""));
    String undone = tenant.run("username\nu1\n").is("COMPLETED").importId();
    tenant.end(follower(tenant, "/imports/" + undone + "/undo", "{}"));
    return Map.of("STALE", stale, "SECRETS", secrets, "PLANNED", planned, "UNDONE", undone);
  }

  private static String follower(TestTenant tenant, String path, String body) {
    return HttpCaller.json(tenant.call("POST", path, body)).path("importId").asText();
  }

  /**
   * As long as an import has the turn, nobody changes what its rows are judged by (SPEC G8).
   *
   * @param importId of one that has not ended
   */
  private String besideAnImport(TestTenant tenant, String importId) {
    Ticket ticket = Ticket.ofImport(importId);
    Turns turns = new DynamoTurns(pipeline.dynamoDb(), pipeline.importsTable());
    turns.take(tenant.name(), ticket);
    HttpResponse<byte[]> answer = tenant.call("PUT", "/properties/Town", "{\"type\": \"input\"}");
    turns.pass(tenant.name(), ticket);
    assertThat(answer.statusCode()).isEqualTo(409);
    return HttpCaller.json(answer).path("code").asText();
  }

  private List<String> provokedByTheStore(TestTenant tenant) {
    List<String> codes = new ArrayList<>();
    codes.add(failing(tenant, "ValidationException", 500));
    codes.add(failing(tenant, "ProvisionedThroughputExceededException", 503));
    return codes;
  }

  private String failing(TestTenant tenant, String error, int status) {
    Failing failing =
        pipeline
            .dynamoDbProxy()
            .fail(call -> call.names("T#" + tenant.name() + "\"", "Query"), error);
    try {
      HttpResponse<byte[]> answer = tenant.call("GET", "/properties", "");
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().firstValue("retry-after").isPresent()).isEqualTo(status == 503);
      assertThat(HttpCaller.text(answer)).doesNotContain("injected");
      return HttpCaller.json(answer).path("code").asText();
    } finally {
      failing.stop();
    }
  }

  /** As the bucket's lifecycle does after 30 days. */
  private void loseFilesOf(TestTenant tenant, String importId) {
    pipeline
        .s3()
        .listObjectsV2(
            r ->
                r.bucket(Pipeline.RESULTS_BUCKET)
                    .prefix("work/%s/%s/".formatted(tenant.name(), importId)))
        .contents()
        .forEach(
            object ->
                pipeline
                    .s3()
                    .deleteObject(r -> r.bucket(Pipeline.RESULTS_BUCKET).key(object.key())));
  }

  private List<String> fiftyOneGroups(TestTenant tenant) {
    List<String> ids = IntStream.rangeClosed(1, 51).mapToObj(number -> "g" + number).toList();
    ids.forEach(
        id ->
            pipeline
                .directory()
                .groups()
                .put(tenant.name(), new Group(id, id, Origin.MANUAL, Group.ROOT, List.of())));
    return ids;
  }

  private static String access(int count) {
    String longest = "x".repeat(4_000);
    return IntStream.range(0, count)
        .mapToObj(i -> "{'product': '%s', 'offer': '%d'}".formatted(longest, i))
        .collect(Collectors.joining(","));
  }

  private static String imported(TestTenant tenant) {
    for (var group : tenant.get("/groups").path("items")) {
      if (group.path("origin").asText().equals("IMPORT")) {
        return group.path("id").asText();
      }
    }
    throw new AssertionError("the import made no group");
  }
}
