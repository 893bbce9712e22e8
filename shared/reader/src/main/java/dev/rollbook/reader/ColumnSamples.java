package dev.rollbook.reader;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Collects some values of each column from the first rows, for the preview (SPEC R12). */
final class ColumnSamples {

  private static final int ROWS = 100;
  private static final int VALUES = 3;
  private static final int CHARACTERS = 60;

  private final ColumnPlan plan;
  private final IntPredicate secret;
  private final List<Set<String>> values;
  private int rows;

  /**
   * Those of a plan's columns.
   *
   * @param secret columns, from 0, whose values nobody is shown
   */
  ColumnSamples(ColumnPlan plan, IntPredicate secret) {
    this.plan = plan;
    this.secret = secret;
    values =
        Stream.generate(() -> (Set<String>) new LinkedHashSet<String>())
            .limit(plan.width())
            .toList();
  }

  void add(JudgedRow row) {
    if (rows++ >= ROWS || row.failed()) {
      return;
    }
    for (int i = 0; i < plan.width(); i++) {
      String cell = row.cells().get(i);
      Set<String> seen = values.get(i);
      if (!cell.isEmpty() && seen.size() < VALUES && !secret.test(i)) {
        seen.add(cell.length() <= CHARACTERS ? cell : cell.substring(0, CHARACTERS) + "…");
      }
    }
  }

  List<SampledColumn> columns() {
    return IntStream.range(0, plan.width())
        .mapToObj(
            i ->
                new SampledColumn(
                    plan.name(i), plan.target(i), List.copyOf(values.get(i)), plan.isSkipped(i)))
        .toList();
  }
}
