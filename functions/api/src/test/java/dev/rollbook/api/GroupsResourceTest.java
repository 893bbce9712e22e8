package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.changes.ChangeTask;
import dev.rollbook.changes.DirectoryChange;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.testkit.InMemoryUsers;
import dev.rollbook.testkit.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups edited by hand (SPEC section 5 and 8). */
class GroupsResourceTest {

  private static final String NORTH =
      "{'name': 'North', 'conditions': [{'property': 'Region', 'anyOf': ['North']}]}";

  private final Caller caller = new Caller();

  private Group group(String id) {
    return caller.groups.find(Caller.TENANT, id).orElseThrow();
  }

  @Test
  void shouldMakeAManualGroupBelowTheRoot() {
    JsonNode made = json(caller.call("PUT", "/groups/team-a", "{'name': ' Team A '}"));

    assertThat(made.path("parent").asText()).isEqualTo("all");
    assertThat(group("team-a"))
        .isEqualTo(new Group("team-a", "Team A", Origin.MANUAL, "all", List.of()));
    assertThat(json(caller.call("GET", "/groups")).path("items")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a%2Fb", "%C3%A4", "a.b"})
  void shouldRefuseAnIdOfOtherCharacters(String id) {
    assertThat(problem(caller.call("PUT", "/groups/" + id, "{'name': 'A'}")))
        .isEqualTo("400 INVALID_REQUEST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{'name': ''}",
        "{'name': 7}",
        "{'name': 'A', 'colour': 'red'}",
        "{'name': 'A', 'parent': 'nobody'}",
        "{'name': 'A', 'conditions': {}}",
        "{'name': 'A', 'conditions': ['x']}",
        "{'name': 'A', 'conditions': [{'property': 'Nope', 'anyOf': ['x']}]}",
        "{'name': 'A', 'conditions': [{'property': 'Region', 'anyOf': []}]}",
        "{'name': 'A', 'conditions': [{'property': 'Region', 'anyOf': [1]}]}",
        "{'name': 'A', 'conditions': [{'property': 'Region', 'any': ['x']}]}",
        "[]",
        "{"
      })
  void shouldRefuseAGroupThatIsNotAsItHasToBe(String body) {
    caller.property("Region", false);
    assertThat(problem(caller.call("PUT", "/groups/a", body.replace('"', '\''))))
        .isEqualTo("400 INVALID_REQUEST");
    assertThat(caller.groups.find(Caller.TENANT, "a")).isEmpty();
  }

  @Test
  void shouldLeaveImportGroupsAlone() {
    Group imported = Group.imported("Class 5");
    caller.groups.createMissing(Caller.TENANT, List.of(imported));
    caller.user("ada", Map.of());

    String path = "/groups/" + imported.id();
    assertThat(problem(caller.call("PUT", path, "{'name': 'A'}"))).isEqualTo("409 GROUP_READ_ONLY");
    assertThat(problem(caller.call("PUT", "/groups/imp-new", "{'name': 'A'}")))
        .isEqualTo("409 GROUP_READ_ONLY");
    assertThat(problem(caller.call("PUT", path + "/members/ada"))).isEqualTo("409 GROUP_READ_ONLY");
    assertThat(group(imported.id())).isEqualTo(imported);
  }

  @Test
  void shouldKeepTheRootGroup() {
    caller.property("Region", false);
    assertThat(problem(caller.call("DELETE", "/groups/all"))).isEqualTo("409 GROUP_IS_ROOT");
    assertThat(problem(caller.call("PUT", "/groups/all", NORTH))).isEqualTo("409 GROUP_IS_ROOT");
    assertThat(problem(caller.call("PUT", "/groups/all", "{'name': 'A', 'parent': 'all'}")))
        .isEqualTo("400 INVALID_REQUEST");
    assertThat(json(caller.call("PUT", "/groups/all", "{'name': 'Alle'}")).path("parent").isNull())
        .isTrue();
  }

  @Test
  void shouldRefuseACycle() {
    json(caller.call("PUT", "/groups/a", "{'name': 'A'}"));
    json(caller.call("PUT", "/groups/b", "{'name': 'B', 'parent': 'a'}"));
    assertThat(problem(caller.call("PUT", "/groups/a", "{'name': 'A', 'parent': 'b'}")))
        .isEqualTo("409 GROUP_CYCLE");
    assertThat(problem(caller.call("PUT", "/groups/a", "{'name': 'A', 'parent': 'a'}")))
        .isEqualTo("409 GROUP_CYCLE");
    assertThat(problem(caller.call("DELETE", "/groups/a"))).isEqualTo("409 GROUP_HAS_CHILDREN");
  }

  @Test
  void shouldLetJoinWhoMeetsNewConditionsAndSaySo() {
    caller.property("Region", true);
    caller.user("nora", Map.of("Region", "North"));
    caller.user("sam", Map.of("Region", "South"));

    JsonNode answer = json(caller.call("PUT", "/groups/north", NORTH));

    assertThat(answer.path("joined").asInt()).isEqualTo(1);
    assertThat(answer.path("left").asInt()).isZero();
    assertThat(caller.stored("nora").groups()).contains("north");
    assertThat(caller.stored("sam").groups()).doesNotContain("north");
    assertThat(json(caller.call("PUT", "/groups/north", NORTH)).path("joined").asInt()).isZero();
  }

  @Test
  void shouldLetLeaveWhoMetTheOldConditionsOnlyAndSaySo() {
    caller.property("Region", true);
    caller.user("nora", Map.of("Region", "North"));
    caller.user("sam", Map.of("Region", "South"));
    json(caller.call("PUT", "/groups/g", NORTH));

    JsonNode answer = json(caller.call("PUT", "/groups/g", NORTH.replace("North", "South")));

    assertThat(answer.path("joined").asInt()).isEqualTo(1);
    assertThat(answer.path("left").asInt()).isEqualTo(1);
    assertThat(caller.stored("nora").groups()).containsExactly(Group.ROOT);
    assertThat(caller.stored("sam").groups()).contains("g");
  }

  @Test
  void shouldKeepWhomAPersonPutIntoAGroupThatGetsConditions() {
    caller.property("Region", true);
    caller.user("sam", Map.of());
    json(caller.call("PUT", "/groups/g", "{'name': 'G'}"));
    assertThat(caller.call("PUT", "/groups/g/members/sam").status()).isEqualTo(204);

    assertThat(json(caller.call("PUT", "/groups/g", NORTH)).path("left").asInt()).isZero();
    assertThat(caller.stored("sam").groups()).contains("g");
  }

  @Test
  void shouldJoinAndLeaveAGroupWithoutConditions() {
    caller.user("ada", Map.of());
    json(caller.call("PUT", "/groups/g", "{'name': 'G'}"));

    assertThat(caller.call("PUT", "/groups/g/members/ada").status()).isEqualTo(204);
    assertThat(caller.call("PUT", "/groups/g/members/ada").status()).isEqualTo(204);
    assertThat(json(caller.call("GET", "/groups/g/members")).path("items").get(0))
        .isEqualTo(json(caller.call("GET", "/groups/all/members")).path("items").get(0));
    assertThat(caller.call("DELETE", "/groups/g/members/ada").status()).isEqualTo(204);
    assertThat(caller.call("DELETE", "/groups/g/members/ada").status()).isEqualTo(204);
    assertThat(caller.stored("ada").groups()).containsExactly(Group.ROOT);
    assertThat(caller.stored("ada").updatedAt()).isEqualTo(Sample.LATER);
  }

  @Test
  void shouldRefuseMembersByHandInAGroupWithConditions() {
    caller.property("Region", true);
    caller.user("nora", Map.of("Region", "North"));
    json(caller.call("PUT", "/groups/g", NORTH));
    assertThat(problem(caller.call("DELETE", "/groups/g/members/nora")))
        .isEqualTo("409 GROUP_CONDITIONAL");
  }

  @Test
  void shouldKeepUsersWithinTheirLimitOfGroups() {
    caller.property("Region", true);
    caller.user("ada", Map.of("Region", "North"));
    for (int i = 0; i < 49; i++) {
      json(caller.call("PUT", "/groups/g" + i, "{'name': 'G'}"));
      assertThat(caller.call("PUT", "/groups/g" + i + "/members/ada").status()).isEqualTo(204);
    }
    json(caller.call("PUT", "/groups/last", "{'name': 'G'}"));

    assertThat(problem(caller.call("PUT", "/groups/last/members/ada")))
        .isEqualTo("409 TOO_MANY_GROUPS");
    JsonNode answer = json(caller.call("PUT", "/groups/north", NORTH));
    assertThat(answer.path("full").asInt()).isEqualTo(1);
    assertThat(caller.stored("ada").groups()).hasSize(50);
  }

  @Test
  void shouldTakeTheMembersOutOfADeletedGroup() {
    caller.property("Region", true);
    for (int i = 0; i < 5; i++) {
      caller.user("nora-" + i, Map.of("Region", "North"));
    }
    json(caller.call("PUT", "/groups/g", NORTH));

    assertThat(caller.call("DELETE", "/groups/g").status()).isEqualTo(204);

    assertThat(caller.groups.find(Caller.TENANT, "g")).isEmpty();
    assertThat(caller.users.all(Caller.TENANT))
        .allSatisfy(user -> assertThat(user.groups()).isEqualTo(Set.of(Group.ROOT)));
    assertThat(problem(caller.call("DELETE", "/groups/g"))).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void shouldNotReachAnotherTenantsGroupsOrUsers() {
    caller.property("Region", true);
    caller.user("nora", Map.of("Region", "North"));
    json(caller.call("PUT", "/groups/g", "{'name': 'G'}"));

    for (String path : List.of("/groups/g/members", "/groups/all/members/nora")) {
      String method = path.endsWith("nora") ? "PUT" : "GET";
      assertThat(problem(caller.callAs(Caller.NEIGHBOUR, method, path, "")))
          .isEqualTo("404 NOT_FOUND");
    }
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "DELETE", "/groups/g", "")))
        .isEqualTo("404 NOT_FOUND");
    json(caller.callAs(Caller.NEIGHBOUR, "PUT", "/groups/g", "{\"name\": \"theirs\"}"));
    assertThat(group("g").name()).isEqualTo("G");
  }

