package dev.rollbook.aws;

import dev.rollbook.directory.KeyShard;
import java.util.Locale;

/** The keys of the directory table. */
final class DirectoryKeys {

  private DirectoryKeys() {}

  static Key user(String tenant, String username) {
    return new Key(users(tenant, KeyShard.of(username)), username);
  }

  static String users(String tenant, int shard) {
    return Tenant.partition(tenant) + "#U#" + hex(shard);
  }

  /** The tenant of the partition of a user. */
  static String tenantOfUser(String partition) {
    return Tenant.ofPartition(partition.substring(0, partition.lastIndexOf("#U#")));
  }

  static Key group(String tenant, String id) {
    return new Key(groups(tenant), id);
  }

  static String groups(String tenant) {
    return Tenant.partition(tenant) + "#G";
  }

  static Key settings(String tenant) {
    return new Key(Tenant.partition(tenant), "SETTINGS");
  }

  static Key keys(String tenant) {
    return new Key(Tenant.partition(tenant), "KEYS");
  }

  static final String PROPERTY_PREFIX = "P#";

  static Key property(String tenant, String name) {
    return new Key(Tenant.partition(tenant), PROPERTY_PREFIX + name);
  }

  private static String hex(int shard) {
    return String.format(Locale.ROOT, "%02x", shard);
  }
}
