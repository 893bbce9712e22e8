package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * A user that the roster does not list and the import would deactivate (SPEC D1).
 *
 * @param username whose it is
 * @param revision the {@link dev.rollbook.directory.User#revision} that the plan saw
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record UnlistedUser(String username, String revision) {}
