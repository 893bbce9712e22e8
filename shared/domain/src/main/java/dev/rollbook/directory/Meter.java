package dev.rollbook.directory;

import java.util.concurrent.atomic.DoubleAdder;

/**
 * Adds up the capacity that calls to the store consume, for the cost receipt (SPEC A7). Safe for
 * use by several threads.
 */
public final class Meter {

  private final DoubleAdder readUnits = new DoubleAdder();
  private final DoubleAdder writeUnits = new DoubleAdder();

  /** Adds read units. */
  public void read(double units) {
    readUnits.add(units);
  }

  /** Adds write units. */
  public void wrote(double units) {
    writeUnits.add(units);
  }

  /** Read units so far. */
  public double readUnits() {
    return readUnits.sum();
  }

  /** Write units so far. */
  public double writeUnits() {
    return writeUnits.sum();
  }
}
