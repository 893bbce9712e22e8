package dev.rollbook.reader;

/**
 * How many rows a roster has behind its header; {@code rows = emitted + blank + beyondLimit}.
 *
 * @param rows all of them
 * @param emitted those that are handed out
 * @param blank those whose cells are all empty (SPEC R6)
 * @param beyondLimit those past the row limit that are not blank (SPEC R10)
 */
public record RowCounts(int rows, int emitted, int blank, int beyondLimit) {}
