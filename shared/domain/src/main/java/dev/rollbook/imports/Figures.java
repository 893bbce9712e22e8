package dev.rollbook.imports;

/**
 * The metrics by which an operator watches imports. Each is sent once, where something happened; a
 * crash at that moment may lose it, but never sends it twice.
 */
public interface Figures {

  /** An import has ended, with its last status, its counts and what became of its deactivations. */
  void ended(Import ended);

  /** An import was found not to move (SPEC A6). */
  void stalled(Import stalled);
}
