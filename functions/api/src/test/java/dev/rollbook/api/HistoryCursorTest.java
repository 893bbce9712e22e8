package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.aws.AesSealer;
import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.HistoryEntry;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.imports.UserHistory;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.InMemoryHandEdits;
import dev.rollbook.testkit.Sample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor of a history is as it was given, and one call reads but so much (SPEC A11). */
class HistoryCursorTest {

  /** What one call may ask of the stores at most. */
  private static final int MOST_CALLS = 301;

  private static final String DAY = "2027-01-01T00:00:00Z";

  private final Caller caller = new Caller();
  private final InMemoryHandEdits handEdits = new InMemoryHandEdits();
  private final Faults calls = new Faults();
  private final UserHistory history = history("key");

  private UserHistory history(String key) {
    return new UserHistory(
        calls.on(Imports.class, caller.imports),
        calls.on(HandEdits.class, handEdits),
        new Buckets(caller.uploads, calls.on(ObjectStore.class, caller.results)),
        new AesSealer(key));
  }

  private static String id(int number) {
    return "01J%023d".formatted(number);
  }

  private static Instant at(int number) {
    return Sample.NOW.plus(Duration.ofHours(number));
  }

  private void planned(int number, ImportOptions options, BatchPlan plan) {
    Import of =
        Sample.created(Caller.TENANT, id(number), "import " + number)
            .with()
            .options(options)
            .build()
            .to(Status.RUNNING, at(number))
            .to(Status.COMPLETED, at(number));
    caller.imports.create(of);
    caller.buckets.files(of).claim(0, plan);
  }

  /** An import that writes a user, whom the one before had written. */
  private void writes(int number, String username, UserChange change) {
    PlannedRow row =
        PlannedRow.of(2, username, number == 1 ? Outcome.CREATED : Outcome.UPDATED)
            .with()
            .change(change)
            .revision(number == 1 ? "" : "1//0")
            .lastImportId(number == 1 ? "" : id(number - 1))
            .build();
    planned(number, ImportOptions.defaults(10), BatchPlan.ofRows(List.of(row)));
  }

  private void writes(int first, int last) {
    writes(first, last, "ada");
  }

  private void writes(int first, int last, String username) {
    for (int number = first; number <= last; number++) {
      writes(number, username, Sample.texts(Map.of("phone", Integer.toString(number))));
    }
  }

  /** An import that lets a user, whom the one before had written, leave on a day. */
  private String setsADay(int number, String username) {
    ObjectNode options = Json.MAPPER.valueToTree(ImportOptions.defaults(10));
    options.put("deactivateUnlisted", true).put("graceDays", 60);
    String day = at(number).plus(Duration.ofDays(60)).toString();
    UnlistedUser leaver =
        new UnlistedUser(
            username,
            "1//0",
            id(number - 1),
            0,
            0,
            UserChange.NONE.with(Map.of(UserChange.LEAVING_AT, new UserChange.Text("", day))));
    planned(
        number,
        Json.parse(options.toString(), ImportOptions.class),
        new BatchPlan(List.of(), List.of(leaver), 1));
    return day;
  }

  private static User writtenBy(int number) {
    return Sample.user("ada").with().lastImportId(id(number)).revision("1//0").build();
  }

  private static User leftOn(String day, int number) {
    return writtenBy(number)
        .with()
        .status(User.Status.INACTIVE)
        .leavingAt(Instant.parse(day))
        .build();
  }

  private void editedByHand(String username, int second, String userId) {
    handEdits.add(
        Caller.TENANT,
        username,
        new HandEdit(
            Sample.LATER.plusSeconds(second),
            false,
            List.of(new FieldChange("phone", "", Integer.toString(second))),
            userId));
  }

  /** The whole history, none of its parts having asked too much of the stores. */
  private List<HistoryEntry> walk(User user, int limit) {
    List<HistoryEntry> all = new ArrayList<>();
    String cursor = "";
    do {
      int before = calls.calls().size();
      Page<HistoryEntry> page = history.page(Caller.TENANT, user, limit, cursor);
      assertThat(calls.calls().size() - before).isLessThanOrEqualTo(MOST_CALLS);
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      all.addAll(page.items());
      cursor = page.cursor();
    } while (!cursor.isEmpty());
    return all;
  }

  private static List<String> importsOf(List<HistoryEntry> entries) {
    return entries.stream().map(HistoryEntry::importId).toList();
  }

