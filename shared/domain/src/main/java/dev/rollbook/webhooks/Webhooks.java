package dev.rollbook.webhooks;

import dev.rollbook.directory.Page;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tenants' webhooks, and what is on its way to them. Reads see every write that ended. */
public interface Webhooks {

  /** A tenant's webhook, if it has one. */
  Optional<Webhook> find(String tenant);

  /** Stores a tenant's webhook in place of what it had. */
  void put(Webhook webhook);

  /**
   * Stores a changed webhook, unless somebody stored another change since it was read.
   *
   * @return whether it was stored
   */
  boolean replace(Webhook changed);

  /** Takes a tenant's webhook away. */
  void delete(String tenant);

  /**
   * Stores a new delivery.
   *
   * @return false if there is one of that id
   */
  boolean create(Delivery created);

  /** One delivery of a tenant. */
  Optional<Delivery> delivery(String tenant, String id);

  /**
   * Stores a changed delivery, unless somebody stored another change since it was read.
   *
   * @return whether it was stored
   */
  boolean replace(Delivery changed);

  /**
   * A tenant's deliveries of the last 30 days, those of the newest import first.
   *
   * @param cursor of the page before, empty for the first
   */
  Page<Delivery> deliveries(String tenant, int limit, String cursor);

  /** Changes a tenant's webhook, if it has one, whoever else changes it meanwhile. */
  default void change(String tenant, UnaryOperator<Webhook> change) {
    Optional<Webhook> found = find(tenant);
    while (found.isPresent() && !replace(change.apply(found.get()))) {
      found = find(tenant);
    }
  }
}
