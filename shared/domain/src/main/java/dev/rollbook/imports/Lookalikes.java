package dev.rollbook.imports;

import java.util.List;

/**
 * Users that an import creates beside users that it would deactivate and who look like the same
 * person with a new username (SPEC D7).
 *
 * @param pairs in the order of the created users' rows, {@link #MOST} at most
 */
public record Lookalikes(List<Pair> pairs) {

  /** A roster that renames more of them at once changed its usernames as a whole. */
  public static final int MOST = 10_000;

  /** Nobody. */
  public static final Lookalikes NONE = new Lookalikes(List.of());

  /** Copies the list. */
  public Lookalikes {
    pairs = List.copyOf(pairs);
  }

  /** Whether a pair has one e-mail address, which holds the plan; the same name does not. */
  public boolean holds() {
    return pairs.stream().anyMatch(Pair::email);
  }

  /**
   * Two users.
   *
   * @param row the spreadsheet's row number of the created one
   * @param created the created one's username
   * @param leaving the username of the one that the roster does not list
   * @param email whether they have one e-mail address; else the same first and last name
   */
  public record Pair(int row, String created, String leaving, boolean email) {}
}
