package dev.rollbook.reader;

import dev.rollbook.reader.JudgedRow.Naming;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads rosters (SPEC section 3). A file is read twice: {@link #judge} reads all of it and tells
 * whether it can be imported, {@link Judgement#rows} hands out its rows.
 *
 * <pre>{@code
 * Judgement judgement = Roster.judge(file, ReadingOptions.defaults());
 * judgement.rows(row -> batches.add(row));
 * }</pre>
 */
public final class Roster {

  private final TableFile file;
  private final ReadingOptions options;
  private final ListedUsers listed = new ListedUsers();
  private final Set<Incompleteness> incomplete = EnumSet.noneOf(Incompleteness.class);
  private int emitted;
  private int beyondLimit;

  private Roster(TableFile file, ReadingOptions options) {
    this.file = file;
    this.options = options;
  }

  /**
   * Reads a file to its end and judges it, without handing out a row (SPEC R11).
   *
   * @param file a local file
   * @param options how to read it; its charset, if given, exists
   * @throws RosterException if it cannot be imported
   * @throws IOException if it cannot be read for reasons that are not its own
   */
  public static Judgement judge(Path file, ReadingOptions options)
      throws RosterException, IOException {
    return new Roster(FormatDetection.open(file, options), options).judge();
  }

  private Judgement judge() throws RosterException, IOException {
    try (Table table = file.open()) {
      TableRow first = firstFilled(table);
      ColumnPlan plan = plan(first);
      int firstRow = plan.header() ? first.number() + 1 : 1;
      RowJudge judge = new RowJudge(plan);
      ColumnSamples samples = new ColumnSamples(plan);
      Optional<TableRow> row = plan.header() ? table.next() : Optional.of(first);
      while (row.isPresent()) {
        enter(row.orElseThrow(), judge, samples);
        row = table.next();
      }
      if (emitted + beyondLimit == 0) {
        throw new RosterException(Code.HEADER_ONLY);
      }
      int rows = table.lastNumber() - firstRow + 1;
      RowCounts counts = new RowCounts(rows, emitted, rows - emitted - beyondLimit, beyondLimit);
      return new Judgement(file, plan, firstRow, counts, listed, incomplete, samples.columns());
    }
  }

  private static TableRow firstFilled(Table table) throws RosterException, IOException {
    Optional<TableRow> row = table.next();
    while (row.isPresent() && RowJudge.isBlank(row.orElseThrow())) {
      row = table.next();
    }
    return row.orElseThrow(() -> new RosterException(Code.FILE_EMPTY));
  }

  private ColumnPlan plan(TableRow first) throws RosterException, IOException {
    ColumnPlanner planner = new ColumnPlanner(options);
    boolean spoilt = first instanceof TableRow.Damaged && !options.header();
    return planner.plan(spoilt ? firstSound() : first, file.delimiter(), file.advice());
  }

  /** Without a header, the first row that can be read tells how many columns there are. */
  private TableRow firstSound() throws RosterException, IOException {
    try (Table table = file.open()) {
      TableRow row = firstFilled(table);
      while (row instanceof TableRow.Damaged) {
        row = firstFilled(table);
      }
      return row;
    }
  }

  private void enter(TableRow row, RowJudge judge, ColumnSamples samples) {
    if (emitted == options.rowLimit()) {
      if (!RowJudge.isBlank(row)) {
        beyondLimit++;
        incomplete.add(Incompleteness.ROWS_BEYOND_LIMIT);
      }
      return;
    }
    Optional<JudgedRow> judged = judge.judge(row);
    if (judged.isPresent()) {
      JudgedRow entered = judged.orElseThrow();
      emitted++;
      listed.add(entered, judge.groupCell(entered));
      samples.add(entered);
      if (entered.naming() == Naming.UNREADABLE) {
        incomplete.add(Incompleteness.USERNAME_UNREADABLE);
      }
    }
  }
}
