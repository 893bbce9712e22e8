/**
 * What runs inside a function's process. It depends on the runtime interface client alone, never on
 * the rest of this module.
 */
package dev.rollbook.local.runtime;
