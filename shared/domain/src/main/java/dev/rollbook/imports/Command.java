package dev.rollbook.imports;

/**
 * A message of the control queues: what is to be done next with an import. Doing it twice is the
 * same as doing it once.
 *
 * @param action what to do
 * @param tenant whose import it is
 * @param importId the import; of {@link Action#CHANGE} the change's id
 * @param shard the key shard, of an action that has one command for each; else 0
 * @param from the first batch to look at, of an action that hands itself on; else 0
 */
public record Command(Action action, String tenant, String importId, int shard, int from) {

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
    /** Set inactive the unlisted users of a key shard; goes to finalize. */
    DEACTIVATE,
    /** Its held deactivations are approved: apply them when it is their turn; goes to finalize. */
    APPROVE,
    /** Set inactive the approved users of a key shard; goes to finalize. */
    DEACTIVATE_APPROVED,
    /** The day has come that an import set: see to those who leave; goes to finalize. */
    LEAVE,
    /** Set inactive those of a key shard whose day has come; goes to finalize. */
    LEAVE_SHARD,
    /** Carry on a change of a group or property that moves users; goes to finalize. */
    CHANGE
  }

  /** A command that concerns an import as a whole. */
  public static Command of(Action action, String tenant, String importId) {
    return new Command(action, tenant, importId, 0, 0);
  }
}
