package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.Json;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RowSink;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a roster as a whole after the first pass. */
class JudgementTest {

  @TempDir private Path folder;

  private Judgement judge(String options, String text) throws RosterException, IOException {
    return Shown.judge(
        Shown.file(folder, Shown.text(text), StandardCharsets.UTF_8), Options.of(options));
  }

  @Test
  void shouldCountEveryRowOnce() throws Exception {
    // A1: rows = emitted + blank + beyondLimit.
    Judgement judgement = judge("limit=3", "␊username;x␊a;␊␊b;\"␊c;␊;;␊d;␊e;␊;␊");
    assertThat(judgement.counts()).isEqualTo(new RowCounts(9, 3, 4, 2));
  }

  @Test
  void shouldListFailedRowsToo() throws Exception {
    Judgement judgement =
        judge("limit=6", "username;email;x␊a;;\u0001␊b;;\"␊c;;1;2;3␊d;1;␊d;2;␊;;z␊f;;␊");
    assertThat(Shown.listed(judgement)).containsExactly("1", "a", "b", "c", "d", "f");
  }

  /** A shifted cell may be the username, and the password. */
  @Test
  void shouldTellNobodyWhatMayBeAPassword() throws Exception { // A8 R4 D5
    for (String rows :
        List.of(
            "username;password;x␊a;secret;1;2␊b;;1␊",
            "password;username␊x;secret;a␊;b␊",
            "password;username␊\"x;secret\";a\"␊;b␊")) {
      Judgement judgement = judge("", rows);
      assertThat(Shown.listed(judgement)).as(rows).contains("b").doesNotContain("secret");
      assertThat(judgement.incomplete())
          .as(rows)
          .containsExactly(Incompleteness.USERNAME_UNREADABLE);
    }
    Judgement plain = judge("", "username;x;password␊a;1;secret;2␊b␊");
    assertThat(Shown.listed(plain)).containsExactly("1", "a", "b");
    assertThat(plain.incomplete()).isEmpty();
  }

  @Test
  void shouldKnowAListThatBreaksOffWithinARow() throws Exception { // SPEC D5
    String list = "username;x␊a;1␊b;2␊c;3␊";
    for (String last : List.of("d", "d;\"4", "d;\"4␊5", "\"d")) {
      assertThat(judge("", list + last).incomplete()).as(last).contains(Incompleteness.BROKEN_OFF);
      assertThat(judge("", list + "e␊" + last).incomplete())
          .as("another row lacks cells as well: " + last)
          .doesNotContain(Incompleteness.BROKEN_OFF);
    }
    for (String last : List.of("", "d;4", "d;", "d␊", "d␊␊", "Summe: 3", "\u001A", " ")) {
      assertThat(judge("", list + last).incomplete()).as(last).isEmpty();
    }
    assertThat(judge("", "username;x␊a;1␊b;2␊d").incomplete()).as("too few rows").isEmpty();
    assertThat(judge("", "username␊a␊b␊c␊d").incomplete()).isEmpty();
  }

  @Test
  void shouldKnowWhyAListIsIncomplete() throws Exception {
    assertThat(judge("", "username␊a␊b␊").incomplete()).isEmpty();
    assertThat(judge("limit=1", "username␊a␊␊").incomplete()).isEmpty();
    assertThat(judge("limit=1", "username␊a␊b␊").incomplete())
        .containsExactly(Incompleteness.ROWS_BEYOND_LIMIT);
    assertThat(judge("", "username;x␊a\";␊").incomplete())
        .contains(Incompleteness.USERNAME_UNREADABLE);
    assertThat(judge("", "username;x␊a\u0001;␊b;␊").incomplete())
        .containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(judge("", "username;x␊" + "a".repeat(129) + ";␊b;␊").incomplete())
        .containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(judge("matchBy=email", "email;x␊a(at)x.de;␊b@x.de;␊").incomplete())
        .containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(judge("matchBy=email", "email;x␊a@x.de,;␊b@x.de;␊").incomplete()).isEmpty();
    assertThat(judge("", "username;x␊a;\"␊b;␊").incomplete()).isEmpty();
    assertThat(judge("", "username;x␊a;1;2␊b;␊").incomplete()).isEmpty();
    assertThat(judge("", "username;x␊;1␊b;␊").incomplete()).isEmpty();
    assertThat(judge("", "username;phone␊;1␊b;␊").incomplete())
        .containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(judge("", "username;phone␊#N/A;1␊b;␊").incomplete())
        .containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(judge("", "username;phone␊a;1␊a;2␊").incomplete())
        .containsExactly(Incompleteness.NO_VALID_ROW);
  }

