package dev.rollbook.finalize;

import dev.rollbook.roster.CellText;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.RowSink.UploadedColumn;
import dev.rollbook.roster.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Tells which cells of an uploaded row a finding is about (SPEC A12). */
final class FaultyCells {

  private final List<UploadedColumn> columns;
  private final int first;

  FaultyCells(List<UploadedColumn> columns) {
    this.columns = columns;
    first =
        IntStream.range(0, columns.size())
            .filter(i -> !(columns.get(i).target() instanceof Target.Ignore))
            .findFirst()
            .orElse(0);
  }

  /**
   * The columns, from 0, of the cells; of a finding about the whole row the first column that feeds
   * something.
   *
   * @param cells how many the row has
   */
  Set<Integer> of(Finding finding, int cells) {
    Set<Integer> faulty = new TreeSet<>();
    switch (finding.code()) {
      case MALFORMED_ROW -> {
        if (argument(finding, 0).equals("TOO_MANY_CELLS")) {
          IntStream.range(columns.size(), cells).forEach(faulty::add);
        } else {
          add(faulty, column -> Integer.toString(column.number()).equals(argument(finding, 1)));
        }
      }
      case INVALID_CHARACTER -> add(faulty, named(argument(finding, 1)));
      case VALUE_TOO_LONG -> add(faulty, named(argument(finding, 3)));
      case DUPLICATE_USERNAME -> {
        List<String> differing = Arrays.asList(argument(finding, 2).split(", "));
        add(faulty, feeds(finding.field()).or(column -> differing.contains(name(column))));
      }
      default -> add(faulty, feeds(finding.field()));
    }
    if (faulty.isEmpty()) {
      add(faulty, feeds(finding.field()));
    }
    return faulty.isEmpty() ? Set.of(first) : faulty;
  }

  private void add(Set<Integer> to, Predicate<UploadedColumn> which) {
    IntStream.range(0, columns.size()).filter(i -> which.test(columns.get(i))).forEach(to::add);
  }

  private static Predicate<UploadedColumn> feeds(String field) {
    return column -> !field.isEmpty() && column.target().text().equals(field);
  }

  private static Predicate<UploadedColumn> named(String name) {
    return column -> name(column).equals(name);
  }

  /** As findings call it. */
  private static String name(UploadedColumn column) {
    String heading = CellText.clean(column.heading());
    return Reading.Column.shown(heading.isEmpty() ? Integer.toString(column.number()) : heading);
  }

  private static String argument(Finding finding, int index) {
    return index < finding.arguments().size() ? finding.arguments().get(index) : "";
  }
}
