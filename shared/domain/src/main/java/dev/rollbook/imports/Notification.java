package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A message of the notifications queue (SPEC A9): one per created user and one per newly granted
 * access.
 *
 * @param id the same for the same occasion, so that a consumer can tell a repeat
 * @param type the occasion
 * @param tenant whose user it is
 * @param importId the import
 * @param username the user to tell
 * @param email where to, as the roster or the directory has it; empty if neither does
 * @param language of the message; empty for the tenant's
 * @param template of the message; empty for the platform's own
 * @param product granted, for {@link Type#ACCESS}
 * @param offer granted, for {@link Type#ACCESS}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RecordBuilder
public record Notification(
    String id,
    Type type,
    String tenant,
    String importId,
    String username,
    String email,
    String language,
    String template,
    String product,
    String offer) {

  /** What a user is told about. */
  public enum Type {
    /** The account exists. */
    @JsonProperty("activation")
    ACTIVATION,
    /** A product may be used. */
    @JsonProperty("access")
    ACCESS
  }
}
