package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that are one thing and nothing else, as many megabytes of it as {@code
 * -Drollbook.huge.megabytes} says; {@code -Pfaults} has them as large as a roster may be. Each is
 * read or refused with a code, in the memory that parse has.
 */
class HugeFilesTest {

  private static final int MEGABYTES = Integer.getInteger("rollbook.huge.megabytes", 8);
  private static final long BYTES = MEGABYTES * 1024L * 1024;

  /** Of what is not one cell: it would take its time, and nothing new would come of it. */
  private static final long MANY = BYTES / 8;

  /** What the template gives parse, of which Lambda's runtime takes so much for the heap. */
  private static final long PARSE_HEAP = 2048L * 85 / 100 * 1024 * 1024;

  private static final String HEADER = "username;email;lastName\n";
  private static final String SHEET_HEADER =
      "<row><c t=\"str\"><v>username</v></c><c t=\"str\"><v>email</v></c></row>";
  private static final String STRINGS = "xl/sharedStrings.xml";
  private static final String STYLES = "xl/styles.xml";
  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final String RUN = "<r><t>%s</t></r>";

  /** Where a part is filled. */
  private static final String HERE = "HERE";

  @TempDir private Path folder;

  /** Writes what the file consists of. */
  @FunctionalInterface
  private interface Content {

    void write(OutputStream out) throws IOException;
  }

  static Stream<Arguments> files() {
    return Stream.concat(texts(), workbooks());
  }

  private static Stream<Arguments> texts() {
    return Stream.of(
        file("nothing but one cell", whole("", "", "abcdefgh")),
        file("a cell", whole(HEADER, "anna;a@x.de;", "abcdefgh")),
        file("a cell in quotes", whole(HEADER, "anna;a@x.de;\"", "abcdefgh", "\"\nben;b@x.de;B\n")),
        file("a cell of quotes", whole(HEADER, "anna;a@x.de;\"", "\"\"", "\"\nben;b@x.de;B\n")),
        file("a cell of lines", text(HEADER, "anna;a@x.de;\"", "a\n", "\"\nben;b@x.de;B\n")),
        file("a cell that never closes", text(HEADER, "anna;a@x.de;\"", "a;b;c\nd;\n")),
        file("a heading", whole("", "username;", "heading")),
        file("headings", text("", "username", ";column")),
        file("headings without names", text("", "username", ";", "\nanna;a@x.de\n")),
        file("rows of 100,000 cells", text(HEADER, "", "anna" + ";x".repeat(100_000) + "\n")),
        file("rows of 100,000 empty cells", text(HEADER, "", "anna" + ";".repeat(100_000) + "\n")),
        file("cells", text(HEADER, "anna", ";x")),
        file("empty lines", text(HEADER, "anna;a@x.de;A\n", "\n", "ben;b@x.de;B\n")),
        file("empty lines alone", text("", "", "\n")),
        file("carriage returns", text(HEADER, "anna;a@x.de;A", "\r")),
        file("blanks", text(HEADER, "anna;a@x.de;A\n", " ")),
        file("lines of blanks", text(HEADER, "anna;a@x.de;A\n", "  \u00A0 ; \n")),
        file("quotes", text(HEADER, "", "\"")),
        file("lines of one quote", text(HEADER, "", "\"\n")),
        file("lines of three quotes", text(HEADER, "", "\"\"\"\n")),
        file("quotes around delimiters", text(HEADER, "", "\";\"\n")),
        file("quotes that cross", text(HEADER, "", "a\"b;\"c\nd;\"\"e\"\n")),
        file("the same row", text(HEADER, "", "anna;a@x.de;A\n")),
        file("rows that differ", text(HEADER, "", "anna;a@x.de;A\nanna;a@x.de;B\n")),
        file("rows of one letter", text(HEADER, "", "a\nb\nc\nd\n")),
        file("the header", text("", "", HEADER)),
        file("titles", text("", "", "List of persons\n", HEADER + "anna;a@x.de;A\n")),
        file("sep=", text("", "", "sep=;\n")),
        file("rows without a username", text(HEADER, "", ";a@x.de;A\n")),
        file("supervisors", text("username;supervisor\n", "", "anna;ben\nben;anna\n")),
        file("groups", text("username;groups\n", "anna;", "a,")),
        file("addresses", text("email\n", "", "a@x.de; b@x.de <c@x.de>\n")),
        file("bytes of zero", bytes(0)),
        file("bytes of 255", bytes(0xFF)),
        file("half a surrogate", bytes(0xED, 0xA0, 0x80)),
        file("overlong slashes", bytes(0xC0, 0xAF)),
        file("marks", bytes(0xEF, 0xBB, 0xBF)),
        file("continuations", bytes(0x80)),
        file("UTF-16 of half surrogates", bytes(0xFF, 0xFE, 0x00, 0xD8)),
        file("marks that join", text(HEADER, "anna;a@x.de;", "e\u0301\u0316")),
        file("what is invisible", text(HEADER, "anna;a@x.de;A", "\u200B\u00AD")),
        file("what is random", HugeFilesTest::random),
        file("random letters", out -> randomLetters(out, MANY)),
        file("html", text("<html><table>", "", "<tr><td>a</td></tr>")),
        file("json", text("[", "", "{\"username\":\"anna\"},")),
        file("xml", text("<?xml version=\"1.0\"?>", "", "<a>")));
  }

