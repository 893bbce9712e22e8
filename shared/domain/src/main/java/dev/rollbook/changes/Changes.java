package dev.rollbook.changes;

import java.util.List;
import java.util.Optional;

/**
 * The changes of groups and properties that go on, one at most in each tenant. Reads see every
 * write that ended before them.
 */
public interface Changes {

  /**
   * Stores a new change.
   *
   * @return false if the tenant has one already
   */
  boolean create(DirectoryChange created);

  /** The change that goes on in a tenant. */
  Optional<DirectoryChange> find(String tenant);

  /**
   * Stores how far a change is, unless somebody stored it since it was read.
   *
   * @return the change as it is stored now; empty if it was not stored
   */
  Optional<DirectoryChange> replace(DirectoryChange changed);

  /** Removes a change, whatever was stored of it since; another of the tenant stays. */
  void delete(DirectoryChange ended);

  /** The changes of every tenant; may lag behind writes by seconds. */
  List<DirectoryChange> open();
}
