package dev.rollbook.api;

import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.reader.ContentProbe;
import dev.rollbook.reader.Incompleteness;
import dev.rollbook.reader.Judgement;
import dev.rollbook.reader.Roster;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample roster, read as an import reads it. */
class SampleResourceTest {

  private static final List<String> PROPERTIES = List.of("Level", "Manager", "Region");

  @TempDir private Path folder;
  private final Caller caller = new Caller();

  @BeforeEach
  void aTenantWithProperties() {
    caller.property("Region", false);
    caller.property("Manager", false); // called as a field is
    caller.tenants.putProperty(
        Caller.TENANT,
        new Property("Level", Property.Type.DROPDOWN, List.of("", "A, \"1\"", "=B"), false));
  }

  private Judgement judged(String format, String language) throws IOException, RosterException {
    TenantSettings settings = TenantSettings.DEFAULT;
    caller.tenants.putSettings(
        Caller.TENANT,
        new TenantSettings("", "", 10, settings.guard(), language, settings.profile()));
    Response response = caller.call("GET", "/sample?format=" + format);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().get("content-disposition"))
        .contains("sample." + format.split("&", -1)[0]);
    Path file = folder.resolve("sample");
    Files.write(file, Base64.getDecoder().decode(response.body()));
    return Roster.judge(
        file,
        ContentProbe.of(file),
        ReadingOptions.defaults().with().rowLimit(10).properties(PROPERTIES).build());
  }

  @ParameterizedTest
  @CsvSource({"csv, en", "csv, de", "xlsx, en", "xlsx, de"})
  void shouldBeImportedAsItStands(String format, String language)
      throws IOException, RosterException {
    Judgement judgement = judged(format, language);

    assertThat(judgement.reading().ignoredColumns()).isEmpty();
    Set<Target> all = new HashSet<>(List.of(Target.Field.values()));
    all.remove(Target.Field.OLD_USERNAME);
    PROPERTIES.forEach(name -> all.add(new Target.Property(name)));
    assertThat(judgement.mappedTargets()).isEqualTo(all);
    assertThat(judgement.incomplete()).isEqualTo(Set.<Incompleteness>of());
    List<RosterRow> rows = new ArrayList<>();
    judgement.entries(entry -> rows.add(entry.row()));
    rows.sort(Comparator.comparingInt(RosterRow::number));
    assertThat(rows).hasSize(2);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.verdict()).isEqualTo(Verdict.APPLY);
              assertThat(row.findings()).isEmpty();
              assertThat(row.values()).containsEntry("property:Level", "A, \"1\"");
              assertThat(row.values()).doesNotContainKey("password");
            });
    assertThat(rows.get(1).rosterSupervisors()).containsExactly("supervisor");
  }

  @ParameterizedTest
  @CsvSource({"csv&renames=true, en", "csv&renames=true, de"})
  void shouldHaveAColumnForOldNamesWhereRenamesAreWanted(String format, String language)
      throws IOException, RosterException { // SPEC U14
    assertThat(judged(format, language).mappedTargets()).contains(Target.Field.OLD_USERNAME);
  }

  @Test
  void shouldOfferADropdownsOptionsInItsColumn() throws IOException, RosterException {
    judged("xlsx", "en");

    try (ZipFile workbook = new ZipFile(folder.resolve("sample").toFile())) {
      assertThat(sheet(workbook, 1))
          .containsPattern("<dataValidation sqref=\"L2:L\\d+\" type=\"list\"[^>]*>")
          .contains("'Options'!");
      assertThat(sheet(workbook, 2)).contains("L4").doesNotContain("<f>"); // a text, not a formula
    }
  }

  private static String sheet(ZipFile workbook, int number) throws IOException {
    ZipEntry sheet = workbook.getEntry("xl/worksheets/sheet" + number + ".xml");
    return new String(workbook.getInputStream(sheet).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldKnowNoOtherFormat() {
    assertThat(problem(caller.call("GET", "/sample?format=xls"))).isEqualTo("400 INVALID_REQUEST");
    assertThat(problem(caller.call("GET", "/sample?format="))).isEqualTo("400 INVALID_REQUEST");
    assertThat(caller.call("GET", "/sample").headers().get("content-disposition"))
        .contains("sample.csv");
  }
}
