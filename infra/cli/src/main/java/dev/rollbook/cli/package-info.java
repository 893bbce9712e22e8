/**
 * The command {@code rollbook} (SPEC section 9). Every command speaks the HTTP API through {@link
 * dev.rollbook.cli.ApiClient}; {@link dev.rollbook.cli.Connection} says whose: a deployment's, a
 * running embedded cloud's, or one of its own.
 */
package dev.rollbook.cli;
