package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.RowModes.ExistingUsers;
import dev.rollbook.directory.RowModes.HandEdits;
import dev.rollbook.directory.RowModes.NewUsers;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.ImportOptions.EmptyCells;
import dev.rollbook.imports.ImportOptions.MatchBy;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.imports.OptionsReader.InvalidOptionsException;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of SPEC section 2: what they mean when silent, what they refuse. */
class OptionsReaderTest {

  private static final Map<String, Group> GROUPS =
      Map.of(
          Group.ROOT,
          Group.root(),
          "g1",
          new Group("g1", "New", Origin.MANUAL, Group.ROOT, List.of()),
          "cond",
          new Group(
              "cond",
              "All in Cologne",
              Origin.MANUAL,
              Group.ROOT,
              List.of(new Group.Condition("Ort", List.of("Köln")))),
          Group.importedId("5a"),
          Group.imported("5a"));

  private static ImportOptions read(String profile, String asked) throws InvalidOptionsException {
    return new OptionsReader(
            new TenantSettings(
                "", "", 5_000, Guard.DEFAULT, "de", new TenantSettings.Profile(json(profile))),
            Set.of("Ort"),
            id -> Optional.ofNullable(GROUPS.get(id)))
        .read(json(asked));
  }

  private static JsonNode json(String text) {
    return Json.parse(text, JsonNode.class);
  }

  @Test
  void shouldFillInWhatNobodySaid() throws InvalidOptionsException {
    assertThat(read("{}", "{}")).isEqualTo(ImportOptions.defaults(5_000));
  }

  @Test
  void shouldTakeEveryOption() throws InvalidOptionsException {
    assertThat(
            read(
                "{}",
                """
                {"format": "csv", "charset": "ISO-8859-15", "delimiter": "|", "header": false,
                 "sheet": "Tabelle1", "matchBy": "email", "emptyCells": "clear",
                 "deactivateUnlisted": true, "dryRun": true, "review": true,
                 "mapping": [{"column": " Stadt ", "target": "property:Ort"},
                             {"column": 3, "target": "ignore"}],
                 "tags": [" a "], "defaultGroup": "g1",
                 "access": [{"product": "p", "offer": "o"}],
                 "notify": {"send": true, "language": "en", "template": "t"}, "rowLimit": 7,
                 "newUsers": "skip", "existingUsers": "fillEmpty", "handEdits": "keep",
                 "list": " Schüler ", "graceDays": 90}
                """))
        .isEqualTo(
            ImportOptions.defaults(7)
                .with()
                .format("csv")
                .charset("ISO-8859-15")
                .delimiter("|")
                .header(false)
                .sheet("Tabelle1")
                .mapping(
                    List.of(
                        new Reading.Column("Stadt", Target.of("property:Ort")),
                        new Reading.Column("3", Target.of("ignore"))))
                .matchBy(MatchBy.EMAIL)
                .emptyCells(EmptyCells.CLEAR)
                .deactivateUnlisted(true)
                .dryRun(true)
                .review(true)
                .tags(List.of("a"))
                .defaultGroup("g1")
                .access(List.of(new Access("p", "o")))
                .notification(new Notify(true, "en", "t"))
                .newUsers(NewUsers.SKIP)
                .existingUsers(ExistingUsers.FILL_EMPTY)
                .handEdits(HandEdits.KEEP)
                .list("Schüler")
                .graceDays(90)
                .build());
  }

  @Test
  void shouldTakeFromTheProfileWhatTheImportDoesNotSay() throws InvalidOptionsException { // SPEC S6
    ImportOptions options =
        read(
            "{\"dryRun\": true, \"tags\": [\"profile\"], \"rowLimit\": 9}",
            "{\"tags\": [\"asked\"], \"rowLimit\": null}");

    assertThat(options.dryRun()).isTrue();
    assertThat(options.tags()).containsExactly("asked");
    assertThat(options.rowLimit()).isEqualTo(5_000);
  }

