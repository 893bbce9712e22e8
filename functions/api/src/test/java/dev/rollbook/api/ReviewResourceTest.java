package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Preview;
import dev.rollbook.imports.Status;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import dev.rollbook.testkit.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The review of an import (SPEC S3, R12). */
class ReviewResourceTest {

  private static final String PREVIEW = "/imports/01A/preview";
  private static final String START = "/imports/01A/start";

  private final Caller caller = new Caller();
  private final Import waiting =
      Sample.created(Caller.TENANT, "01A", "May").to(Status.AWAITING_REVIEW, Sample.NOW);

  @BeforeEach
  void anImportInReview() {
    caller.property("Region", false);
    caller.imports.create(waiting);
    caller
        .buckets
        .files(waiting)
        .putPreview(
            new Preview(
                Reading.NONE,
                List.of(
                    new Preview.Column("Kennung", Target.Field.USERNAME, List.of("ada"), false),
                    new Preview.Column("Ort", new Target.Ignore(), List.of("Bonn"), true),
                    new Preview.Column("Erster Name", Target.Field.FIRST_NAME, List.of(), false)),
                List.of(new Preview.Row(2, "ada", true, Map.of())),
                1,
                Map.of(FindingCode.INVALID_EMAIL, 1L),
                List.of()));
  }

  private Import now() {
    return caller.imports.find(Caller.TENANT, "01A").orElseThrow();
  }

  @Test
  void shouldShowThePreview() {
    JsonNode preview = json(caller.call("GET", PREVIEW));
    assertThat(preview.at("/columns/0/target").asText()).isEqualTo("username");
    assertThat(preview.at("/columns/1/samples/0").asText()).isEqualTo("Bonn");
    assertThat(preview.at("/columns/1/skipped").asBoolean()).isTrue();
    assertThat(preview.at("/rows/0/exists").asBoolean()).isTrue();
    assertThat(preview.at("/findingCounts/INVALID_EMAIL").asInt()).isEqualTo(1);
  }

  @Test
  void shouldSayWhereThereIsNoPreview() {
    caller.imports.create(Sample.created(Caller.TENANT, "01B", "June"));
    assertThat(problem(caller.call("GET", "/imports/01B/preview")))
        .isEqualTo("404 PREVIEW_MISSING");
  }

  @Test
  void shouldGoOnAsItIs() {
    assertThat(caller.call("POST", START, "{}").status()).isEqualTo(202);
    assertThat(now().status()).isEqualTo(Status.QUEUED);
    assertThat(now().options().mapping()).isEmpty();
    assertThat(now().options().review()).isTrue();
    assertThat(caller.commands.sent())
        .containsExactly(Command.of(Command.Action.DISPATCH, Caller.TENANT, "01A"));
    assertThat(problem(caller.call("POST", START, "{}"))).isEqualTo("409 NOT_IN_REVIEW");
  }

  @Test
  void shouldGoOnWithChangedMappingAndOptions() {
    json(
        caller.call(
            "POST",
            START,
            "{'mapping': [{'column': 'ORT', 'target': 'property:Region'},"
                + " {'column': 3, 'target': 'ignore'}],"
                + " 'options': {'deactivateUnlisted': true, 'tags': ['x']}}"));

    ImportOptions options = now().options();
    assertThat(options.mapping())
        .containsExactly(
            new Reading.Column("ORT", new Target.Property("Region")),
            new Reading.Column("3", new Target.Ignore()));
    assertThat(options.deactivateUnlisted()).isTrue();
    assertThat(options.tags()).containsExactly("x");
    assertThat(options.rowLimit()).isEqualTo(waiting.options().rowLimit());
    assertThat(now().deactivation()).isEqualTo(Deactivation.SKIPPED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "MAPPING_INVALID; Farbe; {'mapping': [{'column': 'Farbe', 'target': 'tags'}]}",
        "MAPPING_INVALID; 4; {'mapping': [{'column': 4, 'target': 'tags'}]}",
        "INVALID_OPTIONS; Ort; {'mapping': [{'column': 'Ort', 'target': 'colour'}]}",
        "INVALID_OPTIONS; Nope; {'mapping': [{'column': 'Ort', 'target': 'property:Nope'}]}",
        "TARGET_TWICE; 2; {'mapping': [{'column': 1, 'target': 'email'},"
            + " {'column': 2, 'target': 'email'}]}",
        "TARGET_TWICE; Ort; {'mapping': [{'column': 2, 'target': 'email'},"
            + " {'column': 'Ort', 'target': 'phone'}]}",
        "NO_USERNAME_COLUMN; username; {'mapping': [{'column': 'Kennung', 'target': 'ignore'}]}",
        "INVALID_OPTIONS; colour; {'options': {'colour': 'red'}}",
        "INVALID_REQUEST; options; {'options': 7}",
        "INVALID_REQUEST; map; {'map': []}"
      })
  void shouldRefuseWhatCannotBeAndStayInReview(String code, String named, String body) {
    Response response = caller.call("POST", START, body);
    assertThat(problem(response)).isEqualTo("400 " + code);
    assertThat(response.body()).contains(named);
    assertThat(now()).isEqualTo(waiting);
    assertThat(caller.commands.sent()).isEmpty();
  }

  @Test
  void shouldLeaveColumnsToReadingWhereTheyWillBeOthers() {
    json(
        caller.call(
            "POST",
            START,
            "{'mapping': [{'column': 'Farbe', 'target': 'tags'}], 'options': {'delimiter': '|'}}"));
    assertThat(now().status()).isEqualTo(Status.QUEUED);
  }

  @ParameterizedTest
  @EnumSource(value = Status.class, mode = Mode.EXCLUDE, names = "AWAITING_REVIEW")
  void shouldStartOnlyWhatIsInReview(Status status) {
    caller.imports.create(Sample.created(Caller.TENANT, "01B", "June").to(status, Sample.NOW));
    assertThat(problem(caller.call("POST", "/imports/01B/start"))).isEqualTo("409 NOT_IN_REVIEW");
  }

  @Test
  void shouldNotReachAnotherTenantsImport() {
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "GET", PREVIEW, "")))
        .isEqualTo("404 NOT_FOUND");
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "POST", START, "")))
        .isEqualTo("404 NOT_FOUND");
    assertThat(now()).isEqualTo(waiting);
  }
}
