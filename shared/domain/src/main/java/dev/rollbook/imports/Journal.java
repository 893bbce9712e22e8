package dev.rollbook.imports;

/**
 * The ports that keep track of imports together.
 *
 * @param imports the imports
 * @param turns whose turn it is in each tenant
 * @param progress which batches are settled
 * @param figures what the operator is told
 */
public record Journal(Imports imports, Turns turns, Progress progress, Figures figures) {}
