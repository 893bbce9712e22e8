package dev.rollbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.LinksBuilder;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.SomeTally;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.imports.Workload;
import dev.rollbook.renames.Renames;
import dev.rollbook.renames.RenamesBuilder;
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
import org.junit.jupiter.params.provider.ValueSource;

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
      UserChange.NONE
          .with()
          .fields(
              Map.of(
                  "email", new UserChange.Text("", "a@x.de"),
                  "property:Straße", new UserChange.Text("Süd", "")))
          .join(Set.of("all"))
          .leave(Set.of("imp-1"))
          .tags(Set.of("2026"))
          .access(List.of(new Access("maths", "year")))
          .password(true)
          .build();

  @Test
  void shouldWriteValuesThatAreJsonAsTheyAre() throws JsonProcessingException {
    Map<String, String> plain = Map.of("property:Straße", "\"Süd\"\n\\{0}");
    String json =
        "{\"property:Straße\":\""
            + new String(JsonValues.escaped("\"Süd\"\n\\{0}"), StandardCharsets.UTF_8)
            + "\"}";
    RosterRow row = row(new JsonValues(json.getBytes(StandardCharsets.UTF_8)));

    assertThat(row).isEqualTo(row(plain));
    assertThat(Json.text(row)).isEqualTo(Json.text(row(plain)));
    assertThat(Json.MAPPER.writeValueAsString(row)).isEqualTo(Json.text(row));
    assertThat(row.values()).isEqualTo(plain).containsEntry("property:Straße", "\"Süd\"\n\\{0}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "anna", "Süd", "日本", "\uD83D\uDE00", "a\"b", "a\\b", "\u0000\u001F\u007F\n"})
  void shouldEscapeWhatNoStringOfJsonHoldsAsItIs(String text) {
    String escaped = new String(JsonValues.escaped(text), StandardCharsets.UTF_8);
    assertThat(Json.parse('"' + escaped + '"', String.class)).isEqualTo(text);
  }

  @Test
  void shouldEscapeNoHalfOfASurrogatePair() {
    assertThatThrownBy(() -> JsonValues.escaped("a\uD83D"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RosterRow row(Map<String, String> values) {
    return RosterRow.of(7, "anna", Verdict.APPLY).with().values(values).build();
  }

  static Stream<Object> values() {
    RosterRow row =
        RosterRow.of(7, "anna", Verdict.APPLY)
            .with()
            .values(Map.of("email", "a@x.de", "property:Straße", "\"Süd\"\n{0}"))
            .rosterSupervisors(List.of("supervisor"))
            .findings(List.of(WARNING, WARNING.failing()))
            .build();
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
                Reading.NONE
                    .with()
                    .format("csv")
                    .charset("UTF-8")
                    .delimiter(";")
                    .header(true)
                    .headerRow(3)
                    .notes(List.of("Zeile 3"))
                    .columns(List.of(new Reading.Column("Login", Target.Field.USERNAME)))
                    .ignoredColumns(List.of("Notiz"))
                    .build())
            .workload(
                Workload.NONE
                    .with()
                    .batches(1)
                    .rows(2)
                    .blank(3)
                    .beyondLimit(4)
                    .incomplete(true)
                    .passwords(true)
                    .cutting(new Workload.Cutting(1, 2, 3))
                    .firstBatches(List.of(0, 1))
                    .dispatched(true)
                    .build())
            .counts(
                CountsBuilder.builder()
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
            .links(
                LinksBuilder.builder()
                    .applies("01H")
                    .undoes("01I")
                    .force(true)
                    .followedBy("01K")
                    .approvalTurn(8)
                    .approvedAt(STARTED)
                    .eligible(9)
                    .leavingTurn(10)
                    .build())
            .asReported()
            .build()
            .to(Status.FAILED, STARTED),
        row,
        RosterRow.of(8, "", Verdict.FAIL).with().findings(List.of(WARNING.failing())).build(),
        RosterRow.of(9, "anna", Verdict.DUPLICATE),
        RowBatch.ofRows("demo", "01J", 0, 1, List.of(row)),
        RowBatch.ofRows("demo", "01J", 0, 1, List.of(row))
            .with()
            .giveUp(true)
            .range(new KeyRange(3, "a", ""))
            .listed(List.of("ben"))
            .build(),
        new BatchPlan(
            List.of(PlannedRow.of(8, "", PlannedRow.Outcome.FAILED).changing(CHANGE)),
            List.of(
                new UnlistedUser("ben", "7.x"),
                new UnlistedUser("eva", "7/x", "01H", 5, -6, CHANGE.inverse())),
            9,
            List.of("ida"),
            List.of(new UnlistedUser("kim", "8/y", "01H", 7, 8, CHANGE)),
            List.of(new UnlistedUser("lea", "9.z", "01H", 0, 0, CHANGE))),
        new ImportFiles.DeactivatedPart(4, 2, Set.of("ben"), 1.5),
        PlannedRow.of(7, "anna", PlannedRow.Outcome.UPDATED)
            .with()
            .reactivates(true)
            .change(CHANGE)
            .findings(List.of(WARNING))
            .build(),
        PlannedRow.of(8, "", PlannedRow.Outcome.FAILED).with(List.of(WARNING)),
        PlannedRow.of(9, "b", PlannedRow.Outcome.UPDATED).changing(CHANGE).lyingAt("a"),
        RenamesBuilder.builder()
            .ids(List.of("1"))
            .from(List.of("a"))
            .to(List.of("b"))
            .conflicts(Set.of("c"))
            .skipped(Set.of("d"))
            .defaultSupervisor("e")
            .defaultSecondSupervisor("f")
            .before(Map.of("1", "j"))
            .standing(Map.of("1", ""))
            .fence(new Renames.Fence(List.of("7/x"), Set.of("g"), Map.of("h", "i")))
            .build(),
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
        SomeTally.times(1));
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
                Workload.NONE
                    .with()
                    .batches(1)
                    .rows(2)
                    .blank(3)
                    .beyondLimit(4)
                    .incomplete(true)
                    .firstBatches(List.of(0))
                    .dispatched(true)
                    .build())
            .replace("\"incomplete\"", "\"unreadable\"");

    for (String former : List.of("BEYOND_LIMIT", "UNREADABLE_ROW")) {
      assertThat(Json.parse(plan.formatted(former), Deactivation.class).reasons())
          .containsExactly(Deactivation.Reason.INCOMPLETE);
    }
    assertThat(Json.parse(workload, Workload.class).incomplete()).isTrue();
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