  @Test
  void shouldSayWhichMethodsAPathHas() {
    assertThat(problem(caller.call("PATCH", "/groups/g"))).isEqualTo("405 METHOD_NOT_ALLOWED");
    assertThat(problem(caller.call("GET", "/nothing"))).isEqualTo("404 NOT_FOUND");
    assertThat(problem(caller.call("GET", "/groups/all/members?cursor=rubbish")))
        .isEqualTo("400 INVALID_REQUEST");
  }

  @Test
  void shouldChangeConditionsOnlyBetweenImports() { // SPEC G8
    caller.property("Region", true);
    caller.user("nora", Map.of("Region", "North"));
    caller.importRuns();

    assertThat(problem(caller.call("PUT", "/groups/g", NORTH))).isEqualTo("409 IMPORT_RUNNING");
    assertThat(caller.groups.find(Caller.TENANT, "g")).isEmpty();
    assertThat(caller.changes.open()).isEmpty();

    caller.importEnds();
    assertThat(json(caller.call("PUT", "/groups/g", NORTH)).path("joined").asInt()).isEqualTo(1);
    caller.importRuns();
    String without = "{'name': 'G'}";
    assertThat(problem(caller.call("PUT", "/groups/g", without))).isEqualTo("409 IMPORT_RUNNING");
    assertThat(problem(caller.call("DELETE", "/groups/g"))).isEqualTo("409 IMPORT_RUNNING");
    assertThat(group("g").isConditional()).isTrue();
  }

