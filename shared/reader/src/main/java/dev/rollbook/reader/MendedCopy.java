package dev.rollbook.reader;

import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.dhatim.fastexcel.reader.CellAddress;

/**
 * A copy of one worksheet of a workbook that fastexcel-reader reads as a spreadsheet reads the
 * original. Few workbooks need one: those whose rows have no numbers, with phonetic runs or dates
 * as ISO 8601 in their cells, with formulas that cells share, in the Strict variant of the format,
 * or with parts in unusual places.
 *
 * <p>Every row and cell has its reference in the copy and every text is plain; formulas are left
 * out, since only their results are read. A date is an error cell, for that is the one type whose
 * text is handed on as it is and that holds no such text otherwise; so is a formula that was never
 * calculated.
 */
final class MendedCopy {

  /** The worksheet's name in the copy, which has no other. */
  private static final String SHEET = "sheet.xml";

  /**
   * Bytes of a copy, packed: twice those of a roster. Packed in haste it is somewhat larger than
   * the original, and references that this lacked pack well.
   */
  private static final long MOST_BYTES = 2 * ReadingOptions.FILE_BYTES;

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String TYPE =
      "<Override PartName=\"/%s.xml\" ContentType=\"application/vnd.openxmlformats-officedocument"
          + ".spreadsheetml.%1$s+xml\"/>";

  private final XlsxPackage parts;
  private final ZipArchiveOutputStream zip;
  private final Writer xml;
  private int row;

  private MendedCopy(XlsxPackage parts, ZipArchiveOutputStream zip) {
    this.parts = parts;
    this.zip = zip;
    xml = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
  }

  /**
   * Writes the copy.
   *
   * @param parts the workbook
   * @param guard what is known of it
   * @param sheet the worksheet's part
   * @param folder for the copy
   * @return a file to be deleted
   */
  static Path of(XlsxPackage parts, WorkbookGuard guard, String sheet, ScratchFolder folder)
      throws RosterException, IOException {
    Path file = folder.newFile();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      zip.setLevel(Deflater.BEST_SPEED);
      new MendedCopy(parts, zip).write(guard, sheet);
    } catch (RosterException | IOException | RuntimeException e) {
      Files.delete(file);
      throw e;
    }
    return file;
  }

  private void write(WorkbookGuard guard, String sheet) throws RosterException, IOException {
    part(
        "[Content_Types].xml",
        "<Types>" + TYPE.formatted("sharedStrings") + TYPE.formatted("styles") + "</Types>");
    part(
        "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + "<sheets><sheet name=\"Sheet\" r:id=\"sheet\"/></sheets></workbook>");
    part(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"sheet\" Target=\"/" + SHEET + "\"/></Relationships>");
    copy(guard.strings(), "sharedStrings.xml");
    copy(guard.styles(), "styles.xml");
    begin(SHEET);
    xml.write("<worksheet><sheetData>");
    guard.walk(parts, sheet, this::cell);
    xml.write(row == 0 ? "</sheetData></worksheet>" : "</row></sheetData></worksheet>");
    end();
  }

  private void begin(String name) throws IOException {
    zip.putArchiveEntry(new ZipArchiveEntry(name));
    xml.write(HEAD);
  }

  private void end() throws IOException {
    xml.flush();
    zip.closeArchiveEntry();
  }

  private void part(String name, String text) throws IOException {
    begin(name);
    xml.write(text);
    end();
  }

  /** Copies a part as it is packed. */
  private void copy(Optional<String> part, String name) throws RosterException, IOException {
    if (part.isPresent()) {
      ZipArchiveEntry original = parts.entry(part.get());
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setMethod(original.getMethod());
      entry.setSize(original.getSize());
      entry.setCompressedSize(original.getCompressedSize());
      entry.setCrc(original.getCrc());
      try (InputStream packed = parts.zip().getRawInputStream(original)) {
        zip.addRawArchiveEntry(entry, packed);
      }
    }
  }

  private void cell(int number, int column, String type, String style, String text, boolean formula)
      throws RosterException, IOException {
    boolean unusable = formula && XlsxTable.isUncalculated(type, text);
    if (text.isEmpty() && !unusable) {
      return;
    }
    if (number != row) {
      if (zip.getBytesWritten() > MOST_BYTES) {
        throw new RosterException(
            Code.FILE_SUSPICIOUS,
            "rows",
            Long.toString(MOST_BYTES),
            Long.toString(zip.getBytesWritten()));
      }
      xml.write((row == 0 ? "" : "</row>") + "<row r=\"" + number + "\">");
      row = number;
    }
    xml.write("<c r=\"" + CellAddress.convertNumToColString(column) + number);
    if (unusable) {
      xml.write("\" t=\"e\"><v>" + XlsxTable.UNCALCULATED + escape(text.strip()) + "</v></c>");
      return;
    }
    xml.write("\" t=\"" + type(type, text));
    xml.write(style.isEmpty() ? "" : "\" s=\"" + style);
    xml.write("\"><v>" + escape(type.equals("d") ? date(text) : text) + "</v></c>");
  }

  private static String type(String type, String text) {
    return switch (type) {
      case "s", "b", "e" -> type;
      case "n" -> text.length() > SheetWalk.LONGEST_NUMBER ? "str" : type;
      case "d" -> "e";
      default -> "str";
    };
  }

  private static String date(String text) {
    return text.strip().replaceFirst("(\\.0+)?Z?$", "").replaceFirst("T00:00:00$", "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\r", "&#13;");
  }
}
