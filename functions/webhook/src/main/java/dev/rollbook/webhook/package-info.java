/** The function that tells tenants of their imports (SPEC A13). */
package dev.rollbook.webhook;