  @Test
  void shouldNameAndMakeGroupsWithoutConditionsWhileAnImportRuns() { // SPEC G8
    caller.property("Region", true);
    json(caller.call("PUT", "/groups/g", NORTH));
    caller.importRuns();

    json(caller.call("PUT", "/groups/g", NORTH.replace("'name': 'North'", "'name': 'Northern'")));
    json(caller.call("PUT", "/groups/team", "{'name': 'Team', 'parent': 'g'}"));

    assertThat(group("g").name()).isEqualTo("Northern");
    assertThat(group("team").parent()).isEqualTo("g");
    assertThat(caller.changes.open()).isEmpty();
  }

  @Test
  void shouldGoOnInTheBackgroundAndSayHowFarItIs() { // SPEC G8
    caller.property("Region", true);
    caller.user("nora", Map.of("Region", "North"));
    DirectoryChange change = caller.goesOn(definition(NORTH));

    JsonNode repeated = accepted("PUT", NORTH);

    assertThat(repeated.at("/changing/done").asInt()).isZero();
    assertThat(repeated.at("/changing/total").asInt()).isEqualTo(KeyShard.COUNT);
    assertThat(repeated.has("joined")).isFalse();
    JsonNode listed = json(caller.call("GET", "/groups")).path("items");
    assertThat(listed.get(0).path("id").asText()).isEqualTo("all");
    assertThat(listed.get(0).has("changing")).isFalse();
    assertThat(listed.get(1).path("changing")).isEqualTo(repeated.path("changing"));

    caller.carryOn(change);

    assertThat(caller.stored("nora").groups()).contains("g");
    JsonNode done = json(caller.call("GET", "/groups")).path("items").get(1);
    assertThat(done.path("id").asText()).isEqualTo("g");
    assertThat(done.has("changing")).isFalse();
  }

