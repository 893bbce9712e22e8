package dev.rollbook.bench;

import java.util.List;

/** The parts that measure methods, each in a JVM of its own. */
final class MethodParts {

  private MethodParts() {}

  /** {@code csv} and {@code xlsx}. */
  static List<BenchPart> all() {
    return List.of();
  }
}
