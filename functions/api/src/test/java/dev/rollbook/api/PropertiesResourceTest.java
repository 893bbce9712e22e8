package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.changes.ChangeTask;
import dev.rollbook.changes.DirectoryChange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Property;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties edited by hand (SPEC U5 and section 8). */
class PropertiesResourceTest {

  private static final String DROPDOWN = "{'type': 'dropdown', 'options': ['North']}";

  private final Caller caller = new Caller();

  private JsonNode put(String name, String body) {
    return json(caller.call("PUT", "/properties/" + name, body));
  }

  @Test
  void shouldSayOfHowManyUsersTheValueIsNoOptionAnyMore() {
    put("Level", "{'type': 'dropdown', 'options': ['', 'A', 'B', 'C']}");
    caller.user("ada", Map.of("Level", "A"));
    caller.user("bob", Map.of("Level", "B"));
    caller.user("eve", Map.of("Level", "C"));
    caller.user("sam", Map.of());

    JsonNode answer = put("Level", "{'type': 'dropdown', 'options': ['', 'A']}");

    assertThat(answer.path("usersWithOtherValues").asInt()).isEqualTo(2);
    assertThat(caller.stored("bob").properties()).isEqualTo(Map.of("Level", "B"));
    assertThat(
            put("Level", "{'type': 'dropdown', 'options': ['', 'A', 'Z']}")
                .path("usersWithOtherValues")
                .asInt())
        .isZero();
  }

