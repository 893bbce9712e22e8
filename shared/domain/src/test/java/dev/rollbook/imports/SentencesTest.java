package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.Target;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC A2, A3: what a tenant reads. */
class SentencesTest {

  private static final Sentences DE = Sentences.in("de");
  private static final Sentences EN = Sentences.in("en");

  @Test
  void shouldSpeakGermanOrElseEnglish() {
    assertThat(Sentences.in("de")).isSameAs(DE).isNotSameAs(EN);
    assertThat(Sentences.in("")).isSameAs(EN);
    assertThat(Sentences.in("fr")).isSameAs(EN);
  }

  @Test
  void shouldHaveEverySentenceInBothLanguages() {
    assertThat(bundle(Locale.GERMAN).keySet())
        .containsExactlyInAnyOrderElementsOf(bundle(Locale.ENGLISH).keySet());
    for (String key : bundle(Locale.GERMAN).keySet()) {
      assertThat(placeholders(bundle(Locale.GERMAN).getString(key)))
          .as(key)
          .isEqualTo(placeholders(bundle(Locale.ENGLISH).getString(key)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveASentenceForEveryFinding(FindingCode code) {
    for (Sentences sentences : List.of(DE, EN)) {
      assertSentence(sentences.finding(Finding.of(code, "email", "one", "two", "three", "four")));
      assertSentence(sentences.finding(Finding.of(code, "property:Region", "", "", "", "")));
      assertSentence(sentences.finding(Finding.of(code, "").failing()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveASentenceForEveryFailureOfAFile(RosterException.Code code) {
    String first = code == RosterException.Code.FILE_TOO_LARGE ? "1" : "username";
    for (Sentences sentences : List.of(DE, EN)) {
      assertSentence(sentences.failure(code, List.of(first, "2", "3", "4")));
      assertSentence(sentences.failure(code, List.of(first)));
      assertSentence(sentences.failure(code, List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveASentenceForEveryNote(ReadingNote.Code code) {
    for (Sentences sentences : List.of(DE, EN)) {
      List<String> told = sentences.notes(List.of(ReadingNote.of(code, "one", "two")));
      assertThat(told).hasSize(1);
      assertSentence(told.get(0));
      assertThat(told.get(0)).contains("one");
    }
  }

  /** A finding of each kind that the code has, with the arguments its Javadoc lists. */
  private static List<Finding> found(FindingCode code) {
    return switch (code) {
      case MALFORMED_ROW ->
          List.of(
              Finding.of(code, "", "STRAY_QUOTE", "2", "4"),
              Finding.of(code, "", "UNCLOSED_QUOTE", "2", "4"),
              Finding.of(code, "", "TOO_MANY_CELLS", "5", "4"));
      case INVALID_CHARACTER -> List.of(Finding.of(code, "lastName", "U+0007", "Name"));
      case USERNAME_MISSING -> List.of(Finding.of(code, "username"), Finding.of(code, "email"));
      case VALUE_TOO_LONG ->
          List.of(
              Finding.of(code, "phone", "4000", "4001", "characters", "Tel."),
              Finding.of(code, "username", "128", "129", "bytes", "Login"),
              Finding.of(code, "", "102400", "102401", "bytes", ""));
      case DUPLICATE_USERNAME ->
          List.of(
              Finding.of(code, "username", "3, 9", "0", ""),
              Finding.of(code, "email", "3, 9", "17", ""),
              Finding.of(code, "username", "3, 9", "0", "Kurs"),
              Finding.of(code, "username", "3, 9", "17", "Kurs, Raum"),
              Finding.of(code, "username", "3, 9", "0", "Kurs", "UNMAPPED"),
              Finding.of(code, "username", "3, 9", "17", "Kurs", "UNMAPPED"));
      case USERNAME_UNREADABLE ->
          List.of(Finding.of(code, "username", "#N/A"), Finding.of(code, "username", ""));
      case RENAME_CONFLICT -> List.of(Finding.of(code, "oldUsername", "a.old", "a.new"));
      case TOO_MANY_TAGS -> List.of(Finding.of(code, "tags", "50", "51"));
      case TOO_MANY_GROUPS -> List.of(Finding.of(code, "groups", "50", "51"));
      case PROCESSING_FAILED ->
          Stream.of("CONFLICT", "REFUSED", "GIVEN_UP")
              .map(why -> Finding.of(code, "", why))
              .toList();
      case CHANGED_SINCE, CANCELLED -> List.of(Finding.of(code, ""));
      case INVALID_EMAIL ->
          List.of(Finding.of(code, "email", "a(at)b"), Finding.of(code, "email", "x").failing());
      case OPTION_UNKNOWN ->
          List.of(
              Finding.of(code, "property:Level", "C", "A"),
              Finding.of(code, "property:Level", "C", ""));
      case PASSWORD_KEPT -> List.of(Finding.of(code, "password"));
      case SUPERVISOR_UNKNOWN ->
          List.of(
              Finding.of(code, "supervisor", "ghost", "boss"),
              Finding.of(code, "secondSupervisor", "ghost", ""));
      case SUPERVISOR_SELF ->
          List.of(Finding.of(code, "supervisor", "boss"), Finding.of(code, "secondSupervisor", ""));
      case LOOKS_DAMAGED -> List.of(Finding.of(code, "username", "4.71E+12"));
      case LOOKS_RENAMED ->
          List.of(
              Finding.of(code, "email", "old", "new", "email"),
              Finding.of(code, "", "old", "new", "name"));
    };
  }

  @ParameterizedTest
  @EnumSource
  void shouldFillEveryGapOfAFinding(FindingCode code) {
    for (Finding finding : found(code)) {
      assertFilled(DE.finding(finding));
      assertFilled(EN.finding(finding));
    }
  }

  /** The arguments of each kind that the code has, as its Javadoc lists them. */
  private static List<List<String>> arguments(RosterException.Code code) {
    return switch (code) {
      case FILE_EMPTY, FILE_GONE, HEADER_ONLY, WORKBOOK_ENCRYPTED -> List.of(List.of());
      case FILE_TOO_LARGE -> List.of(List.of("536870912", "536870913"));
      case HEADER_MALFORMED -> List.of(List.of("1", "2"));
      case NO_USERNAME_COLUMN ->
          List.of(
              List.of("username", "Name, Ort", "", ""),
              List.of("email", "Name, Ort", ";", ""),
              List.of("username", "Name;Ort", "\t", ";"));
      case TARGET_TWICE -> List.of(List.of("groups", "Klasse"), List.of("property:Level", "4"));
      case MAPPING_INVALID -> List.of(List.of("column", "Level"), List.of("property", "Level"));
      case TOO_MANY_COLUMNS -> List.of(List.of("300", "301"));
      case TOO_MANY_GROUPS -> List.of(List.of("2000", "Team"));
      case TOO_MANY_ROWS -> List.of(List.of("1048576", "1048577"));
      case FORMAT_UNKNOWN -> List.of(List.of("doc"), List.of("pdf"));
      case FORMAT_MISMATCH -> List.of(List.of("csv", "xlsx"));
      case WORKBOOK_UNREADABLE -> List.of(List.of("xl/worksheets/sheet1.xml", "cell reference"));
      case SHEET_MISSING -> List.of(List.of("Tabelle1", "A, B"));
      case FILE_SUSPICIOUS -> List.of(List.of("xl/worksheets/sheet1.xml", "1000", "1001"));
    };
  }

  @ParameterizedTest
  @EnumSource
  void shouldFillEveryGapOfAFailure(RosterException.Code code) {
    for (List<String> arguments : arguments(code)) {
      assertFilled(DE.failure(code, arguments));
      assertFilled(EN.failure(code, arguments));
    }
  }

  @Test
  void shouldSayWhatBecomesOfARowThatCouldNotBeApplied() {
    List<Finding> failed = found(FindingCode.PROCESSING_FAILED);
    assertThat(failed).extracting(DE::finding).doesNotHaveDuplicates();
    assertThat(DE.finding(failed.get(0))).contains("von Hand").contains("noch einmal");
    assertThat(EN.finding(failed.get(1))).contains("too large").contains("shorten the values");
    assertThat(EN.finding(failed.get(2))).contains("several tries").contains("again");
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveASentenceForEveryReasonToHoldAPlan(Deactivation.Reason reason) {
    assertSentence(DE.held(reason));
    assertSentence(EN.held(reason));
  }

  @Test
  void shouldHaveASentenceForAnImportThatStalled() {
    assertThat(DE.stalled()).startsWith("Der Import kam nicht mehr voran");
    assertThat(EN.stalled()).startsWith("The import made no progress");
    assertThat(DE.profileOutOfDate("x")).startsWith("Das Importprofil stimmt nicht mehr: x.");
    assertThat(EN.profileOutOfDate("x")).startsWith("The import profile does not fit any more: x.");
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameEveryField(Target.Field field) {
    for (Sentences sentences : List.of(DE, EN)) {
      assertThat(sentences.finding(Finding.of(FindingCode.LOOKS_DAMAGED, field.text(), "x")))
          .matches("[^:]+: [„“]x[“”].*");
    }
  }

  static Stream<Arguments> findings() {
    return Stream.of(
        said(
            Finding.of(FindingCode.OPTION_UNKNOWN, "property:Straße", "C", "A"),
            "„C“ gibt es bei „Straße“ nicht zur Auswahl; eingetragen wurde „A“. Bitte prüfen Sie"
                + " die Schreibweise oder ergänzen Sie die Auswahl.",
            "“Straße” does not offer “C”; “A” was taken instead. Please check how it is written, or"
                + " add it to the options."),
        said(
            Finding.of(FindingCode.OPTION_UNKNOWN, "property:Level", "C", ""),
            "„C“ gibt es bei „Level“ nicht zur Auswahl; das Feld bleibt leer. Bitte prüfen Sie die"
                + " Schreibweise oder ergänzen Sie die Auswahl.",
            "“Level” does not offer “C”; the field stays empty. Please check how it is written, or"
                + " add it to the options."),
        said(
            Finding.of(FindingCode.SUPERVISOR_UNKNOWN, "secondSupervisor", "ghost", "boss"),
            "Zweiter Vorgesetzter: Einen Benutzer „ghost“ gibt es nicht; eingetragen wurde „boss“."
                + " Bitte prüfen Sie den Benutzernamen.",
            "Second supervisor: There is no user “ghost”; “boss” was taken instead. Please check"
                + " the username."),
        said(
            Finding.of(FindingCode.SUPERVISOR_UNKNOWN, "supervisor", "ghost", ""),
            "Vorgesetzter: Einen Benutzer „ghost“ gibt es nicht; das Feld bleibt leer. Bitte prüfen"
                + " Sie den Benutzernamen.",
            "Supervisor: There is no user “ghost”; the field stays empty. Please check the"
                + " username."),
        said(
            Finding.of(FindingCode.SUPERVISOR_SELF, "supervisor", ""),
            "Vorgesetzter: Der Benutzer kann nicht sein eigener Vorgesetzter sein; das Feld bleibt"
                + " leer. Bitte tragen Sie jemand anderen ein.",
            "Supervisor: Users cannot be their own supervisors; the field stays empty. Please name"
                + " somebody else."),
        said(
            Finding.of(FindingCode.SUPERVISOR_SELF, "supervisor", "boss"),
            "Vorgesetzter: Der Benutzer kann nicht sein eigener Vorgesetzter sein; eingetragen"
                + " wurde „boss“. Bitte tragen Sie jemand anderen ein.",
            "Supervisor: Users cannot be their own supervisors; “boss” was taken instead. Please"
                + " name somebody else."),
        said(
            Finding.of(FindingCode.TOO_MANY_GROUPS, "groups", "50", "51"),
            "Der Benutzer wäre in 51 Gruppen, erlaubt sind 50. Bitte verwenden Sie weniger.",
            "The user would be in 51 groups, 50 are allowed. Please use fewer."),
        said(
            Finding.of(FindingCode.TOO_MANY_TAGS, "tags", "50", "51"),
            "Der Benutzer hätte 51 Schlagwörter, erlaubt sind 50. Bitte verwenden Sie weniger.",
            "The user would have 51 tags, 50 are allowed. Please use fewer."),
        said(
            Finding.of(FindingCode.DUPLICATE_USERNAME, "username", "3, 9", "0"),
            "Derselbe Benutzer steht mit anderen Angaben auch in Zeile 3, 9. Keine dieser Zeilen"
                + " wurde übernommen; bitte lassen Sie nur die richtige stehen.",
            "The same user is also in row 3, 9, with other values. None of these rows was applied;"
                + " please keep only the right one."),
        said(
            Finding.of(FindingCode.DUPLICATE_USERNAME, "username", "3, 9", "17"),
            "Derselbe Benutzer steht mit anderen Angaben auch in Zeile 3, 9 und 17 weiteren. Keine"
                + " dieser Zeilen wurde übernommen; bitte lassen Sie nur die richtige stehen.",
            "The same user is also in row 3, 9 and 17 more, with other values. None of these rows"
                + " was applied; please keep only the right one."),
        said(
            Finding.of(
                FindingCode.DUPLICATE_USERNAME, "username", "3", "0", "Kurs, Raum", "UNMAPPED"),
            "Derselbe Benutzer steht auch in Zeile 3, mit anderen Werten in Spalten, die nicht"
                + " übernommen werden: Kurs, Raum. Keine dieser Zeilen wurde übernommen; bitte"
                + " behalten Sie nur die richtige, oder lassen Sie diese Spalten beim Import weg,"
                + " wenn es auf sie nicht ankommt (Option mapping, Ziel ignore).",
            "The same user is also in row 3, with other values in columns that are not imported:"
                + " Kurs, Raum. None of these rows was applied; please keep only the right one, or"
                + " leave these columns out of the import if they do not matter (option mapping,"
                + " target ignore)."),
        said(
            Finding.of(FindingCode.VALUE_TOO_LONG, "phone", "4000", "4001", "characters", "Tel."),
            "Der Wert in Spalte „Tel.“ ist zu lang: 4001 Zeichen, erlaubt sind 4000. Bitte kürzen"
                + " Sie ihn.",
            "The value in column “Tel.” is too long: 4001 characters, 4000 are allowed. Please"
                + " shorten it."),
        said(
            Finding.of(FindingCode.VALUE_TOO_LONG, "username", "128", "129", "bytes", "Login"),
            "Der Wert in Spalte „Login“ ist mit 129 Bytes zu lang, erlaubt sind 128 (Umlaute zählen"
                + " doppelt). Bitte kürzen Sie ihn.",
            "The value in column “Login” is too long: 129 bytes, 128 are allowed (accented letters"
                + " count twice). Please shorten it."),
        said(
            Finding.of(FindingCode.VALUE_TOO_LONG, "", "9", "10", "bytes", ""),
            "Die Zeile ist mit 10 Bytes zu lang, erlaubt sind 9. Bitte kürzen Sie ihre Werte.",
            "The row is too long: 10 bytes, 9 are allowed. Please shorten its values."),
        said(
            Finding.of(FindingCode.MALFORMED_ROW, "", "TOO_MANY_CELLS", "5", "4"),
            "Die Zeile hat 5 Zellen, die Kopfzeile aber nur 4. Bitte entfernen Sie die überzähligen"
                + " Zellen, oder setzen Sie Werte, die das Trennzeichen enthalten, in"
                + " Anführungszeichen.",
            "The row has 5 cells, but the header only 4. Please remove the surplus cells, or put"
                + " values that contain the delimiter in quotation marks."),
        said(
            Finding.of(FindingCode.INVALID_EMAIL, "email", "a(at)b"),
            "„a(at)b“ ist keine gültige E-Mail-Adresse und wurde nicht übernommen. Bitte prüfen Sie"
                + " die Schreibweise.",
            "“a(at)b” is not a valid e-mail address and was not taken. Please check how it is"
                + " written."),
        said(
            Finding.of(FindingCode.INVALID_EMAIL, "email", "a(at)b").failing(),
            "„a(at)b“ ist keine gültige E-Mail-Adresse, an ihr wird der Benutzer aber erkannt."
                + " Bitte prüfen Sie die Schreibweise.",
            "“a(at)b” is not a valid e-mail address, but tells which user it is. Please check how"
                + " it is written."));
  }

  @ParameterizedTest
  @MethodSource("findings")
  void shouldSayWhatWhereAndWhatToDo(Finding finding, String german, String english) {
    assertThat(DE.finding(finding)).isEqualTo(german);
    assertThat(EN.finding(finding)).isEqualTo(english);
  }

  @ParameterizedTest
  @ValueSource(strings = {"O'Brien", "''", "{0}", "{9}", "a{b", "}", "%s $1 \\", "Größe 1<2|3#4"})
  void shouldKeepValuesAsTheyAre(String value) {
    for (Sentences sentences : List.of(DE, EN)) {
      assertThat(
              sentences.finding(
                  Finding.of(FindingCode.OPTION_UNKNOWN, "property:" + value, value, value)))
          .containsSubsequence(value, value, value);
      assertThat(sentences.failure(RosterException.Code.MAPPING_INVALID, List.of("column", value)))
          .contains(value);
    }
  }

  @Test
  void shouldSayWhyAFileCannotBeImported() {
    assertThat(DE.failure(RosterException.Code.FILE_TOO_LARGE, List.of("536870912", "536870913")))
        .isEqualTo("Die Datei hat 513 MB, erlaubt sind 512 MB. Bitte teilen Sie sie auf.");
    assertThat(
            DE.failure(
                RosterException.Code.NO_USERNAME_COLUMN, List.of("username", "a;b", "\t", ";")))
        .isEqualTo(
            "Keine Spalte liefert den Wert für „Benutzername“, an dem die Benutzer erkannt werden."
                + " Gefundene Spalten: a;b. Das Trennzeichen ist vermutlich „;“ und nicht „Tab“;"
                + " bitte stellen Sie es beim Import ein.");
    assertThat(
            EN.failure(
                RosterException.Code.NO_USERNAME_COLUMN, List.of("email", "Name, Ort", ";", "")))
        .isEqualTo(
            "No column gives the value for “E-mail”, which tells which user a row is about. Columns"
                + " found: Name, Ort. Please name a column so, or map it.");
    assertThat(EN.failure(RosterException.Code.MAPPING_INVALID, List.of("property", "Level")))
        .isEqualTo(
            "The mapping names a property “Level”, which does not exist. Please create it, or"
                + " correct the mapping.");
    assertThat(DE.failure(RosterException.Code.TARGET_TWICE, List.of("groups", "Klasse")))
        .startsWith("Mehrere Spalten sollen „Gruppe“ füllen, darunter „Klasse“.");
    assertThat(EN.failure(RosterException.Code.SHEET_MISSING, List.of("Tabelle1", "A, B")))
        .startsWith("The workbook has no sheet “Tabelle1”; it has: A, B.");
    assertThat(DE.failure(RosterException.Code.FORMAT_UNKNOWN, List.of("doc")))
        .contains("erkannt wurde: Word-Dokument.");
    assertThat(EN.failure(RosterException.Code.FORMAT_MISMATCH, List.of("csv", "xlsx")))
        .startsWith("The import says that the format is CSV, but the file is: XLSX.");
    assertThat(
            DE.failure(
                RosterException.Code.FILE_SUSPICIOUS,
                List.of("xl/worksheets/sheet1.xml", "1000", "1001")))
        .contains("(xl/worksheets/sheet1.xml: 1001 Bytes, erlaubt sind 1000)");
    assertThat(EN.failure(RosterException.Code.SHEET_MISSING, List.of("")))
        .startsWith("The workbook has nothing on any sheet.");
  }

  @Test
  void shouldGiveTheFourMessagesOfAnImport() {
    Counts counts = CountsBuilder.builder().updated(1).deactivated(1_234_567).failed(2).build();

    assertThat(DE.messages(counts, false))
        .containsExactly(
            "0 Benutzer angelegt.",
            "1 Benutzer aktualisiert.",
            "1.234.567 Benutzer deaktiviert.",
            "2 Zeilen nicht übernommen.");
    assertThat(EN.messages(counts, false))
        .containsExactly(
            "0 users created.",
            "1 user updated.",
            "1,234,567 users deactivated.",
            "2 rows failed.");
  }

  @Test
  void shouldSayWouldBeOfADryRun() {
    Counts counts = CountsBuilder.builder().updated(1).deactivated(1_234_567).failed(1).build();

    assertThat(DE.messages(counts, true))
        .containsExactly(
            "0 Benutzer würden angelegt.",
            "1 Benutzer würde aktualisiert.",
            "1.234.567 Benutzer würden deaktiviert.",
            "1 Zeile würde nicht übernommen.");
    assertThat(EN.messages(counts, true))
        .containsExactly(
            "0 users would be created.",
            "1 user would be updated.",
            "1,234,567 users would be deactivated.",
            "1 row would fail.");
  }

  private static Arguments said(Finding finding, String german, String english) {
    return Arguments.of(finding, german, english);
  }

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle("dev.rollbook.imports.sentences", locale);
  }

  /** The numbers of the arguments that a pattern uses. */
  private static List<String> placeholders(String pattern) {
    return Stream.of(pattern.split("\\{"))
        .skip(1)
        .map(rest -> rest.substring(0, 1))
        .distinct()
        .sorted()
        .toList();
  }

  /** A gap that no argument fills leaves its quotes, brackets or blanks side by side. */
  private static void assertFilled(String sentence) {
    assertSentence(sentence);
    assertThat(sentence).doesNotContain("„“", "“”", "()", "  ", " .", " ,", ": ;", ": .", " :");
    assertThat(sentence).doesNotStartWith(":");
  }

  private static void assertSentence(String sentence) {
    assertThat(sentence).endsWith(".").doesNotContain("{", "}", "null", "\uFFFD", "Ã");
  }
}
