/**
 * The HTTP API (SPEC section 8): {@link dev.rollbook.api.Api} finds the route, a class for each
 * kind of resource answers it, the views give the JSON. Who asks is what {@link
 * dev.rollbook.api.Keys} says, never what a request says.
 */
package dev.rollbook.api;