  private static Stream<Arguments> workbooks() {
    Content letters = out -> randomLetters(out, MANY);
    Content all = out -> randomLetters(out, BYTES);
    return Stream.of(
        file("a shared string", in(usual().strings("<si><t>", HERE, "</t></si>"), STRINGS, all)),
        file("shared strings", in(usual().strings(HERE), STRINGS, each("<si><t>%s</t></si>"))),
        file("runs of a string", in(usual().strings("<si>", HERE, "</si>"), STRINGS, each(RUN))),
        file("a format", in(usual().strings().styles(HERE), STYLES, letters)),
        file(
            "formats",
            in(usual().styles("\"/>" + HERE), STYLES, each("<numFmt formatCode=\"%s\"/>"))),
        file("styles", in(usual().styles("\"/>" + HERE), STYLES, each("<xf numFmtId=\"%s\"/>"))),
        sheet("a string in a cell", "<row><c t=\"str\"><v>", all, "</v></c></row>"),
        sheet("a number", "<row><c><v>1", letters, "</v></c></row>"),
        sheet("a formula", "<row><c><f>", letters, "</f></c></row>"),
        sheet("a name", "<row><c t=\"str\"><", letters, "/></c></row>"),
        sheet("an attribute", "<row><c t=\"str\" x=\"", letters, "\"/></row>"),
        sheet("a reference", "<row><c r=\"", letters, "\"/></row>"),
        sheet("attributes", "<row><c ", each("%s=\"\" "), "/></row>"),
        sheet("a comment", "<!--", letters, "-->"),
        sheet("an instruction", "<?x ", letters, "?>"),
        sheet("a section", "<row><c><v><![CDATA[", letters, "]]></v></c></row>"),
        sheet("an entity", "<row><c><v>&", letters, ";</v></c></row>"),
        sheet("text between rows", "", letters, ""),
        sheet("rows", "", each("<row><c t=\"str\"><v>%s</v></c></row>"), ""),
        sheet("empty rows", "", each("<row x=\"%s\"/>"), ""),
        sheet("rows that never end", "", each("<row x=\"%s\">"), ""),
        sheet("cells of one row", "<row>", each("<c t=\"str\"><v>%s</v></c>"), "</row>"),
        sheet("empty cells of one row", "<row>", each("<c x=\"%s\"/>"), "</row>"),
        sheet("strings of one cell", "<row><c>", each("<is><t>%s</t></is>"), "</c></row>"),
        sheet("names", "<row><c>", each("<%s/>"), "</c></row>"),
        sheet("namespaces", "<row>", each("<c xmlns:%s=\"y\"/>"), "</row>"),
        sheet("columns", "</sheetData><cols>", each("<col max=\"9\" hidden=\"%s\"/>"), "</cols>"),
        sheet("merged", "</sheetData>", each("<mergeCell ref=\"A1:B2\" x=\"%s\"/>"), "<sheetData>"),
        parts("relations", "xl/_rels/workbook.xml.rels", "<Relationship Id=\"%s\"/>"),
        parts("sheets", "xl/workbook.xml", "<sheet name=\"%s\" id=\"r0\"/>"),
        parts("types", "[Content_Types].xml", "<Override PartName=\"/%s\" ContentType=\"x\"/>"),
        file("a part that nobody reads", in(usual().part("xl/a.png", HERE), "xl/a.png", all)),
        file("a workbook without an end", out -> endless(usual(), out)),
        file("an old workbook of zeros", out -> old(out, new byte[1 << 16])),
        file("an old workbook of texts", out -> old(out, records(0xFC))),
        file("an old workbook of rows", out -> old(out, records(0x208))),
        file("an old workbook of labels", out -> old(out, records(0x204))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void shouldReadOrRefuseAFileOfNothingBut(String name, Content content) throws IOException {
    Path file = folder.resolve("roster");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      content.write(out);
    }
    ReadOrRefused.require(file, Options.of(""), name);
  }

  @Test
  void shouldReadInNoMoreMemoryThanParseHas() {
    // What the other tests of this module read, they read in this heap.
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(PARSE_HEAP);
  }

  private static Arguments file(String name, Content content) {
    return Arguments.of(name, content);
  }

  private static Content whole(String before, String once, String repeated) {
    return text(before + once, repeated, "", BYTES);
  }

  private static Content whole(String before, String once, String repeated, String after) {
    return text(before + once, repeated, after, BYTES);
  }

  private static Content text(String before, String once, String repeated) {
    return text(before + once, repeated, "", MANY);
  }

  private static Content text(String before, String once, String repeated, String after) {
    return text(before + once, repeated, after, MANY);
  }

  private static Content text(String before, String repeated, String after, long length) {
    return out -> {
      out.write(before.getBytes(StandardCharsets.UTF_8));
      repeat(out, repeated.getBytes(StandardCharsets.UTF_8), length);
      out.write(after.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static Content bytes(int... repeated) {
    byte[] bytes = new byte[repeated.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) repeated[i];
    }
    return out -> {
      out.write(HEADER.getBytes(StandardCharsets.UTF_8));
      repeat(out, bytes, MANY);
    };
  }

  private static void repeat(OutputStream out, byte[] bytes, long length) throws IOException {
    for (long written = 0; written < length; written += bytes.length) {
      out.write(bytes);
    }
  }

  private static void random(OutputStream out) throws IOException {
    Random random = new Random(MEGABYTES);
    byte[] bytes = new byte[1 << 16];
    for (long written = 0; written < MANY; written += bytes.length) {
      random.nextBytes(bytes);
      out.write(bytes);
    }
  }

  /** So that they pack to no hundredth. */
  private static void randomLetters(OutputStream out, long length) throws IOException {
    Random random = new Random(MEGABYTES);
    byte[] bytes = new byte[1 << 16];
    for (long written = 0; written < length; written += bytes.length) {
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ('a' + (bytes[i] & 15));
      }
      out.write(bytes);
    }
  }

  /** One element again and again, with another text each time: such parts pack to a tenth. */
  private static Content each(String element) {
    return out -> {
      Random random = new Random(MEGABYTES);
      for (long written = 0; written < MANY; written += element.length() + 6) {
        String text = Integer.toString(random.nextInt(1 << 30) | 1 << 30, Character.MAX_RADIX);
        out.write(element.formatted("a" + text).getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private static Xlsx usual() {
    return Xlsx.of(SHEET_HEADER + "<row><c t=\"s\"><v>0</v></c></row>");
  }

  private static Arguments sheet(String name, String before, Content content, String after) {
    return file(name, in(Xlsx.of(SHEET_HEADER + before + HERE + after), SHEET, content));
  }

  private static Arguments parts(String name, String part, String element) {
    Xlsx xlsx = usual();
    String text = xlsx.part(part);
    int end = text.lastIndexOf(part.equals("xl/workbook.xml") ? "</sheets>" : "</");
    xlsx.part(part, text.substring(0, end) + HERE + text.substring(end));
    return file(name, in(xlsx, part, each(element)));
  }

  /** The workbook with so much where one of its parts has {@link #HERE}. */
  private static Content in(Xlsx xlsx, String part, Content content) {
    Map<String, byte[]> parts = xlsx.parts();
    return out -> {
      ZipOutputStream zip = new ZipOutputStream(out);
      zip.setLevel(Deflater.BEST_SPEED);
      for (Map.Entry<String, byte[]> each : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        if (each.getKey().equals(part)) {
          String[] around = new String(each.getValue(), StandardCharsets.UTF_8).split(HERE, -1);
          assertThat(around).hasSize(2);
          zip.write(around[0].getBytes(StandardCharsets.UTF_8));
          content.write(zip);
          zip.write(around[1].getBytes(StandardCharsets.UTF_8));
        } else {
          zip.write(each.getValue());
        }
        zip.closeEntry();
      }
      zip.finish();
    };
  }

  /** A workbook's beginning, and then no archive any more. */
  private static void endless(Xlsx xlsx, OutputStream out) throws IOException {
    byte[] bytes = xlsx.bytes();
    out.write(bytes, 0, bytes.length / 2);
    random(out);
  }

  /** Records of an old workbook, of this kind and of zeros. */
  private static byte[] records(int kind) {
    byte[] record = new byte[24];
    record[0] = (byte) kind;
    record[1] = (byte) (kind >> 8);
    record[2] = 20;
    return record;
  }

  /** An old workbook's stream of these bytes again and again, behind its first record. */
  private static void old(OutputStream out, byte[] repeated) throws IOException {
    byte[] first = {0x09, 0x08, 0x10, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    Path stream = Files.createTempFile("stream", null);
    Path packed = Files.createTempFile("packed", null);
    try {
      try (OutputStream content = new BufferedOutputStream(Files.newOutputStream(stream))) {
        content.write(first);
        repeat(content, repeated, MANY);
      }
      try (POIFSFileSystem files = POIFSFileSystem.create(packed.toFile());
          InputStream content = Files.newInputStream(stream)) {
        files.createDocument(content, "Workbook");
        files.writeFilesystem();
      }
      Files.copy(packed, out);
    } finally {
      Files.delete(stream);
      Files.delete(packed);
    }
  }
}
