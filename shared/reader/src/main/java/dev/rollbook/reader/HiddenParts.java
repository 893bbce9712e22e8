package dev.rollbook.reader;

import dev.rollbook.roster.ReadingNote;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows and columns of a sheet that hold something and that a person does not see; they are read
 * like all others (SPEC R16). What hides them is told before what they hold.
 */
final class HiddenParts {

  private final BitSet columns = new BitSet();
  private final BitSet filledColumns = new BitSet();
  private int hiddenRow;
  private int filledRow;
  private int filledRows;

  /** Hides columns, counted from 0, up to the last, which is not hidden itself. */
  void hideColumns(int first, int behind) {
    if (first < behind) {
      columns.set(first, behind);
    }
  }

  /** Hides a row whose cells come next. */
  void hideRow(int row) {
    hiddenRow = row;
  }

  /** Notes that a cell holds something; a column's number is from 0. */
  void fill(int row, int column) {
    if (columns.get(column)) {
      filledColumns.set(column);
    }
    if (row == hiddenRow && row != filledRow) {
      filledRow = row;
      filledRows++;
    }
  }

  /** What is to be told of them. */
  List<ReadingNote> notes() {
    List<ReadingNote> notes = new ArrayList<>();
    if (filledRows > 0) {
      notes.add(ReadingNote.of(ReadingNote.Code.HIDDEN_ROWS, Integer.toString(filledRows)));
    }
    if (!filledColumns.isEmpty()) {
      String letters =
          filledColumns.stream().mapToObj(HiddenParts::letters).collect(Collectors.joining(", "));
      notes.add(ReadingNote.of(ReadingNote.Code.HIDDEN_COLUMNS, letters));
    }
    return notes;
  }

  /** A column's letters, as a spreadsheet shows them. */
  private static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }
}
