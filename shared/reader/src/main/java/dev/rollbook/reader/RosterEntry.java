package dev.rollbook.reader;

import dev.rollbook.roster.RosterRow;

/** What a roster says of one username: a row, or that it is listed. It is good until the next. */
public interface RosterEntry {

  /** The key shard it lies in, as {@link dev.rollbook.directory.KeyShard} says. */
  int shard();

  /** The username; empty if it cannot be read. */
  String username();

  /** Whether it is a row; else the roster names the user and no row has it as its own. */
  boolean isRow();

  /** Bytes that it takes in a message, about; the same each time. */
  int size();

  /** The row, settled. */
  RosterRow row();
}
