/**
 * What the embedded cloud reads from {@code template.yaml}: typed records of its resources, every
 * intrinsic resolved.
 */
package dev.rollbook.local.template;