  @Test
  void shouldCountTheTextsThatADropdownDoesNotOffer() {
    put("Level", "{'type': 'input'}");
    caller.user("ada", Map.of("Level", "anything"));
    assertThat(
            put("Level", "{'type': 'dropdown', 'options': ['A']}")
                .path("usersWithOtherValues")
                .asInt())
        .isEqualTo(1);
    assertThat(put("Level", "{'type': 'input'}").path("usersWithOtherValues").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{}",
        "{'type': 'colour'}",
        "{'type': 'dropdown'}",
        "{'type': 'dropdown', 'options': ['A', 'A']}",
        "{'type': 'dropdown', 'options': ['A', ' A']}",
        "{'type': 'dropdown', 'options': [1]}",
        "{'type': 'dropdown', 'options': 'A'}",
        "{'type': 'input', 'autoRemove': 'yes'}",
        "{'type': 'input', 'default': 'A'}"
      })
  void shouldRefuseAPropertyThatIsNotAsItHasToBe(String body) {
    assertThat(problem(caller.call("PUT", "/properties/Level", body)))
        .isEqualTo("400 INVALID_REQUEST");
    assertThat(caller.tenants.properties(Caller.TENANT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "%20a", "a%0Ab", "a%07"})
  void shouldRefuseANameThatNoHeadingCouldHave(String name) {
    assertThat(problem(caller.call("PUT", "/properties/" + name, "{'type': 'input'}")))
        .isEqualTo("400 INVALID_REQUEST");
  }

  @Test
  void shouldKeepWithinTheLimits() {
    String longest = "x".repeat(4_000);
    put("Level", "{'type': 'dropdown', 'options': ['" + longest + "']}");
    assertThat(
            problem(
                caller.call(
                    "PUT",
                    "/properties/Level",
                    "{'type': 'dropdown', 'options': ['" + longest + "x']}")))
        .isEqualTo("400 INVALID_REQUEST");
    assertThat(problem(caller.call("PUT", "/properties/" + "x".repeat(101), "{'type': 'input'}")))
        .isEqualTo("400 INVALID_REQUEST");
  }

  @Test
  void shouldNotDeleteAPropertyThatAGroupsConditionNames() {
    put("Region", "{'type': 'input'}");
    json(
        caller.call(
            "PUT",
            "/groups/north",
            "{'name': 'N', 'conditions': [{'property': 'Region', 'anyOf': ['North']}]}"));
    Response refused = caller.call("DELETE", "/properties/Region");
    assertThat(problem(refused)).isEqualTo("409 PROPERTY_IN_USE");
    assertThat(refused.body()).contains("'north'");
    assertThat(caller.tenants.properties(Caller.TENANT)).hasSize(1);
  }

  @Test
  void shouldSayWhatReferencesADeletedPropertyAndShowItsValuesNoMore() {
    put("Region", "{'type': 'input'}");
    caller.user("nora", Map.of("Region", "North"));
    json(
        caller.call(
            "PUT",
            "/settings",
            "{'profile': {'options': {'mapping': [{'column': 'R', 'target': 'property:Region'}]}}}"));

    JsonNode answer = json(caller.call("DELETE", "/properties/Region"));

    assertThat(answer.path("users").asInt()).isEqualTo(1);
    assertThat(answer.path("inProfile").asBoolean()).isTrue();
    assertThat(json(caller.call("GET", "/users/nora")).path("properties")).isEmpty();
    assertThat(problem(caller.call("DELETE", "/properties/Region"))).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void shouldNotReachAnotherTenantsProperties() {
    put("Region", "{'type': 'input'}");
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "DELETE", "/properties/Region", "")))
        .isEqualTo("404 NOT_FOUND");
    assertThat(json(caller.callAs(Caller.NEIGHBOUR, "GET", "/properties", "")).path("items"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Neu?", "100%", "a%62", "A/B"})
  void shouldMeetAPropertyOfAnyNameByPathAndQuery(String name) { // SPEC U5
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    assertThat(
            json(caller.call("PUT", "/properties/" + encoded, "{'type': 'input'}"))
                .path("name")
                .asText())
        .isEqualTo(name);
    assertThat(json(caller.call("DELETE", "/properties/-?name=" + encoded)).path("name").asText())
        .isEqualTo(name);
    assertThat(caller.tenants.properties(Caller.TENANT)).isEmpty();
  }

  @Test
  void shouldChangePropertiesOnlyBetweenImports() { // SPEC G8
    put("Region", "{'type': 'input'}");
    caller.importRuns();

    for (String body : List.of("{'type': 'input', 'autoRemove': true}", DROPDOWN)) {
      assertThat(problem(caller.call("PUT", "/properties/Region", body)))
          .isEqualTo("409 IMPORT_RUNNING");
      assertThat(problem(caller.call("PUT", "/properties/New", body)))
          .isEqualTo("409 IMPORT_RUNNING");
    }
    assertThat(problem(caller.call("DELETE", "/properties/Region")))
        .isEqualTo("409 IMPORT_RUNNING");
    assertThat(put("Region", "{'type': 'input'}").path("usersWithOtherValues").asInt()).isZero();
    assertThat(caller.tenants.properties(Caller.TENANT)).hasSize(1);

    caller.importEnds();
    put("Region", DROPDOWN);
  }

  @Test
  void shouldGoOnInTheBackgroundAndSayHowFarItIs() { // SPEC G8
    put("Region", DROPDOWN);
    DirectoryChange change = caller.goesOn(new ChangeTask.PropertyDeletion("Region"));

    Response repeated = caller.call("DELETE", "/properties/Region");

    assertThat(repeated.status()).isEqualTo(202);
    assertThat(json(repeated).at("/changing/total").asInt()).isEqualTo(KeyShard.COUNT);
    JsonNode listed = json(caller.call("GET", "/properties")).path("items").get(0);
    assertThat(listed).isEqualTo(json(repeated));
    assertThat(problem(caller.call("PUT", "/properties/Other", "{'type': 'input'}")))
        .isEqualTo("409 CHANGE_RUNNING");

    caller.carryOn(change);

    assertThat(json(caller.call("GET", "/properties")).path("items")).isEmpty();
  }

  @Test
  void shouldShowThatTheUsersOfNewOptionsAreStillCounted() { // SPEC G8
    Property property = new Property("Region", Property.Type.DROPDOWN, List.of("North"), false);
    caller.tenants.putProperty(Caller.TENANT, property);
    DirectoryChange change = caller.goesOn(new ChangeTask.PropertyDefinition(property, true));

    Response repeated = caller.call("PUT", "/properties/Region", DROPDOWN);

    assertThat(repeated.status()).isEqualTo(202);
    assertThat(json(repeated).has("changing")).isTrue();
    caller.carryOn(change);
    assertThat(put("Region", DROPDOWN).has("changing")).isFalse();
  }
}
