package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of large items: Lambda refuses an answer of more than 6 MB. */
class PagingTest {

  private static final int LAMBDA_BYTES = 6 * 1024 * 1024;

  /** Characters that take several bytes, or an escape within an escape. */
  private static final String LONG = "ä\"".repeat(1_900);

  private final Caller caller = new Caller();

  /** The parts of a list, each held against the limit. */
  private List<JsonNode> parts(String path) {
    List<JsonNode> parts = new ArrayList<>();
    String separator = path.contains("?") ? "&" : "?";
    String next = path;
    while (!next.isEmpty()) {
      Response response = caller.call("GET", next);
      assertThat(Json.bytes(response.body()).length).isLessThan(LAMBDA_BYTES);
      JsonNode part = json(response);
      parts.add(part);
      JsonNode cursor = part.path("cursor");
      next = cursor.isNull() ? "" : path + separator + "cursor=" + cursor.asText();
    }
    return parts;
  }

  private static List<String> of(List<JsonNode> parts, String field) {
    List<String> values = new ArrayList<>();
    parts.forEach(
        part -> part.path("items").forEach(item -> values.add(item.path(field).asText())));
    return values;
  }

  @Test
  void shouldGiveAsManyUsersAsFitAndGoOnBehindThem() {
    for (int i = 0; i < 40; i++) {
      caller.property("p" + i, false);
    }
    Map<String, String> properties =
        IntStream.range(0, 40).boxed().collect(Collectors.toMap(i -> "p" + i, i -> LONG));
    TreeSet<String> usernames = new TreeSet<>();
    for (int i = 0; i < 30; i++) {
      usernames.add("user-" + i);
      caller.user("user-" + i, properties);
    }

    List<JsonNode> parts = parts("/users?limit=500");

    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(of(parts, "username")).containsExactlyInAnyOrderElementsOf(usernames);
  }

  @Test
  void shouldGiveAllPropertiesUnlessTheyDoNotFit() {
    List<String> options = IntStream.range(0, 25).mapToObj(i -> i + "ä".repeat(3_900)).toList();
    for (int i = 0; i < 30; i++) {
      caller.tenants.putProperty(
          Caller.TENANT, new Property("p" + i, Property.Type.DROPDOWN, options, false));
    }

    List<JsonNode> parts = parts("/properties");

    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(of(parts, "name")).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void shouldGiveAllGroupsUnlessTheyDoNotFit() {
    List<String> values = IntStream.range(0, 50).mapToObj(i -> i + "x".repeat(3_900)).toList();
    for (int i = 0; i < 60; i++) {
      caller.groups.put(
          Caller.TENANT,
          new Group(
              "g" + i, "G", Origin.MANUAL, Group.ROOT, List.of(new Group.Condition("p", values))));
    }

    List<JsonNode> parts = parts("/groups");

    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(of(parts, "id")).hasSize(61).doesNotHaveDuplicates();
    for (String forged : List.of("!", "YQ==", "_w", "YR")) { // no text, or not as it was given
      assertThat(Caller.problem(caller.call("GET", "/groups?cursor=" + forged)))
          .isEqualTo("400 INVALID_REQUEST");
    }
  }
}
