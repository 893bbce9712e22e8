package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks that fastexcel-reader would misread or refuse as they are (SPEC R1, R5, R9). */
class MendedWorkbooksTest {

  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final String RELATIONS = "xl/_rels/workbook.xml.rels";
  private static final String HEADER =
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>username</v></c><c r=\"B1\" t=\"str\"><v>lastName</v></c></row>";

  @TempDir private Path folder;

  private List<String> rows(Xlsx xlsx) {
    return Shown.rows(Shown.file(folder, xlsx.bytes()), Options.of(""));
  }

  /** What a second column holds that is written like this. */
  private String cell(String cell) {
    List<String> rows = rows(row(cell));
    assertThat(rows).hasSize(1);
    return rows.get(0).replaceFirst("^2 7 APPLY( lastName=)?", "");
  }

  private static Xlsx row(String cell) {
    return Xlsx.of(HEADER + "<row r=\"2\"><c r=\"A2\"><v>7</v></c>" + cell + "</row>")
        .strings("<si><t>shared</t></si>");
  }

  /** The same workbook with a path to its sheet that fastexcel-reader does not follow. */
  private static Xlsx mended(Xlsx xlsx) {
    return xlsx.part(RELATIONS, xlsx.part(RELATIONS).replace("\"worksheets/", "\"./worksheets/"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<c t='b'><v>true</v></c>|TRUE",
        "<c t='b'><v>false</v></c>|FALSE",
        "<c><v> 5.50 </v></c>|5.5",
        "<c><v>five</v></c>|five",
        "<c t='novel'><v>x</v></c>|x",
        "<c t='inlineStr'><v>x</v></c>|x",
        "<c t='inlineStr'><is> <r> <t>Mü</t> </r><r><t>ller</t></r></is></c>|Müller",
        "<c t='str'><is><t>x</t></is></c>|x",
        "<c t='str'><extLst><v>y</v></extLst><v>x</v></c>|x",
        "<c t='s'><extLst><v>1</v></extLst><v>0</v></c>|shared",
        "<c t='str'><f>A<v>y</v></f><v>&lt;&amp;&gt;</v></c>|<&>",
        "<c><f t='shared' si='0' ref='B2:B9'>ATAN2(A2,RATES2024)</f><v>1</v></c>|1",
        "<c><f t='shared' si='none'/><v>1</v></c>|1",
        "<c t='str'><f t='array' ref='A1:B9'>A1</f><v>x</v></c>|x",
        "<c t='str'><f t='array' ref='nowhere'>A1</f><v>x</v></c>|x",
        "<c t='d'><v>2024-02-29T08:30:00</v></c>|2024-02-29T08:30:00",
      })
  void shouldReadCells(String cell, String text) {
    assertThat(cell(cell.replace('\'', '"'))).isEqualTo(text);
  }

  @Test
  void shouldReadAnyNumberOfDigitsInTime() {
    // A million digits would take minutes to parse as a number.
    String digits = "7".repeat(1_000_000);
    Random random = new Random(1);
    String noise =
        random
            .ints(100_000, 'a', 'z')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    Xlsx xlsx = row("<c><v>" + digits + "</v></c>").part("xl/noise.txt", noise);
    assertThat(rows(xlsx).toString()).startsWith("[2 7 FAIL !VALUE_TOO_LONG(lastName: 4000|");
  }

  @Test
  void shouldReadStrictWorkbooks() {
    // As Excel saves them if asked to: other namespaces, dates as ISO 8601.
    Xlsx xlsx =
        Xlsx.of(
                HEADER
                    + "<row r=\"2\"><c r=\"A2\" t=\"d\"><v>2024-02-29</v></c><c r=\"B2\" t=\"s\"><v>0</v></c></row>")
            .strings("<si><t>Müller</t></si>");
    for (String part : List.of("xl/workbook.xml", SHEET, "xl/sharedStrings.xml", RELATIONS)) {
      xlsx.part(
          part,
          xlsx.part(part)
              .replace(
                  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                  "http://purl.oclc.org/ooxml/spreadsheetml/main")
              .replace(
                  "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                  "http://purl.oclc.org/ooxml/officeDocument/relationships"));
    }
    assertThat(rows(xlsx))
        .containsExactly("2 2024-02-29 APPLY lastName=Müller ?LOOKS_DAMAGED(username: 2024-02-29)");
  }

  @Test
  void shouldFindStringsAndStylesThatOnlyTheirRelationsName() {
    Xlsx xlsx = row("<c t=\"s\"><v>0</v></c><c s=\"0\"><v>5</v></c>").styles("000");
    xlsx.part("[Content_Types].xml", "<Types/>");
    assertThat(rows(xlsx)).containsExactly("2 7 FAIL !MALFORMED_ROW(TOO_MANY_CELLS|3|2)");
    assertThat(rows(row("<c t=\"s\"><v>0</v></c>").part("[Content_Types].xml", "<Types/>")))
        .containsExactly("2 7 APPLY lastName=shared");
    assertThat(
            rows(
                row("<c s=\"0\"><v>5</v></c>")
                    .styles("000")
                    .part("[Content_Types].xml", "<Types/>")))
        .containsExactly("2 7 APPLY lastName=005");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<c r=\"B2\" t=\"s\"><v>0</v></c>",
        "<c r=\"B2\" t=\"e\"><v>#N/A</v></c>",
        "<c r=\"B2\" s=\"1\"><f>1+1</f><v>45351.5</v></c>",
        "<c r=\"B2\" t=\"str\"><v>a&#13;&#10;b_x000D_\u00e9\ud83d\ude00 &amp;amp;</v></c>",
        "<c r=\"XFD2\"><v>1</v></c>",
        "<c r=\"B2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> x </t></is></c>"
      })
  void shouldReadTheCopyAsTheOriginal(String cell) {
    Xlsx xlsx = row(cell).styles("0", "yyyy-mm-dd hh:mm");
    assertThat(rows(mended(xlsx))).isEqualTo(rows(row(cell).styles("0", "yyyy-mm-dd hh:mm")));
  }

  @Test
  void shouldReadWhateverIsWellFormedAsTheCopyReads() {
    // The walk in front must not see other cells than fastexcel-reader does behind it.
    Random random = new Random(4);
    int read = 0;
    for (int i = 0; i < 200; i++) {
      StringBuilder xml = new StringBuilder(HEADER);
      grow(xml, "sheetData", random, 0);
      List<String> direct = rows(workbook(xml));
      read += direct.toString().contains("APPLY") ? 1 : 0;
      assertThat(rows(mended(workbook(xml)))).as(xml.toString()).isEqualTo(direct);
    }
    assertThat(read).isGreaterThan(20);
  }

  private static Xlsx workbook(StringBuilder rows) {
    return Xlsx.of(rows.toString()).strings("<si><t>s</t></si>", "<si><t>_x0041_</t></si>");
  }

  /** What an element may hold, mostly; now and then something else. */
  private static void grow(StringBuilder xml, String element, Random random, int depth) {
    int children = depth > 6 ? 0 : random.nextInt(depth == 0 ? 4 : 3);
    for (int i = 0; i < children; i++) {
      String child = pick(random, random.nextInt(40) == 0 ? "any" : element);
      if (child.startsWith("<") || !child.matches("[a-zA-Z]+")) {
        xml.append(child);
      } else {
        xml.append('<').append(child).append(attributes(child, i, random)).append('>');
        grow(xml, child, random, depth + 1);
        xml.append("</").append(child).append('>');
      }
    }
  }

  private static String pick(Random random, String element) {
    String choices =
        switch (element) {
          case "sheetData" -> "row";
          case "row" -> "c";
          case "c" -> "v v v v is f";
          case "is" -> "t t t r rPh";
          case "r", "rPh" -> "t";
          case "v", "t", "f" -> "0 1 &#48; <!--1--> <![CDATA[1]]>";
          default -> "row c v is t f rPh r sheetData ext 1 x";
        };
    String[] words = choices.split(" ", -1);
    return words[random.nextInt(words.length)];
  }

  private static String attributes(String element, int place, Random random) {
    String row = " r=\"" + (place + 2) + "\"";
    String[] choices =
        switch (element) {
          case "row" -> new String[] {row, row, row, row, "", " r=\"3\""};
          case "c" ->
              new String[] {
                "",
                "",
                " t=\"s\"",
                " t=\"str\"",
                " t=\"inlineStr\"",
                " t=\"b\"",
                " t=\"e\"",
                " r=\"A2\"",
                " r=\"B2\" t=\"str\"",
                " r=\"B3\"",
                " r=\"A4\" t=\"s\"",
                " t=\"x\""
              };
          case "f" -> new String[] {"", "", " t=\"shared\" si=\"0\"", " t=\"array\" ref=\"A1:C9\""};
          default -> new String[] {""};
        };
    return choices[random.nextInt(choices.length)];
  }
}
