package dev.rollbook.directory;

/**
 * The ports of the directory together.
 *
 * @param tenants settings, properties and keys
 * @param groups groups and their members
 * @param users the users
 */
public record Directory(Tenants tenants, Groups groups, Users users) {}
