package dev.rollbook.reader;

import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An XLSX workbook whose sheet is known.
 *
 * <p>Read with a plain XML parser instead of a spreadsheet library, because those that stream trust
 * the file: one cell that names column ZZZZZZ or shared string two billion has them fill the
 * memory, rows without numbers are counted wrongly, and phonetic runs of inline strings become
 * text.
 */
final class XlsxFile implements TableFile {

  private final Path file;
  private final SharedStrings strings;
  private final XlsxStyles styles;
  private final WorkbookSheet sheet;

  private XlsxFile(Path file, SharedStrings strings, XlsxStyles styles, WorkbookSheet sheet) {
    this.file = file;
    this.strings = strings;
    this.styles = styles;
    this.sheet = sheet;
  }

  /** Opens a workbook and finds the sheet. */
  static XlsxFile of(Path file, ReadingOptions options) throws RosterException, IOException {
    try (XlsxPackage parts = XlsxPackage.open(file)) {
      UnpackGuard.check(parts.zip());
      String workbook = parts.workbook();
      Map<String, XlsxPackage.Relation> relations = parts.relations(workbook);
      List<WorkbookSheet> sheets = new ArrayList<>();
      SerialDate dates = readWorkbook(parts, workbook, relations, sheets);
      SharedStrings strings = new SharedStrings();
      XlsxStyles styles = new XlsxStyles(dates);
      for (XlsxPackage.Relation relation : relations.values()) {
        if (relation.type().equals("sharedStrings")) {
          try (XmlPart part = parts.part(relation.target())) {
            strings = SharedStrings.read(part);
          }
        } else if (relation.type().equals("styles")) {
          try (XmlPart part = parts.part(relation.target())) {
            styles = XlsxStyles.read(part, dates);
          }
        }
      }
      SharedStrings readStrings = strings;
      XlsxStyles readStyles = styles;
      WorkbookSheet chosen =
          WorkbookSheet.choose(
              sheets,
              options.sheet(),
              sheet -> {
                try (Table table = new XlsxFile(file, readStrings, readStyles, sheet).open()) {
                  return table.next().isPresent();
                }
              });
      return new XlsxFile(file, strings, styles, chosen);
    }
  }

  private static SerialDate readWorkbook(
      XlsxPackage parts,
      String workbook,
      Map<String, XlsxPackage.Relation> relations,
      List<WorkbookSheet> sheets)
      throws RosterException, IOException {
    SerialDate dates = SerialDate.SINCE_1900;
    try (XmlPart part = parts.part(workbook)) {
      while (part.nextElement()) {
        if (part.is("workbookPr")) {
          String since1904 = part.attribute("date1904").orElse("0");
          if (since1904.equals("1") || since1904.equals("true")) {
            dates = SerialDate.SINCE_1904;
          }
        } else if (part.is("sheet")) {
          XlsxPackage.Relation relation = relations.get(part.prefixedAttribute("id").orElse(""));
          if (relation != null && relation.type().equals("worksheet")) {
            boolean visible = part.attribute("state").orElse("visible").equals("visible");
            sheets.add(
                new WorkbookSheet(part.attribute("name").orElse(""), relation.target(), visible));
          }
        }
      }
    }
    return dates;
  }

  @Override
  public Format format() {
    return Format.XLSX;
  }

  @Override
  public String charset() {
    return "";
  }

  @Override
  public String delimiter() {
    return "";
  }

  @Override
  public String sheet() {
    return sheet.name();
  }

  @Override
  public DelimiterAdvice advice() {
    return DelimiterAdvice.NONE;
  }

  @Override
  public Table open() throws RosterException, IOException {
    XlsxPackage parts = XlsxPackage.open(file);
    try {
      return new XlsxTable(parts, parts.part(sheet.place()), sheet.place(), strings, styles);
    } catch (RosterException | IOException e) {
      parts.close();
      throw e;
    }
  }
}
