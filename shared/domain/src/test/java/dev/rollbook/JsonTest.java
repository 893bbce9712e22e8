package dev.rollbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.RowModes;
import dev.rollbook.directory.SomeRules;
import dev.rollbook.directory.SomeUser;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Cost;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Links;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.renames.Renames;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.JsonValues;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored and sent comes back as it was. */
class JsonTest {

  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:06.123456789Z");

  private static final ImportOptions OPTIONS =
      ImportOptions.defaults(500)
          .with()
          .format("csv")
          .charset("windows-1252")
          .delimiter("\t")
          .header(false)
          .sheet("Tabelle1")
          .mapping(
              List.of(
                  new Reading.Column("Login", Target.Field.USERNAME),
                  new Reading.Column("7", new Target.Property("Straße")),
                  new Reading.Column("x", new Target.Ignore())))
          .matchBy(ImportOptions.MatchBy.EMAIL)
          .emptyCells(ImportOptions.EmptyCells.CLEAR)
          .deactivateUnlisted(true)
          .dryRun(true)
          .review(true)
          .tags(List.of("2026", "neu"))
          .defaultGroup("staff")
          .access(List.of(new Access("maths", "year")))
          .notification(new ImportOptions.Notify(true, "de", "welcome"))
          .list("Schüler")
          .newUsers(RowModes.NewUsers.SKIP)
          .existingUsers(RowModes.ExistingUsers.FILL_EMPTY)
          .leavers(true)
          .graceDays(14)
          .handEdits(RowModes.HandEdits.KEEP)
          .build();

  private static final Finding WARNING =
      Finding.of(FindingCode.OPTION_UNKNOWN, "property:Level", "C", "");

  private static final UserChange CHANGE =
      new UserChange(
          Map.of(
              "email", new UserChange.Text("", "a@x.de"),
              "property:Straße", new UserChange.Text("Süd", "")),
          Set.of("all"),
          Set.of("imp-1"),
          Set.of("2026"),
          List.of(new Access("maths", "year")),
          true);

  @Test
  void shouldWriteValuesThatAreJsonAsTheyAre() {
    Map<String, String> plain = Map.of("property:Straße", "\"Süd\"\n\\{0}");
    String json =
        "{\"property:Straße\":\""
            + new String(JsonValues.escaped("\"Süd\"\n\\{0}"), StandardCharsets.UTF_8)
            + "\"}";
    RosterRow row = row(new JsonValues(json));

    assertThat(row).isEqualTo(row(plain));
    assertThat(Json.text(row)).isEqualTo(Json.text(row(plain)));
    assertThat(row.values()).isEqualTo(plain).containsEntry("property:Straße", "\"Süd\"\n\\{0}");
  }

  private static RosterRow row(Map<String, String> values) {
    return new RosterRow(7, "anna", Verdict.APPLY, values, List.of(), List.of());
  }

