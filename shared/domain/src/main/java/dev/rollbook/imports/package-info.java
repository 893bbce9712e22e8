/**
 * The import: its options, status, batches, turn in its tenant, progress and summary (SPEC sections
 * 2, 6 and 7), with the ports it is kept and moved by.
 */
package dev.rollbook.imports;
