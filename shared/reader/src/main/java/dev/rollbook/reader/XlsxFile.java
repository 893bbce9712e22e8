package dev.rollbook.reader;

import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * An XLSX workbook whose sheet is known. fastexcel-reader reads it; {@link WorkbookGuard} and
 * {@link MendedCopy} see to it that it can.
 */
final class XlsxFile implements TableFile {

  private final Path file;
  private final WorkbookGuard guard;
  private final SerialDate dates;
  private final WorkbookSheet sheet;
  private final boolean asItIs;
  private List<ReadingNote> notes = List.of();

  private XlsxFile(
      Path file, WorkbookGuard guard, SerialDate dates, WorkbookSheet sheet, boolean asItIs) {
    this.file = file;
    this.guard = guard;
    this.dates = dates;
    this.sheet = sheet;
    this.asItIs = asItIs;
  }

  /** Opens a workbook and finds the sheet. */
  static XlsxFile of(Path file, ReadingOptions options) throws RosterException, IOException {
    try (XlsxPackage parts = XlsxPackage.open(file)) {
      UnpackGuard.check(parts.zip());
      WorkbookGuard guard = WorkbookGuard.check(parts);
      try (ReadableWorkbook workbook = workbook(file, false)) {
        List<WorkbookSheet> all = sheets(workbook, guard);
        WorkbookSheet chosen =
            WorkbookSheet.choose(
                all,
                options.sheet(),
                sheet -> {
                  try (Table table = of(file, parts, guard, workbook, sheet).open()) {
                    return table.next().isPresent();
                  }
                });
        XlsxFile read = of(file, parts, guard, workbook, chosen);
        List<ReadingNote> told = new ArrayList<>();
        if (options.sheet().isEmpty()) {
          told.addAll(
              WorkbookSheet.notes(
                  all, chosen, other -> guard.hasData(parts, Integer.parseInt(other.place()))));
        }
        told.addAll(guard.hidden(Integer.parseInt(chosen.place())).notes());
        read.notes = List.copyOf(told);
        return read;
      }
    }
  }

  private static XlsxFile of(
      Path file,
      XlsxPackage parts,
      WorkbookGuard guard,
      ReadableWorkbook workbook,
      WorkbookSheet sheet)
      throws RosterException, IOException {
    int index = Integer.parseInt(sheet.place());
    Optional<String> id = workbook.getSheet(index).map(Sheet::getId);
    SerialDate dates = workbook.isDate1904() ? SerialDate.SINCE_1904 : SerialDate.SINCE_1900;
    return new XlsxFile(file, guard, dates, sheet, guard.readsAsItIs(parts, index, id));
  }

  private static List<WorkbookSheet> sheets(ReadableWorkbook workbook, WorkbookGuard guard)
      throws RosterException {
    List<Sheet> read = workbook.getSheets().toList();
    if (read.size() != guard.sheets()) {
      throw WorkbookDamage.in("workbook", "sheets in unexpected places");
    }
    List<WorkbookSheet> sheets = new ArrayList<>();
    for (Sheet sheet : read) {
      if (guard.worksheet(sheet.getIndex()).isPresent()) {
        String name = Objects.requireNonNullElse(sheet.getName(), "");
        boolean visible = sheet.getVisibility() == SheetVisibility.VISIBLE;
        sheets.add(new WorkbookSheet(name, Integer.toString(sheet.getIndex()), visible));
      }
    }
    return sheets;
  }

  /** Opens a workbook that the guard has looked through; with formats, if it has any. */
  private static ReadableWorkbook workbook(Path file, boolean formats) throws RosterException {
    try {
      // What is no number although it says so is handed on as it is.
      return new ReadableWorkbook(
          file.toFile(), new org.dhatim.fastexcel.reader.ReadingOptions(formats, true));
    } catch (IOException | RuntimeException e) {
      throw WorkbookDamage.in("workbook", e);
    }
  }

  @Override
  public Format format() {
    return Format.XLSX;
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
    int index = Integer.parseInt(sheet.place());
    String part = guard.worksheet(index).orElseThrow();
    if (asItIs) {
      return table(file, index, part, () -> {});
    }
    Path copy;
    try (XlsxPackage parts = XlsxPackage.open(file)) {
      copy = MendedCopy.of(parts, guard, part, ScratchFolder.of(file));
    }
    return table(copy, 0, part, () -> Files.delete(copy));
  }

  /** The rows of a sheet; what is to be done behind the last is done if there are none, too. */
  private Table table(Path read, int index, String part, Closeable behind)
      throws RosterException, IOException {
    try {
      ReadableWorkbook workbook = workbook(read, guard.styles().isPresent());
      try {
        Stream<Row> rows = workbook.getSheet(index).orElseThrow().openStream();
        Closeable both =
            () -> {
              try (behind) {
                workbook.close();
              }
            };
        return new XlsxTable(both, rows, part, dates);
      } catch (IOException | RuntimeException e) {
        workbook.close();
        throw WorkbookDamage.in(part, e);
      }
    } catch (RosterException | IOException e) {
      behind.close();
      throw e;
    }
  }
}
