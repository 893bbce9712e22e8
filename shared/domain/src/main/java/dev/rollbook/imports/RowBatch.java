package dev.rollbook.imports;

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
 * @param rows in the order of the file
 */
public record RowBatch(
    String tenant, String importId, int batch, int batches, boolean giveUp, List<RosterRow> rows) {

  /**
   * Rows in a batch at most. A batch is what a crash repeats and what one plan holds; a hundred
   * rows of ordinary width stay under {@link #MAX_BYTES}.
   */
  public static final int MAX_ROWS = 100;

  /**
   * Bytes of rows in a batch, unless a single row has more. The queue bills per 64 KiB, and the
   * rest of the message needs some.
   */
  public static final int MAX_BYTES = 60 * 1024;

  /** Copies the rows. */
  public RowBatch {
    rows = List.copyOf(rows);
  }
}
