package dev.rollbook.finalize;

import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.KeptRowsReader;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Tally;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.ResendMark;
import dev.rollbook.roster.RowSink.UploadedColumn;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the failed rows of an import as they were uploaded, behind three columns that say why they
 * failed: as text and as a workbook (SPEC A12). The rows come in the order of the file and go from
 * the kept ones to the store, so that neither memory nor disk grows with them. An import without a
 * failed row, or that has no roster, leaves no such file.
 */
final class FailedRows implements Closeable {

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Optional<Files> files;
  private final Sentences sentences;
  private int last;

  private FailedRows(Optional<Files> files, Sentences sentences) {
    this.files = files;
    this.sentences = sentences;
  }

  /** What the rows come from and go to. */
  private record Files(
      KeptRowsReader kept, FaultyCells faulty, CsvDownload csv, FailedWorkbook workbook) {}

  /**
   * Begins with the rows of an import.
   *
   * @param rows how they ended
   */
  static FailedRows of(Import finalizing, Tally rows, Buckets buckets) throws IOException {
    Sentences sentences = Sentences.in(finalizing.language());
    // An import that applies the plan of another has that one's roster.
    ImportFiles roster =
        finalizing.links().isDerived()
            ? new ImportFiles(buckets.results(), finalizing.tenant(), finalizing.links().source())
            : buckets.files(finalizing);
    Optional<KeptRowsReader> kept =
        rows.failed() == 0 || finalizing.links().isUndo() ? Optional.empty() : roster.keptRows();
    return new FailedRows(
        kept.isEmpty()
            ? Optional.empty()
            : Optional.of(files(finalizing, kept.get(), roster, buckets, sentences)),
        sentences);
  }

  private static Files files(
      Import finalizing,
      KeptRowsReader kept,
      ImportFiles roster,
      Buckets buckets,
      Sentences sentences)
      throws IOException {
    ImportFiles own = buckets.files(finalizing);
    List<UploadedColumn> columns = kept.columns();
    List<Integer> leftOut = leftOut(columns);
    return new Files(
        kept,
        new FaultyCells(columns),
        CsvDownload.create(
            buckets.results().writer(own.result(Result.FAILED_CSV), "text/csv; charset=utf-8"),
            delimiter(finalizing),
            heading(new ResendMark(finalizing.importId(), true, leftOut), columns, sentences)
                .toArray(String[]::new)),
        new FailedWorkbook(
            buckets.results().writer(own.result(Result.FAILED_XLSX), XLSX),
            finalizing.reading().sheet(),
            heading(new ResendMark(finalizing.importId(), false, leftOut), columns, sentences),
            columns,
            roster.rules().map(ImportRules::properties).map(Map::copyOf).orElse(Map.of())));
  }

  /** Numbers that no column has and a later one has passed: those of passwords. */
  private static List<Integer> leftOut(List<UploadedColumn> columns) {
    int end = columns.stream().mapToInt(UploadedColumn::number).max().orElse(0);
    return IntStream.range(1, end)
        .filter(number -> columns.stream().noneMatch(column -> column.number() == number))
        .boxed()
        .toList();
  }

  /** That of the import, if it says so: the file is likely to be imported as the roster was. */
  private static char delimiter(Import finalizing) {
    String wish = finalizing.options().delimiter();
    return wish.equals(ImportOptions.AUTO)
        ? CsvDownload.delimiter(finalizing.language())
        : wish.charAt(0);
  }

  private static List<String> heading(
      ResendMark mark, List<UploadedColumn> columns, Sentences sentences) {
    return Stream.concat(
            sentences.addedHeadings().stream().map(mark::heading),
            columns.stream().map(UploadedColumn::heading))
        .toList();
  }

  /** Writes a row; it stands behind those before it. */
  void row(PlannedRow row) {
    if (files.isEmpty() || row.row() == last) {
      return; // one of the several that a cell with several addresses is has brought it along
    }
    last = row.row();
    try {
      write(row, files.get());
    } catch (IOException e) {
      throw new UncheckedIOException("the failed rows cannot be written", e);
    }
  }

  private void write(PlannedRow row, Files to) throws IOException {
    // What failed the row first, then what else was found.
    List<Finding> findings =
        row.findings().stream()
            .sorted(Comparator.comparing(finding -> !finding.isFailure()))
            .toList();
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(row.row()));
    cells.add(
        findings.stream()
            .map(finding -> finding.code().name())
            .distinct()
            .collect(Collectors.joining(", ")));
    cells.add(findings.stream().map(sentences::finding).collect(Collectors.joining(" ")));
    int added = cells.size();
    cells.addAll(to.kept().cells(row.row()));
    to.csv().row(cells.toArray(String[]::new));
    FailedWorkbook.Row marked = to.workbook().row(cells);
    for (Finding finding : findings) {
      to.faulty()
          .of(finding, cells.size() - added)
          .forEach(column -> marked.mark(added + column, sentences.finding(finding)));
    }
    marked.end();
  }

  /** Ends both files. */
  void complete() throws IOException {
    if (files.isPresent()) {
      files.get().csv().complete();
      files.get().workbook().complete();
    }
  }

  @Override
  public void close() throws IOException {
    if (files.isPresent()) {
      Files open = files.get();
      try {
        open.csv().close();
      } finally {
        try {
          open.workbook().close();
        } finally {
          open.kept().close();
        }
      }
    }
  }
}
