package dev.rollbook.reader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An XLSX workbook written part by part, for what no library would write. */
final class Xlsx {

  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  private Xlsx() {}

  /** A workbook of one sheet with these rows, as XML. */
  static Xlsx of(String rows) {
    Xlsx xlsx = new Xlsx();
    xlsx.part(
        "[Content_Types].xml",
        HEAD
            + "<Types>"
            + type("workbook.xml", "sheet.main")
            + type("sharedStrings.xml", "sharedStrings")
            + type("styles.xml", "styles")
            + "</Types>");
    xlsx.part("_rels/.rels", relations("officeDocument xl/workbook.xml"));
    xlsx.part(
        "xl/_rels/workbook.xml.rels",
        relations(
            "worksheet worksheets/sheet1.xml",
            "sharedStrings sharedStrings.xml",
            "styles /xl/styles.xml"));
    xlsx.part(
        "xl/workbook.xml",
        HEAD
            + "<workbook xmlns=\""
            + MAIN
            + "\" xmlns:r=\""
            + OFFICE
            + "\"><sheets><sheet name=\"Users\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>");
    xlsx.strings();
    xlsx.styles();
    xlsx.part(
        "xl/worksheets/sheet1.xml",
        HEAD + "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData></worksheet>");
    return xlsx;
  }

  private static String type(String part, String type) {
    return "<Override PartName=\"/xl/"
        + part
        + "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml."
        + type
        + "+xml\"/>";
  }

  private static String relations(String... relations) {
    StringBuilder xml = new StringBuilder(HEAD).append("<Relationships>");
    for (int i = 0; i < relations.length; i++) {
      String[] words = relations[i].split(" ", -1);
      xml.append("<Relationship Id=\"r").append(i).append("\" Type=\"").append(OFFICE).append('/');
      xml.append(words[0]).append("\" Target=\"").append(words[1]).append("\"/>");
    }
    return xml.append("</Relationships>").toString();
  }

  /** Replaces the shared strings by these items, as XML. */
  Xlsx strings(String... items) {
    return part(
        "xl/sharedStrings.xml",
        HEAD + "<sst xmlns=\"" + MAIN + "\">" + String.join("", items) + "</sst>");
  }

  /** Replaces the styles by one for each format, from style 0. */
  Xlsx styles(String... formats) {
    StringBuilder xml =
        new StringBuilder(HEAD).append("<styleSheet xmlns=\"" + MAIN + "\"><numFmts>");
    for (int i = 0; i < formats.length; i++) {
      xml.append("<numFmt numFmtId=\"").append(200 + i).append("\" formatCode=\"");
      xml.append(formats[i].replace("\"", "&quot;")).append("\"/>");
    }
    xml.append("</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>");
    for (int i = 0; i < formats.length; i++) {
      xml.append("<xf numFmtId=\"").append(200 + i).append("\"/>");
    }
    return part("xl/styles.xml", xml.append("</cellXfs></styleSheet>").toString());
  }

  /** Replaces a part, or adds it. */
  Xlsx part(String name, String text) {
    parts.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Replaces a part, or adds it, in bytes of another charset. */
  Xlsx part(String name, String text, Charset charset) {
    parts.put(name, text.getBytes(charset));
    return this;
  }

  /** A part's text. */
  String part(String name) {
    return new String(parts.get(name), StandardCharsets.UTF_8);
  }

  /** Leaves a part out. */
  Xlsx without(String name) {
    parts.remove(name);
    return this;
  }

  /** What every part holds, by its name, in the archive's order. */
  Map<String, byte[]> parts() {
    return Collections.unmodifiableMap(parts);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
