package dev.rollbook.reader;

import java.io.IOException;

/** Takes the entries of a roster one after the other. */
@FunctionalInterface
public interface EntryConsumer {

  /**
   * Takes the next entry.
   *
   * @throws IOException if it cannot be handed on
   */
  void accept(RosterEntry entry) throws IOException;
}
