package dev.rollbook.reader;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.imports.Sentences;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.CommaList;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A roster, read to its end and judged. Its rows lie in a spool, so that the file is not needed any
 * more; they may be handed out any number of times, in the same order each time. Not thread-safe.
 */
public final class Judgement implements Closeable {

  private static final byte[] NOBODY = {};

  private static final List<String> FIRST_ALONE = List.of(Target.Field.SUPERVISOR.text());
  private static final List<String> SECOND_ALONE = List.of(Target.Field.SECOND_SUPERVISOR.text());
  private static final List<String> BOTH =
      List.of(Target.Field.SUPERVISOR.text(), Target.Field.SECOND_SUPERVISOR.text());

  /** Says of a contradiction that no column is known to differ that feeds something. */
  private static final String UNMAPPED = "UNMAPPED";

  /** Cells that are remembered as done, for few rosters name their groups in more ways. */
  private static final int GROUP_CELLS = 10_000;

  private final Reading reading;
  private final List<ReadingNote> notes;
  private final ColumnPlan plan;
  private final boolean passwords;
  private final RowCounts counts;
  private final Set<Incompleteness> incomplete;
  private final List<SampledColumn> columns;
  private final RowSpool spool;
  private final RowCodec codec;
  private final RepeatedNames repeated = new RepeatedNames();
  private final Set<String> groups = new HashSet<>();
  private final Set<String> groupCells = new HashSet<>();
  private final OwnSupervisors supervisors;

  // While it is settled.
  private final RecordView first = new RecordView();
  private byte[] firstBytes = new byte[1 << 12];
  private int places;
  private boolean anyApplied;

