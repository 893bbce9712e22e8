package dev.rollbook.aws;

import java.time.Instant;
import java.util.Locale;

/** The keys of the imports table. */
final class ImportKeys {

  static final String IMPORT_PREFIX = "I#";

  /** The sparse index of the open imports: {@link #OPEN} and the sort key. */
  static final String OPEN_INDEX = "OpenImports";

  /** The attribute that only open imports have. */
  static final String OPEN = "open";

  /** When DynamoDB may remove an item, in seconds since 1970. */
  static final String EXPIRES_AT = "expiresAt";

  /** The partition of what is noted of days of leaving. */
  static final String LEAVING = "LEAVING";

  private ImportKeys() {}

  static Key imported(String tenant, String importId) {
    return new Key(Tenant.partition(tenant), IMPORT_PREFIX + importId);
  }

  static Key name(String tenant, String name) {
    return new Key(Tenant.partition(tenant) + "#N", name);
  }

  static Key turn(String tenant) {
    return new Key(Tenant.partition(tenant), "TURN");
  }

  static Key heldPlan(String tenant) {
    return new Key(Tenant.partition(tenant), "HELD_PLAN");
  }

  /** Of that partition by day, so that those whose day has come lie together. */
  static Key leaving(Instant at, String tenant, String importId) {
    return new Key(LEAVING, leavingUntil(at) + tenant + "#" + importId);
  }

  /** Where the days up to a moment end, and those behind it begin. */
  static String leavingUntil(Instant at) {
    return String.format(Locale.ROOT, "%015d#", at.toEpochMilli());
  }

  /** Where the edits of a username by hand are. */
  static String handEdits(String tenant, String username) {
    return Tenant.partition(tenant) + "#E#" + username;
  }

  static Key webhook(String tenant) {
    return new Key(Tenant.partition(tenant), "WEBHOOK");
  }

  static Key delivery(String tenant, String id) {
    return new Key(deliveries(tenant), id);
  }

  static String deliveries(String tenant) {
    return Tenant.partition(tenant) + "#W";
  }

  static String progress(String importId) {
    return "P#" + importId;
  }
}
