/**
 * The embedded cloud: what {@code template.yaml} declares, on this machine, in one JVM and one
 * process per function.
 */
package dev.rollbook.local;
