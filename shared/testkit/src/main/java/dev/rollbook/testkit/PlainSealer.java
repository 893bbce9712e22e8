package dev.rollbook.testkit;

import dev.rollbook.webhooks.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes secrets another way, so that a test sees where one is shown that should not be. */
public final class PlainSealer implements Sealer {

  @Override
  public String seal(String tenant, String secret) {
    return tenant
        + ":"
        + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String open(String tenant, String sealed) {
    if (!sealed.startsWith(tenant + ":")) {
      throw new IllegalArgumentException("not sealed for " + tenant);
    }
    return new String(
        Base64.getDecoder().decode(sealed.substring(tenant.length() + 1)), StandardCharsets.UTF_8);
  }
}
