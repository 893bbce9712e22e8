package dev.rollbook.reader;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.rollbook.reader.RecordRecovery.Slot;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The rows of a CSV text (SPEC R3). Empty lines are left out; their numbers are not used again. */
final class CsvTable implements Table {

  private final RecordRecovery recovery;
  private final CloseableIterator<CsvRecord> records;

  /** The rows of a text whose first one is the header. */
  CsvTable(Reader reader, char delimiter) {
    this(reader, delimiter, 0, 0);
  }

  /**
   * The rows of a text.
   *
   * @param rowsBefore how many rows lie before it
   * @param headerWidth how many cells the header has; 0 if it is the first row
   */
  CsvTable(Reader reader, char delimiter, int rowsBefore, int headerWidth) {
    recovery = new RecordRecovery(reader, delimiter, rowsBefore, headerWidth);
    records =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            // A kept cell of nothing but escaped quotes, twice over.
            .maxBufferSize(8 * ReaderLimits.KEPT_CELL)
            .build(
                CsvRecordHandler.builder()
                    .maxFields(ReaderLimits.KEPT_CELLS + 1)
                    .maxFieldSize(ReaderLimits.KEPT_CELL)
                    .maxRecordSize(ReaderLimits.KEPT_CELLS * ReaderLimits.KEPT_CELL)
                    .build(),
                recovery)
            .iterator();
  }

  @Override
  public Optional<TableRow> next() throws IOException {
    try {
      return advance();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<TableRow> advance() {
    Optional<Slot> slot = recovery.take();
    if (slot.isEmpty() && records.hasNext()) {
      slot = recovery.take();
    }
    return slot.map(this::rowOf);
  }

  private TableRow rowOf(Slot slot) {
    CsvRecord record = records.next();
    if (slot instanceof Slot.Spoilt spoilt) {
      return spoilt.row();
    }
    Slot.Parsed parsed = (Slot.Parsed) slot;
    return new TableRow.Sound(parsed.number(), record.getFields(), parsed.width(), parsed.cut());
  }

  @Override
  public boolean isBrokenOff() {
    return recovery.isBrokenOff();
  }

  @Override
  public int lastNumber() {
    return recovery.lastNumber();
  }

  /** How often a character was read, for proof that it is linear. */
  long steps() {
    return recovery.steps();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