  /**
   * Settles what only the whole roster tells: who is named twice, which groups it needs, which
   * supervisors are its own.
   *
   * @param passwords whether a column holds passwords, whether it feeds them or not
   * @param supervisors usernames that rows name as supervisors
   * @throws RosterException if it needs too many groups
   */
  Judgement(
      Reading reading,
      List<ReadingNote> notes,
      ColumnPlan plan,
      boolean passwords,
      RowCounts counts,
      Set<Incompleteness> incomplete,
      List<SampledColumn> columns,
      RowSpool spool,
      RowCodec codec,
      OwnSupervisors supervisors)
      throws RosterException, IOException {
    this.reading = reading;
    this.notes = List.copyOf(notes);
    this.plan = plan;
    this.passwords = passwords;
    this.counts = counts;
    this.columns = List.copyOf(columns);
    this.spool = spool;
    this.codec = codec;
    this.supervisors = supervisors;
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      try (RowSpool.Records records = spool.records(shard)) {
        settle(records);
      }
    }
    Set<Incompleteness> all = EnumSet.noneOf(Incompleteness.class);
    all.addAll(incomplete);
    if (!anyApplied) {
      all.add(Incompleteness.NO_VALID_ROW);
    }
    this.incomplete = Set.copyOf(all);
  }

  private void settle(RowSpool.Records records) throws RosterException, IOException {
    int[] rows = new int[RepeatedNames.KEPT];
    boolean more = records.advance();
    while (more) {
      RecordView record = records.record();
      if (!record.hasKey()) {
        places++;
        more = records.advance(); // a row without a username never counts for anybody
        continue;
      }
      byte[] key = record.copyKey();
      int place = places;
      int count = 0;
      int width = 0;
      Set<Integer> columns = Set.of();
      boolean applied = false;
      boolean differ = false;
      long content = 0;
      String groupCell = "";
      while (more && records.record().hasKey(key)) {
        record = records.record();
        if (record.row() > 0) {
          RowCodec.Head head = codec.head(record);
          if (count == 0) {
            content = head.content();
            applied = !head.failed();
            width = head.width();
            groupCell = applied ? RowCodec.groupCell(record) : "";
            firstBytes = first.setCopy(record, firstBytes);
          }
          width = Math.min(width, head.width());
          if (head.content() != content) {
            differ = true;
            if (applied && !head.failed()) {
              columns = columns.isEmpty() ? new TreeSet<>() : columns;
              codec.addDifferences(first, record, columns);
            }
          }
          if (count < rows.length) {
            rows[count] = record.row();
          }
          count++;
          places++;
        }
        more = records.advance();
      }
      if (count > 1) {
        repeated.add(
            place,
            differ,
            width,
            columns.stream().limit(RepeatedNames.COLUMNS).toList(),
            rows,
            count);
      }
      if (applied && !differ) {
        anyApplied = true;
        need(groupCell);
        if (!supervisors.isEmpty()) {
          supervisors.mark(OwnSupervisors.bits(new String(key, StandardCharsets.UTF_8)));
        }
      }
    }
  }

  private void need(String groupCell) throws RosterException {
    if (groupCell.isEmpty() || !groupCells.add(groupCell)) {
      return;
    }
    if (groupCells.size() > GROUP_CELLS) {
      groupCells.clear();
    }
    groups.addAll(CommaList.parts(groupCell));
    if (groups.size() > ReaderLimits.NAMED_GROUPS) {
      throw new RosterException(
          Code.TOO_MANY_GROUPS,
          Integer.toString(ReaderLimits.NAMED_GROUPS),
          plan.column(Target.Field.GROUPS).stream().mapToObj(plan::name).findFirst().orElse(""));
    }
  }

  /** How the file was read, without notes. */
  public Reading reading() {
    return reading;
  }

  /** How the file was read, with notes in a tenant's language. */
  public Reading reading(Sentences sentences) {
    return reading.with(sentences.notes(notes));
  }

  /** What had to be guessed or was left out. */
  public List<ReadingNote> notes() {
    return notes;
  }

  /** Every column, with what it feeds and some values (SPEC R12). */
  public List<SampledColumn> columns() {
    return columns;
  }

  /** How many rows there are. */
  public RowCounts counts() {
    return counts;
  }

  /** Why the usernames handed out may not be all; empty if they are (SPEC D5). */
  public Set<Incompleteness> incomplete() {
    return incomplete;
  }

  /** The distinct names of the groups in rows to be applied (SPEC G1). */
  public Set<String> groups() {
    return Collections.unmodifiableSet(groups);
  }

  /** What the columns feed. */
  public Set<Target> mappedTargets() {
    return plan.mapped().stream()
        .map(Reading.Column::target)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the file holds passwords and must not outlive the import (SPEC A8). */
  public boolean hasPasswordColumn() {
    return passwords;
  }

  /**
   * Hands out every row within the limit that is not blank, and every username that the roster only
   * lists: shard by shard, in a shard in {@link KeyShard#ORDER}, those of one username in the order
   * of the file. Rows without a readable username come first in some shard.
   *
   * @throws IOException if the spool cannot be read, or from the consumer
   */
  public void entries(EntryConsumer consumer) throws IOException {
    RepeatedNames.Walk walk = repeated.walk();
    int place = 0;
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      try (RowSpool.Records records = spool.records(shard)) {
        place = new HandOut(shard, walk, place, consumer).all(records);
      }
    }
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  /** Hands out the entries of a shard. */
  private final class HandOut {
    private final int shard;
    private final RepeatedNames.Walk walk;
    private final EntryConsumer consumer;
    private int place;
    private int left;

    HandOut(int shard, RepeatedNames.Walk walk, int place, EntryConsumer consumer) {
      this.shard = shard;
      this.walk = walk;
      this.place = place;
      this.consumer = consumer;
    }

    /**
     * A name that is only listed stands before the rows of that name, if there are any. Gives the
     * place behind the last row.
     */
    int all(RowSpool.Records records) throws IOException {
      byte[] listed = NOBODY;
      while (records.advance()) {
        RecordView record = records.record();
        if (!record.hasKey(listed)) {
          hand(listed);
        }
        if (record.row() > 0) {
          listed = NOBODY;
          consumer.accept(new Row(shard, record, standing(record), walk));
          place++;
        } else {
          listed = record.copyKey();
        }
      }
      hand(listed);
      return place;
    }

    private void hand(byte[] listed) throws IOException {
      if (listed.length > 0) {
        consumer.accept(new Listed(shard, new String(listed, StandardCharsets.UTF_8)));
      }
    }

    private Standing standing(RecordView record) {
      boolean first = record.hasKey() && walk.advanceAt(place);
      if (first) {
        left = walk.count();
      }
      if (left == 0) {
        return Standing.ONLY;
      }
      left--;
      return walk.differs() ? Standing.CONTRADICTED : first ? Standing.FIRST : Standing.REPEAT;
    }
  }

  /** What a row is among those of its username. */
  private enum Standing {
    /** The only row. */
    ONLY,
    /** The first of several rows that say the same. */
    FIRST,
    /** A row that says what an earlier one says. */
    REPEAT,
    /** A row of several that say different things. */
    CONTRADICTED
  }

  /** A name that no row has as its own. */
  private record Listed(int shard, String username) implements RosterEntry {

    @Override
    public boolean isRow() {
      return false;
    }

    @Override
    public int size() {
      return CellText.utf8Length(username);
    }

    @Override
    public RosterRow row() {
      throw new IllegalStateException("a name that is only listed has no row");
    }
  }

  private final class Row implements RosterEntry {
    private final int shard;
    private final RecordView record;
    private final Standing standing;
    private final RepeatedNames.Walk walk;

    Row(int shard, RecordView record, Standing standing, RepeatedNames.Walk walk) {
      this.shard = shard;
      this.record = record;
      this.standing = standing;
      this.walk = walk;
    }

    @Override
    public int shard() {
      return shard;
    }

    @Override
    public String username() {
      return record.username();
    }

    @Override
    public boolean isRow() {
      return true;
    }

    @Override
    public int size() {
      return record.size() - codec.unsent(record) + codec.jsonOverhead();
    }

    @Override
    public RosterRow row() {
      if (standing == Standing.REPEAT) {
        return RosterRow.of(record.row(), username(), Verdict.DUPLICATE);
      }
      RowCodec.Head head = codec.head(record);
      Map<String, String> values = head.failed() ? Map.of() : codec.values(record);
      List<Finding> findings = codec.findings(record);
      if (head.failed()) {
        return failed(findings);
      }
      return standing == Standing.CONTRADICTED
          ? failed(contradicted(findings))
          : RosterRow.of(record.row(), username(), Verdict.APPLY)
              .with()
              .values(values)
              .rosterSupervisors(ownSupervisors(head))
              .findings(findings)
              .missing( // What only one of those rows lacks is not cleared, whichever comes first
                  // (SPEC R14).
                  codec.missing(standing == Standing.FIRST ? walk.width() : head.width()))
              .build();
    }

    private RosterRow failed(List<Finding> findings) {
      return RosterRow.of(record.row(), username(), Verdict.FAIL).with().findings(findings).build();
    }

    private List<Finding> contradicted(List<Finding> findings) {
      List<Integer> differences = walk.columns();
      List<String> arguments = new ArrayList<>();
      arguments.add(walk.others(record.row()));
      arguments.add(Integer.toString(walk.more()));
      arguments.add(String.join(", ", differences.stream().map(codec::heading).toList()));
      if (!differences.isEmpty() && differences.stream().allMatch(codec::isUnmapped)) {
        arguments.add(UNMAPPED);
      }
      List<Finding> all = new ArrayList<>(findings);
      all.add(
          Finding.of(
              FindingCode.DUPLICATE_USERNAME,
              plan.target(plan.key()).text(),
              arguments.toArray(String[]::new)));
      return all;
    }
  }

  private List<String> ownSupervisors(RowCodec.Head row) {
    boolean first = supervisors.isOwn(row.supervisor());
    boolean second = supervisors.isOwn(row.secondSupervisor());
    return first && second ? BOTH : first ? FIRST_ALONE : second ? SECOND_ALONE : List.of();
  }
}
