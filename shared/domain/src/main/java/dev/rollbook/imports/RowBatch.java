package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.roster.RosterRow;
import java.util.List;

/**
 * A message of the rows queue. The same file gives the same batches.
 *
 * @param tenant whose import it is
 * @param importId the import
 * @param batch from 0
 * @param batches of the import in all
 * @param giveUp whether the rows are to be settled as {@code PROCESSING_FAILED} without another try
 * @param range that the batch covers, where the import sees to unlisted users; else {@link
 *     KeyRange#NONE}
 * @param rows in the order of the key shards, then of {@link
 *     dev.rollbook.directory.KeyShard#ORDER}, then of the file
 * @param listed usernames in the range that the roster names and no row of the batch has as its
 *     own; none without a range
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RowBatch(
    String tenant,
    String importId,
    int batch,
    int batches,
    boolean giveUp,
    KeyRange range,
    List<RosterRow> rows,
    List<String> listed) {

  /**
   * Rows in a batch at most, so that rows of a few bytes do not add up to a long try: a batch is
   * what a crash repeats and what one plan holds. Rows of ordinary width reach {@link #MAX_BYTES}
   * first.
   */
  public static final int MAX_ROWS = 1_000;

  /**
   * The same where each row may bring a password. At reconcile's memory a hash takes some 60 ms,
   * and an invocation brings ten batches: a thousand hashes are a minute, half of its timeout.
   */
  public static final int MAX_ROWS_WITH_PASSWORDS = 100;

  /**
   * Bytes of rows in a batch, unless a single row has more. The queue bills per 64 KiB, so that its
   * price does not depend on this; but each batch also costs a plan stored and read and a note of
   * progress, and with 60 KiB these were a third of what a million unchanged rows cost. In JSON
   * quotes and backslashes take two bytes: a batch of nothing else still fits 256 KiB, the least
   * that a queue takes in a message.
   */
  public static final int MAX_BYTES = 120 * 1024;

  /** Copies the lists; what is absent in JSON is none. */
  public RowBatch {
    range = range == null ? KeyRange.NONE : range;
    rows = List.copyOf(rows);
    listed = List.copyOf(listed);
  }

  /** A batch that covers no key range. */
  public static RowBatch ofRows(
      String tenant, String importId, int batch, int batches, List<RosterRow> rows) {
    return new RowBatch(tenant, importId, batch, batches, false, KeyRange.NONE, rows, List.of());
  }

  /** Which batch it is, without its rows: one of their values may be a password (SPEC A8). */
  @Override
  public String toString() {
    return "batch " + batch + " of import " + importId;
  }
}
