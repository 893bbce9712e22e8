package dev.rollbook.imports;

/**
 * What an operator watches imports by. A figure is given once where something happened; a crash at
 * that moment may lose it, never give it twice.
 */
public interface Figures {

  /** An import has ended, with its last status, its counts and what became of its deactivations. */
  void ended(Import ended);

  /** An import was found not to move (SPEC A6). */
  void stalled(Import stalled);
}
