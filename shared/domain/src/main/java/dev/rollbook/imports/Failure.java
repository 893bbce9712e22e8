package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Why an import failed.
 *
 * @param code stable, for programs
 * @param message for people, in the tenant's language
 */
public record Failure(String code, String message) {

  /** It did not fail. */
  public static final Failure NONE = new Failure("", "");

  /** The code of an import that made no progress and was ended (SPEC A6). */
  public static final String STALLED = "STALLED";

  /** Whether the import failed. */
  @JsonIgnore
  public boolean isPresent() {
    return !code.isEmpty();
  }
}
