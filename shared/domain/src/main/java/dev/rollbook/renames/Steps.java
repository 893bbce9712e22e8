package dev.rollbook.renames;

import java.util.List;

/** Takes steps in whatever order; all are taken, or the first failure is thrown. */
@FunctionalInterface
public interface Steps {

  /** At once, since each waits for the network, not for the processor. */
  Steps SIDE_BY_SIDE = steps -> steps.parallelStream().forEach(Runnable::run);

  /** Takes some steps. */
  void take(List<Runnable> steps);
}
