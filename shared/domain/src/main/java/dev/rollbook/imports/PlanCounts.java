package dev.rollbook.imports;

import dev.rollbook.directory.PlannedRow;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How many users a plan creates, updates, renames, reactivates and deactivates (SPEC A10). Who is
 * reactivated and changed counts twice.
 *
 * @param passwords users who get a password, which no plan holds
 * @param staying users who were about to leave on a day, and do not any more (SPEC D10)
 */
@RecordBuilder
public record PlanCounts(
    long create,
    long update,
    long rename,
    long reactivate,
    long deactivate,
    long passwords,
    long staying) {

  /** Counts a plan that is gone through part by part. */
  public static final class Counter {
    private final Map<PlanKind, Long> counts = new EnumMap<>(PlanKind.class);
    private long passwords;
    private long staying;

    /** Counts what a row does. */
    public void row(PlannedRow row) {
      PlanItem.of(row, UnaryOperator.identity()).forEach(item -> count(item.kind()));
      passwords += row.writes() && row.change().password() ? 1 : 0;
      staying += row.change().isStaying() ? 1 : 0;
    }

    /** Counts a user that is put out, of the directory or of a list. */
    public void leaving(UnlistedUser user) {
      PlanItem.of(user, UnaryOperator.identity()).forEach(item -> count(item.kind()));
      staying += user.stays() ? 1 : 0;
    }

    private void count(PlanKind kind) {
      counts.merge(kind, 1L, Long::sum);
    }

    /** The counts. */
    public PlanCounts build() {
      return PlanCountsBuilder.builder()
          .create(of(PlanKind.CREATE))
          .update(of(PlanKind.UPDATE))
          .rename(of(PlanKind.RENAME))
          .reactivate(of(PlanKind.REACTIVATE))
          .deactivate(of(PlanKind.DEACTIVATE))
          .passwords(passwords)
          .staying(staying)
          .build();
    }

    private long of(PlanKind kind) {
      return counts.getOrDefault(kind, 0L);
    }
  }
}
