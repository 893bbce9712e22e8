package dev.rollbook.reader;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.reader.JudgedRow.Naming;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.EmailAddress;
import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import dev.rollbook.roster.RowSink;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /** Rows at the end of a table that are looked at together. */
  private static final int CLOSING_ROWS = 5;

  private final TableFile file;
  private final ReadingOptions options;
  private final RowSpool spool;
  private final RowSink sink;
  private final RecordBuffer record = new RecordBuffer();
  private final OwnSupervisors supervisors = new OwnSupervisors();
  private final Set<Incompleteness> incomplete = EnumSet.noneOf(Incompleteness.class);
  private final ColumnPlanner planner;
  private final HeaderSearch search;
  private final Deque<TableRow> lookedAt = new ArrayDeque<>();
  private final Deque<TableRow> closing = new ArrayDeque<>();
  private int emitted;
  private int beyondLimit;
  private int splitCells;
  private int splitRows;
  private int kept;

  private Roster(TableFile file, ReadingOptions options, RowSpool spool, RowSink sink) {
    this.file = file;
    this.options = options;
    this.spool = spool;
    this.sink = sink;
    planner = new ColumnPlanner(options);
    search = new HeaderSearch(planner);
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
    return judge(file, probe, options, RowSink.NONE);
  }

  /**
   * The same, while a sink takes the rows within the limit as they were uploaded (SPEC A12).
   *
   * @throws IOException from the sink, too
   */
  public static Judgement judge(Path file, ContentProbe probe, ReadingOptions options, RowSink sink)
      throws RosterException, IOException {
    return judge(file, probe, options, sink, RowSpool.BUDGET, RowSpool.DISK);
  }

  /** The same with other sizes of what is kept in memory and on disk. */
  static Judgement judge(
      Path file, ContentProbe probe, ReadingOptions options, RowSink sink, int budget, long disk)
      throws RosterException, IOException {
    TableFile table = FormatDetection.open(file, probe, options);
    RowSpool spool = new RowSpool(ScratchFolder.of(file), budget, disk);
    try {
      return new Roster(table, options, spool, sink).judge();
    } catch (RosterException e) {
      spool.close();
      throw e.with(otherSheets(table));
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  /** Visible sheets that hold data, too: the roster may be on one of these (SPEC R16). */
  private static List<ReadingNote> otherSheets(TableFile table) {
    return table.notes().stream()
        .filter(note -> note.code() == ReadingNote.Code.OTHER_SHEETS)
        .toList();
  }

  private Judgement judge() throws RosterException, IOException {
    try (AddedColumns table = new AddedColumns(file.open())) {
      TableRow first = header(table);
      ColumnPlan plan = plan(first, !table.resendOf().isEmpty());
      RowTargets targets = new RowTargets(plan);
      List<String> heading = plan.header() ? first.cells() : List.of();
      RowJudge judge = new RowJudge(plan, targets, heading, file.mayCutRowsOff());
      RowCodec codec = new RowCodec(plan, targets);
      IntPredicate passwords =
          column ->
              plan.target(column) == Target.Field.PASSWORD
                  || (column < heading.size()
                      && planner.has(Target.Field.PASSWORD, List.of(heading.get(column))));
      ColumnSamples samples = new ColumnSamples(plan, passwords);
      UploadedCells uploaded =
          new UploadedCells(
              plan,
              heading,
              column -> passwords.test(column) || table.leftOut().contains(column + 1));
      sink.begin(uploaded.columns());
      if (!plan.header()) {
        lookedAt.addFirst(first);
      }
      Optional<TableRow> row = next(table);
      if (plan.header() && row.filter(ClosingRow::isRule).isPresent()) {
        row = next(table);
      }
      BrokenEnd end = new BrokenEnd(plan.width());
      while (row.isPresent()) {
        end.see(row.orElseThrow());
        enterUnlessClosing(row.orElseThrow(), plan, judge, codec, samples, uploaded);
        row = next(table);
      }
      if (closing.isEmpty() && end.is(table.isBrokenOff())) {
        incomplete.add(Incompleteness.BROKEN_OFF);
      }
      for (TableRow last : closing) {
        if (plan.key() < last.cells().size()) {
          // It may be somebody all the same.
          list(List.of(CellText.clean(last.cells().get(plan.key()))));
        }
      }
      if (emitted + beyondLimit == 0) {
        throw new RosterException(Code.HEADER_ONLY);
      }
      int rows = table.lastNumber() - (plan.header() ? 1 : 0) + splitRows;
      RowCounts counts = new RowCounts(rows, emitted, rows - emitted - beyondLimit, beyondLimit);
      return new Judgement(
          plan.reading(file, first.number(), table),
          notes(table, plan.header(), first.number(), judge.repeatedHeadings()),
          plan,
          IntStream.range(0, plan.width()).anyMatch(passwords),
          counts,
          incomplete,
          samples.columns(),
          spool,
          codec,
          supervisors);
    }
  }

  private List<ReadingNote> notes(AddedColumns table, boolean header, int first, int repeated) {
    List<ReadingNote> notes = new ArrayList<>(file.notes());
    notes.addAll(table.notes());
    if (!table.resendOf().isEmpty()) {
      notes.add(ReadingNote.of(ReadingNote.Code.RESENT, table.resendOf()));
    }
    if (options.header() && !header) {
      notes.add(ReadingNote.of(ReadingNote.Code.HEADER_NONE, Integer.toString(first)));
    }
    if (header && first > 1) {
      notes.add(ReadingNote.of(ReadingNote.Code.HEADER_BELOW, Integer.toString(first)));
    }
    if (repeated > 0) {
      notes.add(ReadingNote.of(ReadingNote.Code.HEADER_REPEATED, Integer.toString(repeated)));
    }
    if (!closing.isEmpty()) {
      String rows =
          closing.stream()
              .map(row -> Integer.toString(row.number()))
              .collect(Collectors.joining(", "));
      notes.add(ReadingNote.of(ReadingNote.Code.TOTAL_LEFT_OUT, rows));
    }
    if (splitCells > 0) {
      notes.add(ReadingNote.of(ReadingNote.Code.CELLS_SPLIT, Integer.toString(splitCells)));
    }
    return notes;
  }

  /** The next row, first those that were looked at in search of the header. */
  private Optional<TableRow> next(Table table) throws RosterException, IOException {
    TableRow row = lookedAt.poll();
    return row == null ? table.next() : Optional.of(row);
  }

  /** The header (SPEC R15), or the first row that holds something; the next is the one behind. */
  private TableRow header(Table table) throws RosterException, IOException {
    TableRow first = firstFilled(table);
    if (!options.header() || search.isSettledBy(first)) {
      return first;
    }
    List<TableRow> rows = new ArrayList<>(List.of(first));
    while (rows.get(rows.size() - 1).number() < ReaderLimits.HEADER_ROWS) {
      Optional<TableRow> row = table.next();
      if (row.isEmpty()) {
        break;
      }
      rows.add(row.orElseThrow());
    }
    int place = search.find(rows);
    lookedAt.addAll(rows.subList(place + 1, rows.size()));
    return rows.get(place);
  }

  private static TableRow firstFilled(Table table) throws RosterException, IOException {
    Optional<TableRow> row = table.next();
    while (row.isPresent() && RowJudge.isBlank(row.orElseThrow())) {
      row = table.next();
    }
    return row.orElseThrow(() -> new RosterException(Code.FILE_EMPTY));
  }

  private ColumnPlan plan(TableRow first, boolean resend) throws RosterException, IOException {
    boolean spoilt = first instanceof TableRow.Damaged && !options.header();
    return planner.plan(spoilt ? firstSound() : first, file.delimiter(), file.advice(), resend);
  }

  /** Without a header, the first row that can be read tells how many columns there are. */
  private TableRow firstSound() throws RosterException, IOException {
    try (Table table = new AddedColumns(file.open())) {
      TableRow row = firstFilled(table);
      while (row instanceof TableRow.Damaged) {
        row = firstFilled(table);
      }
      return row;
    }
  }

  /** Holds back what looks like no part of the table until another row shows that it is one. */
  private void enterUnlessClosing(
      TableRow row,
      ColumnPlan plan,
      RowJudge judge,
      RowCodec codec,
      ColumnSamples samples,
      UploadedCells uploaded)
      throws RosterException, IOException {
    if (plan.header() && ClosingRow.mayBe(row) && ClosingRow.is(row, plan)) {
      closing.add(row);
      if (closing.size() > CLOSING_ROWS) {
        TableRow held = closing.remove();
        enter(held, held, judge, codec, samples, uploaded);
      }
      return;
    }
    if (!closing.isEmpty() && !RowJudge.isBlank(row)) {
      for (TableRow held : closing) {
        enter(held, held, judge, codec, samples, uploaded);
      }
      closing.clear();
    }
    if (!plan.matchByEmail() || plan.width() != 1 || row.cells().size() != 1) {
      enter(row, row, judge, codec, samples, uploaded);
      return;
    }
    List<TableRow> parts = parts(row);
    if (parts.size() > 1) {
      splitCells++;
      splitRows += parts.size() - 1;
    }
    for (TableRow part : parts) {
      enter(part, row, judge, codec, samples, uploaded);
    }
  }

  /** The rows that a row of a list of addresses is, which may have several in its one cell. */
  private static List<TableRow> parts(TableRow row) {
    List<String> addresses = EmailAddress.several(row.cells().get(0));
    return addresses.isEmpty() || row instanceof TableRow.Damaged
        ? List.of(row)
        : addresses.stream()
            .map(address -> (TableRow) TableRow.Sound.of(row.number(), List.of(address)))
            .toList();
  }

  /** Enters a row that is one of the file, or a part of one. */
  private void enter(
      TableRow row,
      TableRow whole,
      RowJudge judge,
      RowCodec codec,
      ColumnSamples samples,
      UploadedCells uploaded)
      throws RosterException, IOException {
    Optional<JudgedRow> judged = judge.judge(row);
    if (judged.isEmpty()) {
      return;
    }
    JudgedRow entered = judged.orElseThrow();
    if (emitted == options.rowLimit()) { // SPEC R10: counted, and listed
      beyondLimit++;
      incomplete.add(Incompleteness.ROWS_BEYOND_LIMIT);
      list(judge.oldUsername(entered));
      list(entered.shifted());
      list(List.of(entered.username()));
      return;
    }
    emitted++;
    if (whole.number() > kept) {
      kept = whole.number();
      sink.row(kept, uploaded.of(whole));
    }
    samples.add(entered);
    list(judge.oldUsername(entered));
    list(entered.shifted());
    if (entered.naming() == Naming.UNREADABLE) {
      incomplete.add(Incompleteness.USERNAME_UNREADABLE);
    }
    String[] values = judge.values(entered);
    long supervisor = supervisors.name(judge.targets().supervisor(values));
    long secondSupervisor = supervisors.name(judge.targets().secondSupervisor(values));
    codec.put(entered, values, supervisor, secondSupervisor, record);
    String username = entered.username();
    spool.add(KeyShard.ofRow(username, entered.number()), record);
  }

  /** What cannot be anybody's name is left out. */
  private void list(List<String> usernames) throws RosterException, IOException {
    for (String username : usernames) {
      if (!username.isEmpty()
          && CellText.utf8Length(username) <= ReaderLimits.USERNAME_BYTES
          && CellText.firstInvalidInUsername(username).isEmpty()) {
        RowCodec.putListed(username, record);
        spool.add(KeyShard.of(username), record);
      }
    }
  }
}
