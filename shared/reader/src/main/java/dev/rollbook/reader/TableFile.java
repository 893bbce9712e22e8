package dev.rollbook.reader;

import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.util.List;

/** A file whose format is known and that can be read from the start any number of times. */
interface TableFile {

  /** {@code csv}, {@code xlsx} or {@code xls}. */
  Format format();

  /** The charset's IANA name; a workbook has none to tell. */
  default String charset() {
    return "";
  }

  /** The delimiter; a workbook has none. */
  default String delimiter() {
    return "";
  }

  /** The sheet's name; only a workbook has one. */
  default String sheet() {
    return "";
  }

  /** Whether a row may end before the header's last column; in a workbook every cell is there. */
  default boolean mayCutRowsOff() {
    return false;
  }

  /** What had to be guessed to read it, or was left out. */
  default List<ReadingNote> notes() {
    return List.of();
  }

  /** Which delimiter would have served better. */
  default DelimiterAdvice advice() {
    return DelimiterAdvice.NONE;
  }

  /** Opens it at its first row. */
  Table open() throws IOException, RosterException;
}
