/**
 * Runs the template's functions as Lambda does: their processes, what invokes them, and what
 * becomes of a failure.
 */
package dev.rollbook.local.host;
