package dev.rollbook.imports;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whose turn it is in a tenant: one import runs, the others wait in the order they became ready
 * (SPEC S5). Each turn has a number, which only grows; a turn that is passed on is followed by a
 * higher one.
 */
public interface Turns {

  /**
   * From a turn's number to the next one's at least. What an import does before its rows has the
   * number before its own: so rows may still write whom that wrote.
   */
  long STEP = 2;

  /**
   * Takes the turn if it is free, else joins the end of the queue; does neither twice.
   *
   * @return the number of the turn, the same each time it is asked; empty while it is another's
   */
  OptionalLong take(String tenant, Ticket ticket);

  /**
   * Takes the turn if it is free, and does not wait for it.
   *
   * @return the number of the turn; empty if it is another's
   */
  OptionalLong tryTake(String tenant, Ticket ticket);

  /**
   * Ends a ticket's turn, or its waiting, and gives the turn to the next in the queue.
   *
   * @return whose turn it is now, also when the ticket had none to give
   */
  Optional<Ticket> pass(String tenant, Ticket ticket);

  /** Whose turn it is. */
  Optional<Ticket> holder(String tenant);

  /** The import whose held deactivations are the tenant's latest (SPEC D6). */
  Optional<String> heldPlan(String tenant);

  /** Notes the import whose held deactivations are the tenant's latest; empty for none. */
  void putHeldPlan(String tenant, Optional<String> importId);
}
