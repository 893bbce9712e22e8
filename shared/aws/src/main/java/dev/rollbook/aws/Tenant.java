package dev.rollbook.aws;

/** A tenant's part of the keys. */
final class Tenant {

  private static final String PREFIX = "T#";

  private Tenant() {}

  /**
   * The beginning of all of a tenant's keys.
   *
   * @throws IllegalArgumentException for a name that could reach into another tenant's keys
   */
  static String partition(String tenant) {
    if (!isPossible(tenant)) {
      throw new IllegalArgumentException(
          "a tenant's name is not empty and has no '#', but this is \"" + tenant + "\"");
    }
    return PREFIX + tenant;
  }

  /** The tenant of a partition. */
  static String ofPartition(String partition) {
    return partition.substring(PREFIX.length());
  }

  /** Whether a tenant can have that name: none could that reached into another's keys. */
  static boolean isPossible(String tenant) {
    return !tenant.isEmpty() && tenant.indexOf('#') < 0;
  }
}
