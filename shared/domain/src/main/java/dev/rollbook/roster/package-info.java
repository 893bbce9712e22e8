/**
 * The uploaded table: what its columns feed, what a row holds once it has been read, and what was
 * found wrong with it. Reading the file formats themselves is the reader module's.
 */
package dev.rollbook.roster;
