package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the table in {@code events/rosters/README.md} true. */
class RostersTest {

  private static final Path ROSTERS = Path.of("..", "..", "events", "rosters");
  private static final String TENANT = "demo";
  private static final Property ENTRY =
      new Property("Eintritt", Property.Type.INPUT, List.of(), false);
  private static final Property SITE =
      new Property("Standort", Property.Type.DROPDOWN, List.of("", "Köln", "Bonn"), false);

  private final FakePipeline pipeline;

  RostersTest(@TempDir Path scratch) {
    pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    pipeline.cloud.tenants.createIfMissing(TENANT);
  }

  private Import imported(String file, boolean deactivateUnlisted) throws IOException {
    byte[] roster = Files.readAllBytes(ROSTERS.resolve(file));
    String importId = pipeline.nextId();
    ObjectNode options =
        Json.MAPPER.valueToTree(ImportOptions.defaults(TenantSettings.DEFAULT_ROW_LIMIT));
    options.put("deactivateUnlisted", deactivateUnlisted);
    Import created =
        Import.awaitingUpload(
            TENANT,
            importId,
            file + " " + importId,
            file,
            roster.length,
            Json.parse(options.toString(), ImportOptions.class),
            "de",
            pipeline.cloud.clock.instant());
    pipeline.cloud.imports.create(created);
    pipeline.cloud.uploads.put(created.upload().key(), roster);
    pipeline.run();
    return pipeline.cloud.imports.find(TENANT, importId).orElseThrow();
  }

  private Map<String, Long> findings(Import of) {
    String report =
        new String(
            pipeline
                .cloud
                .results
                .get("results/" + TENANT + "/" + of.importId() + "/report.csv")
                .orElseThrow(),
            StandardCharsets.UTF_8);
    return Arrays.stream(report.split("\r\n"))
        .skip(1)
        .map(line -> line.split(";", -1)[2])
        .collect(Collectors.groupingBy(code -> code, TreeMap::new, Collectors.counting()));
  }

  private static Counts counts(
      long rows, long created, long updated, long unchanged, long reactivated, long deactivated) {
    return CountsBuilder.builder()
        .rows(rows)
        .created(created)
        .updated(updated)
        .unchanged(unchanged)
        .reactivated(reactivated)
        .deactivated(deactivated)
        .build();
  }

  @Test
  void shouldImportTheSchoolAndItsChanges() throws IOException {
    Import first = imported("school.csv", false);
    assertThat(first.counts()).isEqualTo(counts(30, 30, 0, 0, 0, 0));
    assertThat(first.reading().charset()).isEqualTo("windows-1252");
    assertThat(first.reading().ignoredColumns()).isEmpty();
    assertThat(pipeline.cloud.users.find(TENANT, "j.müller").orElseThrow().supervisor())
        .isEqualTo("k.schröder");

    assertThat(imported("school.csv", false).counts()).isEqualTo(counts(30, 0, 30, 30, 0, 0));
    assertThat(imported("school-next-month.csv", true).counts())
        .isEqualTo(counts(29, 2, 27, 24, 0, 3));
    assertThat(imported("school.csv", true).counts()).isEqualTo(counts(30, 0, 30, 25, 3, 2));
  }

  @Test
  void shouldImportTheWorkbookOfARealSpreadsheetProgram() throws IOException {
    Import first = imported("school.xlsx", false);
    assertThat(first.counts()).isEqualTo(counts(8, 8, 0, 0, 0, 0));
    assertThat(first.reading().sheet()).isEqualTo("Personal");
    assertThat(first.reading().ignoredColumns()).containsExactly("Eintritt");

    assertThat(imported("school.xlsx", false).counts()).isEqualTo(counts(8, 0, 8, 8, 0, 0));
    assertThat(imported("school.xls", false).counts()).isEqualTo(counts(8, 0, 8, 8, 0, 0));
    pipeline.cloud.tenants.putProperty(TENANT, ENTRY);
    assertThat(imported("school.xlsx", false).counts()).isEqualTo(counts(8, 0, 8, 0, 0, 0));
    assertThat(pipeline.cloud.users.find(TENANT, "4711").orElseThrow().properties())
        .containsEntry("Eintritt", "2009-08-01");
  }

  @Test
  void shouldFindEverythingThatCanBeWrongWithARow() throws IOException {
    Import first = imported("everything.csv", false);
    assertThat(first.counts())
        .isEqualTo(
            CountsBuilder.builder()
                .rows(100)
                .created(78)
                .failed(15)
                .duplicates(3)
                .blank(4)
                .warnings(8)
                .build());
    Map<String, Long> expected =
        new TreeMap<>(
            Map.of(
                "MALFORMED_ROW", 3L,
                "INVALID_CHARACTER", 1L,
                "USERNAME_MISSING", 1L,
                "VALUE_TOO_LONG", 2L,
                "DUPLICATE_USERNAME", 5L,
                "TOO_MANY_TAGS", 1L,
                "TOO_MANY_GROUPS", 1L,
                "INVALID_EMAIL", 3L,
                "SUPERVISOR_UNKNOWN", 2L,
                "SUPERVISOR_SELF", 1L));
    expected.put("LOOKS_DAMAGED", 2L);
    expected.put("USERNAME_UNREADABLE", 1L);
    assertThat(findings(first)).isEqualTo(expected);

    Import second = imported("everything.csv", false);
    assertThat(second.counts())
        .isEqualTo(
            CountsBuilder.builder()
                .rows(100)
                .updated(78)
                .unchanged(78)
                .failed(15)
                .duplicates(3)
                .blank(4)
                .warnings(11)
                .build());
    expected.put("PASSWORD_KEPT", 3L);
    assertThat(findings(second)).isEqualTo(expected);

    pipeline.cloud.tenants.putProperty(TENANT, SITE);
    Import third = imported("everything.csv", false);
    expected.put("OPTION_UNKNOWN", 5L);
    assertThat(findings(third)).isEqualTo(expected);
    assertThat(third.counts().updated()).isEqualTo(78);
    assertThat(third.counts().warnings()).isEqualTo(16);
    assertThat(expected.keySet())
        .as("every code but those of an import that renames, or is disturbed, cancelled or held")
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FindingCode.values())
                .map(FindingCode::name)
                .filter(
                    code ->
                        !Set.of(
                                "PROCESSING_FAILED",
                                "CANCELLED",
                                "CHANGED_SINCE",
                                "LOOKS_RENAMED",
                                "RENAME_CONFLICT")
                            .contains(code))
                .toList());
  }
}
