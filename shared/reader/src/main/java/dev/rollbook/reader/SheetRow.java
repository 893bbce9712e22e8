package dev.rollbook.reader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Puts the cells of a worksheet's row together, in whatever order they come. */
final class SheetRow {

  private final int number;
  private final List<String> cells = new ArrayList<>();
  private final Set<Integer> cut = new HashSet<>();
  private final Set<Integer> dates = new HashSet<>();
  private final Set<Integer> unusable = new HashSet<>();
  private int width;

  SheetRow(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The columns, from 0, that hold something, of those that are kept. */
  IntStream filled() {
    return IntStream.range(0, cells.size()).filter(column -> !cells.get(column).isEmpty());
  }

  /** Puts a cell into a column, from 0; an empty one is none. */
  void put(int column, String text) {
    if (text.isEmpty()) {
      return;
    }
    width = Math.max(width, column + 1);
    if (column >= ReaderLimits.KEPT_CELLS) {
      return;
    }
    while (cells.size() <= column) {
      cells.add("");
    }
    boolean whole = text.length() <= ReaderLimits.KEPT_CELL;
    cells.set(column, whole ? text : text.substring(0, ReaderLimits.KEPT_CELL));
    if (!whole) {
      cut.add(column);
    }
  }

  /** Puts a number into a column as a person sees it. */
  void put(int column, double number, NumberText format) {
    put(column, format.of(number));
    if (format.isDate(number)) {
      dates.add(column);
    }
  }

  /** Marks a column's cell as a date. */
  void markDate(int column) {
    dates.add(column);
  }

  /** Marks a column's cell as one whose error or formula gives no value, whatever it shows. */
  void markUnusable(int column) {
    width = Math.max(width, column + 1);
    if (column >= ReaderLimits.KEPT_CELLS) {
      return;
    }
    while (cells.size() <= column) {
      cells.add("");
    }
    unusable.add(column);
  }

  boolean isEmpty() {
    return width == 0;
  }

  TableRow row() {
    return new TableRow.Sound(number, cells, width, cut, dates, unusable);
  }
}
