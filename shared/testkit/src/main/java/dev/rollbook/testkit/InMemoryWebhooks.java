package dev.rollbook.testkit;

import dev.rollbook.directory.Page;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Webhook;
import dev.rollbook.webhooks.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Webhooks and their deliveries in memory. */
public final class InMemoryWebhooks implements Webhooks {

  private final Map<String, Webhook> webhooks = new TreeMap<>();
  private final TreeMap<String, Delivery> deliveries = new TreeMap<>();

  @Override
  public synchronized Optional<Webhook> find(String tenant) {
    return Optional.ofNullable(webhooks.get(tenant));
  }

  @Override
  public synchronized void put(Webhook webhook) {
    webhooks.put(webhook.tenant(), webhook);
  }

  @Override
  public synchronized boolean replace(Webhook changed) {
    boolean current =
        find(changed.tenant()).filter(now -> now.version() == changed.version()).isPresent();
    if (current) {
      put(changed.nextVersion());
    }
    return current;
  }

  @Override
  public synchronized void delete(String tenant) {
    webhooks.remove(tenant);
  }

  @Override
  public synchronized boolean create(Delivery created) {
    return deliveries.putIfAbsent(key(created.tenant(), created.id()), created) == null;
  }

  @Override
  public synchronized Optional<Delivery> delivery(String tenant, String id) {
    return Optional.ofNullable(deliveries.get(key(tenant, id)));
  }

  @Override
  public synchronized boolean replace(Delivery changed) {
    boolean current =
        delivery(changed.tenant(), changed.id())
            .filter(now -> now.version() == changed.version())
            .isPresent();
    if (current) {
      deliveries.put(key(changed.tenant(), changed.id()), changed.nextVersion());
    }
    return current;
  }

  @Override
  public synchronized Page<Delivery> deliveries(String tenant, int limit, String cursor) {
    List<Delivery> all =
        deliveries.descendingMap().values().stream()
            .filter(delivery -> delivery.tenant().equals(tenant))
            .toList();
    return Pages.cut(all, Delivery::id, List.of(tenant, "deliveries"), limit, cursor);
  }

  private static String key(String tenant, String id) {
    return tenant + "#" + id;
  }
}
