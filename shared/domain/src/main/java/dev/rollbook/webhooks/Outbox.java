package dev.rollbook.webhooks;

/**
 * The ports by which tenants' webhooks are told.
 *
 * @param webhooks where each tenant's is, and the deliveries
 * @param queue of deliveries to be tried
 */
public record Outbox(Webhooks webhooks, DeliveryQueue queue) {}
