package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import java.io.IOException;

/** A file whose format is known and that can be read from the start any number of times. */
interface TableFile {

  /** {@code csv}, {@code xlsx} or {@code xls}. */
  Format format();

  /** The charset's IANA name; empty for workbooks. */
  String charset();

  /** The delimiter; empty for workbooks. */
  String delimiter();

  /** The sheet's name; empty for CSV. */
  String sheet();

  /** Which delimiter would have served better. */
  DelimiterAdvice advice();

  /** Opens it at its first row. */
  Table open() throws IOException, RosterException;
}
