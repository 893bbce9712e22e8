/**
 * Reads rosters (SPEC section 3): a table file of any of the three formats becomes rows that are
 * cleaned, mapped and judged. {@link dev.rollbook.reader.Roster} is the way in; it reads a file
 * once and spools its rows, which then come out in the order of key shards and usernames.
 */
package dev.rollbook.reader;
