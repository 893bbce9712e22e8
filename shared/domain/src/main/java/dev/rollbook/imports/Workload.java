package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.rollbook.directory.KeyShard;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What reading found to do.
 *
 * @param batches messages on the rows queue
 * @param rows rows in them
 * @param blank rows without a value
 * @param beyondLimit rows past the limit
 * @param incomplete whether the roster may not name all that it should (SPEC D5)
 * @param passwords whether a column of the roster holds passwords, taken or not (SPEC A8)
 * @param cutting how the rows are cut into batches
 * @param firstBatches the first batch that has to do with each key shard, which may be the last of
 *     the shard before; empty before the rows are cut
 * @param dispatched whether every batch is on the queue
 */
@RecordBuilder
public record Workload(
    int batches,
    long rows,
    long blank,
    long beyondLimit,
    @JsonAlias("unreadable") boolean incomplete,
    boolean passwords,
    Cutting cutting,
    List<Integer> firstBatches,
    boolean dispatched) {

  /** Not read yet. */
  public static final Workload NONE =
      WorkloadBuilder.builder().cutting(Cutting.NOW).firstBatches(List.of()).build();

  /** Copies the list. */
  public Workload {
    firstBatches = List.copyOf(firstBatches);
  }

  /** Rows in batches, of which the first has to do with every key shard; all on the queue. */
  public static Workload of(int batches, long rows) {
    return NONE.with()
        .batches(batches)
        .rows(rows)
        .firstBatches(Collections.nCopies(KeyShard.COUNT, 0))
        .dispatched(true)
        .build();
  }

  /** The same, changed in some parts. */
  public WorkloadBuilder with() {
    return WorkloadBuilder.from(this);
  }

  /** The same for an import that goes by the same plan, and has sent nothing yet. */
  public Workload anew() {
    return with().dispatched(false).build();
  }

  /** The same with other rows, all of which are in batches, and none of them incomplete. */
  public Workload withRows(long others) {
    return with().rows(others).blank(0).beyondLimit(0).incomplete(false).passwords(false).build();
  }

  /** The same, every batch being on the queue. */
  public Workload asDispatched() {
    return with().dispatched(true).build();
  }

  /** The batches that have to do with a key shard: its first, and the first behind its last. */
  public IntStream batchesOf(int shard) {
    int end = shard + 1 < firstBatches.size() ? firstBatches.get(shard + 1) : batches - 1;
    return IntStream.rangeClosed(firstBatches.get(shard), end);
  }

  /**
   * How rows are cut into batches. It is part of the import: a resend cuts as the first sending
   * did, whatever was deployed in between.
   *
   * @param version of the way of cutting
   * @param rows in a batch at most
   * @param bytes of rows in a batch, unless a single row has more
   */
  public record Cutting(int version, int rows, int bytes) {

    /** The version that leaves out names that are only listed, where no key range asks for them. */
    public static final int ROWS_ONLY = 1;

    private static final int VERSION = 2;

    /** What imports get that begin now. */
    public static final Cutting NOW = new Cutting(VERSION, RowBatch.MAX_ROWS, RowBatch.MAX_BYTES);

    /** The same for rosters with passwords, each of which may have to be hashed. */
    public static final Cutting WITH_PASSWORDS =
        new Cutting(VERSION, RowBatch.MAX_ROWS_WITH_PASSWORDS, RowBatch.MAX_BYTES);
  }
}
