package dev.rollbook.directory;

/**
 * A planned change on its way to the store.
 *
 * @param username whose it is
 * @param creates whether the user must not exist yet; else it must
 * @param change what to write
 * @param passwordHash the hash to set where there is still none; empty unless the change sets a
 *     password
 */
public record UserWrite(String username, boolean creates, UserChange change, String passwordHash) {}
