/**
 * Reads rosters (SPEC section 3): a table file of any of the three formats becomes rows that are
 * cleaned, mapped and judged. {@link dev.rollbook.reader.Roster} is the way in; it reads a file
 * twice, first to judge it, then to hand out its rows.
 */
package dev.rollbook.reader;
