package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import dev.rollbook.roster.RowSink.UploadedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The columns and cells of a file as they were uploaded, less what may be a password (SPEC A8). */
final class UploadedCells {

  private final ColumnPlan plan;
  private final List<String> heading;
  private final int[] secret;

  /**
   * Those of a plan's columns.
   *
   * @param heading the cells of the header; none if there is no header
   * @param secret columns, from 0, that hold passwords or may
   */
  UploadedCells(ColumnPlan plan, List<String> heading, IntPredicate secret) {
    this.plan = plan;
    this.heading = heading;
    this.secret = IntStream.range(0, plan.width()).filter(secret).toArray();
  }

  /** The columns. */
  List<UploadedColumn> columns() {
    return IntStream.range(0, plan.width())
        .filter(i -> !isSecret(i, 0))
        .mapToObj(
            i ->
                new UploadedColumn(i + 1, i < heading.size() ? heading.get(i) : "", plan.target(i)))
        .toList();
  }

  /** The cells of a row: those of the columns, then those beyond the last. */
  List<String> of(TableRow row) {
    List<String> whole = row.cells();
    if (secret.length == 0) {
      return row instanceof TableRow.Damaged damaged ? joined(whole, damaged.rest()) : whole;
    }
    // What lies behind the damage of a row may be its password, wherever it stands.
    int surplus = surplus(whole);
    List<String> open = new ArrayList<>(whole.size());
    for (int i = 0; i < whole.size(); i++) {
      if (i >= plan.width() || !isSecret(i, 0)) {
        open.add(isSecret(i, surplus) ? "" : whole.get(i));
      }
    }
    return open;
  }

  private static List<String> joined(List<String> cells, List<String> rest) {
    List<String> joined = new ArrayList<>(cells);
    joined.addAll(rest);
    return joined;
  }

  /** By how many columns the cells of a row may have shifted (SPEC R4). */
  private int surplus(List<String> cells) {
    boolean shifted =
        plan.header()
            && cells.size() > plan.width()
            && cells.subList(plan.width(), cells.size()).stream()
                .anyMatch(cell -> !CellText.clean(cell).isEmpty());
    return shifted ? cells.size() - plan.width() : 0;
  }

  private boolean isSecret(int column, int surplus) {
    for (int i : secret) {
      if (i <= column && column <= i + surplus) {
        return true;
      }
    }
    return false;
  }
}
