package dev.rollbook.directory;

/** How a write of a user ended. */
public enum Written {
  /** Written now. */
  DONE,
  /** This turn wrote it before; nothing was written. */
  BEFORE,
  /**
   * The user is not as planned any more: it came, went or changed meanwhile, or a later turn wrote
   * it. Nothing was written.
   */
  CONFLICT,
  /**
   * The store refuses it, and would again: the user's item would be too large. Nothing was written.
   */
  REFUSED
}