  @Test
  void shouldListBothSpellingsOfAnInvisibleTwin() throws Exception { // SPEC R5
    Judgement judgement = judge("", "username;x␊an\u00ADna;1␊ben;2␊");
    assertThat(Shown.listed(judgement)).containsExactly("anna", "an\u00ADna", "ben");
    assertThat(judgement.incomplete()).isEmpty();
  }

  @Test
  void shouldTellWhereTheHeaderWas() throws Exception { // SPEC R15
    Judgement first = judge("", "username;email␊a;a@x.de␊");
    assertThat(first.reading().headerRow()).isEqualTo(1);
    assertThat(first.notes()).isEmpty();

    Judgement below = judge("", "sep=;␊Liste␊␊username;email␊a;a@x.de␊username;email␊Summe;1␊");
    assertThat(below.reading().headerRow()).isEqualTo(4);
    assertThat(below.counts()).isEqualTo(new RowCounts(6, 1, 5, 0));
    assertThat(below.notes())
        .containsExactly(
            ReadingNote.of(ReadingNote.Code.HEADER_BELOW, "4"),
            ReadingNote.of(ReadingNote.Code.HEADER_REPEATED, "1"),
            ReadingNote.of(ReadingNote.Code.TOTAL_LEFT_OUT, "7"));
    assertThat(Shown.listed(below)).containsExactly("Summe", "a");

    Judgement none = judge("header=false map=1>username", "a␊b␊");
    assertThat(none.reading().headerRow()).isZero();
  }

  @Test
  void shouldCountThePeopleOfACellThatWasSplit() throws Exception { // SPEC A1
    Judgement judgement = judge("matchBy=email", "E-Mail␊a@x.de; b@x.de␊␊c@x.de␊");
    assertThat(judgement.counts()).isEqualTo(new RowCounts(4, 3, 1, 0));
    assertThat(judgement.notes())
        .containsExactly(ReadingNote.of(ReadingNote.Code.CELLS_SPLIT, "1"));
  }

  @Test
  void shouldPutRowsIntoMessagesAsTheirValuesAre() throws Exception {
    Judgement judgement =
        judge("", "username;Vorname;Tags;Tags;Telefon␊a;\"\"\"Zoë\"\" \\ 😀␊Ü\";x;y;␊b;;;;\t1\t␊");
    List<RosterRow> rows = new ArrayList<>();
    judgement.entries(entry -> rows.add(entry.row()));

    assertThat(rows)
        .extracting(RosterRow::values)
        .containsExactlyInAnyOrder(
            Map.of("username", "a", "firstName", "\"Zoë\" \\ 😀\nÜ", "tags", "x,y"),
            Map.of("username", "b", "phone", "1"));
    assertThat(rows).allSatisfy(row -> assertThat(sent(row)).isEqualTo(row));
  }

  private static RosterRow sent(RosterRow row) {
    return Json.parse(Json.text(row), RosterRow.class);
  }

  @Test
  void shouldNameTheGroupsOfRowsToBeAppliedOnly() throws Exception {
    Judgement judgement =
        judge("", "username;Gruppe␊a;\"x, y\"␊b;x␊c;z␊c;q␊d;\u0001␊e;,w,␊e;,w,␊f;␊");
    assertThat(judgement.groups()).containsExactlyInAnyOrder("x", "y", "w");
  }

  @Test
  void shouldShowSamplesButNoPassword() throws Exception {
    Judgement judgement = judge("", "username;Passwort;Farbe␊a;geheim;rot␊b;geheim2;rot␊c;;blau␊");
    assertThat(judgement.hasPasswordColumn()).isTrue();
    assertThat(judgement.mappedTargets())
        .containsExactlyInAnyOrder(Target.Field.USERNAME, Target.Field.PASSWORD);
    assertThat(judgement.columns().toString()).doesNotContain("geheim").contains("[rot, blau]");
  }

  @Test
  void shouldShowNoPasswordThatNobodyWants() throws Exception { // SPEC A8
    Judgement judgement =
        judge("map=Passwort>ignore", "username;Passwort;Farbe␊a;geheim;rot␊b;geheim2;rot␊");
    assertThat(judgement.hasPasswordColumn()).isTrue();
    assertThat(judgement.mappedTargets()).containsExactly(Target.Field.USERNAME);
    assertThat(judgement.columns().toString()).doesNotContain("geheim").contains("[rot]");
  }

  @Test
  void shouldListWhomRowsBeyondTheLimitName() throws Exception { // SPEC R10, D5
    Judgement judgement = judge("limit=1", "username␊a␊b␊c\u0001␊");

    assertThat(Shown.listed(judgement)).containsExactly("a", "b");
    assertThat(judgement.counts().beyondLimit()).isEqualTo(2);
  }

