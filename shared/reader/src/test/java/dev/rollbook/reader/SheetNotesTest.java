package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a workbook is hidden, left out or without a value (SPEC R16). */
class SheetNotesTest {

  private static final String HEADER =
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>username</v></c>"
          + "<c r=\"B1\" t=\"str\"><v>lastName</v></c></row>";

  @TempDir private Path folder;

  private Judgement judge(byte[] bytes) throws Exception {
    return Shown.judge(Shown.file(folder, bytes), Options.of(""));
  }

  private Judgement judge(String rows) throws Exception {
    return judge(Xlsx.of(HEADER + rows).bytes());
  }

  private static String row(int number, String username, String lastName) {
    return "<row r=\"%d\">%s<c r=\"B%d\" t=\"str\"><v>%s</v></c></row>"
        .formatted(number, username, number, lastName);
  }

  @Test
  void shouldFailFormulasThatWereNeverCalculated() throws Exception {
    Judgement judgement =
        judge(
            row(2, "<c r=\"A2\"><f>X2</f><v></v></c>", "x")
                + row(3, "<c r=\"A3\"><f>X3</f></c>", "y")
                + row(4, "<c r=\"A4\"><f>X4</f><v>0</v></c>", "z")
                + row(5, "<c r=\"A5\" t=\"str\"><f>X5</f><v>ben</v></c>", "q"));
    assertThat(Shown.rows(judgement))
        .containsExactly(
            "2 - FAIL !USERNAME_UNREADABLE(username: )",
            "3 - FAIL !USERNAME_UNREADABLE(username: )",
            "4 - FAIL !USERNAME_UNREADABLE(username: 0)",
            "5 ben APPLY lastName=q");
    assertThat(judgement.incomplete()).containsExactly(Incompleteness.USERNAME_UNREADABLE);
  }

  @Test
  void shouldFailAFormulaWhoseStoredResultIsZeroInAnOrdinaryWorkbook() throws Exception {
    Judgement judgement =
        judge(
            row(2, "<c r=\"A2\"><f>X4</f><v>0</v></c>", "x")
                + row(3, "<c r=\"A3\"><f>X5</f><v>4711</v></c>", "y"));
    assertThat(Shown.rows(judgement))
        .containsExactly("2 - FAIL !USERNAME_UNREADABLE(username: 0)", "3 4711 APPLY lastName=y");
  }

  @Test
  void shouldNotFailRowsForFormulasThatShowNothing() throws Exception {
    Judgement judgement =
        judge(
            row(2, "<c r=\"A2\" t=\"str\"><f>X2</f><v>a</v></c>", "x")
                + row(3, "<c r=\"A3\" t=\"str\"><f>X3</f><v></v></c>", ""));
    assertThat(Shown.rows(judgement)).containsExactly("2 a APPLY lastName=x");
    assertThat(judgement.incomplete()).isEmpty();
  }

  /** With {@code emptyCells: clear} a name would else go that a person sees there. */
  @Test
  void shouldClearNothingByFormulasThatWereNeverCalculated() throws Exception { // SPEC R4, R16
    Judgement judgement =
        judge(
            "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a</v></c><c r=\"B2\"><f>X2</f></c></row>"
                + row(3, "<c r=\"A3\" t=\"str\"><v>b</v></c>", ""));
    assertThat(Shown.rows(judgement)).containsExactly("2 a APPLY missing[lastName]", "3 b APPLY");
  }

  @Test
  void shouldFailAnErrorInTheUsernamesCell() throws Exception {
    Judgement judgement =
        judge(
            row(2, "<c r=\"A2\" t=\"e\"><f>X2</f><v>#N/A</v></c>", "x")
                + row(3, "<c r=\"A3\" t=\"e\"><v>#REF!</v></c>", "y"));
    assertThat(Shown.rows(judgement))
        .containsExactly(
            "2 - FAIL !USERNAME_UNREADABLE(username: #N/A)",
            "3 - FAIL !USERNAME_UNREADABLE(username: #REF!)");
    assertThat(judgement.incomplete())
        .containsExactlyInAnyOrder(Incompleteness.USERNAME_UNREADABLE, Incompleteness.NO_VALID_ROW);
  }

  @Test
  void shouldReadHiddenRowsAndNameThem() throws Exception {
    Judgement judgement =
        judge(
            "<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"str\"><v>a</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>b</v></c></row>"
                + "<row r=\"4\" hidden=\"true\"><c r=\"A4\"/></row>");
    assertThat(Shown.rows(judgement)).containsExactly("2 a APPLY", "3 b APPLY");
    assertThat(judgement.notes())
        .containsExactly(ReadingNote.of(ReadingNote.Code.HIDDEN_ROWS, "1"));
  }

  private static void people(Workbook workbook, String name, String username) {
    Sheet sheet = workbook.createSheet(name);
    sheet.createRow(0).createCell(0).setCellValue("username");
    sheet.createRow(1).createCell(0).setCellValue(username);
  }

