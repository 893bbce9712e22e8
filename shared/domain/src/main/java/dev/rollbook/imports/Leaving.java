package dev.rollbook.imports;

import java.time.Instant;

/**
 * The day on which those become inactive whom an import put out (SPEC D10).
 *
 * @param at when
 * @param tenant whose import it is
 * @param importId the import
 */
public record Leaving(Instant at, String tenant, String importId) {

  /** The one of an import. */
  public static Leaving of(Import ending) {
    return new Leaving(ending.leavingAt(), ending.tenant(), ending.importId());
  }
}
