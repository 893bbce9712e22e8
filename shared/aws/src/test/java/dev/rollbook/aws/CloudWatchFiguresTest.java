package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What CloudWatch reads from the log. The template's alarms and dashboard go by these names. */
@ResourceLock(Resources.SYSTEM_OUT)
class CloudWatchFiguresTest {

  private static final Import HELD =
      Sample.created("demo", "01JZ8Q5V7W3X4Y5Z6A7B8C9D0E", "one")
          .with()
          .counts(
              CountsBuilder.builder()
                  .rows(7)
                  .created(1)
                  .updated(5)
                  .unchanged(2)
                  .deactivated(3)
                  .failed(1)
                  .build())
          .deactivation(new Deactivation(Deactivation.State.HELD, 9, 0, List.of()))
          .build()
          .to(Status.COMPLETED, Instant.EPOCH);

  @Test
  void shouldCountEndedImportsByStatusAndTheirRows() {
    List<JsonNode> lines = written(() -> new CloudWatchFigures().ended(HELD));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).path("Status").asText()).isEqualTo("COMPLETED");
    assertThat(dimensions(lines.get(0))).isEqualTo("[[\"Service\"],[\"Service\",\"Status\"]]");
    assertThat(lines.get(0).path("ImportsEnded").asInt()).isEqualTo(1);
    assertThat(lines.get(1).path("ImportedRows").asInt()).isEqualTo(7);
    assertThat(lines.get(1).path("UsersDeactivated").asInt()).isEqualTo(3);
    assertThat(lines.get(1).path("DeactivationsHeld").asInt()).isEqualTo(1);
    assertThat(lines.get(1).has("Status")).isFalse();
  }

  @Test
  void shouldCountAnImportThatStalls() {
    List<JsonNode> lines = written(() -> new CloudWatchFigures().stalled(HELD));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).path("ImportsStalled").asInt()).isEqualTo(1);
    assertThat(dimensions(lines.get(0))).isEqualTo("[[\"Service\"]]");
  }

  /** A name of a tenant in a metric would be a metric for each tenant. */
  @Test
  void shouldNameNoTenant() {
    assertThat(written(() -> new CloudWatchFigures().ended(HELD)).toString())
        .doesNotContain("demo", "01JZ8Q5V7W3X4Y5Z6A7B8C9D0E");
  }

  private static String dimensions(JsonNode line) {
    return line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString();
  }

  private static List<JsonNode> written(Runnable step) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      step.run();
    } finally {
      System.setOut(before);
    }
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> Json.parse(line, JsonNode.class))
        .toList();
  }
}
