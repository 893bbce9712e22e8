package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * XLSX workbooks whose parts are related to themselves, to each other in circles, to what is
 * outside of the file or missing. Each is read or refused with a code, and nothing outside is
 * looked at.
 */
@Timeout(60)
class HostileRelationsTest {

  private static final String WORKBOOK = "xl/workbook.xml";
  private static final String RELATIONS = "xl/_rels/workbook.xml.rels";
  private static final String PACKAGE = "_rels/.rels";
  private static final String SHEET = "worksheets/sheet1.xml";
  private static final String STRINGS = "sharedStrings.xml";
  private static final String STYLES = "/xl/styles.xml";

  /** Where a relation may lead. */
  private static final List<String> TARGETS =
      List.of(
          "",
          ".",
          "..",
          "/",
          "//",
          "workbook.xml",
          "/xl/workbook.xml",
          "_rels/workbook.xml.rels",
          "/_rels/.rels",
          "/[Content_Types].xml",
          "worksheets/sheet1.xml",
          "sharedStrings.xml",
          "styles.xml",
          "vbaProject.bin",
          "missing.xml",
          "worksheets/missing.xml",
          "worksheets/../worksheets/../worksheets/sheet1.xml",
          "../../../../../../etc/passwd",
          "/../../etc/passwd",
          "file:///etc/passwd",
          "/etc/passwd",
          "http://127.0.0.1:1/sheet1.xml",
          "\\\\127.0.0.1\\share\\sheet1.xml",
          "C:\\sheet1.xml",
          "#worksheets/sheet1.xml",
          "worksheets/sheet1.xml?x=y",
          "%2e%2e/xl/worksheets/sheet1.xml",
          "a/".repeat(10_000) + "sheet1.xml",
          "../".repeat(10_000) + "sheet1.xml");

  @TempDir private Path folder;

  private static Xlsx workbook() {
    return Xlsx.of(
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>username</v></c></row>"
                + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>")
        .strings("<si><t>anna</t></si>")
        .part("xl/vbaProject.bin", "\u0001\u0002 no code");
  }

  private static Xlsx replaced(Xlsx xlsx, String part, String what, String by) {
    String text = xlsx.part(part);
    assertThat(text).contains(what);
    return xlsx.part(part, text.replace(what, by));
  }

  static Stream<Arguments> workbooks() {
    Stream<Arguments> led =
        TARGETS.stream()
            .flatMap(
                target ->
                    Stream.of(
                        led("the workbook", PACKAGE, WORKBOOK, target),
                        led("the sheet", RELATIONS, SHEET, target),
                        led("the strings", RELATIONS, STRINGS, target),
                        led("the styles", RELATIONS, STYLES, target)));
    Stream<Arguments> others =
        Stream.of(
            Arguments.of(
                "a sheet elsewhere",
                replaced(
                    workbook(),
                    RELATIONS,
                    SHEET + "\"",
                    "http://127.0.0.1:1/x\" TargetMode=\"External\"")),
            Arguments.of(
                "relations of a sheet to itself",
                workbook()
                    .part(
                        "xl/worksheets/_rels/sheet1.xml.rels",
                        workbook().part(RELATIONS).replace(SHEET, "sheet1.xml"))),
            Arguments.of(
                "relations of relations",
                workbook()
                    .part("xl/_rels/_rels/workbook.xml.rels.rels", workbook().part(RELATIONS))),
            Arguments.of(
                "one id for all",
                workbook()
                    .part(RELATIONS, workbook().part(RELATIONS).replaceAll("r[12]\"", "r0\""))),
            Arguments.of(
                "no ids",
                workbook().part(RELATIONS, workbook().part(RELATIONS).replaceAll("Id=\"r.\"", ""))),
            Arguments.of(
                "no targets",
                workbook()
                    .part(
                        RELATIONS, workbook().part(RELATIONS).replaceAll("Target=\"[^\"]*\"", ""))),
            Arguments.of(
                "no types",
                workbook()
                    .part(RELATIONS, workbook().part(RELATIONS).replaceAll("Type=\"[^\"]*\"", ""))),
            Arguments.of(
                "all the same type",
                replaced(workbook(), RELATIONS, "/sharedStrings\"", "/worksheet\"")),
            Arguments.of(
                "a sheet that is named twice",
                replaced(
                    workbook(),
                    WORKBOOK,
                    "</sheets>",
                    "<sheet name=\"Again\" sheetId=\"1\" r:id=\"r0\"/></sheets>")),
            Arguments.of(
                "a sheet of no relation",
                replaced(workbook(), WORKBOOK, "r:id=\"r0\"", "r:id=\"r99\"")),
            Arguments.of(
                "a sheet that is the strings",
                replaced(workbook(), WORKBOOK, "r:id=\"r0\"", "r:id=\"r1\"")),
            Arguments.of("no relations", workbook().without(RELATIONS)),
            Arguments.of("no relations at all", workbook().without(RELATIONS).without(PACKAGE)),
            Arguments.of("no workbook", workbook().without(WORKBOOK)),
            Arguments.of("no strings", workbook().without("xl/sharedStrings.xml")),
            Arguments.of("no styles", workbook().without("xl/styles.xml")));
    return Stream.concat(led, others);
  }

  private static Arguments led(String what, String part, String from, String to) {
    String name = to.length() > 60 ? to.substring(0, 60) + "…" : to;
    return Arguments.of(
        what + " at " + name, replaced(workbook(), part, "Target=\"" + from, "Target=\"" + to));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workbooks")
  void shouldReadOrRefuseAWorkbookWith(String name, Xlsx xlsx) throws IOException {
    Path file = Files.write(folder.resolve("roster"), xlsx.bytes());
    ReadOrRefused.require(file, Options.of(""), name);
  }

  @Test
  void shouldTellNoMoreOfANameThanAnImportHolds() throws Exception {
    // What is told is stored in the import's item, which has 400 KB.
    String name = "x".repeat(1_000_000);
    Xlsx led = replaced(workbook(), RELATIONS, SHEET, name);
    assertThat(Shown.rows(Shown.file(folder, led.bytes()), Options.of("")).toString())
        .startsWith("[WORKBOOK_UNREADABLE [xl/xxx")
        .hasSizeLessThan(2_000);
    Path named =
        Shown.file(folder, replaced(workbook(), WORKBOOK, "\"Users\"", '"' + name + '"').bytes());
    try (Judgement judgement = Shown.judge(named, Options.of(""))) {
      assertThat(judgement.reading().sheet()).startsWith("xxx").hasSize(100);
    }
    assertThat(Shown.rows(named, Options.of("sheet=other")).toString())
        .startsWith("[SHEET_MISSING [other, xxx")
        .hasSizeLessThan(2_000);
  }

  @Test
  void shouldReadTheWorkbookThatTheOthersAreMadeOf() {
    assertThat(Shown.rows(Shown.file(folder, workbook().bytes()), Options.of("")))
        .containsExactly("2 anna APPLY");
  }
}
