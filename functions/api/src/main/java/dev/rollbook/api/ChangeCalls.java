package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.changes.Beginning;
import dev.rollbook.changes.ChangeApplier;
import dev.rollbook.changes.ChangeTask;
import dev.rollbook.changes.Changes;
import dev.rollbook.changes.DirectoryChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The calls that change groups and properties (SPEC G8): each works on its change for a few
 * seconds; what is left goes on in the background.
 */
final class ChangeCalls {

  /** A caller waits so long before it is told that the rest goes on without it. */
  static final Duration WORK = Duration.ofSeconds(5);

  /** Lambda ends a call after 30 seconds, as does API Gateway. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Changes changes;
  private final ChangeApplier applier;
  private final Supplier<String> ids;
  private final Clock clock;

  ChangeCalls(Changes changes, ChangeApplier applier, Supplier<String> ids, Clock clock) {
    this.changes = changes;
    this.applier = applier;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Begins a change.
   *
   * @param task decides what to do, when nobody else changes groups and properties
   * @throws Problem if an import or another change runs, or the task is refused
   */
  Beginning.Begun begin(String tenant, Supplier<ChangeTask> task) {
    Beginning beginning = applier.begin(tenant, ids.get(), time(), task);
    if (beginning instanceof Beginning.Begun begun) {
      return begun;
    }
    if (beginning instanceof Beginning.OtherRuns) {
      throw otherRuns();
    }
    throw Problem.conflict(
        "IMPORT_RUNNING",
        "an import is being applied, and every row is judged by the same properties and conditions;"
            + " try again when it has ended");
  }

  /**
   * Changes what concerns no user.
   *
   * @throws Problem if another change runs, or the edit is refused
   */
  void alone(String tenant, Runnable edit) {
    if (applier.alone(tenant, ids.get(), time(), edit).isPresent()) {
      throw otherRuns();
    }
  }

  private ChangeApplier.Time time() {
    Instant now = clock.instant();
    return new ChangeApplier.Time(now.plus(LEASE), () -> clock.instant().isAfter(now.plus(WORK)));
  }

  /** The change that goes on, if its task is of some kind. */
  Optional<DirectoryChange> running(String tenant, Predicate<ChangeTask> kind) {
    return changes.find(tenant).filter(change -> kind.test(change.task()));
  }

  /** Whether a group is going, and nobody may join it. */
  boolean removesGroup(String tenant, String id) {
    return running(tenant, task -> task.removesGroup(id)).isPresent();
  }

  /** Refuses a change beside another. */
  static Problem otherRuns() {
    return Problem.conflict(
        "CHANGE_RUNNING",
        "another change of a group or property goes on; try again when it has ended");
  }

  /** Shows with a group or property how far a change of it is. */
  static ObjectNode show(ObjectNode view, DirectoryChange change) {
    change
        .extent()
        .ifPresent(
            extent ->
                view.putObject("changing").put("done", extent.done()).put("total", extent.total()));
    return view;
  }
}
