package dev.rollbook.bench;

import java.util.List;

/**
 * What a part measured.
 *
 * @param figures the rows of the table
 * @param notes what stands below it: how a figure came about, what it does not hold
 */
public record BenchResult(List<BenchFigure> figures, List<String> notes) {

  static BenchResult of(BenchFigure... figures) {
    return new BenchResult(List.of(figures), List.of());
  }

  BenchResult noting(List<String> more) {
    return new BenchResult(figures, List.copyOf(more));
  }
}
