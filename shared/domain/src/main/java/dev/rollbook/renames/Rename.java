package dev.rollbook.renames;

/**
 * What a row asks for that names a user by its old name, too.
 *
 * @param from the old name
 * @param to the row's username, which no other row has
 */
public record Rename(String from, String to) {}
