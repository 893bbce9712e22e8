package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Sample;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which a list may be incomplete or wrong, with {@code deactivateUnlisted}: nobody of
 * the true list becomes inactive unless a person says so (SPEC D3, D4, D5).
 */
class WrongListsTest {

  private static final String TENANT = "demo";
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** Whom the true list names: some of them with letters that a wrong charset spoils. */
  private static final List<String> TRUE_LIST =
      Stream.concat(
              Stream.of("jürgen", "rené", "øystein"),
              Stream.iterate(1, i -> i + 1).limit(9).map("person-%02d"::formatted))
          .toList();

  @TempDir Path scratch;

  /**
   * A list.
   *
   * @param how it is wrong
   * @param file as it is uploaded
   * @param options of the import
   * @param ends how it may end: {@code FAILED}, {@code HELD}, or {@code RIGHT} where it is as good
   *     as the true list
   */
  private record WrongList(String how, ByteBuffer file, String options, String ends) {
    WrongList(String how, byte[] file, String options, String ends) {
      this(how, ByteBuffer.wrap(file).asReadOnlyBuffer(), options, ends);
    }

    byte[] bytes() {
      byte[] bytes = new byte[file.remaining()];
      file.duplicate().get(bytes);
      return bytes;
    }

    @Override
    public String toString() {
      return how;
    }
  }

