package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What hands did to a user (SPEC A11); what imports did, the functions' tests together show. */
class HistoryResourceTest {

  private final Caller caller = new Caller();

  private static List<String> shown(JsonNode items) {
    List<String> shown = new ArrayList<>();
    for (JsonNode item : items) {
      StringBuilder line = new StringBuilder(item.path("action").asText());
      for (JsonNode field : item.path("fields")) {
        line.append(
            " %s:%s>%s"
                .formatted(
                    field.path("field").asText(),
                    field.path("before").asText(),
                    field.path("after").asText()));
      }
      shown.add(line.toString());
    }
    return shown;
  }

  @Test
  @DisplayName("A11: edits by hand, newest first, with values before and after")
  void shouldTellWhatHandsDid() {
    caller.groups.put(
        Caller.TENANT, new Group("staff", "Staff", Origin.MANUAL, Group.ROOT, List.of()));
    json(caller.call("POST", "/users", "{'username': 'ada', 'phone': '1', 'tags': ['a']}"));
    json(caller.call("PATCH", "/users/ada", "{'phone': '2', 'protected': true, 'tags': ['b']}"));
    json(caller.call("PATCH", "/users/ada", "{'phone': '2'}"));
    caller.call("PUT", "/groups/staff/members/ada");
    caller.call("DELETE", "/groups/staff/members/ada");
    caller.call("PUT", "/users/ada/password", "{'password': 'secret'}");

    JsonNode history = json(caller.call("GET", "/users/ada/history"));

    assertThat(shown(history.path("items")))
        .containsExactly(
            "EDITED password:null>set",
            "EDITED groups:Staff>null",
            "EDITED groups:null>Staff",
            "EDITED phone:1>2 protected:false>true tags:a>null tags:null>b",
            "CREATED phone:null>1 status:null>ACTIVE groups:null>All groups tags:null>a");
    JsonNode item = history.at("/items/0");
    assertThat(item.path("importId").isNull()).isTrue();
    assertThat(item.path("importName").isNull()).isTrue();
    assertThat(item.path("row").isNull()).isTrue();
    assertThat(item.path("at").asText()).isEqualTo("2026-03-01T09:00:00Z");
    assertThat(history.toString()).doesNotContain("secret");
    JsonNode part = json(caller.call("GET", "/users/ada/history?limit=2"));
    assertThat(part.path("items")).hasSize(2);
    JsonNode rest =
        json(
            caller.call(
                "GET", "/users/ada/history?limit=3&cursor=" + part.path("cursor").asText()));
    assertThat(shown(rest.path("items"))).isEqualTo(shown(history.path("items")).subList(2, 5));
    assertThat(rest.path("cursor").isNull()).isTrue();
  }

  @Test
  void shouldNotTellOfAnotherOne() { // SPEC A11
    json(caller.call("POST", "/users", "{'username': 'a/history'}"));
    json(caller.call("POST", "/users", "{'username': 'bob'}"));
    json(caller.call("PATCH", "/users/bob", "{'phone': '2'}"));
    String cursor = json(caller.call("GET", "/users/bob/history?limit=1")).path("cursor").asText();

    assertThat(problem(caller.call("GET", "/users/nobody/history"))).isEqualTo("404 NOT_FOUND");
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "GET", "/users/bob/history", "")))
        .isEqualTo("404 NOT_FOUND");
    assertThat(problem(caller.call("GET", "/users/a/history/history?cursor=" + cursor)))
        .isEqualTo("400 INVALID_REQUEST");
    assertThat(json(caller.call("GET", "/users/-?username=a/history")).path("username").asText())
        .isEqualTo("a/history");
  }
}
