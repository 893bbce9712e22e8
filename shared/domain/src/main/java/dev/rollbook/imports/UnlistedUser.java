package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * A user that the import would deactivate: not listed (SPEC D1), or listed as leaving (SPEC D9).
 *
 * @param username whose it is
 * @param revision the {@link dev.rollbook.directory.User#revision} that the plan saw
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record UnlistedUser(String username, String revision) {}
