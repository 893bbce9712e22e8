package dev.rollbook.api;

import dev.rollbook.webhooks.WebhookAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/** The internet as tests know it. */
final class SomeNames {

  private static final Map<String, String> KNOWN =
      Map.of("hooks.example.org", "93.184.216.34", "inner.example.org", "10.1.2.3");

  private SomeNames() {}

  /** Addresses as a deployment has them. */
  static WebhookAddresses addresses() {
    return new WebhookAddresses(SomeNames::resolve, false);
  }

  private static List<InetAddress> resolve(String name) throws UnknownHostException {
    if (!KNOWN.containsKey(name)) {
      throw new UnknownHostException(name);
    }
    return List.of(InetAddress.getByName(KNOWN.get(name)));
  }
}
