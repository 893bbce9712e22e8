package dev.rollbook.directory;

import java.util.List;
import java.util.Optional;

/** The tenants with their settings, properties and keys. */
public interface Tenants {

  /** A tenant's settings; empty for a tenant that does not exist. */
  Optional<TenantSettings> settings(String tenant);

  /** Makes a tenant, with its root group, if there is none of that name. */
  void createIfMissing(String tenant);

  /** Replaces a tenant's settings. */
  void putSettings(String tenant, TenantSettings settings);

  /** A tenant's properties by name. */
  List<Property> properties(String tenant);

  /** Creates or replaces a property. */
  void putProperty(String tenant, Property property);

  /** Removes a property; users keep its values, which nothing shows any more. */
  void deleteProperty(String tenant, String name);

  /** SHA-256 hashes of the tenant's keys in hexadecimal, newest first. */
  List<String> keyHashes(String tenant);

  /** Replaces the hashes of a tenant's keys. */
  void putKeyHashes(String tenant, List<String> hashes);
}
