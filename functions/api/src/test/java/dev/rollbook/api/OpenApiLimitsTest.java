package dev.rollbook.api;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rollbook.Json;
import dev.rollbook.api.DescribedCalls.Call;
import dev.rollbook.api.DescribedCalls.Limit;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Origin;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.PlanCountsBuilder;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Sample;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The limits that the description states are the API's: what is at one is taken, what is beyond it
 * is not.
 */
class OpenApiLimitsTest {

  private static final String IMPORT = "01K00000000000000000000000";

  /** The name of a user, a property and a group. */
  private static final String SOME = "xx";

  private static final String OPTIONS =
      """
      {'format': 'csv', 'charset': 'UTF-8', 'delimiter': ';', 'header': true, 'sheet': 'One', 'matchBy': 'username', 'emptyCells': 'keep',
       'mapping': [{'column': 'Name', 'target': 'property:xx'}, {'column': 2, 'target': 'ignore'}], 'deactivateUnlisted': false,
       'dryRun': false, 'review': true, 'tags': ['new'], 'defaultGroup': 'xx', 'access': [{'product': 'p', 'offer': 'o'}],
       'notify': {'send': true, 'language': 'de', 'template': 't'}, 'rowLimit': 1, 'newUsers': 'create', 'existingUsers': 'update',
       'list': 'pupils', 'graceDays': 1, 'handEdits': 'keep', 'leavers': false}
      """;

  private static final String FIELDS =
      """
      'email': 'a@example.org', 'firstName': 'Ada', 'lastName': 'Love', 'phone': '0123', 'language': 'en', 'status': 'ACTIVE',
      'protected': true, 'properties': {'xx': 'here'}, 'groups': ['xx', {'id': 'xx'}], 'tags': ['one'],
      'access': [{'product': 'pro', 'offer': 'off'}], 'supervisor': 'xx', 'secondSupervisor': 'xx'
      """;

  /** Bodies that are taken, with something wherever the description says a limit. */
  private static final Map<String, List<String>> BODIES =
      Map.ofEntries(
          entry(
              "createImport",
              List.of(
                  "{'name': 'May', 'fileName': 'a.csv', 'size': 1, 'options': " + OPTIONS + "}")),
          entry(
              "startImport",
              List.of(
                  "{'options': " + OPTIONS + "}",
                  "{'mapping': [{'column': 'Name', 'target': 'property:xx'}, {'column': 2, 'target': 'ignore'}]}")),
          entry("applyPlan", List.of("{'force': true}")),
          entry("undoImport", List.of("{'dryRun': true}")),
          entry(
              "changeSettings",
              List.of(
                  "{'defaultSupervisor': 'xx', 'defaultSecondSupervisor': 'xx', 'rowLimit': 1000000, 'guard': {'percent': 20, 'minUsers': 20},"
                      + " 'language': 'de', 'profile': {'options': "
                      + OPTIONS
                      + "}, 'webhook': {'url': 'https://hooks.example.org/', 'secret':"
                      + " 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}}")),
          entry(
              "putProperty",
              List.of(
                  "{'type': 'dropdown', 'options': ['one'], 'autoRemove': true}",
                  "{'name': 'Town', 'type': 'input', 'options': ['one']}")),
          entry(
              "putGroup",
              List.of(
                  "{'name': 'Staff', 'parent': 'xx', 'conditions': [{'property': 'xx', 'anyOf': ['here']}]}")),
          entry("createUser", List.of("{'username': 'new', " + FIELDS + "}")),
          entry("changeUser", List.of("{'handEdited': ['firstName'], " + FIELDS + "}")),
          entry("renameUser", List.of("{'username': 'new'}")),
          entry("setPassword", List.of("{'password': 'secret'}")),
          entry("verifyPassword", List.of("{'password': 'secret'}")));

  private final DescribedCalls described = new DescribedCalls(OpenApi.document());

