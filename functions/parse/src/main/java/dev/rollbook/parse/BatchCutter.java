package dev.rollbook.parse;

import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.imports.Workload.Cutting;
import dev.rollbook.reader.EntryConsumer;
import dev.rollbook.reader.RosterEntry;
import dev.rollbook.roster.RosterRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the entries of a roster, as they come in key order, into numbered batches: the same ones
 * each time. Where the import sees to unlisted users, each batch covers a key range, and the ranges
 * cover every key shard from end to end, also where no row falls. Not thread-safe.
 */
final class BatchCutter implements EntryConsumer {

  /** What comes right behind a username: no username holds this character (SPEC R5). */
  private static final char BEHIND = '\0';

  /** Takes the batches that are cut. */
  @FunctionalInterface
  interface Batches {
    /**
     * Takes a batch.
     *
     * @param batch its number
     * @param range that it covers; {@link KeyRange#NONE} where unlisted users do not matter
     */
    void take(int batch, KeyRange range, List<RosterRow> rows, List<String> listed);
  }

  private final Cutting cutting;
  private final boolean ranged;
  private final boolean counting;
  private final Batches batches;
  private final List<Integer> firstBatches = new ArrayList<>();

  private int count;
  private int shard;
  private String from = "";
  private String last = "";
  private int entries;
  private int rowCount;
  private int bytes;
  private List<RosterRow> rows = new ArrayList<>();
  private List<String> listed = new ArrayList<>();

  private BatchCutter(Cutting cutting, boolean ranged, boolean counting, Batches batches) {
    this.cutting = cutting;
    this.ranged = ranged;
    this.counting = counting;
    this.batches = batches;
    firstBatches.add(0);
  }

  /** Hands on the batches. */
  static BatchCutter to(Cutting cutting, boolean ranged, Batches batches) {
    return new BatchCutter(cutting, ranged, false, batches);
  }

  /** Counts the batches, and takes no row out of the spool for it. */
  static BatchCutter counting(Cutting cutting, boolean ranged) {
    return new BatchCutter(cutting, ranged, true, (batch, range, rows, listed) -> {});
  }

  @Override
  public void accept(RosterEntry entry) {
    if (!entry.isRow() && !ranged && cutting.version() == Cutting.ROWS_ONLY) {
      return;
    }
    while (shard < entry.shard()) {
      nextShard();
    }
    int size = entry.size();
    if (entries > 0 && (rowCount == cutting.rows() || bytes + size > cutting.bytes())) {
      String behind = last + BEHIND;
      cut(behind);
      from = behind;
    }
    entries++;
    bytes += size;
    if (ranged) {
      last = entry.username();
    }
    if (entry.isRow()) {
      rowCount++;
    }
    if (counting) {
      return;
    }
    if (entry.isRow()) {
      rows.add(entry.row());
    } else {
      listed.add(entry.username());
    }
  }

  /** Hands on what is left; to be called behind the last entry. */
  void finish() {
    while (shard < KeyShard.COUNT - 1) {
      nextShard();
    }
    if (ranged || entries > 0) {
      cut("");
    }
  }

  private void nextShard() {
    if (ranged) {
      cut("");
    }
    shard++;
    from = "";
    last = "";
    firstBatches.add(count);
  }

  private void cut(String to) {
    batches.take(count, ranged ? new KeyRange(shard, from, to) : KeyRange.NONE, rows, listed);
    count++;
    entries = 0;
    rowCount = 0;
    bytes = 0;
    rows = new ArrayList<>();
    listed = new ArrayList<>();
  }

  /** How many batches there were. */
  int count() {
    return count;
  }

  /** The first batch that has to do with each key shard; known behind the last entry. */
  List<Integer> firstBatches() {
    return firstBatches.stream().map(first -> Math.min(first, Math.max(0, count - 1))).toList();
  }
}
