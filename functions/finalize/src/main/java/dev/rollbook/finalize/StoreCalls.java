package dev.rollbook.finalize;

import dev.rollbook.ParallelCalls;

/** Calls to the object store side by side. */
final class StoreCalls {

  /** A call takes some 20 ms, so sixteen fetch 800 plans a second: more than are read meanwhile. */
  static final ParallelCalls SIDE_BY_SIDE = new ParallelCalls(16, "rollbook-finalize");

  private StoreCalls() {}
}
