package dev.rollbook.directory;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Cells that hold several values, split at commas (SPEC G1, U8). */
final class Separated {

  private Separated() {}

  /** The values of a cell, trimmed, without empty ones, each once, in the cell's order. */
  static Set<String> values(String cell) {
    return Arrays.stream(cell.split(","))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
