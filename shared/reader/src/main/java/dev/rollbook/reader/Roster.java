package dev.rollbook.reader;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.reader.JudgedRow.Naming;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads rosters (SPEC section 3): a file once, from its first row to its last. Every row is judged
 * as it passes and spooled by key shard; what only the whole roster tells is settled at the end.
 *
 * <pre>{@code
 * ContentProbe probe = ContentProbe.copy(object, file);
 * try (Judgement judgement = Roster.judge(file, probe, ReadingOptions.defaults())) {
 *   judgement.entries(entry -> batches.take(entry));
 * }
 * }</pre>
 */
public final class Roster {

  private final TableFile file;
  private final ReadingOptions options;
  private final RowSpool spool;
  private final RecordBuffer record = new RecordBuffer();
  private final HashSet64 supervisors = new HashSet64();
  private final Set<Incompleteness> incomplete = EnumSet.noneOf(Incompleteness.class);
  private int emitted;
  private int beyondLimit;

  private Roster(TableFile file, ReadingOptions options, RowSpool spool) {
    this.file = file;
    this.options = options;
    this.spool = spool;
  }

  /**
   * Reads a file to its end and judges it (SPEC R11).
   *
   * @param file a local file; beside it rows are spooled that do not fit in memory
   * @param probe has looked at its bytes
   * @param options how to read it; its charset, if given, exists
   * @throws RosterException if it cannot be imported
   * @throws IOException if it cannot be read for reasons that are not its own
   */
  public static Judgement judge(Path file, ContentProbe probe, ReadingOptions options)
      throws RosterException, IOException {
    return judge(file, probe, options, RowSpool.BUDGET, RowSpool.DISK);
  }

  /** The same with other sizes of what is kept in memory and on disk. */
  static Judgement judge(
      Path file, ContentProbe probe, ReadingOptions options, int budget, long disk)
      throws RosterException, IOException {
    TableFile table = FormatDetection.open(file, probe, options);
    RowSpool spool = new RowSpool(ScratchFolder.of(file), budget, disk);
    try {
      return new Roster(table, options, spool).judge();
    } catch (RosterException | IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  private Judgement judge() throws RosterException, IOException {
    try (Table table = file.open()) {
      TableRow first = firstFilled(table);
      ColumnPlan plan = plan(first);
      int firstRow = plan.header() ? first.number() + 1 : 1;
      RowJudge judge = new RowJudge(plan);
      RowCodec codec = new RowCodec(plan);
      ColumnSamples samples = new ColumnSamples(plan);
      Optional<TableRow> row = plan.header() ? table.next() : Optional.of(first);
      while (row.isPresent()) {
        enter(row.orElseThrow(), judge, codec, samples);
        row = table.next();
      }
      if (emitted + beyondLimit == 0) {
        throw new RosterException(Code.HEADER_ONLY);
      }
      int rows = table.lastNumber() - firstRow + 1;
      RowCounts counts = new RowCounts(rows, emitted, rows - emitted - beyondLimit, beyondLimit);
      return new Judgement(
          plan.reading(file),
          plan,
          counts,
          incomplete,
          samples.columns(),
          spool,
          codec,
          supervisors);
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

  private void enter(TableRow row, RowJudge judge, RowCodec codec, ColumnSamples samples)
      throws RosterException, IOException {
    Optional<JudgedRow> judged = judge.judge(row);
    if (judged.isEmpty()) {
      return;
    }
    JudgedRow entered = judged.orElseThrow();
    if (emitted == options.rowLimit()) { // SPEC R10: counted, and listed
      beyondLimit++;
      incomplete.add(Incompleteness.ROWS_BEYOND_LIMIT);
      list(entered.shifted());
      list(List.of(entered.username()));
      return;
    }
    emitted++;
    samples.add(entered);
    list(entered.shifted());
    if (entered.naming() == Naming.UNREADABLE) {
      incomplete.add(Incompleteness.USERNAME_UNREADABLE);
    }
    Map<String, String> values = entered.failed() ? Map.of() : judge.values(entered);
    reference(values.getOrDefault(Target.Field.SUPERVISOR.text(), ""));
    reference(values.getOrDefault(Target.Field.SECOND_SUPERVISOR.text(), ""));
    codec.put(entered, values, record);
    String username = entered.username();
    spool.add(KeyShard.ofRow(username, entered.number()), record);
  }

  /** What cannot be anybody's name is left out. */
  private void list(List<String> usernames) throws RosterException, IOException {
    for (String username : usernames) {
      if (!username.isEmpty()
          && CellText.utf8Length(username) <= Limits.USERNAME_BYTES
          && CellText.firstInvalidInUsername(username).isEmpty()) {
        RowCodec.putListed(username, record);
        spool.add(KeyShard.of(username), record);
      }
    }
  }

  private void reference(String supervisor) {
    if (!supervisor.isEmpty()) {
      supervisors.add(HashSet64.bits(supervisor));
    }
  }
}
