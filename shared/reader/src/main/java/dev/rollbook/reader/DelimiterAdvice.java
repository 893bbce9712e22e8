package dev.rollbook.reader;

import dev.rollbook.roster.Target;

/** Knows which other delimiter would have found a column (SPEC R8). */
@FunctionalInterface
interface DelimiterAdvice {

  /** For workbooks, which have no delimiter. */
  DelimiterAdvice NONE = key -> "";

  /** The delimiter with which the header has a column for this target; empty if none has. */
  String betterFor(Target key);
}
