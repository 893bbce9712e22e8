package dev.rollbook.directory;

/**
 * Keeps a mistaken roster from locking a tenant's users out (SPEC D4).
 *
 * <p>Whatever the settings say, a plan for more than half of the eligible users is held, unless it
 * names hardly anybody: a list of strangers, or of nobody, comes about by mistake.
 *
 * @param percent of the eligible users; a plan for more of them is held
 * @param minUsers a plan for fewer users is not held for the percentage
 */
public record Guard(int percent, int minUsers) {

  /** What a tenant has that set nothing. */
  public static final Guard DEFAULT = new Guard(20, 20);

  /** Fewer users no guard holds, however it is set. */
  public static final int FEWEST = 1;

  /** Users whom a plan names at least that is held because they are more than half. */
  private static final int FEWEST_OF_HALF = 3;

  /**
   * Whether a plan must be held.
   *
   * @param planned users the plan names
   * @param eligible active users that an import may deactivate, as they were before the import
   */
  public boolean holds(long planned, long eligible) {
    boolean tooMany = planned >= minUsers && planned * 100 > eligible * percent;
    boolean moreThanHalf = planned >= FEWEST_OF_HALF && planned * 2 > eligible;
    return tooMany || moreThanHalf;
  }
}