  @Test
  void shouldNotChangeTheProfileItReads() throws InvalidOptionsException {
    TenantSettings settings =
        new TenantSettings(
            "",
            "",
            10,
            Guard.DEFAULT,
            "de",
            new TenantSettings.Profile(json("{\"dryRun\": true}")));
    OptionsReader reader =
        new OptionsReader(settings, Set.of(), id -> Optional.ofNullable(GROUPS.get(id)));

    reader.read(json("{\"dryRun\": false}"));

    assertThat(reader.read(json("{}")).dryRun()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"tab, '\t'", "'\t', '\t'", "';', ';'", "',', ','", "'|', '|'", "auto, auto"})
  void shouldKnowTheDelimiters(String asked, String delimiter) throws InvalidOptionsException {
    assertThat(read("{}", "{\"delimiter\": " + Json.text(asked) + "}").delimiter())
        .isEqualTo(delimiter);
  }

  @ParameterizedTest
  @CsvSource({"1", "4999", "5000"})
  void shouldTakeARowLimitUpToTheTenants(int limit) throws InvalidOptionsException { // SPEC R10
    assertThat(read("{}", "{\"rowLimit\": " + limit + "}").rowLimit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{\"colour\": 1} ! colour",
        "{\"dryrun\": true} ! dryrun",
        "{\"format\": \"ods\"} ! format",
        "{\"format\": 1} ! format",
        "{\"charset\": \"utf-99\"} ! charset",
        "{\"charset\": \"not a name\"} ! charset",
        "{\"delimiter\": \"x\"} ! delimiter",
        "{\"delimiter\": \"\"} ! delimiter",
        "{\"header\": \"yes\"} ! header",
        "{\"sheet\": 1} ! sheet",
        "{\"matchBy\": \"phone\"} ! matchBy",
        "{\"emptyCells\": \"drop\"} ! emptyCells",
        "{\"deactivateUnlisted\": 1} ! deactivateUnlisted",
        "{\"dryRun\": \"true\"} ! dryRun",
        "{\"review\": 0} ! review",
        "{\"mapping\": {}} ! mapping",
        "{\"mapping\": [{\"target\": \"email\"}]} ! mapping",
        "{\"mapping\": [{\"column\": \" \", \"target\": \"email\"}]} ! mapping",
        "{\"mapping\": [{\"column\":"
            + " \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\","
            + " \"target\": \"email\"}]} ! mapping",
        "{\"mapping\": [{\"column\": 0, \"target\": \"email\"}]} ! mapping",
        "{\"mapping\": [{\"column\": 1.5, \"target\": \"email\"}]} ! mapping",
        "{\"mapping\": [{\"column\": \"a\", \"target\": \"shoe\"}]} ! mapping",
        "{\"mapping\": [{\"column\": \"a\"}]} ! mapping",
        "{\"mapping\": [{\"column\": \"a\", \"target\": \"property:Nope\"}]} ! mapping",
        "{\"mapping\": [{\"column\": \"a\", \"target\": \"email\", \"type\": 1}]} ! mapping.type",
        "{\"mapping\": [\"a\"]} ! mapping",
        "{\"tags\": \"a\"} ! tags",
        "{\"tags\": [\"\"]} ! tags",
        "{\"tags\": [\"a,b\"]} ! tags",
        "{\"tags\": [1]} ! tags",
        "{\"defaultGroup\": \"gone\"} ! defaultGroup",
        "{\"defaultGroup\": \"cond\"} ! defaultGroup",
        "{\"access\": {}} ! access",
        "{\"access\": [{\"product\": \"p\"}]} ! access",
        "{\"access\": [{\"product\": \"p\", \"offer\": \" \"}]} ! access",
        "{\"access\": [{\"product\": \"p\", \"offer\": \"o\", \"until\": 1}]} ! access.until",
        "{\"notify\": true} ! notify",
        "{\"notify\": {\"sent\": true}} ! notify",
        "{\"notify\": {\"send\": \"yes\"}} ! notify.send",
        "{\"notify\": {\"language\": 1}} ! notify",
        "{\"notify\": {\"language\": \"fr\"}} ! notify.language",
        "{\"rowLimit\": 0} ! rowLimit",
        "{\"rowLimit\": 5001} ! rowLimit",
        "{\"rowLimit\": 1.5} ! rowLimit",
        "{\"rowLimit\": \"5\"} ! rowLimit",
        "{\"rowLimit\": 99999999999} ! rowLimit",
        "{\"newUsers\": \"update\"} ! newUsers",
        "{\"newUsers\": true} ! newUsers",
        "{\"existingUsers\": \"fillempty\"} ! existingUsers",
        "{\"existingUsers\": \"\"} ! existingUsers",
        "{\"handEdits\": \"drop\"} ! handEdits",
        "{\"list\": 1} ! list",
        "{\"list\": \"a\\u0007b\"} ! list",
        "{\"graceDays\": -1} ! graceDays",
        "{\"graceDays\": 91} ! graceDays",
        "{\"graceDays\": \"7\"} ! graceDays",
        "{\"graceDays\": 1.5} ! graceDays",
        "{\"leavers\": \"yes\"} ! leavers",
        "{\"leavers\": true, \"deactivateUnlisted\": true} ! leavers",
        "[] ! options",
      })
  void shouldNameTheOptionThatItRefuses(String asked, String option) {
    assertThatThrownBy(() -> read("{}", asked))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(option));
  }

