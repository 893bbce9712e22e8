package dev.rollbook.directory;

/**
 * Keeps a mistaken roster from locking a tenant's users out (SPEC D4).
 *
 * @param percent of the eligible users; a plan for more of them is held
 * @param minUsers a plan for fewer users is never held
 */
public record Guard(int percent, int minUsers) {

  /** What a tenant has that set nothing. */
  public static final Guard DEFAULT = new Guard(20, 20);

  /**
   * Whether a plan must be held.
   *
   * @param planned users the plan names
   * @param eligible active users that an import may deactivate, as they were before the import
   */
  public boolean holds(long planned, long eligible) {
    return planned >= minUsers && planned * 100 > eligible * percent;
  }
}
