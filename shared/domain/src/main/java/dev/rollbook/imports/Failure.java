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

  /**
   * The code of an import whose options the tenant's profile should have given, but it names a
   * group or property that is gone (SPEC S6).
   */
  public static final String PROFILE_OUT_OF_DATE = "PROFILE_OUT_OF_DATE";

  /**
   * The code of an import whose plan was made by other rules than the tenant has now (SPEC S10).
   */
  public static final String RULES_CHANGED = "RULES_CHANGED";

  /** Whether the import failed. */
  @JsonIgnore
  public boolean isPresent() {
    return !code.isEmpty();
  }
}
