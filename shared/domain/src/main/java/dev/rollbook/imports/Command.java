package dev.rollbook.imports;

/**
 * A message of the control queues: what is to be done next with an import. Doing it twice is the
 * same as doing it once.
 *
 * @param action what to do
 * @param tenant whose import it is
 * @param importId the import
 */
public record Command(Action action, String tenant, String importId) {

  /** What is to be done with an import. */
  public enum Action {
    /** Judge its file; goes to parse. */
    READ,
    /** Its turn may have come: if so, send out its rows; goes to parse. */
    DISPATCH,
    /** Send out again the rows that are not settled yet; goes to parse. */
    RESEND,
    /** Settle as failed what is not settled yet; goes to parse, which can read the rows again. */
    GIVE_UP,
    /** Every row is settled: see to unlisted users and the summary; goes to finalize. */
    FINISH,
    /** Its held deactivations are approved: apply them; goes to finalize. */
    APPROVE
  }
}
