package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * A message of the rows queue. The same file gives the same batches.
 *
 * @param tenant whose import it is
 * @param importId the import
 * @param batch from 0
 * @param batches of the import in all
 * @param giveUp whether the rows are to be settled as {@code PROCESSING_FAILED} without another try
 * @param sealed whether the passwords of its rows are sealed (SPEC A8)
 * @param range that the batch covers, where the import sees to unlisted users; else {@link
 *     KeyRange#NONE}
 * @param rows in the order of the key shards, then of {@link
 *     dev.rollbook.directory.KeyShard#ORDER}, then of the file
 * @param listed usernames in the range that the roster names and no row of the batch has as its
 *     own; none without a range
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RecordBuilder
public record RowBatch(
    String tenant,
    String importId,
    int batch,
    int batches,
    boolean giveUp,
    boolean sealed,
    KeyRange range,
    List<RosterRow> rows,
    List<String> listed) {

  private static final String PASSWORD = Target.Field.PASSWORD.text();

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
   * progress, and with 60 KiB these were a third of what a million unchanged rows cost. A row
   * counts as it stands in JSON, its escapes included: so a batch fits 256 KiB, the least that a
   * queue takes in a message.
   */
  public static final int MAX_BYTES = 120 * 1024;

  /** Copies the lists; what is absent in JSON is none. */
  public RowBatch {
    range = range == null ? KeyRange.NONE : range;
    rows = List.copyOf(rows);
    listed = List.copyOf(listed);
  }

  /** A batch that covers no key range, and whose passwords are not sealed yet. */
  public static RowBatch ofRows(
      String tenant, String importId, int batch, int batches, List<RosterRow> rows) {
    return RowBatchBuilder.builder()
        .tenant(tenant)
        .importId(importId)
        .batch(batch)
        .batches(batches)
        .rows(rows)
        .listed(List.of())
        .build();
  }

  /** The same, changed in some parts. */
  public RowBatchBuilder with() {
    return RowBatchBuilder.from(this);
  }

  /** The same with every password sealed, as it goes to the queue. */
  public RowBatch sealed(PasswordSeal seal) {
    List<RosterRow> closed =
        rows.stream()
            .map(
                row -> {
                  String password = row.values().getOrDefault(PASSWORD, "");
                  return password.isEmpty()
                      ? row
                      : row.with(PASSWORD, seal.seal(batch, row.number(), password));
                })
            .toList();
    return with().sealed(true).rows(closed).build();
  }

  /** The same without its passwords, where nobody could open them any more. */
  public RowBatch withoutPasswords() {
    return with().rows(rows.stream().map(row -> row.with(PASSWORD, "")).toList()).build();
  }

  /**
   * The password of a row.
   *
   * @param row its number
   * @param seal of the import; empty if its key is gone
   * @return empty if it has none, or none that can be opened
   */
  public Optional<String> password(int row, Optional<PasswordSeal> seal) {
    Optional<String> cell =
        rows.stream()
            .filter(each -> each.number() == row)
            .map(each -> each.values().getOrDefault(PASSWORD, ""))
            .filter(password -> !password.isEmpty())
            .findFirst();
    return sealed ? cell.flatMap(password -> seal.map(by -> by.open(batch, row, password))) : cell;
  }

  /** Which batch it is, without its rows: one of their values may be a password (SPEC A8). */
  @Override
  public String toString() {
    return "batch " + batch + " of import " + importId;
  }
}