  private ChangeTask definition(String body) {
    Group before = new Group("g", "", Origin.MANUAL, Group.ROOT, List.of());
    Group after =
        new Group(
            "g",
            "North",
            Origin.MANUAL,
            Group.ROOT,
            List.of(new Group.Condition("Region", List.of("North"))));
    assertThat(body).isEqualTo(NORTH);
    caller.groups.put(Caller.TENANT, after);
    return new ChangeTask.GroupDefinition(before, after);
  }

  private JsonNode accepted(String method, String body) {
    Response response = caller.call(method, "/groups/g", body);
    assertThat(response.status()).isEqualTo(202);
    return json(response);
  }

  @Test
  void shouldMakeOneChangeAtATime() { // SPEC G8
    caller.property("Region", true);
    DirectoryChange change = caller.goesOn(definition(NORTH));
    String south = NORTH.replace("North", "South");

    assertThat(problem(caller.call("PUT", "/groups/g", south))).isEqualTo("409 CHANGE_RUNNING");
    assertThat(problem(caller.call("PUT", "/groups/h", south))).isEqualTo("409 CHANGE_RUNNING");
    assertThat(problem(caller.call("PUT", "/groups/h", "{'name': 'H'}")))
        .isEqualTo("409 CHANGE_RUNNING");
    assertThat(problem(caller.call("DELETE", "/groups/g"))).isEqualTo("409 CHANGE_RUNNING");

    caller.carryOn(change);
    json(caller.call("PUT", "/groups/g", south));
  }

  @Test
  void shouldLetNobodyJoinAGroupThatGoes() {
    caller.user("ada", Map.of());
    json(caller.call("PUT", "/groups/g", "{'name': 'G'}"));
    DirectoryChange change = caller.goesOn(new ChangeTask.GroupDeletion(group("g")));

    assertThat(accepted("DELETE", "").path("changing").path("done").asInt()).isZero();
    assertThat(problem(caller.call("PUT", "/groups/g/members/ada")))
        .isEqualTo("409 CHANGE_RUNNING");
    assertThat(problem(caller.call("PUT", "/groups/g", "{'name': 'G'}")))
        .isEqualTo("409 CHANGE_RUNNING");
    JsonNode changed = json(caller.call("PATCH", "/users/ada", "{'groups': ['all', 'g']}"));
    assertThat(changed.path("groups")).hasSize(1);
    JsonNode made = json(caller.call("POST", "/users", "{'username': 'b', 'groups': ['g']}"));
    assertThat(made.path("groups")).isEmpty();

    caller.carryOn(change);
    assertThat(problem(caller.call("DELETE", "/groups/g"))).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void shouldDeleteAnEmptyGroupOfImportsOnly() { // SPEC G7
    Group imported = Group.imported("Class 5");
    caller.groups.createMissing(Caller.TENANT, List.of(imported));
    caller.users.create(Caller.TENANT, member("ada", imported), "");
    String path = "/groups/" + imported.id();

    assertThat(problem(caller.call("DELETE", path))).isEqualTo("409 GROUP_NOT_EMPTY");
    assertThat(group(imported.id())).isEqualTo(imported);
    assertThat(caller.stored("ada").groups()).contains(imported.id());

    assertThat(caller.call("DELETE", "/users/ada").status()).isEqualTo(204);
    caller.importRuns();
    assertThat(problem(caller.call("DELETE", path))).isEqualTo("409 IMPORT_RUNNING");
    caller.importEnds();
    assertThat(caller.call("DELETE", path).status()).isEqualTo(204);
    assertThat(caller.groups.find(Caller.TENANT, imported.id())).isEmpty();
  }

  private static User member(String username, Group group) {
    UserWrite made = UserWrite.create(username, Sample.moves(Set.of(group.id()), Set.of()), "");
    InMemoryUsers users = new InMemoryUsers();
    users.write("t", new Turn("01A", 1), List.of(made), Sample.NOW, new Meter());
    return users.find("t", username).orElseThrow();
  }

  @Test
  void shouldRefuseConditionsThatNoItemOfTheStoreHolds() {
    caller.property("Region", false);
    String values =
        IntStream.range(0, 13)
            .mapToObj(i -> "'" + i + "x".repeat(3_990) + "'")
            .collect(Collectors.joining(","));
    String body =
        "{'name': 'A', 'conditions': [{'property': 'Region', 'anyOf': [" + values + "]}]}";
    assertThat(problem(caller.call("PUT", "/groups/a", body))).isEqualTo("400 INVALID_REQUEST");
  }
}
