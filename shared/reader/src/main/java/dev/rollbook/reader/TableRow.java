package dev.rollbook.reader;

import java.util.List;
import java.util.Set;

/** One row of a table as its format's reader hands it on, before any rule has looked at it. */
sealed interface TableRow {

  /** The spreadsheet's own row number, from 1. */
  int number();

  /** The cells as they stand in the file; of a damaged row those before the damage. */
  List<String> cells();

  /**
   * A row that can be read.
   *
   * @param number the spreadsheet's own row number
   * @param cells the cells as they stand in the file
   * @param width how many cells the row has, those not kept included
   * @param cut columns, from 0, of the cells that were too long to be kept whole
   * @param dates columns, from 0, of the cells that a workbook holds as a date or time
   * @param unusable columns, from 0, of the cells of a workbook that hold an error, or a formula
   *     that was never calculated (SPEC R16)
   */
  record Sound(
      int number,
      List<String> cells,
      int width,
      Set<Integer> cut,
      Set<Integer> dates,
      Set<Integer> unusable)
      implements TableRow {

    /** A row of text. */
    Sound(int number, List<String> cells, int width, Set<Integer> cut) {
      this(number, cells, width, cut, Set.of(), Set.of());
    }

    /** A row of text with nothing to say about it. */
    static Sound of(int number, List<String> cells) {
      return new Sound(number, cells, cells.size(), Set.of());
    }
  }

  /**
   * A row that a quote has spoilt (SPEC R3).
   *
   * @param number the spreadsheet's own row number
   * @param cells the cells that lie wholly before the damage, in the row's first line
   * @param damage what the quote did
   * @param absorbed whether lines behind it, which might have been rows, went down with it
   * @param rest what the first line holds from the damage on, cut at every delimiter
   */
  record Damaged(
      int number, List<String> cells, QuoteDamage damage, boolean absorbed, List<String> rest)
      implements TableRow {

    /** The same row, more lines having gone down with it. */
    Damaged absorbing() {
      return new Damaged(number, cells, damage, true, rest);
    }

    /** The same row with other cells before the damage. */
    Damaged with(List<String> others) {
      return new Damaged(number, others, damage, absorbed, rest);
    }
  }

  /** What a quote can do to a row; the names are arguments of a finding. */
  enum QuoteDamage {
    /** A quote within an unquoted cell, or text behind a closing quote. */
    STRAY_QUOTE,
    /** A quote that opens a cell and never closes it. */
    UNCLOSED_QUOTE
  }
}
