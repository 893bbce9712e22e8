package dev.rollbook.reader;

import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BlankRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.Record;

/** An XLS workbook (BIFF8, Excel 97 to 2003) whose sheet is known. */
final class XlsFile implements TableFile {

  private final Path file;
  private final List<NumberText> styles;
  private final WorkbookSheet sheet;
  private final List<ReadingNote> notes;

  private XlsFile(
      Path file, List<NumberText> styles, WorkbookSheet sheet, List<ReadingNote> notes) {
    this.file = file;
    this.styles = styles;
    this.sheet = sheet;
    this.notes = notes;
  }

  /** Opens a workbook and finds the sheet. */
  static XlsFile of(Path file, ReadingOptions options) throws RosterException, IOException {
    List<BoundSheetRecord> bound = new ArrayList<>();
    Map<Integer, String> codes = new HashMap<>();
    List<Integer> formats = new ArrayList<>();
    SerialDate dates = SerialDate.SINCE_1900;
    try (XlsRecords records = XlsRecords.open(file)) {
      Optional<Record> next = records.next();
      while (next.isPresent() && records.stream() <= 0) {
        Record record = next.get();
        if (record instanceof BoundSheetRecord sheet) {
          bound.add(sheet);
        } else if (record instanceof FormatRecord format) {
          codes.put(format.getIndexCode(), format.getFormatString());
        } else if (record instanceof ExtendedFormatRecord style) {
          formats.add((int) style.getFormatIndex());
        } else if (record instanceof DateWindow1904Record window && window.getWindowing() == 1) {
          dates = SerialDate.SINCE_1904;
        }
        next = records.next();
      }
    }
    List<NumberText> styles = new ArrayList<>();
    for (int format : formats) {
      styles.add(new NumberText(codes.getOrDefault(format, BuiltInFormats.code(format)), dates));
    }
    List<WorkbookSheet> all = sheets(bound);
    WorkbookSheet chosen =
        WorkbookSheet.choose(
            all,
            options.sheet(),
            sheet -> {
              try (Table table = new XlsFile(file, styles, sheet, List.of()).open()) {
                return table.next().isPresent();
              }
            });
    List<ReadingNote> notes = List.of();
    if (options.sheet().isEmpty() && all.size() > 1) {
      BitSet filled = filledStreams(file);
      notes =
          WorkbookSheet.notes(all, chosen, other -> filled.get(Integer.parseInt(other.place())));
    }
    return new XlsFile(file, styles, chosen, notes);
  }

  /** Which streams hold a cell with something in it. */
  private static BitSet filledStreams(Path file) throws RosterException, IOException {
    BitSet filled = new BitSet();
    try (XlsRecords records = XlsRecords.open(file)) {
      for (Optional<Record> next = records.next(); next.isPresent(); next = records.next()) {
        if (next.get() instanceof CellValueRecordInterface
            && !(next.get() instanceof BlankRecord)
            && records.isOfStreamItself()) {
          filled.set(records.stream());
        }
      }
    }
    return filled;
  }

  /** Sheets in the order of their tabs; their streams stand in the order of their offsets. */
  private static List<WorkbookSheet> sheets(List<BoundSheetRecord> bound) {
    List<BoundSheetRecord> byOffset = new ArrayList<>(bound);
    byOffset.sort(Comparator.comparingInt(BoundSheetRecord::getPositionOfBof));
    return bound.stream()
        .map(
            sheet ->
                new WorkbookSheet(
                    sheet.getSheetname(),
                    Integer.toString(byOffset.indexOf(sheet) + 1),
                    !sheet.isHidden() && !sheet.isVeryHidden()))
        .toList();
  }

  /** Whether the workbook is of a version that is read; those before Excel 97 are not. */
  static boolean isSupported(Path file) throws RosterException, IOException {
    try (XlsRecords records = XlsRecords.open(file)) {
      return records.next().filter(first -> !isOld(first)).isPresent();
    }
  }

  private static boolean isOld(Record first) {
    return first instanceof BOFRecord begin && begin.getVersion() != BOFRecord.VERSION;
  }

  @Override
  public Format format() {
    return Format.XLS;
  }

  @Override
  public String sheet() {
    return sheet.name();
  }

  @Override
  public List<ReadingNote> notes() {
    return notes;
  }

  @Override
  public Table open() throws RosterException, IOException {
    return new XlsTable(XlsRecords.open(file), Integer.parseInt(sheet.place()), styles);
  }
}
