package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.testkit.Sample;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users edited by hand (SPEC sections 4, 5 and 8). */
class UsersResourceTest {

  private final Caller caller = new Caller();

  @BeforeEach
  void aTenantWithRules() {
    caller.property("Region", true);
    caller.tenants.putProperty(
        Caller.TENANT, new Property("Level", Property.Type.DROPDOWN, List.of("A", "B"), false));
    json(
        caller.call(
            "PUT",
            "/groups/north",
            "{'name': 'North', 'conditions': [{'property': 'Region', 'anyOf': ['North']}]}"));
    json(caller.call("PUT", "/groups/team", "{'name': 'Team'}"));
    caller.user("boss", Map.of());
  }

  @Test
  void shouldMakeAManualUserInTheRootGroup() {
    JsonNode made = json(caller.call("POST", "/users", "{'username': ' ada\u00A0'}"));

    assertThat(made.path("origin").asText()).isEqualTo("MANUAL");
    assertThat(made.path("groups").get(0).path("id").asText()).isEqualTo("all");
    User stored = caller.stored("ada");
    assertThat(stored.origin()).isEqualTo(Origin.MANUAL);
    assertThat(stored.status()).isEqualTo(User.Status.ACTIVE);
    assertThat(stored.passwordSetBy()).isEqualTo(PasswordSetBy.NOBODY);
    assertThat(stored.createdAt()).isEqualTo(Sample.LATER);
    assertThat(stored.lastImportId()).isEmpty();
  }

