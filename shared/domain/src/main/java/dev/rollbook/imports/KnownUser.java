package dev.rollbook.imports;

import dev.rollbook.directory.Revision;
import dev.rollbook.directory.UserChange;

/**
 * A user that a stored plan is about, as it has to be for the plan to be applied or undone.
 *
 * @param username what it is called when all is done
 * @param change what becomes of it
 * @param seen the state it has to have
 */
record KnownUser(String username, UserChange change, Revision seen) {

  /** What it was called when the plan was made. */
  String name() {
    return change.isRenaming() ? change.name().before() : username;
  }
}
