package dev.rollbook.reader;

import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The targets that a plan's columns feed, numbered in the order of their first columns. A row gives
 * a value to each, empty where its cell is: these are its values by target.
 */
final class RowTargets {

  private final List<String> texts;
  private final int[][] columns;
  private final String[] none;
  private final int groups;
  private final int supervisor;
  private final int secondSupervisor;
  private final int email;

  /** The targets of a plan. */
  RowTargets(ColumnPlan plan) {
    texts =
        plan.mapped().stream().map(Reading.Column::target).map(Target::text).distinct().toList();
    columns =
        texts.stream()
            .map(
                text ->
                    IntStream.range(0, plan.width())
                        .filter(column -> plan.target(column).text().equals(text))
                        .toArray())
            .toArray(int[][]::new);
    none = Collections.nCopies(columns.length, "").toArray(new String[0]);
    groups = texts.indexOf(Target.Field.GROUPS.text());
    supervisor = texts.indexOf(Target.Field.SUPERVISOR.text());
    secondSupervisor = texts.indexOf(Target.Field.SECOND_SUPERVISOR.text());
    email = texts.indexOf(Target.Field.EMAIL.text());
  }

  /** How many there are. */
  int count() {
    return columns.length;
  }

  /** The text forms, by number. */
  List<String> texts() {
    return texts;
  }

  /** The values that a row's cells give; of tags, which several columns may feed, all of them. */
  String[] values(List<String> cells) {
    String[] values = new String[columns.length];
    for (int target = 0; target < values.length; target++) {
      int[] from = columns[target];
      values[target] = from.length == 1 ? cells.get(from[0]) : joined(cells, from);
    }
    return values;
  }

  /** The values of a row that gives none; not to be changed. */
  String[] none() {
    return none;
  }

  /** Takes the address out of a row's values. */
  void dropEmail(String[] values) {
    if (email >= 0) {
      values[email] = "";
    }
  }

  /** The cell that names groups, empty if there is none. */
  String groups(String[] values) {
    return value(values, groups);
  }

  /** The supervisor's username, empty if there is none. */
  String supervisor(String[] values) {
    return value(values, supervisor);
  }

  /** The second supervisor's username, empty if there is none. */
  String secondSupervisor(String[] values) {
    return value(values, secondSupervisor);
  }

  private static String value(String[] values, int target) {
    return target < 0 ? "" : values[target];
  }

  private static String joined(List<String> cells, int[] columns) {
    return String.join(
        ",", IntStream.of(columns).mapToObj(cells::get).filter(cell -> !cell.isEmpty()).toList());
  }
}
