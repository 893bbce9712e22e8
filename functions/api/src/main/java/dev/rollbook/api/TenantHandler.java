package dev.rollbook.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.directory.Tenants;
import java.security.SecureRandom;
import java.util.Map;

/**
 * For the operator, who invokes it directly. {@code {"tenant": "acme"}} makes the tenant if need be
 * and gives {@code {tenant, api, key}} with a new key; the key before it stays good, older ones do
 * not. {@code {"tenant": "acme", "revoke": true}} makes an end of all its keys and gives {@code
 * {tenant, revoked}}, how many those were. The gateway remembers a good key for a minute.
 */
public final class TenantHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

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
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String tenant = event.get("tenant") instanceof String name ? name : "";
    if (!Keys.TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException(
          "a tenant's name has 3 to 32 of the characters a-z 0-9 -, not '" + tenant + "'");
    }
    if (isRevocation(event)) {
      if (tenants.settings(tenant).isEmpty()) {
        throw new IllegalArgumentException("there is no tenant '" + tenant + "'");
      }
      return Map.of("tenant", tenant, "revoked", keys.revoke(tenant));
    }
    tenants.createIfMissing(tenant);
    return Map.of("tenant", tenant, "api", api, "key", keys.issue(tenant));
  }

  /** Who mistypes what should end a key must not be given another one. */
  private static boolean isRevocation(Map<String, Object> event) {
    for (Map.Entry<String, Object> field : event.entrySet()) {
      boolean known =
          field.getKey().equals("tenant")
              || (field.getKey().equals("revoke") && field.getValue() instanceof Boolean);
      if (!known) {
        throw new IllegalArgumentException(
            "the event takes tenant, and revoke as true or false; not '" + field.getKey() + "'");
      }
    }
    return event.get("revoke") == Boolean.TRUE;
  }
}
