package dev.rollbook.reader;

import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of an opened table, first to last, once. Rows may be left out where they are empty: the
 * numbers tell.
 */
interface Table extends Closeable {

  /**
   * The next row.
   *
   * @return empty behind the last
   * @throws RosterException if the file turns out to be damaged here
   */
  Optional<TableRow> next() throws IOException, RosterException;

  /** What was found in its rows that a person should know; known behind the last. */
  default List<ReadingNote> notes() {
    return List.of();
  }

  /** Whether the last row given has no end of its own, as a text has none that was cut off. */
  default boolean isBrokenOff() {
    return false;
  }

  /** The number of the last row, left out or not; known once {@link #next} has given empty. */
  int lastNumber();
}
