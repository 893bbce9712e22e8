/** A tenant's webhook: where it is told of its imports, and how each delivery went (SPEC A13). */
package dev.rollbook.webhooks;
