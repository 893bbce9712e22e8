package dev.rollbook.testkit;

import dev.rollbook.directory.Tenants;

class InMemoryTenantsTest extends TenantsContract {

  private final InMemoryTenants tenants = new InMemoryTenants();

  @Override
  protected Tenants tenants() {
    return tenants;
  }
}
