/**
 * The tenant's directory: users, groups, properties and settings, and the rules that turn a
 * roster's row into a change of a user (SPEC sections 4 and 5). The rules are pure functions; what
 * stores the directory is behind the ports {@link dev.rollbook.directory.Users}, {@link
 * dev.rollbook.directory.Groups} and {@link dev.rollbook.directory.Tenants}.
 */
package dev.rollbook.directory;
