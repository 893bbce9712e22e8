package dev.rollbook.reader;

import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Reading.Column;
import dev.rollbook.roster.Target;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What each column of a file feeds, and which gives the key.
 *
 * @param header whether the first row is one
 * @param columns every column of the file in its order, those that feed nothing with {@link
 *     Target.Ignore}
 * @param unmapped the columns, from 0, that feed nothing though nobody said so: they still tell
 *     rows of one user apart (SPEC R13)
 * @param key the column, from 0, that names the user
 * @param matchByEmail whether the key is an e-mail address
 */
record ColumnPlan(
    boolean header, List<Column> columns, List<Integer> unmapped, int key, boolean matchByEmail) {

  ColumnPlan {
    columns = List.copyOf(columns);
    unmapped = List.copyOf(unmapped);
  }

  /** How many columns the file has. */
  int width() {
    return columns.size();
  }

  /** What a column feeds; beyond the last one, nothing. */
  Target target(int column) {
    return column < columns.size() ? columns.get(column).target() : new Target.Ignore();
  }

  /** The name of a column: its heading, or its number where it has none. */
  String name(int column) {
    return column < columns.size() ? columns.get(column).column() : Integer.toString(column + 1);
  }

  /** The column that feeds a target, if one does. */
  OptionalInt column(Target target) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).target().equals(target))
        .findFirst();
  }

  /** The columns that feed something. */
  List<Column> mapped() {
    return columns.stream().filter(column -> !isIgnored(column)).toList();
  }

  /** The names of those that feed nothing, but for some, by their numbers from 1. */
  private List<String> ignored(List<Integer> but) {
    return IntStream.range(0, width())
        .filter(i -> isIgnored(columns.get(i)) && !but.contains(i + 1))
        .mapToObj(this::name)
        .toList();
  }

  /** Whether a column feeds nothing because the mapping says so. */
  boolean isSkipped(int column) {
    return isIgnored(columns.get(column)) && !unmapped.contains(column);
  }

  private static boolean isIgnored(Column column) {
    return column.target() instanceof Target.Ignore;
  }

  /** How the summary shows it, for a table of the file as it was before columns were added. */
  Reading reading(TableFile file, int headerRow, AddedColumns table) {
    return Reading.NONE
        .with()
        .format(file.format().text())
        .charset(file.charset())
        .delimiter(file.delimiter())
        .header(header)
        .headerRow(header ? headerRow : 0)
        .sheet(file.sheet())
        .resendOf(table.resendOf())
        .columns(mapped())
        .ignoredColumns(ignored(table.leftOut()))
        .build();
  }
}
