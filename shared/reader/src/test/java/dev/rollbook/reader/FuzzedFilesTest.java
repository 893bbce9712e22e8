package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that are looked for by the ways they take through the reader ({@code -Pfaults}); in the
 * build those of the corpus, and what was found. A file that is neither read nor refused is kept
 * among the test's resources, where every build finds it again.
 */
class FuzzedFilesTest {

  private static final String TIME = "2m";

  @TempDir private Path folder;

  @MethodSource("texts")
  @FuzzTest(maxDuration = TIME)
  void shouldReadOrRefuseEveryText(byte @NotNull [] file) throws IOException {
    read(file);
  }

  @MethodSource("oldWorkbooks")
  @FuzzTest(maxDuration = TIME)
  void shouldReadOrRefuseEveryOldWorkbook(byte @NotNull [] file) throws IOException {
    read(file);
  }

  /**
   * By its parts: what is packed would be broken by nearly every change, and never be looked at.
   */
  @MethodSource("workbooks")
  @FuzzTest(maxDuration = TIME)
  void shouldReadOrRefuseEveryWorkbook(
      byte @NotNull [] workbook,
      byte @NotNull [] sheet,
      byte @NotNull [] strings,
      byte @NotNull [] styles)
      throws IOException {
    read(Parts.packed(List.of(workbook, sheet, strings, styles)));
  }

  @Test
  void shouldPackAgainWhatCanBeRead() throws IOException {
    Path whole =
        CorpusTest.rosters()
            .filter(file -> file.endsWith("written-by-openpyxl.xlsx"))
            .findFirst()
            .orElseThrow();
    byte[] packed = Parts.packed(Parts.unpacked(bytes(whole)));
    List<String> rows = Shown.rows(whole, Options.of(""));
    assertThat(rows).hasSizeGreaterThan(1);
    assertThat(Shown.rows(Shown.file(folder, packed), Options.of(""))).isEqualTo(rows);
  }

  private void read(byte[] bytes) throws IOException {
    ReadOrRefused.require(Files.write(folder.resolve("roster"), bytes), Options.of(""), "it");
  }

  static Stream<byte[]> texts() throws IOException {
    return corpus(".csv", ".txt");
  }

  static Stream<byte[]> oldWorkbooks() throws IOException {
    return corpus(".xls");
  }

  static Stream<Arguments> workbooks() throws IOException {
    return corpus(".xlsx").map(Parts::unpacked).map(parts -> Arguments.of(parts.toArray()));
  }

  private static Stream<byte[]> corpus(String... endings) throws IOException {
    return CorpusTest.rosters()
        .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
        .map(FuzzedFilesTest::bytes);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parts of a workbook that the reader looks into; the others say which there are. */
  private static final class Parts {

    private static final List<String> NAMES =
        List.of(
            "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml");

    /** What they are called where they are listed. */
    private static final List<String> TYPES =
        List.of("sheet.main", "worksheet", "sharedStrings", "styles");

    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String OFFICE =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static final String TYPE =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /** What says which parts there are; one that is empty is none. */
    private static Map<String, String> directories(List<byte[]> contents) {
      StringBuilder types =
          new StringBuilder(
              "<Types xmlns=\"%scontent-types\"><Default Extension=\"rels\" ContentType=\"%s\"/>"
                  .formatted(PACKAGE, "application/vnd.openxmlformats-package.relationships+xml"));
      List<String> targets = new ArrayList<>();
      for (int i = 0; i < contents.size(); i++) {
        if (contents.get(i).length > 0) {
          types.append(type(NAMES.get(i), TYPES.get(i)));
          if (i > 0) {
            targets.add(TYPES.get(i) + ":" + NAMES.get(i).substring("xl/".length()));
          }
        }
      }
      return Map.of(
          "[Content_Types].xml",
          types.append("</Types>").toString(),
          "_rels/.rels",
          relations(List.of("officeDocument:xl/workbook.xml")),
          "xl/_rels/workbook.xml.rels",
          relations(targets));
    }

    private static String type(String part, String type) {
      return "<Override PartName=\"/%s\" ContentType=\"%s%s+xml\"/>".formatted(part, TYPE, type);
    }

    private static String relations(List<String> targets) {
      StringBuilder xml =
          new StringBuilder("<Relationships xmlns=\"%srelationships\">".formatted(PACKAGE));
      for (int i = 0; i < targets.size(); i++) {
        String[] parts = targets.get(i).split(":", 2);
        xml.append(
            "<Relationship Id=\"rId%d\" Type=\"%s%s\" Target=\"%s\"/>"
                .formatted(i + 1, OFFICE, parts[0], parts[1]));
      }
      return xml.append("</Relationships>").toString();
    }

    static List<byte[]> unpacked(byte[] archive) {
      Map<String, byte[]> parts = new LinkedHashMap<>();
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          parts.put(entry.getName(), zip.readAllBytes());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return NAMES.stream().map(name -> parts.getOrDefault(name, new byte[0])).toList();
    }

    static byte[] packed(List<byte[]> contents) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (Map.Entry<String, String> other : directories(contents).entrySet()) {
          put(zip, other.getKey(), other.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < contents.size(); i++) {
          if (contents.get(i).length > 0) {
            put(zip, NAMES.get(i), contents.get(i));
          }
        }
      }
      return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
  }
}