  private static byte[] bytes(Workbook workbook) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    workbook.write(bytes);
    return bytes.toByteArray();
  }

  @Test
  void shouldReadTheVisibleSheetOfAnOldWorkbookAndNameTheOthers() throws Exception {
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      people(workbook, "Vorjahr", "old");
      people(workbook, "Liste", "anna");
      people(workbook, "Zweite", "ben");
      workbook.createSheet("Leer");
      workbook.setSheetHidden(0, true);
      Row hidden = workbook.getSheet("Liste").getRow(1);
      hidden.setZeroHeight(true);
      workbook.getSheet("Liste").setColumnHidden(0, true);
      workbook.getSheet("Liste").setColumnHidden(1, true);
      Judgement judgement = judge(bytes(workbook));
      assertThat(judgement.reading().sheet()).isEqualTo("Liste");
      assertThat(Shown.rows(judgement)).containsExactly("2 anna APPLY");
      assertThat(judgement.notes())
          .containsExactly(
              ReadingNote.of(ReadingNote.Code.OTHER_SHEETS, "Zweite"),
              ReadingNote.of(ReadingNote.Code.HIDDEN_SHEETS, "Vorjahr"),
              ReadingNote.of(ReadingNote.Code.HIDDEN_ROWS, "1"),
              ReadingNote.of(ReadingNote.Code.HIDDEN_COLUMNS, "A"));
    }
  }

  /** Which one is meant is not guessed: the first with data is read, and the others are named. */
  @Test
  void shouldNameTheOtherVisibleSheetsIfTheFirstCannotBeRead() throws Exception { // SPEC R8, R16
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      workbook.createSheet("Deckblatt").createRow(0).createCell(0).setCellValue("Unsere Schule");
      people(workbook, "Liste", "anna");
      people(workbook, "Vorjahr", "old");
      people(workbook, "Zweite", "ben");
      workbook.setSheetHidden(2, true);
      Path file = Shown.file(folder, bytes(workbook));

      assertThatExceptionOfType(RosterException.class)
          .isThrownBy(() -> Shown.judge(file, Options.of("")))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(RosterException.Code.NO_USERNAME_COLUMN);
                assertThat(e.notes())
                    .containsExactly(
                        ReadingNote.of(ReadingNote.Code.OTHER_SHEETS, "Liste, Zweite"));
              });
      assertThatExceptionOfType(RosterException.class)
          .isThrownBy(() -> Shown.judge(file, Options.of("sheet=Deckblatt")))
          .satisfies(e -> assertThat(e.notes()).isEmpty());
      assertThat(Shown.rows(file, Options.of("sheet=liste"))).containsExactly("2 anna APPLY");
    }
  }

  @Test
  void shouldReadTheVisibleSheetOfAWorkbookAndNameTheOthers() throws Exception {
    String sheet =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            + "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>%s</v></c></row></sheetData></worksheet>";
    Xlsx xlsx = Xlsx.of(HEADER + row(2, "<c r=\"A2\" t=\"str\"><v>anna</v></c>", "x"));
    xlsx.part("xl/worksheets/sheet2.xml", sheet.formatted("old"));
    xlsx.part("xl/worksheets/sheet3.xml", sheet.formatted("other"));
    xlsx.part("xl/worksheets/sheet4.xml", sheet.formatted(" "));
    String worksheet =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
    StringBuilder relations = new StringBuilder();
    StringBuilder sheets = new StringBuilder("<sheets>");
    for (String each :
        List.of("2 Vorjahr hidden", "1 Liste visible", "3 Zweite visible", "4 Leer visible")) {
      String[] words = each.split(" ", -1);
      sheets.append(
          "<sheet name=\"%s\" sheetId=\"%s\" state=\"%s\" r:id=\"s%s\"/>"
              .formatted(words[1], words[0], words[2], words[0]));
      relations.append(
          "<Relationship Id=\"s%s\" Type=\"%s\" Target=\"worksheets/sheet%s.xml\"/>"
              .formatted(words[0], worksheet, words[0]));
    }
    xlsx.part(
        "xl/workbook.xml",
        xlsx.part("xl/workbook.xml").replaceFirst("<sheets>.*?/>", sheets.toString()));
    xlsx.part(
        "xl/_rels/workbook.xml.rels",
        xlsx.part("xl/_rels/workbook.xml.rels")
            .replace("</Relationships>", relations + "</Relationships>"));

    Judgement judgement = judge(xlsx.bytes());

    assertThat(judgement.reading().sheet()).isEqualTo("Liste");
    assertThat(Shown.rows(judgement)).containsExactly("2 anna APPLY lastName=x");
    assertThat(judgement.notes())
        .containsExactly(
            ReadingNote.of(ReadingNote.Code.OTHER_SHEETS, "Zweite"),
            ReadingNote.of(ReadingNote.Code.HIDDEN_SHEETS, "Vorjahr"));
  }
}
