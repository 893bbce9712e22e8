package dev.rollbook.reader;

import dev.rollbook.reader.XlsxPackage.Relation;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stands in front of fastexcel-reader, which trusts a file: looks through every part that it will
 * read, and at where it will look for it. What would fill its memory, or have it throw, is refused;
 * what it would read otherwise than a spreadsheet does is noted.
 */
final class WorkbookGuard {

  private static final String TYPES = "[Content_Types].xml";
  private static final String SPREADSHEET =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  private static final String MACRO_WORKBOOK =
      "application/vnd.ms-excel.sheet.macroEnabled.main+xml";

  /**
   * Bytes of a part that is neither a worksheet nor the shared strings; 64,000 styles, as many as
   * Excel has, take some 26 MB.
   */
  private static final long MOST_BYTES = 32L << 20;

  private static final int MOST_SHEETS = 10_000;

  /** Bytes of memory that shared strings take, of the 2 GiB of a function. */
  private static final long MOST_STRING_BYTES = 768L << 20;

  /** What a string takes besides its characters: two headers, two references, padding. */
  private static final int STRING_BYTES = 56;

  private final Map<String, String> places = new HashMap<>();
  private final Map<String, Relation> relations;
  private final List<String> sheets = new ArrayList<>();
  private final Map<String, SheetWalk.Walked> walked = new HashMap<>();
  private int strings;

  private WorkbookGuard(XlsxPackage parts) throws RosterException, IOException {
    readTypes(parts);
    String workbook = places.getOrDefault("workbook", "/xl/workbook.xml");
    String folder = workbook.substring(0, workbook.lastIndexOf('/') + 1);
    if (!folder.startsWith("/") || folder.contains("_rel")) {
      // Where fastexcel-reader would look in another folder than everybody else.
      throw WorkbookDamage.in(TYPES, "place of the workbook");
    }
    relations = parts.relations(workbook);
    readWorkbook(parts, workbook);
    readStyles(parts);
    readStrings(parts);
  }

  /**
   * Looks through all of a workbook but its worksheets.
   *
   * @param parts the workbook, unpacked once without harm
   * @throws RosterException if it is damaged or suspicious
   */
  static WorkbookGuard check(XlsxPackage parts) throws RosterException, IOException {
    return new WorkbookGuard(parts);
  }

  /** Where fastexcel-reader finds the parts that it finds by their types. */
  private void readTypes(XlsxPackage parts) throws RosterException, IOException {
    try (XmlPart xml = small(parts, TYPES)) {
      while (xml.goTo("Override")) {
        String part = xml.attribute("PartName").orElse("");
        Optional<String> role = role(xml.attribute("ContentType").orElse(""));
        if (role.isPresent() && places.put(role.get(), part) != null) {
          throw WorkbookDamage.in(TYPES, role.get() + " twice");
        }
      }
    }
  }

  private static Optional<String> role(String type) {
    return switch (type) {
      case SPREADSHEET + "sheet.main+xml", MACRO_WORKBOOK -> Optional.of("workbook");
      case SPREADSHEET + "sharedStrings+xml" -> Optional.of("sharedStrings");
      case SPREADSHEET + "styles+xml" -> Optional.of("styles");
      default -> Optional.empty();
    };
  }

  private void readWorkbook(XlsxPackage parts, String workbook)
      throws RosterException, IOException {
    try (XmlPart xml = small(parts, workbook)) {
      while (xml.goTo("sheet")) {
        sheets.add(xml.prefixedAttribute("id").orElse(""));
        if (sheets.size() > MOST_SHEETS) {
          throw WorkbookDamage.in(workbook, "more than " + MOST_SHEETS + " sheets");
        }
      }
    }
  }

  private void readStyles(XlsxPackage parts) throws RosterException, IOException {
    Optional<String> part = styles();
    if (part.isPresent()) {
      try (XmlPart xml = small(parts, part.get())) {
        xml.goTo("");
      }
    }
  }

