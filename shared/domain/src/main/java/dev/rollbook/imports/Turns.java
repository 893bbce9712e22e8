package dev.rollbook.imports;

import java.util.Optional;

/**
 * Whose turn it is in a tenant: one import runs, the others wait in the order they became ready
 * (SPEC S5).
 */
public interface Turns {

  /**
   * Takes the turn if it is free, else joins the end of the queue; does neither twice.
   *
   * @return whether it is this import's turn
   */
  boolean take(String tenant, String importId);

  /**
   * Ends an import's turn, or its waiting, and gives the turn to the next in the queue.
   *
   * @return whose turn it is now, also when the import had none to give
   */
  Optional<String> pass(String tenant, String importId);

  /** Whose turn it is. */
  Optional<String> holder(String tenant);
}
