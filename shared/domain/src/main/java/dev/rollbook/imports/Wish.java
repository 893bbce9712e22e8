package dev.rollbook.imports;

/** What a tenant has asked of an import, and a function has not done yet. */
public enum Wish {
  /** Its held deactivations are to be applied (SPEC D6). */
  APPROVE,
  /** It is to end without applying the rows that are left (SPEC S8). */
  CANCEL,
  /** Those whom it put out are to become inactive when their day has come (SPEC D10). */
  LEAVE,
  /** It has ended; its roster, which may hold passwords, is to be deleted (SPEC A8). */
  DELETE_ROSTER,
  /** It has ended, or its approved plan is applied; its turn is to pass on (SPEC S5). */
  PASS_TURN,
  /** It waits for its review; the tenant's webhook is to be told (SPEC A13). */
  TELL_REVIEW,
  /** It has ended; the tenant's webhook is to be told (SPEC A13). */
  TELL_END
}
