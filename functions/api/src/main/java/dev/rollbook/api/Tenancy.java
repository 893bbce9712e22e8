package dev.rollbook.api;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.TenantSettings;

/** The tenant that a key belongs to. */
final class Tenancy {

  private Tenancy() {}

  static TenantSettings settings(Directory directory, String tenant) {
    return directory
        .tenants()
        .settings(tenant)
        .orElseThrow(() -> new IllegalStateException("a key without a tenant: " + tenant));
  }
}
