package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file is, told from its content (SPEC R1, R9). */
class FormatsTest {

  private static final byte[] CSV = "username\na\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] XLSX =
      Xlsx.of("<row><c t=\"str\"><v>username</v></c></row><row><c t=\"str\"><v>a</v></c></row>")
          .bytes();

  @TempDir private Path folder;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] zip(String name, String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text(content));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] ole2(String entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem container = new POIFSFileSystem()) {
      container.createDocument(new ByteArrayInputStream(new byte[5000]), entry);
      container.writeFilesystem(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("csv", "", CSV, "2 a APPLY"),
        Arguments.of("xlsx", "", XLSX, "2 a APPLY"),
        Arguments.of("csv as given", "format=csv", CSV, "2 a APPLY"),
        Arguments.of("xlsx as given", "format=xlsx", XLSX, "2 a APPLY"),
        Arguments.of("csv given as xlsx", "format=xlsx", CSV, "FORMAT_MISMATCH [xlsx, csv]"),
        Arguments.of("xlsx given as csv", "format=csv", XLSX, "FORMAT_MISMATCH [csv, xlsx]"),
        Arguments.of("nothing", "", new byte[0], "FILE_EMPTY []"),
        Arguments.of(
            "byte order mark alone",
            "",
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            "FILE_EMPTY []"),
        Arguments.of("pdf", "", text("%PDF-1.7\nusername\na"), "FORMAT_UNKNOWN [pdf]"),
        Arguments.of("png", "", text("\u0089PNG\r\n\u001A\n"), "FORMAT_UNKNOWN [png]"),
        Arguments.of(
            "html saved as xls",
            "",
            text("\r\n<HTML xmlns=\"x\"><table>"),
            "FORMAT_UNKNOWN [html]"),
        Arguments.of(
            "xml spreadsheet",
            "",
            text("<?xml version=\"1.0\"?><Workbook/>"),
            "FORMAT_UNKNOWN [xml]"),
        Arguments.of("docx", "", zip("word/document.xml", "x"), "FORMAT_UNKNOWN [docx]"),
        Arguments.of("xlsb", "", zip("xl/workbook.bin", "x"), "FORMAT_UNKNOWN [xlsb]"),
        Arguments.of(
            "ods",
            "",
            zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            "FORMAT_UNKNOWN [ods]"),
        Arguments.of("zip", "", zip("username.csv", "username"), "FORMAT_UNKNOWN [zip]"),
        Arguments.of("binary", "", new byte[1000], "FORMAT_UNKNOWN [binary]"),
        Arguments.of(
            "UTF-16 without mark",
            "",
            "username\na\n".getBytes(StandardCharsets.UTF_16LE),
            "FORMAT_UNKNOWN [utf-16]"),
        Arguments.of("encrypted xlsx", "", ole2("EncryptedPackage"), "WORKBOOK_ENCRYPTED []"),
        Arguments.of("doc", "", ole2("WordDocument"), "FORMAT_UNKNOWN [doc]"),
        Arguments.of("other OLE2", "", ole2("Else"), "FORMAT_UNKNOWN [ole2]"));
  }

  @ParameterizedTest(name = "R1 {0}")
  @MethodSource("files")
  void shouldTellFormat(String id, String options, byte[] bytes, String first) {
    assertThat(Shown.rows(Shown.file(folder, bytes), Options.of(options)))
        .as(id)
        .isEqualTo(List.of(first));
  }

  @Test
  void shouldCallHalfAWorkbookDamaged() {
    byte[] half = java.util.Arrays.copyOf(XLSX, XLSX.length / 2);
    assertThat(Shown.rows(Shown.file(folder, half), Options.of("")).toString())
        .startsWith("[WORKBOOK_UNREADABLE");
  }
}
