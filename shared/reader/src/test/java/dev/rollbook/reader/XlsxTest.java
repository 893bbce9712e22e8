package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * XLSX workbooks that are sound but unusual, and some that mean harm (SPEC R1, R5, R9, section 10).
 */
class XlsxTest {

  private static final String HEADER =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>username</t></is></c><c r=\"B1\""
          + " t=\"inlineStr\"><is><t>lastName</t></is></c></row>";
  private static final String ROW =
      "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c></row>";

  @TempDir private Path folder;

  private List<String> rows(Xlsx xlsx) {
    return Shown.rows(Shown.file(folder, xlsx.bytes()), Options.of(""));
  }

  private List<String> cell(String cell) {
    return rows(Xlsx.of(HEADER + "<row r=\"2\"><c r=\"A2\"><v>7</v></c>" + cell + "</row>"));
  }

  @Test
  void shouldReadEveryKindOfCell() {
    assertThat(cell("<c r=\"B2\" t=\"b\"><v>1</v></c>")).containsExactly("2 7 APPLY lastName=TRUE");
    assertThat(cell("<c r=\"B2\" t=\"b\"><f>1=2</f><v>0</v></c>"))
        .containsExactly("2 7 APPLY lastName=FALSE");
    assertThat(cell("<c r=\"B2\" t=\"e\"><v>#N/A</v></c>"))
        .containsExactly("2 7 APPLY lastName=#N/A");
    assertThat(cell("<c r=\"B2\" t=\"str\"><f>\"x\"</f><v>x</v></c>"))
        .containsExactly("2 7 APPLY lastName=x");
    assertThat(cell("<c r=\"B2\"><f t=\"shared\" si=\"9\"/><v>0.30000000000000004</v></c>"))
        .containsExactly("2 7 APPLY lastName=0.3");
    assertThat(cell("<c r=\"B2\" t=\"d\"><v>2024-02-29T00:00:00</v></c>"))
        .containsExactly("2 7 APPLY lastName=2024-02-29");
    assertThat(
            cell(
                "<c r=\"B2\" t=\"inlineStr\"><is><r><t>Mü</t></r><r><rPr><b/></rPr><t"
                    + " xml:space=\"preserve\">ller </t></r><rPh sb=\"0\""
                    + " eb=\"1\"><t>mirā</t></rPh></is></c>"))
        .containsExactly("2 7 APPLY lastName=Müller");
    assertThat(cell("<c r=\"B2\"/>")).containsExactly("2 7 APPLY");
    assertThat(cell("<c r=\"B2\" t=\"s\"/>")).containsExactly("2 7 APPLY");
    assertThat(cell("<c r=\"B2\" t=\"str\"><v>x_x000A_y_x005F_x000A_</v></c>"))
        .containsExactly("2 7 APPLY lastName=x␊y_x000A_");
    assertThat(cell("<c r=\"B2\" t=\"str\"><v>x_x0007_</v></c>"))
        .containsExactly("2 7 FAIL !INVALID_CHARACTER(lastName: U+0007|lastName)");
    assertThat(cell("<c r=\"C2\"><v>1</v></c>"))
        .containsExactly("2 7 FAIL !MALFORMED_ROW(TOO_MANY_CELLS|3|2)");
  }

  @Test
  void shouldReadSharedStringsWithRunsAndWithoutPhonetics() {
    Xlsx xlsx =
        Xlsx.of(
                HEADER
                    + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\""
                    + " t=\"s\"><v>0</v></c></row>")
            .strings(
                "<si><r><t>Mü</t></r><r><t>ller</t></r><rPh sb=\"0\""
                    + " eb=\"1\"><t>x</t></rPh><phoneticPr fontId=\"1\"/></si>",
                "<si><t>a</t></si>");
    assertThat(rows(xlsx)).containsExactly("2 a APPLY lastName=Müller");
  }

  @Test
  void shouldNumberRowsThatHaveNoNumbers() {
    Xlsx xlsx =
        Xlsx.of(
            "<row><c t=\"str\"><v>username</v></c></row><row><c t=\"str\"><v>a</v></c></row><row"
                + " r=\"7\"><c t=\"str\"><v>b</v></c></row>");
    assertThat(rows(xlsx)).containsExactly("2 a APPLY", "7 b APPLY");
  }

