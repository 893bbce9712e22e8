package dev.rollbook.directory;

/**
 * The place of a writer among its tenant's (SPEC A6). Every write of an import carries it: a user
 * remembers the number of the turn that wrote it last, and nothing of an earlier turn overwrites a
 * later one.
 *
 * @param importId the import that writes
 * @param number grows from turn to turn of a tenant, from 1
 */
public record Turn(String importId, long number) {}