  @Test
  void shouldMakeAUserWithEveryFieldAndItsConditionalGroups() {
    json(
        caller.call(
            "POST",
            "/users",
            "{'username': 'ada', 'email': 'ada@example.org', 'firstName': 'Ada', 'lastName': 'L',"
                + " 'phone': '1', 'language': 'en', 'status': 'INACTIVE', 'protected': true,"
                + " 'properties': {'Region': 'North', 'Level': 'B'}, 'groups': ['team'],"
                + " 'tags': ['x'], 'access': [{'product': 'p', 'offer': 'o'}],"
                + " 'supervisor': 'boss', 'secondSupervisor': 'boss'}"));

    User stored = caller.stored("ada");
    assertThat(stored.properties()).isEqualTo(Map.of("Region", "North", "Level", "B"));
    assertThat(stored.groups()).containsExactlyInAnyOrder("team", "north");
    assertThat(stored.tags()).containsExactly("x");
    assertThat(stored.access()).containsExactly(new Access("p", "o"));
    assertThat(stored.isProtected()).isTrue();
    assertThat(stored.status()).isEqualTo(User.Status.INACTIVE);
    assertThat(stored.supervisor()).isEqualTo("boss");
    assertThat(stored.secondSupervisor()).isEqualTo("boss");
    assertThat(stored.email()).isEqualTo("ada@example.org");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "400 INVALID_REQUEST; {}",
        "400 INVALID_REQUEST; {'username': ' '}",
        "400 INVALID_CHARACTER; {'username': 'a\\u0007'}",
        "400 INVALID_CHARACTER; {'username': 'a\\nb'}",
        "400 INVALID_REQUEST; {'username': 'ada', 'origin': 'IMPORT'}",
        "400 INVALID_REQUEST; {'username': 'ada', 'firstName': 7}",
        "400 INVALID_REQUEST; {'username': 'ada', 'status': 'GONE'}",
        "400 INVALID_REQUEST; {'username': 'ada', 'protected': 'yes'}",
        "400 INVALID_EMAIL; {'username': 'ada', 'email': 'ada'}",
        "400 SUPERVISOR_SELF; {'username': 'ada', 'supervisor': 'ada'}",
        "400 SUPERVISOR_UNKNOWN; {'username': 'ada', 'secondSupervisor': 'nobody'}",
        "400 PROPERTY_UNKNOWN; {'username': 'ada', 'properties': {'Nope': 'x'}}",
        "400 INVALID_REQUEST; {'username': 'ada', 'properties': []}",
        "400 OPTION_UNKNOWN; {'username': 'ada', 'properties': {'Level': 'C'}}",
        "400 GROUP_UNKNOWN; {'username': 'ada', 'groups': ['nope']}",
        "409 GROUP_CONDITIONAL; {'username': 'ada', 'groups': ['north']}",
        "400 INVALID_REQUEST; {'username': 'ada', 'groups': [7]}",
        "400 INVALID_REQUEST; {'username': 'ada', 'tags': ['a,b']}",
        "400 INVALID_REQUEST; {'username': 'ada', 'access': [{'product': 'p'}]}",
        "409 USERNAME_TAKEN; {'username': 'boss'}"
      })
  void shouldRefuseAUserThatIsNotAsItHasToBe(String problem, String body) {
    assertThat(problem(caller.call("POST", "/users", body))).isEqualTo(problem);
    assertThat(caller.users.find(Caller.TENANT, "ada")).isEmpty();
  }

  @Test
  void shouldRememberWhatWasChangedByHand() { // SPEC U13
    json(caller.call("POST", "/users", "{'username': 'ada', 'phone': '1', 'email': 'a@x.de'}"));

    JsonNode changed =
        json(
            caller.call(
                "PATCH",
                "/users/ada",
                "{'phone': '2', 'email': 'a@x.de', 'status': 'INACTIVE', 'tags': ['x'],"
                    + " 'properties': {'Level': 'B'}}"));

    assertThat(changed.path("handEdited").toString())
        .isEqualTo("[\"phone\",\"property:Level\",\"tags\"]");
    assertThat(caller.stored("ada").handEdited())
        .containsExactlyInAnyOrder("phone", "property:Level", "tags");
  }

  @Test
  void shouldGiveFieldsBackToImports() { // SPEC U13
    caller.user("ada", Map.of());
    json(caller.call("PATCH", "/users/ada", "{'phone': '2', 'email': 'a@x.de'}"));

    json(caller.call("PATCH", "/users/ada", "{'handEdited': ['phone']}"));
    assertThat(caller.stored("ada").handEdited()).containsExactly("phone");
    assertThat(caller.stored("ada").email()).isEqualTo("a@x.de");

    json(caller.call("PATCH", "/users/ada", "{'firstName': 'Ada', 'handEdited': []}"));
    assertThat(caller.stored("ada").handEdited()).isEmpty();
    assertThat(caller.stored("ada").firstName()).isEqualTo("Ada");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {"{'handEdited': ['email']}", "{'handEdited': [1]}", "{'handEdited': 'phone'}"})
  void shouldRefuseMarksOfWhatWasNotChangedByHand(String body) {
    caller.user("ada", Map.of());
    json(caller.call("PATCH", "/users/ada", "{'phone': '2'}"));

    assertThat(problem(caller.call("PATCH", "/users/ada", body))).isEqualTo("400 INVALID_REQUEST");
    assertThat(caller.stored("ada").handEdited()).containsExactly("phone");
  }

  @Test
  void shouldListWhoIsAboutToLeave() { // SPEC D10
    caller.user("ada", Map.of());
    caller.user("ben", Map.of());
    leavesLater("ben");

    JsonNode leaving = json(caller.call("GET", "/users?leaving=true", ""));

    assertThat(leaving.path("items")).hasSize(1);
    assertThat(leaving.at("/items/0/username").asText()).isEqualTo("ben");
    assertThat(leaving.at("/items/0/leavingAt").asText()).isEqualTo("2026-03-01T09:00:00Z");
    assertThat(json(caller.call("GET", "/users?leaving=false", "")).path("items")).hasSize(3);
    assertThat(problem(caller.call("GET", "/users?leaving=soon", "")))
        .isEqualTo("400 INVALID_REQUEST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{'protected': true}; true",
        "{'status': 'INACTIVE'}; true",
        "{'phone': '1'}; false"
      })
  void shouldDropTheDayOfLeavingWhereAPersonSaysOtherwise(String body, boolean drops) { // SPEC D10
    caller.user("ada", Map.of());
    leavesLater("ada");

    json(caller.call("PATCH", "/users/ada", body));

    assertThat(caller.stored("ada").leavingAt().equals(User.STAYS)).isEqualTo(drops);
  }

  private void leavesLater(String username) {
    caller.users.edit(
        Caller.TENANT,
        username,
        UserEdit.of(Map.of("leavingAt", Sample.LATER.toString())),
        Sample.NOW);
  }

  @Test
  void shouldKeepWithinTheLimits() {
    String tags =
        IntStream.range(0, 51).mapToObj(i -> "'t" + i + "'").collect(Collectors.joining(","));
    for (String body :
        List.of(
            "{'username': '" + "ä".repeat(65) + "'}",
            "{'username': 'ada', 'firstName': '" + "x".repeat(4_001) + "'}",
            "{'username': 'ada', 'properties': {'Region': '" + "x".repeat(4_001) + "'}}",
            "{'username': 'ada', 'tags': [" + tags + "]}")) {
      assertThat(caller.call("POST", "/users", body).status()).isEqualTo(400);
    }
    json(caller.call("POST", "/users", "{'username': '" + "ä".repeat(64) + "'}"));
  }

  @Test
  void shouldChangeWhatAPatchNamesAndNothingElse() {
    caller.users.create(Caller.TENANT, Sample.fullUser("ada"), "hash");
    caller.property("city", false);
    json(caller.call("PATCH", "/users/ada", "{'firstName': 'Augusta', 'phone': null, 'tags': []}"));

    User before = Sample.fullUser("ada");
    User after = caller.stored("ada");
    assertThat(after.firstName()).isEqualTo("Augusta");
    assertThat(after.phone()).isEmpty();
    assertThat(after.tags()).isEmpty();
    assertThat(after.email()).isEqualTo(before.email());
    assertThat(after.properties()).isEqualTo(before.properties());
    assertThat(after.groups()).isEqualTo(before.groups());
    assertThat(after.access()).isEqualTo(before.access());
    assertThat(after.origin()).isEqualTo(before.origin());
    assertThat(after.isProtected()).isTrue();
    assertThat(after.passwordSetBy()).isEqualTo(PasswordSetBy.USER);
  }

  @Test
  void shouldNeverChangeAUsername() {
    assertThat(problem(caller.call("PATCH", "/users/boss", "{'username': 'chief'}")))
        .isEqualTo("400 INVALID_REQUEST");
    assertThat(problem(caller.call("PATCH", "/users/boss", "{'supervisor': 'boss'}")))
        .isEqualTo("400 SUPERVISOR_SELF");
    assertThat(problem(caller.call("PATCH", "/users/nobody", "{}"))).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void shouldLeaveAUserUntouchedThatAPatchDoesNotChange() {
    User before = caller.stored("boss");
    json(caller.call("PATCH", "/users/boss", "{'status': 'ACTIVE', 'email': '', 'tags': []}"));
    assertThat(caller.stored("boss")).isEqualTo(before);
  }

  @Test
  void shouldLetConditionalGroupsFollowAChangeOfProperties() {
    json(caller.call("PATCH", "/users/boss", "{'properties': {'Region': 'North'}}"));
    assertThat(caller.stored("boss").groups()).containsExactlyInAnyOrder("all", "north");

    json(caller.call("PATCH", "/users/boss", "{'firstName': 'B'}"));
    assertThat(caller.stored("boss").groups()).contains("north");

    json(caller.call("PATCH", "/users/boss", "{'properties': {'Region': null}}"));
    assertThat(caller.stored("boss").groups()).containsExactly("all");
    assertThat(caller.stored("boss").properties()).isEmpty();
  }

  @Test
  void shouldSetTheGroupsThatAreEditedByHandAndNoOthers() {
    String imported = Group.importedId("Class 5");
    caller.groups.createMissing(Caller.TENANT, List.of(Group.imported("Class 5")));
    caller.users.edit(
        Caller.TENANT, "boss", UserEdit.ofGroups(Set.of(imported, "north"), Set.of()), Sample.NOW);

    json(caller.call("PATCH", "/users/boss", "{'groups': [{'id': 'team'}]}"));
    assertThat(caller.stored("boss").groups()).containsExactlyInAnyOrder("team", imported, "north");
    assertThat(problem(caller.call("PATCH", "/users/boss", "{'groups': ['imp-none']}")))
        .isEqualTo("400 GROUP_UNKNOWN");
    caller.user("eve", Map.of());
    assertThat(problem(caller.call("PATCH", "/users/eve", "{'groups': ['" + imported + "']}")))
        .isEqualTo("409 GROUP_READ_ONLY");
  }

  @Test
  void shouldDeleteAUserForGood() {
    assertThat(caller.call("PUT", "/groups/team/members/boss").status()).isEqualTo(204);
    assertThat(caller.call("DELETE", "/users/boss").status()).isEqualTo(204);

    assertThat(caller.users.find(Caller.TENANT, "boss")).isEmpty();
    json(caller.call("POST", "/users", "{'username': 'boss'}"));
    assertThat(json(caller.call("GET", "/groups/team/members")).path("items")).isEmpty();
    assertThat(problem(caller.call("DELETE", "/users/nobody"))).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void shouldSetAndVerifyTheUsersOwnPassword() {
    String verify = "/users/boss/password/verify";
    assertThat(matches(caller.call("POST", verify, "{'password': 'Se\u0301same '}"))).isFalse();

    Response put = caller.call("PUT", "/users/boss/password", "{'password': 'S\u00E9same '}");

    assertThat(put.status()).isEqualTo(204);
    assertThat(caller.stored("boss").passwordSetBy()).isEqualTo(PasswordSetBy.USER);
    assertThat(matches(caller.call("POST", verify, "{'password': 'Se\u0301same '}"))).isTrue();
    assertThat(matches(caller.call("POST", verify, "{'password': 'S\u00E9same'}"))).isFalse();
  }

  private static boolean matches(Response response) {
    return json(response).path("matches").asBoolean();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {"{}", "{'password': ''}", "{'password': 7}", "{'password': 'x', 'by': 'me'}"})
  void shouldRefuseWhatIsNoPassword(String body) {
    assertThat(problem(caller.call("PUT", "/users/boss/password", body)))
        .isEqualTo("400 INVALID_REQUEST");
    assertThat(caller.stored("boss").passwordSetBy()).isEqualTo(PasswordSetBy.NOBODY);
  }

  @Test
  void shouldNeverRepeatAPasswordInAnError() {
    for (String body :
        List.of("{'password': secret}", "{'password': 'secret', 'x': 1}", "secret")) {
      assertThat(caller.call("PUT", "/users/boss/password", body).body()).doesNotContain("secret");
    }
  }

  @Test
  void shouldNotReachAnotherTenantsUsers() {
    User before = caller.stored("boss");
    for (String method : List.of("GET", "PATCH", "DELETE")) {
      assertThat(problem(caller.callAs(Caller.NEIGHBOUR, method, "/users/boss", "{}")))
          .isEqualTo("404 NOT_FOUND");
    }
    for (String call : List.of("PUT /users/boss/password", "POST /users/boss/password/verify")) {
      String[] parts = call.split(" ", 2);
      assertThat(
              problem(caller.callAs(Caller.NEIGHBOUR, parts[0], parts[1], "{\"password\": \"x\"}")))
          .isEqualTo("404 NOT_FOUND");
    }
    assertThat(
            problem(
                caller.callAs(
                    Caller.NEIGHBOUR,
                    "POST",
                    "/users",
                    "{\"username\": \"eve\", \"supervisor\": \"boss\"}")))
        .isEqualTo("400 SUPERVISOR_UNKNOWN");
    assertThat(caller.stored("boss")).isEqualTo(before);
  }

  /** A roster may bring a name that a gateway cuts from a path (SPEC U1, R5). */
  @ParameterizedTest
  @ValueSource(strings = {"wh?t=1&x", "a/history"})
  @MethodSource("oddNames")
  void shouldMeetAUserOfAnyNameByTheQuery(String username) {
    caller.user("a", Map.of());
    caller.user("ab", Map.of());
    caller.user(username, Map.of());
    json(caller.call("PUT", "/groups/any", "{'name': 'Any'}"));
    String query = "?username=" + URLEncoder.encode(username, StandardCharsets.UTF_8);

    assertThat(json(caller.call("GET", "/users/-" + query)).path("username").asText())
        .isEqualTo(username);
    assertThat(caller.call("PUT", "/groups/any/members/-" + query).status()).isEqualTo(204);
    assertThat(caller.call("PUT", "/users/-/password" + query, "{'password': 'x'}").status())
        .isEqualTo(204);
    assertThat(caller.stored(username).groups()).contains("any");
    assertThat(caller.stored(username).passwordSetBy()).isEqualTo(PasswordSetBy.USER);
    assertThat(caller.call("DELETE", "/users/-" + query).status()).isEqualTo(204);
    assertThat(caller.users.all(Caller.TENANT))
        .extracting(User::username)
        .contains("a", "ab")
        .doesNotContain(username);
  }

  /** Names that a path carries, once each of their characters is encoded. */
  static Stream<String> oddNames() {
    return Stream.of(
        "-",
        "a/b",
        "/a",
        "a/",
        "a#b",
        "a+b",
        "a b",
        "a\\b",
        "a\"b",
        "a'b",
        "a;b",
        "a,b",
        "a&b=c",
        "😀",
        "👩\uD83C\uDFFD",
        "é",
        "__proto__",
        "constructor",
        "all",
        "me",
        "null",
        "true",
        "0",
        ".",
        "..",
        ".hidden",
        "a?b",
        "a%b",
        "a%62",
        "a%2Fb",
        "50%",
        "?",
        "%",
        "*",
        "<b>",
        "=1+1",
        "@x",
        "$ref",
        "{username}",
        "users",
        "Ab",
        "aB",
        "ä".repeat(64),
        "😀".repeat(32));
  }

  @ParameterizedTest
  @MethodSource("oddNames")
  void shouldMeetAUserOfAnOddNameAndNobodyElse(String username) { // SPEC U1
    caller.user("a", Map.of());
    caller.user("ab", Map.of());
    List<User> others = List.copyOf(caller.users.all(Caller.TENANT));
    json(
        caller.callAs(
            Caller.TENANT,
            "POST",
            "/users",
            Json.text(Map.of("username", username, "lastName", "as it is"))));
    String path = "/users/" + URLEncoder.encode(username, StandardCharsets.UTF_8);

    assertThat(json(caller.call("GET", path)).path("username").asText()).isEqualTo(username);
    assertThat(json(caller.call("GET", "/users")).findValuesAsText("username")).contains(username);
    assertThat(json(caller.call("PATCH", path, "{'firstName': 'x'}")).path("username").asText())
        .isEqualTo(username);
    assertThat(caller.stored(username).firstName()).isEqualTo("x");
    assertThat(caller.call("DELETE", path).status()).isEqualTo(204);
    assertThat(caller.users.all(Caller.TENANT)).containsExactlyInAnyOrderElementsOf(others);
  }

  @Test
  void shouldRefuseTwoNamesOfOneUser() {
    caller.user("a", Map.of());
    caller.user("b", Map.of());
    assertThat(problem(caller.call("DELETE", "/users/a?username=b")))
        .isEqualTo("400 INVALID_REQUEST");
    assertThat(caller.users.all(Caller.TENANT)).extracting(User::username).contains("a", "b");
  }
}