  @Test
  void shouldRefuseAnImportGroupAsDefault() { // SPEC G5
    assertThatThrownBy(() -> read("{}", "{\"defaultGroup\": \"" + Group.importedId("5a") + "\"}"))
        .hasMessageContaining("defaultGroup");
  }

  @ParameterizedTest
  @CsvSource({"50, true", "51, false"})
  void shouldTakeFiftyTags(int count, boolean taken) { // SPEC section 10
    String tags =
        IntStream.range(0, count)
            .mapToObj(i -> "\"t" + i + "\"")
            .collect(Collectors.joining(",", "{\"tags\": [", "]}"));

    if (taken) {
      assertThat(catching(tags)).isEmpty();
    } else {
      assertThat(catching(tags)).singleElement().asString().contains("50 at most, not 51");
    }
  }

  @ParameterizedTest
  @CsvSource({"50, true", "51, false"})
  void shouldGrantFiftyProductsAndOffers(int count, boolean taken) {
    String access =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"product\": \"p" + i + "\", \"offer\": \"o\"}")
            .collect(Collectors.joining(",", "{\"access\": [", "]}"));

    if (taken) {
      assertThat(catching(access)).isEmpty();
    } else {
      assertThat(catching(access)).singleElement().asString().contains("50 at most, not 51");
    }
  }

  @Test
  void shouldRefuseOptionsThatTheStoreHasNoRoomFor() {
    String template = "{\"notify\": {\"template\": \"%s\"}}";
    assertThat(catching(template.formatted("x".repeat(249_000)))).isEmpty();
    assertThat(catching(template.formatted("x".repeat(250_000))))
        .singleElement()
        .asString()
        .contains("250000 bytes");
  }

  @Test
  void shouldTakeAListsNameOfAHundredCharacters() { // SPEC D8
    assertThat(catching("{\"list\": \"" + "x".repeat(100) + "\"}")).isEmpty();
    assertThat(catching("{\"list\": \"" + "x".repeat(101) + "\"}")).hasSize(1);
  }

  @Test
  void shouldTakeATagAsLongAsAValueMayBe() { // SPEC section 10
    assertThat(catching("{\"tags\": [\"" + "x".repeat(4_000) + "\"]}")).isEmpty();
    assertThat(catching("{\"tags\": [\"" + "x".repeat(4_001) + "\"]}")).hasSize(1);
  }

  private static List<String> catching(String asked) {
    try {
      read("{}", asked);
      return List.of();
    } catch (InvalidOptionsException e) {
      return e.problems();
    }
  }

  @Test
  void shouldNameEverythingThatIsWrongAtOnce() {
    assertThat(catching("{\"a\": 1, \"rowLimit\": 0, \"format\": \"x\"}")).hasSize(3);
  }

  @Test
  void shouldRefuseAProfileThatIsOutOfDate() {
    assertThatThrownBy(() -> read("{\"defaultGroup\": \"gone\"}", "{}"))
        .hasMessageContaining("defaultGroup");
  }

  @Test
  void shouldTellReadingWhatItHasToFindOut() throws InvalidOptionsException {
    var auto = read("{}", "{}").reading(List.of("Ort"));
    assertThat(auto.format()).isEmpty();
    assertThat(auto.charset()).isEmpty();
    assertThat(auto.delimiter()).isEmpty();
    assertThat(auto.sheet()).isEmpty();
    assertThat(auto.properties()).containsExactly("Ort");

    var given =
        read("{}", "{\"format\": \"xlsx\", \"sheet\": \"S\", \"matchBy\": \"email\"}")
            .reading(List.of());
    assertThat(given.format()).contains("xlsx");
    assertThat(given.sheet()).contains("S");
    assertThat(given.matchByEmail()).isTrue();
  }
}