  private static List<String> ids(int newest, int oldest) {
    List<String> ids = new ArrayList<>();
    for (int number = newest; number >= oldest; number--) {
      ids.add(id(number));
    }
    return ids;
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A position as it would be of ada, whom import 1 wrote, but for some parts. */
  private static String forged(Consumer<ObjectNode> parts) {
    ObjectNode position = Json.MAPPER.createObjectNode();
    position.put("username", "ada").put("name", "ada");
    position.putObject("pointer").put("importId", id(1)).put("batch", 0);
    position.put("edits", "").put("until", Instant.MAX.toString());
    position.put("status", "ACTIVE").put("day", "");
    parts.accept(position);
    return position.toString();
  }

  private void requireRefused(String position) {
    json(caller.call("POST", "/users", "{'username': 'ada'}"));
    writes(1, 2);

    for (String cursor : List.of(encoded(position), encoded("v1." + encoded(position)))) {
      assertThat(problem(caller.call("GET", "/users/ada/history?cursor=" + cursor)))
          .isEqualTo("400 INVALID_REQUEST");
      assertThatThrownBy(() -> history.page(Caller.TENANT, writtenBy(2), 50, cursor))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(calls.calls()).isEmpty();
  }

  @Test
  void shouldRefuseAForgedImport() {
    requireRefused(
        forged(position -> position.putObject("pointer").putNull("importId").put("batch", 0)));
  }

  @Test
  void shouldRefuseAForgedBatch() {
    requireRefused(
        forged(position -> position.putObject("pointer").put("importId", id(1)).put("batch", -7)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "9999-12-31T00:00:00Z", "2027-01-01"})
  void shouldRefuseAForgedDay(String day) {
    requireRefused(forged(position -> position.put("status", "INACTIVE").put("day", day)));
  }

  @Test
  void shouldRefuseAForgedEdit() {
    requireRefused(forged(position -> position.put("edits", "x".repeat(3_000))));
  }

  @ParameterizedTest
  @CsvSource({"name, bob", "username, bob", "status, x", "until, 2026-01-01T00:00:00Z"})
  void shouldRefuseAForgedPart(String part, String value) {
    requireRefused(forged(position -> position.put(part, value)));
  }

  @Test
  void shouldRefuseAForgedCursorBeforeItReadsAnything() {
    writes(1, 100);
    String cursor =
        encoded(
            forged(
                position ->
                    position
                        .put("status", "INACTIVE")
                        .put("day", "9999-12-31T00:00:00Z")
                        .putObject("pointer")
                        .put("importId", id(100))
                        .put("batch", 0)));

    assertThatThrownBy(() -> history.page(Caller.TENANT, writtenBy(100), 50, cursor))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(calls.calls()).isEmpty();
  }

  @Test
  void shouldRefuseAnotherOnesCursorAndOneThatWasChanged() {
    writes(1, 3);
    User ada = writtenBy(3);
    String cursor = history.page(Caller.TENANT, ada, 1, "").cursor();
    assertThat(importsOf(history.page(Caller.TENANT, ada, 50, cursor).items()))
        .isEqualTo(ids(2, 1));
    int before = calls.calls().size();

    User bob = ada.with().username("bob").build();
    assertThatThrownBy(() -> history.page(Caller.TENANT, bob, 50, cursor))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> history.page(Caller.NEIGHBOUR, ada, 50, cursor))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> history("another key").page(Caller.TENANT, ada, 50, cursor))
        .isInstanceOf(IllegalArgumentException.class);
    String secret = encoded(new AesSealer("key").seal(Caller.TENANT, "whsec_c2VjcmV0"));
    assertThatThrownBy(() -> history.page(Caller.TENANT, ada, 50, secret))
        .isInstanceOf(IllegalArgumentException.class);
    for (int i = 0; i < cursor.length(); i++) {
      String changed =
          cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1);
      assertThatThrownBy(() -> history.page(Caller.TENANT, ada, 50, changed))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(calls.calls()).hasSize(before);
  }

  @Test
  @DisplayName("A11: a page of 50 imports costs two reads each and one or two for the hands")
  void shouldReadNoMoreThanAPageNeeds() {
    writes(1, 100);

    Page<HistoryEntry> page = history.page(Caller.TENANT, writtenBy(100), 50, "");

    assertThat(importsOf(page.items())).isEqualTo(ids(100, 51));
    assertThat(calls.calls()).hasSizeLessThanOrEqualTo(104);
  }

  @Test
  @DisplayName("A11, D10: a day that no import set is looked for once, not for each entry")
  void shouldNotLookAgainForWhoSetTheDay() {
    writes(1, 400);

    List<HistoryEntry> all = walk(leftOn(DAY, 400), 50);

    assertThat(importsOf(all)).isEqualTo(ids(400, 1));
    assertThat(calls.calls()).hasSizeLessThan(4 * 400 + 100);
    assertThat(walk(leftOn(DAY, 400), 1)).isEqualTo(all);
  }

  @Test
  @DisplayName("A11, D10: who set the day is found however many imports lie in between")
  void shouldFindWhoSetTheDayInMoreThanOneCall() {
    writes(1, 1);
    String day = setsADay(2, "ada");
    writes(3, 400);

    List<HistoryEntry> all = walk(leftOn(day, 400), 50);

    assertThat(all.get(0).action()).isEqualTo(HistoryEntry.HistoryAction.DEACTIVATED);
    assertThat(all.get(0).importId()).isEqualTo(id(2));
    assertThat(all.get(0).at()).isEqualTo(Instant.parse(day));
    assertThat(importsOf(all.subList(1, all.size()))).isEqualTo(ids(400, 1));
    assertThat(walk(leftOn(day, 400), 7)).isEqualTo(all);
  }

  @Test
  @DisplayName("A11, D10, U14: who set the day is looked for by the name that an import replaced")
  void shouldFindWhoSetTheDayBehindARename() {
    writes(1, 1, "old");
    String day = setsADay(2, "old");
    writes(3, 3, "old");
    writes(4, "ada", UserChange.NONE.with(Map.of("username", new UserChange.Text("old", "ada"))));
    writes(5, 6);

    List<HistoryEntry> all = walk(leftOn(day, 6), 50);

    assertThat(importsOf(all)).containsExactly(id(2), id(6), id(5), id(4), id(3), id(2), id(1));
    assertThat(all.get(0).action()).isEqualTo(HistoryEntry.HistoryAction.DEACTIVATED);
    assertThat(walk(leftOn(day, 6), 1)).isEqualTo(all);
  }

  @Test
  @DisplayName("A11, D10, U14: it is looked for anew by the name that a hand replaced")
  void shouldLookAnewForWhoSetTheDayBehindARenameByHand() {
    writes(1, 1, "old");
    String day = setsADay(2, "old");
    writes(3, 3, "old");
    handEdits.add(
        Caller.TENANT,
        "ada",
        new HandEdit(
            at(3).plusSeconds(60), false, List.of(new FieldChange("username", "old", "ada")), ""));
    writes(4, 5);

    List<HistoryEntry> all = walk(leftOn(day, 5), 50);

    assertThat(importsOf(all)).containsExactly(id(5), id(4), "", id(2), id(3), id(2), id(1));
    assertThat(all.get(3).action()).isEqualTo(HistoryEntry.HistoryAction.DEACTIVATED);
    assertThat(walk(leftOn(day, 5), 1)).isEqualTo(all);
  }

  @Test
  @DisplayName("A11, U14: the edits of others who had the name are passed over, call by call")
  void shouldPassOverManyEditsOfOthers() {
    writes(1, 2);
    User ada = writtenBy(2).with().id("ada's").build();
    editedByHand("ada", 1, "ada's");
    for (int second = 2; second <= 20_000; second++) {
      editedByHand("ada", second, second == 10_000 ? "ada's" : "another's");
    }

    List<HistoryEntry> all = walk(ada, 1);

    assertThat(all.stream().map(HistoryEntry::importId)).containsExactly("", id(2), "", id(1));
    assertThat(all.get(0).at()).isEqualTo(Sample.LATER.plusSeconds(10_000));
    assertThat(walk(ada, 50)).isEqualTo(all);
  }

  @Test
  @DisplayName("A11: edits go on where the store gives fewer than it was asked for")
  void shouldGoOnBehindAShortPartOfTheEdits() {
    for (int second = 0; second < 120; second++) {
      editedByHand("ada", second, "ada's");
    }
    User ada = Sample.user("ada").with().id("ada's").build();
    HandEdits large =
        new HandEdits() {
          @Override
          public void add(String tenant, String username, HandEdit edit) {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<Noted> newest(String tenant, String username, String before, int limit) {
            return handEdits.newest(tenant, username, before, Math.min(limit, 2));
          }
        };
    UserHistory short2 =
        new UserHistory(caller.imports, large, caller.buckets, new AesSealer("key"));

    List<Instant> seen = new ArrayList<>();
    String cursor = "";
    do {
      Page<HistoryEntry> page = short2.page(Caller.TENANT, ada, 50, cursor);
      page.items().forEach(entry -> seen.add(entry.at()));
      cursor = page.cursor();
    } while (!cursor.isEmpty());

    assertThat(seen).hasSize(120).doesNotHaveDuplicates();
  }
}
