package dev.rollbook.imports;

/**
 * The cost receipt (SPEC A7): what the directory's users consumed.
 *
 * @param readUnits read capacity units
 * @param writeUnits write capacity units; 0 for a roster that changes nothing
 * @param rowsPerSecond rows settled by the seconds from start to the last row
 */
public record Cost(double readUnits, double writeUnits, double rowsPerSecond) {

  /** Nothing consumed. */
  public static final Cost NONE = new Cost(0, 0, 0);
}
