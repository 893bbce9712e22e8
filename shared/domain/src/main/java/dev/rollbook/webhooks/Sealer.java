package dev.rollbook.webhooks;

/** Keeps texts unreadable, and as they were, where they are stored or others hold them. */
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
