package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.local.pipeline.TestTenant.Ended;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Participants of a course: tags, access, and a message to each. */
@ExtendWith(InPipeline.class)
class CourseImportIT {

  private static final String OPTIONS =
      """
      {"tags": ["course-7"], "access": [{"product": "maths", "offer": "2026"}],
       "notify": {"send": true, "language": "de", "template": "welcome-7"},
       "mapping": [{"column": "Kurs", "target": "tags"}, {"column": "Stufe", "target": "tags"}]}
      """;

  private final Pipeline pipeline;

  CourseImportIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("U4, U8, A9: tags and access are granted, each participant is told once")
  void shouldGrantTagsAndAccessAndTellEachOnce() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("course");
    new CallScript(Map.of())
        .play(
            tenant,
            """
            PUT /properties/Region {'type': 'dropdown', 'options': ['North', 'South']} => 200
            POST /users {'username': 'anna', 'email': 'anna@example.org', 'phone': '1', 'tags': ['old'], 'access': [{'product': 'art', 'offer': '2025'}], 'properties': {'Region': 'South'}} => 201
            POST /users {'username': 'has-it', 'access': [{'product': 'maths', 'offer': '2026'}]} => 201
            """);
    String roster =
        """
        username;email;Kurs;Stufe;Region
        anna;;a, b;c;
        has-it;;a;;
        new;new@example.org;b,b;;West
        """;
    // When
    Ended ended = tenant.run(roster, OPTIONS);
    // Then
    ended.is("COMPLETED").counts(Map.of("rows", 3, "created", 1, "updated", 2, "warnings", 1));
    new CallScript(Map.of("ID", ended.importId()))
        .play(
            tenant,
            """
            GET /users/anna => 200 {'email': 'anna@example.org', 'phone': '1', 'properties': {'Region': 'South'}, 'tags': ['a', 'b', 'c', 'course-7', 'old'], 'access': [{'product': 'art', 'offer': '2025'}, {'product': 'maths', 'offer': '2026'}], 'lastImportId': '$ID'}
            GET /users/has-it => 200 {'tags': ['a', 'course-7'], 'access': [{'product': 'maths', 'offer': '2026'}]}
            GET /users/new => 200 {'origin': 'IMPORT', 'properties': {'Region': 'North'}, 'tags': ['b', 'course-7'], 'phone': null}
            """);
    assertThat(told(tenant))
        .containsExactlyInAnyOrder(
            "access anna maths 2026 anna@example.org de welcome-7",
            "activation new   new@example.org de welcome-7",
            "access new maths 2026 new@example.org de welcome-7");
    // When
    tenant.put("/settings", "{\"language\": \"de\"}");
    tenant.run(
        "username;email\nanna;anna@example.org\n",
        "{\"access\": [{\"product\": \"music\", \"offer\": \"2026\"}], \"notify\": {\"send\": true}}");
    tenant
        .run(roster, OPTIONS)
        .counts(Map.of("rows", 3, "updated", 3, "unchanged", 3, "warnings", 1));
    // Then
    assertThat(told(tenant)).containsExactly("access anna music 2026 anna@example.org de ");
  }

  private List<String> told(TestTenant tenant) {
    return pipeline.mailbox().take(tenant).stream().map(CourseImportIT::line).toList();
  }

  private static String line(JsonNode message) {
    return "%s %s %s %s %s %s %s"
        .formatted(
            message.path("type").asText(),
            message.path("username").asText(),
            message.path("product").asText(),
            message.path("offer").asText(),
            message.path("email").asText(),
            message.path("language").asText(),
            message.path("template").asText());
  }
}
