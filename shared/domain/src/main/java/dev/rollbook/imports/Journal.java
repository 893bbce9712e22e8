package dev.rollbook.imports;

import dev.rollbook.webhooks.Outbox;

/**
 * The ports that keep track of imports, in one value.
 *
 * @param imports the imports
 * @param turns whose turn it is in each tenant
 * @param progress which batches are settled
 * @param figures what the operator is told
 * @param outbox what the tenants' webhooks are told
 */
public record Journal(
    Imports imports, Turns turns, Progress progress, Figures figures, Outbox outbox) {}
