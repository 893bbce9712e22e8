package dev.rollbook.finalize;

import dev.rollbook.changes.ChangeApplier;
import dev.rollbook.changes.ChangeApplier.Time;
import dev.rollbook.changes.DirectoryChange;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries on changes of groups and properties that outlast the call that began them (SPEC G8). */
public final class ChangeCarrier {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeCarrier.class);

  private final ChangeApplier applier;
  private final Clock clock;

  /** Carries on with that applier. */
  public ChangeCarrier(ChangeApplier applier, Clock clock) {
    this.applier = applier;
    this.clock = clock;
  }

  /**
   * Goes on with a change.
   *
   * @param left until the invocation ends, and with it the work, come what may
   * @param outOfTime whether to hand on the rest now
   */
  public void carryOn(String tenant, String changeId, Duration left, BooleanSupplier outOfTime) {
    Time time = new Time(clock.instant().plus(left), outOfTime);
    applier
        .carryOn(tenant, changeId, time)
        .filter(change -> change.stage() == DirectoryChange.Stage.DONE)
        .ifPresent(
            change ->
                LOG.info("change {} of tenant {} is done: {}", changeId, tenant, change.outcome()));
  }
}