  private static String csv(UnaryOperator<String> username) {
    return "username;Vorname;E-Mail\n"
        + TRUE_LIST.stream()
            .map(
                name ->
                    username.apply(name) + ";Ada;mail-of-" + name.length() + "@schule.example\n")
            .collect(Collectors.joining());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String firstRows(int rows) {
    return csv(name -> name).lines().limit(1L + rows).collect(Collectors.joining("\n"));
  }

  static List<WrongList> wrongLists() {
    String whole = csv(name -> name);
    List<WrongList> lists = new ArrayList<>();
    lists.add(new WrongList("the true list", utf8(whole), "{}", "RIGHT"));
    lists.add(
        new WrongList(
            "the true list of Windows", whole.replace("ø", "ö").getBytes(WINDOWS), "{}", "RIGHT"));
    lists.add(new WrongList("empty", new byte[0], "{}", "FAILED"));
    lists.add(new WrongList("a header alone", utf8(firstRows(0)), "{}", "FAILED"));
    lists.add(new WrongList("cut after a third", utf8(firstRows(4)), "{}", "HELD"));
    lists.add(
        new WrongList(
            "cut in a quoted cell",
            utf8("username;Vorname\njürgen;\"Ada\nrené;Ada\nøystein;"),
            "{}",
            "HELD"));
    lists.add(
        new WrongList(
            "cut in the last username", utf8(firstRows(11) + "\nperson-0"), "{}", "HELD"));
    lists.add(
        new WrongList(
            "cut in the middle of the last row",
            utf8(firstRows(9) + "\nperson-07;A"),
            "{}",
            "HELD"));
    lists.add(
        new WrongList(
            "cut in the last quoted cell",
            utf8(firstRows(9) + "\nperson-07;Ada;\"mail-of"),
            "{}",
            "HELD"));
    lists.add(new WrongList("past the limit", utf8(whole), "{\"rowLimit\": 11}", "RIGHT"));
    lists.add(
        new WrongList(
            "a row that names nobody",
            utf8(firstRows(11) + "\n;Ada;someone@schule.example\n"),
            "{}",
            "HELD"));
    lists.add(new WrongList("all usernames empty", utf8(csv(name -> "")), "{}", "HELD"));
    lists.add(
        new WrongList(
            "a username with a control character",
            utf8(whole.replace("person-01", "person\u0007-01")),
            "{}",
            "HELD"));
    lists.add(
        new WrongList(
            "every row too wide",
            utf8(whole.replace(".example\n", ".example;x\n")),
            "{}",
            "RIGHT"));
    lists.add(
        new WrongList("the wrong delimiter", utf8(whole), "{\"delimiter\": \",\"}", "FAILED"));
    lists.add(
        new WrongList("UTF-8 as Windows", utf8(whole), "{\"charset\": \"windows-1252\"}", "HELD"));
    for (String charset : List.of("IBM850", "ISO-8859-2", "windows-1251", "x-MacRoman")) {
      lists.add(
          new WrongList(
              "UTF-8 as " + charset, utf8(whole), "{\"charset\": \"" + charset + "\"}", "HELD"));
    }
    lists.add(
        new WrongList(
            "a username longer than any",
            utf8(whole.replace("person-01", "person-01".repeat(20))),
            "{}",
            "HELD"));
    lists.add(
        new WrongList(
            "Windows as UTF-8",
            whole.replace("ø", "ö").getBytes(WINDOWS),
            "{\"charset\": \"UTF-8\"}",
            "HELD"));
    lists.add(
        new WrongList(
            "the wrong column",
            utf8(whole),
            "{\"mapping\": [{\"column\": \"Vorname\", \"target\": \"username\"},"
                + " {\"column\": \"username\", \"target\": \"ignore\"}]}",
            "HELD"));
    lists.add(
        new WrongList("another tenant's list", utf8(csv(name -> "fremd-" + name)), "{}", "HELD"));
    lists.add(
        new WrongList(
            "another school's list without a known name but one",
            utf8(csv(name -> name.equals("rené") ? name : "fremd-" + name)),
            "{}",
            "HELD"));
    lists.add(
        new WrongList(
            "no table at all", utf8("<html><body>Anmelden</body></html>"), "{}", "FAILED"));
    lists.add(
        new WrongList(
            "formulas without a result",
            workbook(TRUE_LIST, WrongListsTest::formulaCell, false, false),
            "{}",
            "HELD"));
    lists.add(
        new WrongList(
            "one formula without a result",
            workbook(
                TRUE_LIST,
                name -> name.equals("rené") ? formulaCell(name) : textCell(name),
                false,
                false),
            "{}",
            "HELD"));
    lists.add(
        new WrongList(
            "rows that a filter hides",
            workbook(TRUE_LIST, WrongListsTest::textCell, true, false),
            "{}",
            "RIGHT"));
    lists.add(
        new WrongList(
            "the wrong sheet",
            workbook(TRUE_LIST, WrongListsTest::textCell, false, true),
            "{\"sheet\": \"Andere\"}",
            "HELD"));
    lists.add(
        new WrongList(
            "a sheet that is not there",
            workbook(TRUE_LIST, WrongListsTest::textCell, false, false),
            "{\"sheet\": \"Personal 2025\"}",
            "FAILED"));
    lists.add(
        new WrongList(
            "a workbook cut in the middle",
            Arrays.copyOf(workbook(TRUE_LIST, WrongListsTest::textCell, false, false), 900),
            "{}",
            "FAILED"));
    return lists;
  }

  private static String textCell(String name) {
    return "<c t=\"inlineStr\"><is><t>" + name + "</t></is></c>";
  }

  private static String formulaCell(String name) {
    return "<c><f>A" + name.length() + "&amp;\"x\"</f></c>";
  }

  /** A workbook of one or two sheets. */
  private static byte[] workbook(
      List<String> names, UnaryOperator<String> cell, boolean hideRows, boolean withAnother) {
    String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    String relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    String packaged = "http://schemas.openxmlformats.org/package/2006/";
    String another = withAnother ? "<sheet name=\"Andere\" sheetId=\"2\" r:id=\"rId2\"/>" : "";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      part(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\""
              + packaged
              + "content-types\"><Default Extension=\"rels\""
              + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              + "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
      part(
          zip,
          "_rels/.rels",
          "<Relationships xmlns=\""
              + packaged
              + "relationships\"><Relationship Id=\"rId1\" Type=\""
              + relations
              + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
      part(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\""
              + packaged
              + "relationships\"><Relationship Id=\"rId1\" Type=\""
              + relations
              + "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\""
              + relations
              + "/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>");
      part(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\""
              + main
              + "\" xmlns:r=\""
              + relations
              + "\"><sheets><sheet name=\"Personal\" sheetId=\"1\" r:id=\"rId1\"/>"
              + another
              + "</sheets></workbook>");
      part(zip, "xl/worksheets/sheet1.xml", sheet(main, names, cell, hideRows));
      part(
          zip,
          "xl/worksheets/sheet2.xml",
          sheet(main, List.of("gast-1", "gast-2"), WrongListsTest::textCell, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String sheet(
      String main, List<String> names, UnaryOperator<String> cell, boolean hideRows) {
    StringBuilder rows = new StringBuilder();
    rows.append("<row r=\"1\">").append(textCell("username")).append(textCell("Vorname"));
    rows.append("</row>");
    for (int i = 0; i < names.size(); i++) {
      rows.append("<row r=\"").append(i + 2).append(hideRows ? "\" hidden=\"1\">" : "\">");
      rows.append(cell.apply(names.get(i))).append(textCell("Ada")).append("</row>");
    }
    return "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows + "</sheetData></worksheet>";
  }

  private static void part(ZipOutputStream zip, String name, String xml) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(utf8("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml));
    zip.closeEntry();
  }

  @ParameterizedTest
  @MethodSource("wrongLists")
  void shouldDeactivateNobodyOfTheTrueListUnasked(WrongList list) { // SPEC D3, D4, D5
    FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    pipeline.cloud.tenants.createIfMissing(TENANT);
    List<String> names =
        list.how().contains("Windows") && !list.how().startsWith("UTF-8")
            ? TRUE_LIST.stream().map(name -> name.replace("ø", "ö")).toList()
            : TRUE_LIST;
    names.forEach(name -> pipeline.cloud.users.create(TENANT, Sample.user(name), ""));
    Import created = created(pipeline, list);
    pipeline.cloud.imports.create(created);
    pipeline.cloud.uploads.put(created.upload().key(), list.bytes());

    pipeline.run();

    Import ended = pipeline.cloud.imports.find(TENANT, created.importId()).orElseThrow();
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(pipeline.cloud.users.find(TENANT, name).orElseThrow().status())
                    .as("%s, %s", name, ended.deactivation())
                    .isEqualTo(User.Status.ACTIVE));
    switch (list.ends()) {
      case "FAILED" -> assertThat(ended.status()).isEqualTo(Status.FAILED);
      case "HELD" -> assertThat(ended.deactivation().state()).isEqualTo(State.HELD);
      default -> {
        assertThat(ended.status()).isIn(Status.COMPLETED, Status.COMPLETED_WITH_ERRORS);
        assertThat(ended.deactivation().planned()).isZero();
      }
    }
  }

  private static Import created(FakePipeline pipeline, WrongList list) {
    ObjectNode options =
        Json.MAPPER.valueToTree(ImportOptions.defaults(TenantSettings.DEFAULT_ROW_LIMIT));
    options.put("deactivateUnlisted", true);
    Json.parse(list.options(), JsonNode.class)
        .properties()
        .forEach(option -> options.set(option.getKey(), option.getValue()));
    return Import.awaitingUpload(
        TENANT,
        pipeline.nextId(),
        list.how(),
        "liste",
        list.bytes().length,
        Json.parse(options.toString(), ImportOptions.class),
        "de",
        pipeline.cloud.clock.instant());
  }
}