  private void readStrings(XlsxPackage parts) throws RosterException, IOException {
    Optional<String> part = strings();
    if (part.isEmpty()) {
      return;
    }
    long bytes = 0;
    BoundedText text = new BoundedText();
    try (XmlPart xml = parts.part(part.get())) {
      while (xml.goTo("si")) {
        text.clear();
        xml.richText(text);
        strings++;
        bytes += STRING_BYTES + text.length() * (text.isWide() ? 2 : 1);
        if (bytes > MOST_STRING_BYTES) {
          throw suspicious(part.get(), MOST_STRING_BYTES, bytes);
        }
      }
    }
  }

  private static XmlPart small(XlsxPackage parts, String part) throws RosterException, IOException {
    long size = parts.entry(part).getSize();
    if (size > MOST_BYTES) {
      throw suspicious(part, MOST_BYTES, size);
    }
    return parts.part(part);
  }

  private static RosterException suspicious(String part, long limit, long value) {
    return new RosterException(
        Code.FILE_SUSPICIOUS, part, Long.toString(limit), Long.toString(value));
  }

  private Optional<String> related(String type) {
    return relations.values().stream()
        .filter(relation -> relation.type().equals(type))
        .map(Relation::target)
        .findFirst();
  }

  /** The part of the shared strings. */
  Optional<String> strings() {
    return related("sharedStrings");
  }

  /** The part of the styles. */
  Optional<String> styles() {
    return related("styles");
  }

  /** How many sheets there are, of whatever kind. */
  int sheets() {
    return sheets.size();
  }

  /** The part of a sheet, by its place among all; empty if it is no worksheet. */
  Optional<String> worksheet(int index) {
    return Optional.ofNullable(relations.get(sheets.get(index)))
        .filter(relation -> relation.type().equals("worksheet"))
        .map(Relation::target);
  }

  /**
   * Walks over a worksheet, once however often it is asked for.
   *
   * @param parts the workbook
   * @param index its place among the sheets
   * @param id the relation by which fastexcel-reader looks for it; empty if it knows none
   * @return whether fastexcel-reader reads the workbook as a spreadsheet does, as to this sheet
   * @throws RosterException if nobody should read it
   */
  boolean readsAsItIs(XlsxPackage parts, int index, Optional<String> id)
      throws RosterException, IOException {
    String part = worksheet(index).orElseThrow();
    SheetWalk.Walked known = walked.get(part);
    if (known == null) {
      known = walk(parts, part, (row, column, type, style, text, formula) -> {});
      walked.put(part, known);
    }
    return known.asItIs()
        && id.equals(Optional.of(sheets.get(index)))
        && relations.get(sheets.get(index)).direct()
        && isFoundByType("sharedStrings", strings())
        && isFoundByType("styles", styles());
  }

  /** What of a worksheet that was walked over is hidden. */
  HiddenParts hidden(int index) {
    return walked.get(worksheet(index).orElseThrow()).hidden();
  }

  /** Whether a worksheet that is not read holds anything, as far as anybody can tell. */
  boolean hasData(XlsxPackage parts, int index) throws IOException {
    try (XmlPart xml = parts.part(worksheet(index).orElseThrow())) {
      return SheetWalk.hasData(xml);
    } catch (RosterException e) {
      return true; // it is damaged, which is nothing to the sheet that is read
    }
  }

  private boolean isFoundByType(String role, Optional<String> part) {
    return Optional.ofNullable(places.get(role)).equals(part.map(name -> "/" + name));
  }

  /** Walks over a worksheet and its cells. */
  SheetWalk.Walked walk(XlsxPackage parts, String part, SheetWalk.Cells cells)
      throws RosterException, IOException {
    try (XmlPart xml = parts.part(part)) {
      return SheetWalk.walk(xml, part, strings, cells);
    }
  }
}
