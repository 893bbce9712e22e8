package dev.rollbook.reader;

import dev.rollbook.roster.Target;
import java.util.List;

/**
 * A column as the preview shows it (SPEC R12).
 *
 * @param column its heading, or its 1-based number where it has none
 * @param target what it feeds; {@link Target.Ignore} for nothing
 * @param samples some of its first values; none of a password column
 * @param skipped whether the mapping leaves it out
 */
public record SampledColumn(String column, Target target, List<String> samples, boolean skipped) {

  /** Copies the samples. */
  public SampledColumn {
    samples = List.copyOf(samples);
  }
}