  private static final List<String> ROSTER = roster();

  /** Names of one and of several rows, of all scripts, some rows that fail, some without a name. */
  private static List<String> roster() {
    List<String> rows = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      String name =
          switch (i % 7) {
            case 0 -> "dup" + i % 60;
            case 1 -> "\uD83D\uDE00" + i;
            case 2 -> "\uFFFC" + i;
            case 3 -> "";
            default -> "user" + i;
          };
      rows.add(
          "%s;Name %d;%s;%s"
              .formatted(
                  name, i % 3, "Team " + i % 5, i % 11 == 0 ? "user" + random.nextInt(1_000) : ""));
    }
    return rows;
  }

  private List<String> entries(List<String> rows, int budget) throws Exception {
    String text = "username;lastName;groups;supervisor\n" + String.join("\n", rows) + "\n";
    Path file = Shown.file(folder, text, StandardCharsets.UTF_8);
    List<String> entries = new ArrayList<>();
    try (Judgement judgement = Shown.judge(file, Options.of(""), budget)) {
      judgement.entries(
          entry ->
              entries.add(
                  entry.shard()
                      + " "
                      + entry.username()
                      + " "
                      + (entry.isRow() ? entry.row().toString() + entry.row().values() : "")));
    }
    Files.delete(file);
    assertThat(folder).isEmptyDirectory();
    return entries;
  }

  @Test
  void shouldHandOutTheSameWhateverFitsInMemory() throws Exception {
    List<String> inMemory = entries(ROSTER, RowSpool.BUDGET);

    assertThat(entries(ROSTER, 20_000)).isEqualTo(inMemory);
    assertThat(entries(ROSTER, 0)).isEqualTo(inMemory);
    assertThat(inMemory).hasSize(ROSTER.size());
  }

  @Test
  void shouldHandOutShardByShardInTheOrderOfTheStore() throws Exception {
    Path file =
        Shown.file(
            folder,
            "username;lastName;groups;supervisor\n" + String.join("\n", ROSTER) + "\n",
            StandardCharsets.UTF_8);
    List<String> names = new ArrayList<>();
    List<Integer> shards = new ArrayList<>();
    try (Judgement judgement = Shown.judge(file, Options.of(""), 30_000)) {
      judgement.entries(
          entry -> {
            shards.add(entry.shard());
            names.add(entry.username());
            assertThat(entry.username().isEmpty() || KeyShard.of(entry.username()) == entry.shard())
                .isTrue();
          });
    }
    assertThat(shards).isSorted();
    for (int i = 1; i < names.size(); i++) {
      if (shards.get(i).equals(shards.get(i - 1))) {
        assertThat(KeyShard.ORDER.compare(names.get(i - 1), names.get(i))).isNotPositive();
      }
    }
  }

  @Test
  void shouldSettleTheSameInWhateverOrderTheRowsCome() throws Exception { // SPEC R14
    List<String> shuffled = new ArrayList<>(ROSTER);
    Collections.shuffle(shuffled, new Random(3));

    // Of rows that repeat each other the first counts, and a row without a name lies anywhere.
    assertThat(withoutNumbers(entries(shuffled, 50_000)))
        .isEqualTo(withoutNumbers(entries(ROSTER, 50_000)));
  }

  private static List<String> withoutNumbers(List<String> entries) {
    return entries.stream()
        .map(entry -> entry.replaceAll("^\\d+  row \\d+", "row").replaceAll("row \\d+", "row"))
        .sorted()
        .toList();
  }

  @Test
  void shouldKeepNoMoreInMemoryThanItsBudget() throws Exception { // invariant 11
    try (RowSpool spool = new RowSpool(new ScratchFolder(folder), 10_000, RowSpool.DISK)) {
      RecordBuffer record = new RecordBuffer();
      for (int i = 0; i < 5_000; i++) {
        RowCodec.putListed("one and the same", record);
        spool.add(3, record);
      }
      assertThat(spool.runs()).isBetween(10, 30);
      int count = 0;
      try (RowSpool.Records records = spool.records(3)) {
        while (records.advance()) {
          count++;
        }
      }
      assertThat(count).isEqualTo(5_000);
    }
  }

  @Test
  void shouldRemoveWhatAKilledProcessLeft() throws Exception { // SPEC A8
    ScratchFolder scratch = new ScratchFolder(folder);
    Files.writeString(scratch.newFile(), "secret");

    scratch.clear();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldListOnlyNamesThatNoRowHas() throws Exception { // SPEC R4
    try (Judgement judgement = judge("limit=3", "username;x␊a;1␊c;b;a␊b;␊a␊d␊")) {
      List<String> listed = new ArrayList<>();
      List<String> rows = new ArrayList<>();
      judgement.entries(entry -> (entry.isRow() ? rows : listed).add(entry.username()));
      assertThat(rows).containsExactlyInAnyOrder("a", "b", "c");
      assertThat(listed).containsExactly("d");
    }
  }

  @Test
  void shouldRefuseAWorkbookWhoseRowsSwell() throws Exception { // SPEC 10, invariant 11
    String text = "username;lastName\n" + String.join("\n", ROSTER) + "\n";
    Path file = Shown.file(folder, text, StandardCharsets.UTF_8);

    assertThatThrownBy(
            () ->
                Roster.judge(
                    file, ContentProbe.of(file), Options.of(""), RowSink.NONE, 1_000, 10_000))
        .isInstanceOfSatisfying(
            RosterException.class,
            e -> assertThat(e.code()).isEqualTo(RosterException.Code.FILE_SUSPICIOUS));
    Files.delete(file);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldFailARosterOfMoreGroupsThanAnImportMayName() throws Exception { // SPEC G7
    assertThat(judge("", "username;Gruppe␊" + teams(2_000)).groups()).hasSize(2_000);

    assertThatThrownBy(() -> judge("", "username;Gruppe␊" + teams(2_001)))
        .isInstanceOfSatisfying(
            RosterException.class,
            e -> {
              assertThat(e.code()).isEqualTo(RosterException.Code.TOO_MANY_GROUPS);
              assertThat(e.arguments()).containsExactly("2000", "Gruppe");
            });
  }

  private static String teams(int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append("u").append(i).append(";team ").append(i).append('\n');
    }
    return rows.toString();
  }

  @Test
  void shouldTellTwentyFindingsOfARow() throws Exception { // SPEC 10: they go into one message
    String header = "username" + ";x".repeat(200);
    List<RosterRow> rows = Shown.all(judge("", header + "␊a" + ";\u0085".repeat(200) + "␊"));

    assertThat(rows.get(0).verdict()).isEqualTo(RosterRow.Verdict.FAIL);
    assertThat(rows.get(0).findings()).hasSize(ReaderLimits.FINDINGS);
  }

  @Test
  void shouldFailRowsThatDifferAndNameTheOthersHoweverManyThereAre() throws Exception { // SPEC R13
    StringBuilder text = new StringBuilder("username;lastName\n");
    for (int i = 0; i < 30; i++) {
      text.append("anna;").append(i).append('\n');
    }

    List<RosterRow> rows =
        Shown.all(
            Shown.judge(
                Shown.file(folder, text.toString(), StandardCharsets.UTF_8), Options.of("")));

    assertThat(rows).hasSize(30).allMatch(row -> row.verdict() == RosterRow.Verdict.FAIL);
    assertThat(rows.get(29).findings().get(0).arguments())
        .containsExactly("2, 3, 4, 5, 6, 7, 8, 9, 10, 11", "19", "lastName");
    assertThat(rows.get(4).findings().get(0).arguments())
        .containsExactly("2, 3, 4, 5, 7, 8, 9, 10, 11, 12", "19", "lastName");
  }

  @Test
  void shouldNameColumnsThatFeedNothingAlsoOutOfRuns() throws Exception { // SPEC R13
    StringBuilder text = new StringBuilder("username;c1;c2;c3;lastName\n");
    for (int i = 0; i < 2_000; i++) {
      text.append("u").append(i % 1_000).append(";x;").append(i).append(";;y\n");
    }
    Path file = Shown.file(folder, text.toString(), StandardCharsets.UTF_8);

    List<RosterRow> rows = Shown.all(Shown.judge(file, Options.of(""), 4_096));

    assertThat(rows)
        .hasSize(2_000)
        .allSatisfy(
            row -> assertThat(row.findings().get(0).arguments()).endsWith("c2", "UNMAPPED"));
  }

  /** A resend after a deployment is cut into the same batches, by the same sizes. */
  @Test
  void shouldCountNoByteForColumnsThatFeedNothing() throws Exception { // SPEC R13
    String few = "username;lastName\nanna;Kern\nben;\u0001\n";
    String many = "username;lastName" + ";x".repeat(100) + "\nanna;Kern" + ";y".repeat(100);
    assertThat(sizes(many + "\nben;\u0001" + ";".repeat(100) + "\n")).isEqualTo(sizes(few));
  }

  private List<Integer> sizes(String text) throws Exception {
    List<Integer> sizes = new ArrayList<>();
    try (Judgement judgement =
        Shown.judge(Shown.file(folder, text, StandardCharsets.UTF_8), Options.of(""))) {
      judgement.entries(entry -> sizes.add(entry.size()));
    }
    return sizes;
  }
}
