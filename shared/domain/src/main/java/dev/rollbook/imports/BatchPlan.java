package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollbook.directory.PlannedRow;
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
 * @param left users whom the plan that is applied would deactivate, and who changed since (SPEC
 *     S10)
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record BatchPlan(
    List<PlannedRow> rows, List<UnlistedUser> unlisted, long eligible, List<String> left) {

  /** Copies the lists. */
  public BatchPlan {
    rows = List.copyOf(rows);
    unlisted = List.copyOf(unlisted);
    left = List.copyOf(left);
  }

  /** The plan of a batch of a roster. */
  public BatchPlan(List<PlannedRow> rows, List<UnlistedUser> unlisted, long eligible) {
    this(rows, unlisted, eligible, List.of());
  }

  /** The plan of a batch that covers no key range. */
  public static BatchPlan ofRows(List<PlannedRow> rows) {
    return new BatchPlan(rows, List.of(), 0);
  }

  /** The same with rows as they ended. */
  public BatchPlan with(List<PlannedRow> ended) {
    return new BatchPlan(ended, unlisted, eligible, left);
  }
}
