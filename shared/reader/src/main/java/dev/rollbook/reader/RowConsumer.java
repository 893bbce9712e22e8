package dev.rollbook.reader;

import dev.rollbook.roster.RosterRow;
import java.io.IOException;

/** Takes the rows of a roster one after the other. */
@FunctionalInterface
public interface RowConsumer {

  /**
   * Takes the next row.
   *
   * @return whether to go on
   * @throws IOException if it cannot be handed on
   */
  boolean accept(RosterRow row) throws IOException;
}
