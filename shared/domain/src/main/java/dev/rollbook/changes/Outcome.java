package dev.rollbook.changes;

/**
 * What a change has done to the users looked at so far.
 *
 * @param joined users that joined the group
 * @param left users that left it
 * @param full users that would have joined but have no room for another group (SPEC section 10)
 * @param counted users that it has only counted
 */
public record Outcome(long joined, long left, long full, long counted) {

  /** Nobody was looked at. */
  public static final Outcome NONE = new Outcome(0, 0, 0, 0);

  /** A user joined. */
  static final Outcome JOINED = new Outcome(1, 0, 0, 0);

  /** A user left. */
  static final Outcome LEFT = new Outcome(0, 1, 0, 0);

  /** A user has no room for the group. */
  static final Outcome FULL = new Outcome(0, 0, 1, 0);

  /** A user was counted. */
  static final Outcome COUNTED = new Outcome(0, 0, 0, 1);

  /** Both together. */
  Outcome plus(Outcome other) {
    return new Outcome(
        joined + other.joined, left + other.left, full + other.full, counted + other.counted);
  }
}
