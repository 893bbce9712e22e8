package dev.rollbook.webhooks;

/** Keeps secrets unreadable where they are stored. */
public interface Sealer {

  /** A secret in a form that tells nothing without the key, and is of use for that tenant only. */
  String seal(String tenant, String secret);

  /**
   * The secret.
   *
   * @throws IllegalArgumentException if it was sealed for another tenant, with another key, or not
   *     at all
   */
  String open(String tenant, String sealed);
}
