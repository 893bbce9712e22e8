package dev.rollbook.reader;

import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.ColumnInfoRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.ss.usermodel.FormulaError;

/** The rows of an XLS worksheet that hold something. */
final class XlsTable implements Table {

  private static final String PART = "Workbook";

  private final XlsRecords records;
  private final int stream;
  private final List<NumberText> styles;

  private SSTRecord strings = new SSTRecord();
  private SheetRow row = new SheetRow(0);
  private Optional<CellValueRecordInterface> awaitsText = Optional.empty();
  private final BitSet hiddenRows = new BitSet();
  private final HiddenParts hidden = new HiddenParts();
  private int lastNumber;
  private boolean ended;

  XlsTable(XlsRecords records, int stream, List<NumberText> styles) {
    this.records = records;
    this.stream = stream;
    this.styles = styles;
  }

  @Override
  public Optional<TableRow> next() throws RosterException {
    while (!ended) {
      Optional<Record> next = records.next();
      SheetRow finished = row;
      if (next.isEmpty() || records.stream() > stream) {
        ended = true;
      } else if (records.stream() == 0) {
        strings = next.get() instanceof SSTRecord read ? read : strings;
      } else if (records.stream() == stream && records.isOfStreamItself()) {
        take(next.get());
      }
      if ((ended || row != finished) && !finished.isEmpty()) {
        note(finished);
        lastNumber = finished.number();
        return Optional.of(finished.row());
      }
    }
    return Optional.empty();
  }

  private void note(SheetRow row) {
    if (hiddenRows.get(row.number())) {
      hidden.hideRow(row.number());
    }
    row.filled().forEach(column -> hidden.fill(row.number(), column));
  }

  private void take(Record record) throws RosterException {
    try {
      if (record instanceof RowRecord properties && properties.getZeroHeight()) {
        hiddenRows.set(properties.getRowNumber() + 1);
      } else if (record instanceof ColumnInfoRecord columns && columns.getHidden()) {
        hidden.hideColumns(columns.getFirstColumn(), columns.getLastColumn() + 1);
      } else if (record instanceof StringRecord text && awaitsText.isPresent()) {
        row.put(awaitsText.get().getColumn(), text.getString());
        awaitsText = Optional.empty();
      } else if (record instanceof CellValueRecordInterface cell) {
        begin(cell.getRow() + 1);
        put(cell);
      }
    } catch (RuntimeException e) {
      throw WorkbookDamage.in(PART, e);
    }
  }

  private void begin(int number) throws RosterException {
    if (number < row.number()) {
      throw WorkbookDamage.in(PART, "row " + number + " behind row " + row.number());
    }
    if (number > row.number()) {
      row = new SheetRow(number);
    }
  }

  private void put(CellValueRecordInterface cell) {
    int column = cell.getColumn();
    if (cell instanceof NumberRecord number) {
      row.put(column, number.getValue(), style(cell));
    } else if (cell instanceof LabelSSTRecord label) {
      row.put(column, strings.getString(label.getSSTIndex()).getString());
    } else if (cell
        instanceof LabelRecord label) { // text in the cell itself, as libraries write it
      row.put(column, label.getValue());
    } else if (cell instanceof BoolErrRecord value) {
      row.put(
          column,
          value.isBoolean() ? truth(value.getBooleanValue()) : error(value.getErrorValue()));
    } else if (cell instanceof FormulaRecord formula) {
      put(column, formula);
    }
  }

  private void put(int column, FormulaRecord formula) {
    awaitsText = formula.hasCachedResultString() ? Optional.of(formula) : Optional.empty();
    switch (formula.getCachedResultTypeEnum()) {
      case NUMERIC -> {
        row.put(column, formula.getValue(), style(formula));
        if (formula.getValue() == 0) {
          row.markUnusable(column); // as programs write a formula that they do not calculate
        }
      }
      case BOOLEAN -> row.put(column, truth(formula.getCachedBooleanValue()));
      case ERROR -> row.put(column, error(formula.getCachedErrorValue()));
      default -> {
        // Its text follows in a record of its own.
      }
    }
  }

  private NumberText style(CellValueRecordInterface cell) {
    return styles.get(cell.getXFIndex());
  }

  private static String truth(boolean value) {
    return value ? "TRUE" : "FALSE";
  }

  private static String error(int code) {
    return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#" + code;
  }

  @Override
  public int lastNumber() {
    return lastNumber;
  }

  @Override
  public List<ReadingNote> notes() {
    return hidden.notes();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
