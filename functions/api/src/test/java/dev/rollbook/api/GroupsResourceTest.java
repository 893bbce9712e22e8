package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.testkit.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    assertThat(problem(caller.call("DELETE", path))).isEqualTo("409 GROUP_READ_ONLY");
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
  void shouldBeAskedAgainWhereThereAreMoreUsersThanFitIntoACall() {
    caller.call("PUT", "/groups/g1", "{'name': 'One'}");
    for (String name : List.of("ada", "bob", "cleo", "dan")) {
      caller.user(name, Map.of());
      caller.call("PUT", "/groups/g1/members/" + name);
    }

    int calls = 1;
    while (!isEmptied("g1")) {
      calls++;
    }
    assertThat(calls).isEqualTo(4); // each gets one user further
    assertThat(caller.groups.members(Caller.TENANT, "g1", 10, "").items()).isEmpty();
  }

  @Test
  void shouldBeAskedAgainWhereTooManyUsersHaveToBeLookedAt() {
    caller.property("Region", true);
    for (String name : List.of("ada", "bob", "cleo", "dan")) {
      caller.user(name, Map.of("Region", "South"));
    }
    GroupsResource slow = new GroupsResource(caller.directory, new SlowClock());

    assertThatThrownBy(() -> slow.put(caller.request("PUT", NORTH), "north"))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("TAKES_LONGER"));

    assertThat(group("north").conditions()).isEmpty();
    assertThat(json(caller.call("PUT", "/groups/north", NORTH)).path("conditions")).hasSize(1);
  }

  private boolean isEmptied(String group) {
    try {
      new GroupMoves(caller.directory, Caller.TENANT, new SlowClock()).empty(group);
      return true;
    } catch (Problem e) {
      assertThat(e.status() + " " + e.code()).isEqualTo("503 TAKES_LONGER");
      return false;
    }
  }
}
