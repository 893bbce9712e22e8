package dev.rollbook.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.directory.Tenants;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/**
 * For the operator, who invokes it directly: {@code {"tenant": "acme"}} makes the tenant if need be
 * and gives {@code {tenant, api, key}} with a new key. The key before it stays good, older ones do
 * not.
 */
public final class TenantHandler
    implements RequestHandler<Map<String, String>, Map<String, String>> {

  private final Tenants tenants;
  private final Keys keys;
  private final String api;

  /** Works in this process's cloud. */
  public TenantHandler() {
    this(Cloud.ofProcess());
    Priming.beforeSnapshot(cloud -> new TenantHandler(cloud).prime());
  }

  private TenantHandler(Cloud cloud) {
    this(cloud.tenants(), new SecureRandom(), cloud.apiUrl());
  }

  /** Works with those tenants. */
  TenantHandler(Tenants tenants, SecureRandom random, String api) {
    this.tenants = tenants;
    this.keys = new Keys(tenants, random);
    this.api = api;
  }

  /** Warms up by a tenant that is not there. */
  void prime() {
    tenants.settings(Tenancy.NOBODY);
  }

  @Override
  public Map<String, String> handleRequest(Map<String, String> event, Context context) {
    String tenant = Optional.ofNullable(event.get("tenant")).orElse("");
    if (!Keys.TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException(
          "a tenant's name has 3 to 32 of the characters a-z 0-9 -, not '" + tenant + "'");
    }
    tenants.createIfMissing(tenant);
    return Map.of("tenant", tenant, "api", api, "key", keys.issue(tenant));
  }
}