  @Test
  void shouldNotCountEmptyRowsBehindTheLastWithAValue() throws Exception {
    Xlsx xlsx =
        Xlsx.of(
            HEADER
                + "<row r=\"4\"><c r=\"A4\"><v>1</v></c></row><row r=\"9\"><c r=\"A9\""
                + " s=\"1\"/></row>");
    Judgement judgement = Shown.judge(Shown.file(folder, xlsx.bytes()), Options.of(""));
    assertThat(judgement.counts()).isEqualTo(new RowCounts(3, 1, 2, 0));
  }

  @Test
  void shouldWarnOfAUsernameThatIsADate() {
    Xlsx xlsx =
        Xlsx.of(
                HEADER
                    + "<row r=\"2\"><c r=\"A2\" s=\"0\"><v>45351</v></c><c r=\"B2\""
                    + " s=\"0\"><v>45351</v></c></row>")
            .styles("dd\\.mm\\.yyyy");
    assertThat(rows(xlsx))
        .containsExactly(
            "2 2024-02-29 APPLY lastName=2024-02-29 ?LOOKS_DAMAGED(username: 2024-02-29)");
  }

  @Test
  void shouldReadDatesSince1904() {
    Xlsx xlsx =
        Xlsx.of(
                HEADER
                    + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a</v></c><c r=\"B2\""
                    + " s=\"0\"><v>0.5</v></c></row>")
            .styles("yyyy-mm-dd hh:mm");
    xlsx.part(
        "xl/workbook.xml",
        xlsx.part("xl/workbook.xml").replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>"));
    assertThat(rows(xlsx)).containsExactly("2 a APPLY lastName=1904-01-01T12:00");
  }

  @Test
  void shouldReadAWorkbookWithoutStylesAndStrings() {
    Xlsx xlsx = Xlsx.of(HEADER + ROW).without("xl/styles.xml").without("xl/sharedStrings.xml");
    xlsx.part(
        "xl/_rels/workbook.xml.rels",
        xlsx.part("xl/_rels/workbook.xml.rels").replaceAll("<Relationship Id=\"r[12]\".*?/>", ""));
    assertThat(rows(xlsx)).containsExactly("2 a APPLY");
  }

  @Test
  void shouldRefuseReferencesThatNoWorkbookHas() {
    // One such cell would have a trusting reader fill the memory.
    assertThat(cell("<c r=\"ZZZZZZ2\"><v>1</v></c>").toString()).startsWith("[WORKBOOK_UNREADABLE");
    assertThat(cell("<c r=\"B2\" t=\"s\"><v>2000000000</v></c>").toString())
        .startsWith("[WORKBOOK_UNREADABLE");
    assertThat(cell("<c r=\"B2\" t=\"s\"><v>-1</v></c>").toString())
        .startsWith("[WORKBOOK_UNREADABLE");
    assertThat(rows(Xlsx.of(HEADER + "<row r=\"1048577\"><c r=\"A1\"><v>1</v></c></row>")))
        .containsExactly("TOO_MANY_ROWS [1048576, 1048577]");
    assertThat(rows(Xlsx.of(HEADER + ROW + ROW)).toString()).startsWith("[WORKBOOK_UNREADABLE");
  }

  @Test
  void shouldRefuseDocumentTypes() {
    StringBuilder entities = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (int i = 1; i < 10; i++) {
      entities
          .append("<!ENTITY a")
          .append(i)
          .append(" \"")
          .append(("&a" + (i - 1) + ";").repeat(10))
          .append("\">");
    }
    entities.append("<!ENTITY f SYSTEM \"file:///etc/passwd\">]>");
    for (String use : List.of("&a9;", "&f;", "")) {
      Xlsx xlsx =
          Xlsx.of(HEADER + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>" + use + "</v></c></row>");
      String sheet = xlsx.part("xl/worksheets/sheet1.xml");
      xlsx.part("xl/worksheets/sheet1.xml", sheet.replace("?>", "?>" + entities));
      assertThat(rows(xlsx).toString()).startsWith("[WORKBOOK_UNREADABLE");
    }
  }

  @Test
  void shouldRefuseBombs() {
    Xlsx wide = Xlsx.of(HEADER + ROW + " ".repeat(20 << 20));
    assertThat(rows(wide).toString()).startsWith("[FILE_SUSPICIOUS [xl/worksheets/sheet1.xml, ");
    Xlsx beside = Xlsx.of(HEADER + ROW).part("xl/media/image1.png", "x".repeat(20 << 20));
    assertThat(rows(beside).toString()).startsWith("[FILE_SUSPICIOUS [xl/media/image1.png, ");
  }

  @Test
  void shouldRefuseDeepNesting() {
    assertThat(cell("<x>".repeat(1000) + "</x>".repeat(1000)).toString())
        .startsWith("[WORKBOOK_UNREADABLE");
  }

  @Test
  void shouldTakeTheSheetAsked() {
    Xlsx xlsx = Xlsx.of(HEADER + ROW);
    byte[] bytes = xlsx.bytes();
    assertThat(Shown.rows(Shown.file(folder, bytes), Options.of("sheet=users")))
        .containsExactly("2 a APPLY");
    assertThat(Shown.rows(Shown.file(folder, bytes), Options.of("sheet=Nix")))
        .containsExactly("SHEET_MISSING [Nix, Users]");
  }

  @Test
  void shouldTakeTheFirstVisibleSheetWithData() {
    String sheet =
        "<worksheet><sheetData><row><c t=\"str\"><v>username</v></c></row><row><c"
            + " t=\"str\"><v>NAME</v></c></row></sheetData></worksheet>";
    Xlsx xlsx = Xlsx.of("<row><c s=\"1\"/></row>");
    xlsx.part("xl/a.xml", sheet.replace("NAME", "hidden"))
        .part("xl/b.xml", sheet.replace("NAME", "seen"));
    xlsx.part(
        "xl/_rels/workbook.xml.rels",
        xlsx.part("xl/_rels/workbook.xml.rels")
            .replace(
                "</Relationships>",
                "<Relationship Id=\"ra\" Type=\"x/worksheet\" Target=\"a.xml\"/><Relationship"
                    + " Id=\"rb\" Type=\"x/worksheet\" Target=\"./y/../b.xml\"/></Relationships>"));
    xlsx.part(
        "xl/workbook.xml",
        xlsx.part("xl/workbook.xml")
            .replace(
                "</sheets>",
                "<sheet name=\"A\" state=\"hidden\" r:id=\"ra\"/><sheet name=\"B\""
                    + " r:id=\"rb\"/></sheets>"));
    assertThat(rows(xlsx)).containsExactly("2 seen APPLY");
    assertThat(Shown.rows(Shown.file(folder, xlsx.bytes()), Options.of("sheet=A")))
        .containsExactly("2 hidden APPLY");
  }

  @Test
  void shouldRefuseAnEmptyWorkbook() {
    assertThat(rows(Xlsx.of(""))).containsExactly("FILE_EMPTY []");
    assertThat(rows(Xlsx.of(HEADER))).containsExactly("HEADER_ONLY []");
  }

  @Test
  void shouldRefuseDamage() {
    byte[] bytes = Xlsx.of(HEADER + ROW).bytes();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int data = text.indexOf("sheet1.xml") + 40;
    bytes[data] ^= 1;
    assertThat(Shown.rows(Shown.file(folder, bytes), Options.of("")).toString())
        .startsWith("[WORKBOOK_UNREADABLE");
    assertThat(rows(Xlsx.of(HEADER + ROW).without("xl/worksheets/sheet1.xml")).toString())
        .startsWith("[WORKBOOK_UNREADABLE");
  }

  @Test
  void shouldRefuseTextThatNoXmlMayHold() {
    Xlsx shared =
        Xlsx.of(HEADER + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>")
            .strings("<si><t>an&#0;na</t></si>");
    assertThat(rows(shared).toString()).startsWith("[WORKBOOK_UNREADABLE [xl/sharedStrings.xml");
    Xlsx cell = Xlsx.of(HEADER + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>an&#1;na</v></c></row>");
    assertThat(rows(cell).toString()).startsWith("[WORKBOOK_UNREADABLE [xl/worksheets/sheet1.xml");
  }

  @Test
  void shouldRefuseTwoPartsOfOneName() {
    // Whichever is looked through, the other might be the one that is read.
    Xlsx xlsx = Xlsx.of(HEADER + ROW);
    xlsx.part("XL/worksheets/Sheet1.xml", xlsx.part("xl/worksheets/sheet1.xml"));
    assertThat(rows(xlsx).toString()).startsWith("[WORKBOOK_UNREADABLE").contains("twice");
    Xlsx types = Xlsx.of(HEADER + ROW);
    String part = types.part("[Content_Types].xml");
    types.part("[Content_Types].xml", part.replace("<Types>", part.substring(part.indexOf("<O"))));
    assertThat(rows(types).toString()).startsWith("[WORKBOOK_UNREADABLE");
  }

  @Test
  void shouldRefuseAWorkbookThatDoesNotSayWhatItsPartsAre() {
    assertThat(rows(Xlsx.of(HEADER + ROW).without("[Content_Types].xml")))
        .containsExactly("WORKBOOK_UNREADABLE [[Content_Types].xml, missing]");
  }

  @Test
  void shouldRefuseMoreNamesThanAnyFormatHas() {
    // A parser keeps each for good.
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      names.append("<n").append(i * 7919L).append("/>");
    }
    assertThat(cell("<c r=\"B2\">" + names + "</c>").toString())
        .startsWith("[WORKBOOK_UNREADABLE [xl/worksheets/sheet1.xml, too many names");
  }

  @Test
  void shouldReadPartsInTheEncodingsThatProgramsWrite() {
    for (String encoding : List.of("UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1", "windows-1252")) {
      assertThat(rows(encoded(ROW, encoding))).as(encoding).containsExactly("2 a APPLY");
    }
    for (String encoding : List.of("UTF-32", "ISO-2022-JP", "IBM037")) {
      // There a sign of the markup may be half of another character.
      assertThat(rows(encoded(ROW, encoding)).toString())
          .as(encoding)
          .startsWith("[WORKBOOK_UNREADABLE [xl/worksheets/sheet1.xml, ");
    }
  }

  @Test
  void shouldRefuseATagOfMoreAttributesThanAnyHas() {
    // A parser compares each with all before it: a quarter of a million took minutes.
    StringBuilder few = new StringBuilder("<row");
    StringBuilder many = new StringBuilder("<row");
    for (int i = 0; i < 257; i++) {
      // In UTF-16 the value's bytes are twice the sign that begins a tag.
      String attribute = " a" + i + "=\"\u3C3C'>\"";
      few.append(i < 255 ? attribute : "");
      many.append(attribute);
    }
    for (String encoding : List.of("UTF-8", "UTF-16", "UTF-16LE")) {
      assertThat(rows(encoded(few + " r=\"2\"/>", encoding)))
          .as(encoding)
          .contains("HEADER_ONLY []");
      assertThat(rows(encoded(many + "/>", encoding)).toString())
          .as(encoding)
          .startsWith("[WORKBOOK_UNREADABLE [xl/worksheets/sheet1.xml");
    }
  }

  /** The header and rows in another encoding. */
  private static Xlsx encoded(String rows, String encoding) {
    Xlsx xlsx = Xlsx.of(HEADER + rows);
    String sheet = "xl/worksheets/sheet1.xml";
    return xlsx.part(sheet, xlsx.part(sheet).replace("UTF-8", encoding), Charset.forName(encoding));
  }

  @Test
  void shouldReadAWorkbookThatHasMacrosWithoutThem() {
    Xlsx xlsx = Xlsx.of(HEADER + ROW).part("xl/vbaProject.bin", "Attribute VB_Name");
    xlsx.part(
        "[Content_Types].xml",
        xlsx.part("[Content_Types].xml")
            .replace(
                "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                "vnd.ms-excel.sheet.macroEnabled.main"));
    assertThat(rows(xlsx)).containsExactly("2 a APPLY");
  }

  @Test
  void shouldRefuseARowOfMoreTextThanMemoryHolds() {
    Random random = new Random(1);
    StringBuilder cells = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      cells.append("<c t=\"str\"><v>");
      random.ints(1_000_000, 'a', 'z').forEach(cells::appendCodePoint);
      cells.append("</v></c>");
    }
    assertThat(cell(cells.toString()).toString())
        .startsWith("[FILE_SUSPICIOUS [xl/worksheets/sheet1.xml, 4194304, ");
  }

  @Test
  void shouldRefuseAnArchiveThatIsMostlyDirectory() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < 80_000; i++) {
        zip.putNextEntry(new ZipEntry("part%0196d".formatted(i)));
      }
    }
    byte[] archive = bytes.toByteArray();
    assertThat(Shown.rows(Shown.file(folder, archive), Options.of("")).toString())
        .startsWith("[FILE_SUSPICIOUS [zip, 16777216, ");
  }
}
