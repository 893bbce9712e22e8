package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollbook.directory.PlannedRow;
import java.time.Instant;
import java.util.List;

/**
 * What is to become of a batch, stored before its first write. Storing it is the claim to how the
 * batch is settled: the first plan stands, be it one that applies the rows or one that leaves them.
 *
 * @param rows in the order of the batch
 * @param unlisted users in the batch's key range that the import puts out, in key order: those that
 *     the roster does not list or, of leavers, those that it does
 * @param eligible users in the key range that an import may deactivate, listed or not, as they were
 *     before the import (SPEC D4)
 * @param left users whom the plan that is applied would change without a row, and who changed since
 *     (SPEC S10)
 * @param leavingList users in the key range that leave the import's list and stay what they are
 *     (SPEC D8), in key order
 * @param staying users that were about to leave and are listed again in a row that is not applied
 *     (SPEC D10)
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record BatchPlan(
    List<PlannedRow> rows,
    List<UnlistedUser> unlisted,
    long eligible,
    List<String> left,
    List<UnlistedUser> leavingList,
    List<UnlistedUser> staying) {

  /** Copies the lists. */
  public BatchPlan {
    rows = List.copyOf(rows);
    unlisted = List.copyOf(unlisted);
    left = List.copyOf(left);
    leavingList = List.copyOf(leavingList);
    staying = List.copyOf(staying);
  }

  /** The plan of a batch whose import has no list and no grace. */
  public BatchPlan(List<PlannedRow> rows, List<UnlistedUser> unlisted, long eligible) {
    this(rows, unlisted, eligible, List.of(), List.of(), List.of());
  }

  /** The plan of a batch that covers no key range. */
  public static BatchPlan ofRows(List<PlannedRow> rows) {
    return new BatchPlan(rows, List.of(), 0);
  }

  /** The same with rows as they ended. */
  public BatchPlan with(List<PlannedRow> ended) {
    return new BatchPlan(ended, unlisted, eligible, left, leavingList, staying);
  }

  /**
   * The same where those who leave on a day leave on another: a plan that is applied later than it
   * was made sets a day of its own (SPEC S10, D10).
   */
  public BatchPlan leavingOn(Instant day) {
    return new BatchPlan(
        rows,
        unlisted.stream().map(user -> user.leavingOn(day)).toList(),
        eligible,
        left,
        leavingList,
        staying);
  }
}