  /** A tenant that has whatever a call at its limits names. */
  private static Caller caller() {
    Caller caller = new Caller();
    Import review =
        Sample.created(Caller.TENANT, IMPORT, "April").to(Status.AWAITING_REVIEW, Sample.NOW);
    caller.imports.create(review);
    caller.buckets.files(review).putPlanCounts(PlanCountsBuilder.builder().build());
    caller.user("ada", Map.of());
    for (int length : List.of(1, 2, 100, 128)) {
      caller.user("x".repeat(length), Map.of());
      caller.property("x".repeat(Math.min(length, 100)), false);
    }
    List<String> groups = new ArrayList<>(List.of("staff", SOME, "x".repeat(64)));
    for (int i = 0; i <= Limits.GROUPS_PER_USER; i++) {
      groups.add(SOME + i);
    }
    for (String id : groups) {
      caller.groups.put(Caller.TENANT, new Group(id, id, Origin.MANUAL, Group.ROOT, List.of()));
    }
    return caller;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String idOf(Call call) {
    return call.path().startsWith("/imports") ? IMPORT : "staff";
  }

  private static String path(Call call, Map<String, String> names) {
    Map<String, String> all =
        new HashMap<>(Map.of("id", idOf(call), "username", "ada", "name", SOME));
    all.putAll(names);
    String path = call.path();
    for (Map.Entry<String, String> name : all.entrySet()) {
      path = path.replace("{" + name.getKey() + "}", encoded(name.getValue()));
    }
    return path;
  }

  /** A property's name in its body is the path's. */
  private static Response send(Call call, JsonNode body) {
    String name = body.path("name").asText();
    Map<String, String> names =
        call.id().equals("putProperty") && !name.isEmpty() ? Map.of("name", name) : Map.of();
    return caller().callAs(Caller.TENANT, call.method(), path(call, names), Json.text(body));
  }

  private static JsonNode json(String body) {
    return Json.parse(body.replace('\'', '"'), JsonNode.class);
  }

  private static boolean isRefused(Response answer) {
    return answer.status() == 400
        || (answer.status() == 409
            && Caller.problem(answer).equals("409 TOO_MANY_GROUPS")); // less those it stays in
  }

  /** Who starts an import has reviewed it, whatever the body says. */
  private static boolean isOverruled(Call call, Limit limit) {
    return call.id().equals("startImport") && limit.name().equals("review");
  }

  @TestFactory
  Stream<DynamicTest> shouldTakeABodyAtEachOfItsLimitsAndNoneBeyond() {
    return described.calls().stream()
        .filter(Call::hasBody)
        .map(call -> DynamicTest.dynamicTest(call.id(), () -> requireLimitsOfBody(call)));
  }

  private void requireLimitsOfBody(Call call) {
    // Given
    List<JsonNode> bodies = BODIES.get(call.id()).stream().map(OpenApiLimitsTest::json).toList();
    List<Limit> limits =
        described.limitsOfBody(call).stream().filter(limit -> !isOverruled(call, limit)).toList();
    List<String> wrong = new ArrayList<>();
    for (Limit limit : limits) {
      int tried = 0;
      for (JsonNode body : bodies) {
        int taken = send(call, body).status();
        assertThat(taken).as(call.id()).isNotEqualTo(400);
        for (BodyPlace place : BodyPlace.of(body, limit.place())) {
          for (LimitProbe probe : LimitProbe.of(limit, place.value())) {
            // When
            Response answer = send(call, place.with(probe.value()));
            tried++;
            // Then
            if (probe.isWithin() ? answer.status() != taken : !isRefused(answer)) {
              wrong.add("%s, %s: %d %s".formatted(limit, probe, answer.status(), answer.body()));
            }
          }
        }
      }
      if (tried == 0) {
        wrong.add(limit + " is not tried");
      }
    }
    assertThat(limits).isNotEmpty();
    assertThat(wrong).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> shouldTakeParametersAtEachOfTheirLimitsAndNoneBeyond() {
    return described.calls().stream()
        .filter(call -> !described.limitsOfParameters(call).isEmpty())
        .map(call -> DynamicTest.dynamicTest(call.id(), () -> requireLimitsOfParameters(call)));
  }

  private void requireLimitsOfParameters(Call call) {
    // Given
    String body = call.hasBody() ? Json.text(json(BODIES.get(call.id()).get(0))) : "";
    int taken = caller().callAs(Caller.TENANT, call.method(), path(call, Map.of()), body).status();
    assertThat(taken).as(call.id()).isNotEqualTo(400);
    List<String> wrong = new ArrayList<>();
    for (Limit limit : described.limitsOfParameters(call)) {
      String name = limit.place().get(1);
      for (LimitProbe probe : LimitProbe.of(limit, example(call, limit))) {
        String value = encoded(probe.value().asText());
        boolean inPath = limit.place().get(0).equals("path");
        boolean isAbsent = !inPath && value.isEmpty();
        // When
        Response answer =
            inPath
                ? caller()
                    .callAs(
                        Caller.TENANT,
                        call.method(),
                        path(call, Map.of(name, probe.value().asText())),
                        body)
                : caller()
                    .callAs(
                        Caller.TENANT,
                        call.method(),
                        path(call, Map.of(name, "-")) + "?" + name + "=" + value,
                        body);
        // Then
        boolean refused = Set.of(400, 404, 405).contains(answer.status());
        if (probe.isWithin() ? answer.status() != taken : !refused && !isAbsent) {
          wrong.add("%s, %s: %d %s".formatted(limit, probe, answer.status(), answer.body()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static JsonNode example(Call call, Limit limit) {
    return Set.of("minimum", "maximum").contains(limit.keyword())
        ? IntNode.valueOf(1)
        : TextNode.valueOf(limit.place().contains("id") ? idOf(call) : SOME);
  }

  @ParameterizedTest
  @MethodSource("saidInWords")
  void shouldRefuseWhatTheDescriptionSaysInWords(
      String method, String path, String within, String beyond) {
    // When
    Response taken = caller().call(method, path, within);
    Response refused = caller().call(method, path, beyond);
    // Then
    assertThat(taken.status()).isLessThan(300);
    assertThat(refused.status()).isEqualTo(400);
  }

  static Stream<Arguments> saidInWords() {
    String name = "{'username': '%s'}";
    String dropdown = "{'type': 'dropdown', 'options': [%s]}";
    String group =
        "{'name': 'Staff', 'conditions': [{'property': 'xx', 'anyOf': [%s]}, {'property': 'x', 'anyOf': [%s]}]}";
    return Stream.of(
        arguments(
            "POST", "/users", name.formatted("ä".repeat(64)), name.formatted("ä".repeat(64) + "b")),
        arguments("POST", "/users", name.formatted("a b"), name.formatted("a\u200bb")),
        arguments("PUT", "/properties/Town", dropdown.formatted("'a'"), dropdown.formatted("")),
        arguments(
            "PUT",
            "/properties/Town",
            dropdown.formatted(texts(25)),
            dropdown.formatted(texts(25) + ",'b'")),
        arguments(
            "PUT",
            "/groups/staff",
            group.formatted(texts(12), "'" + "v".repeat(2_000) + "'"),
            group.formatted(texts(12), "'" + "v".repeat(2_001) + "'")));
  }

  /** So many texts, of 4,000 characters each. */
  private static String texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'" + "t".repeat(3_999) + (char) ('A' + i) + "'")
        .collect(Collectors.joining(","));
  }

  @Test
  void shouldRefuseANameBothInThePathAndInTheQueryAsDescribed() {
    List<String> undescribed = new ArrayList<>();
    for (Call call : described.calls()) {
      for (String name : List.of("username", "name")) {
        if (call.path().contains("{" + name + "}")) {
          // When
          Response answer =
              caller()
                  .callAs(
                      Caller.TENANT,
                      call.method(),
                      path(call, Map.of()) + "?" + name + "=other",
                      "{}");
          // Then
          assertThat(answer.status()).as(call.id()).isEqualTo(400);
          if (!call.description().path("responses").has("400")) {
            undescribed.add(call.id());
          }
        }
      }
    }
    assertThat(undescribed).isEmpty();
  }
}