  static Stream<Object> values() {
    RosterRow row =
        new RosterRow(
            7,
            "anna",
            Verdict.APPLY,
            Map.of("email", "a@x.de", "property:Straße", "\"Süd\"\n{0}"),
            List.of("supervisor"),
            List.of(WARNING, WARNING.failing()));
    ImportRules rules =
        SomeRules.rules()
            .mapping(Target.Field.values())
            .mapping(new Target.Property("Straße"), new Target.Property("ignore"))
            .mapping(new Target.Ignore())
            .clearing()
            .input("ignore")
            .dropdown("Straße", "", "B")
            .group("north", SomeRules.when("Straße", "", "B"))
            .modes(
                new RowModes(
                    RowModes.NewUsers.SKIP,
                    RowModes.ExistingUsers.FILL_EMPTY,
                    RowModes.HandEdits.KEEP,
                    true,
                    "staff",
                    0))
            .defaultSupervisors("first", "second")
            .tags("2026")
            .access(new Access("maths", "year"))
            .frozen();
    Import started =
        Import.awaitingUpload("demo", "01J", "Herbst", "Schüler.csv", 12, OPTIONS, "de", CREATED)
            .to(Status.RUNNING, STARTED);
    User user =
        SomeUser.user()
            .with("email", "a@x.de")
            .property("Straße", "Süd")
            .in("all")
            .tagged("2026")
            .granted(new Access("maths", "year"))
            .inactive()
            .manual()
            .isProtected()
            .passwordSetBy(User.PasswordSetBy.USER)
            .stored();
    return Stream.of(
        OPTIONS,
        ImportOptions.defaults(1_000_000),
        started,
        started
            .with()
            .upload(new Import.Upload("uploads/demo/01J/Schüler.csv", "v1"))
            .reading(
                new Reading(
                    "csv",
                    "UTF-8",
                    ";",
                    true,
                    3,
                    "",
                    List.of("Zeile 3"),
                    "",
                    List.of(new Reading.Column("Login", Target.Field.USERNAME)),
                    List.of("Notiz")))
            .workload(
                new Import.Workload(
                    1, 2, 3, 4, true, true, new Import.Cutting(1, 2, 3), List.of(0, 1), true))
            .counts(
                new Counts.Builder()
                    .rows(1)
                    .created(2)
                    .updated(3)
                    .unchanged(4)
                    .reactivated(5)
                    .renamed(6)
                    .skipped(7)
                    .deactivated(8)
                    .failed(9)
                    .duplicates(10)
                    .blank(11)
                    .beyondLimit(12)
                    .warnings(13)
                    .build())
            .deactivation(
                new Deactivation(
                    Deactivation.State.HELD, 30, 0, List.of(Deactivation.Reason.GUARD)))
            .messages(List.of("12 Benutzer angelegt."))
            .failure(new Failure(Failure.STALLED, "…"))
            .cost(new Cost(1.5, 2, 3.25))
            .watch(new Import.Watch(4, 2, STARTED))
            .turn(5)
            .links(new Links("01H", "01I", true, "01K", 8, STARTED, 9, 10))
            .asReported()
            .build()
            .to(Status.FAILED, STARTED),
        row,
        new RosterRow(8, "", Verdict.FAIL, Map.of(), List.of(), List.of(WARNING.failing())),
        new RosterRow(9, "anna", Verdict.DUPLICATE, Map.of(), List.of(), List.of()),
        RowBatch.ofRows("demo", "01J", 0, 1, List.of(row)),
        new RowBatch(
            "demo", "01J", 0, 1, true, new KeyRange(3, "a", ""), List.of(row), List.of("ben")),
        new BatchPlan(
            List.of(new PlannedRow(8, "", PlannedRow.Outcome.FAILED, false, CHANGE, List.of())),
            List.of(
                new UnlistedUser("ben", "7.x"),
                new UnlistedUser("eva", "7/x", "01H", 5, -6, CHANGE.inverse())),
            9,
            List.of("ida"),
            List.of(new UnlistedUser("kim", "8/y", "01H", 7, 8, CHANGE)),
            List.of(new UnlistedUser("lea", "9.z", "01H", 0, 0, CHANGE))),
        new ImportFiles.DeactivatedPart(4, 2, Set.of("ben"), 1.5),
        new PlannedRow(7, "anna", PlannedRow.Outcome.UPDATED, true, CHANGE, List.of(WARNING)),
        new PlannedRow(8, "", PlannedRow.Outcome.FAILED, false, UserChange.NONE, List.of(WARNING)),
        new PlannedRow(9, "b", PlannedRow.Outcome.UPDATED, false, CHANGE, List.of()).lyingAt("a"),
        new Renames(
            List.of("1"),
            List.of("a"),
            List.of("b"),
            Set.of("c"),
            Set.of("d"),
            "e",
            "f",
            new Renames.Fence(List.of("7/x"), Set.of("g"), Map.of("h", "i"))),
        Renames.NONE,
        CHANGE,
        UserChange.NONE,
        WARNING,
        new Failure(Failure.STALLED, "…"),
        new Deactivation(Deactivation.State.HELD, 3, 0, List.of(Deactivation.Reason.GUARD)),
        Command.of(Command.Action.GIVE_UP, "demo", "01J"),
        new Command(Command.Action.DEACTIVATE, "demo", "01J", 3, 4),
        rules,
        SomeRules.rules().frozen(),
        user,
        SomeUser.user().stored(),
        Group.root(),
        Group.imported("Klasse 1ä"),
        new Property("Level", Property.Type.DROPDOWN, List.of("", "B"), true),
        new TenantSettings("first", "", 5, new Guard(1, 2), "de", TenantSettings.Profile.EMPTY),
        new Tally(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13.5, 14.5, 15, 16, 17, 18));
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldComeBackAsItWas(Object value) {
    assertThat(Json.<Object>parse(Json.text(value), typeOf(value))).isEqualTo(value);
    assertThat(Json.<Object>parse(Json.bytes(value), typeOf(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldHoldTheComponentsOfTheRecordAndNothingDerived(Object value) {
    List<String> components =
        Stream.of(value.getClass().getRecordComponents())
            .map(RecordComponent::getName)
            .map(name -> name.equals("notification") ? "notify" : name)
            .toList();
    List<String> fields = new ArrayList<>();
    Json.MAPPER.valueToTree(value).fieldNames().forEachRemaining(fields::add);

    assertThat(components).containsAll(fields);
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldTakeAnAbsentCollectionForAnEmptyOne(Object value) {
    ObjectNode tree = Json.MAPPER.valueToTree(value);
    List<String> collections =
        Stream.of(value.getClass().getRecordComponents())
            .filter(component -> isCollection(component.getType()))
            .map(RecordComponent::getName)
            .toList();
    tree.remove(collections);

    Object parsed = Json.parse(tree.toString(), typeOf(value));

    JsonNode again = Json.MAPPER.valueToTree(parsed);
    assertThat(collections).allSatisfy(name -> assertThat(again.path(name)).isEmpty());
  }

  @Test
  void shouldReadAnImportThatWasStoredBeforeItSaidWhatItAppliesUndoesAndLists() {
    Import created =
        Import.awaitingUpload(
            "demo", "01J", "Herbst", "a.csv", 1, ImportOptions.defaults(10), "de", CREATED);
    ObjectNode before = Json.MAPPER.valueToTree(created);
    before.remove(List.of("applies", "undoes"));
    ((ObjectNode) before.path("options"))
        .remove(List.of("list", "newUsers", "existingUsers", "handEdits"));
    ((ObjectNode) before.path("counts")).remove(List.of("renamed", "skipped"));

    assertThat(Json.parse(before.toString(), Import.class)).isEqualTo(created);
  }

  @Test
  void shouldWriteTimesAsIso8601() {
    Import started =
        Import.awaitingUpload("demo", "01J", "Herbst", "a.csv", 12, OPTIONS, "de", CREATED)
            .to(Status.RUNNING, STARTED);

    JsonNode json = Json.MAPPER.valueToTree(started);

    assertThat(json.at("/reached/AWAITING_UPLOAD").textValue()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json.at("/reached/RUNNING").textValue()).isEqualTo("2026-01-02T03:04:06.123456789Z");
    assertThat(json.at("/watch/since").textValue()).isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void shouldWriteTheOptionsAsTheApiTakesThem() {
    assertThat(Json.text(OPTIONS))
        .contains(
            "\"matchBy\":\"email\"",
            "\"emptyCells\":\"clear\"",
            "\"newUsers\":\"skip\"",
            "\"existingUsers\":\"fillEmpty\"",
            "\"notify\":{\"send\":true,\"language\":\"de\",\"template\":\"welcome\"}",
            "{\"column\":\"Login\",\"target\":\"username\"}",
            "{\"column\":\"7\",\"target\":\"property:Straße\"}",
            "{\"column\":\"x\",\"target\":\"ignore\"}");
  }

  @Test
  void shouldTakeTargetsAsKeysAndElements() throws Exception {
    Map<Target, String> byTarget =
        Map.of(
            Target.Field.EMAIL, "a", new Target.Property("Straße"), "b", new Target.Ignore(), "c");

    String text = Json.text(byTarget);

    assertThat(Json.MAPPER.readTree(text).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("email", "property:Straße", "ignore");
    assertThat(Json.MAPPER.readValue(text, new TypeReference<Map<Target, String>>() {}))
        .isEqualTo(byTarget);
    assertThat(
            Json.MAPPER.readValue(
                Json.text(byTarget.keySet()), new TypeReference<Set<Target>>() {}))
        .isEqualTo(byTarget.keySet());
  }

  @Test
  void shouldNotTakeATargetThatIsNone() {
    assertThatThrownBy(
            () -> Json.parse("{\"column\":\"x\",\"target\":\"nobody\"}", Reading.Column.class))
        .isInstanceOf(Json.MalformedJsonException.class);
  }

  @Test
  void shouldIgnoreFieldsItDoesNotKnow() {
    assertThat(Json.parse("{\"percent\":1,\"minUsers\":2,\"later\":[3]}", Guard.class))
        .isEqualTo(new Guard(1, 2));
  }

  @Test
  void shouldReadWhatWasStoredUnderFormerNames() {
    String plan = "{\"state\":\"HELD\",\"planned\":3,\"reasons\":[\"%s\"]}";
    String workload =
        Json.text(
                new Import.Workload(1, 2, 3, 4, true, false, Import.Cutting.NOW, List.of(0), true))
            .replace("\"incomplete\"", "\"unreadable\"");

    for (String former : List.of("BEYOND_LIMIT", "UNREADABLE_ROW")) {
      assertThat(Json.parse(plan.formatted(former), Deactivation.class).reasons())
          .containsExactly(Deactivation.Reason.INCOMPLETE);
    }
    assertThat(Json.parse(workload, Import.Workload.class).incomplete()).isTrue();
  }

  @Test
  void shouldNotRepeatTheTextThatIsNoJson() {
    assertThatThrownBy(() -> Json.parse("{\"password\":\"geheim\"", RosterRow.class))
        .isInstanceOf(Json.MalformedJsonException.class)
        .hasMessage("not the JSON of a RosterRow: JsonEOFException")
        .hasNoCause();
  }

  private static boolean isCollection(Class<?> type) {
    return List.class == type || Set.class == type || Map.class == type;
  }

  @SuppressWarnings("unchecked")
  private static Class<Object> typeOf(Object value) {
    return (Class<Object>) value.getClass();
  }
}
