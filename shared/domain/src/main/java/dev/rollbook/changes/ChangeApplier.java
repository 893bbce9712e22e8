package dev.rollbook.changes;

import dev.rollbook.changes.DirectoryChange.Stage;
import dev.rollbook.directory.Directory;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.Turns;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Carries out changes of groups and properties (SPEC G8): one at a time in a tenant, in a turn of
 * its own, so that no import runs meanwhile. Its definition is stored before anybody moves. Where
 * time runs out, how far it is was stored and the rest is handed on; where a process ends in the
 * middle, {@link StalledChanges} has it carried on.
 */
public final class ChangeApplier {

  private final Changes changes;
  private final Directory directory;
  private final Turns turns;
  private final Commands commands;
  private final ImportCloser closer;
  private final Clock clock;
  private final int usersInStep;

  /** Carries out changes by these ports. */
  public ChangeApplier(
      Changes changes,
      Directory directory,
      Turns turns,
      Commands commands,
      ImportCloser closer,
      Clock clock) {
    this(changes, directory, turns, commands, closer, clock, ChangeWalk.USERS);
  }

  /** The same with another number of users of a shard in a step. */
  ChangeApplier(
      Changes changes,
      Directory directory,
      Turns turns,
      Commands commands,
      ImportCloser closer,
      Clock clock,
      int usersInStep) {
    this.usersInStep = usersInStep;
    this.changes = changes;
    this.directory = directory;
    this.turns = turns;
    this.commands = commands;
    this.closer = closer;
    this.clock = clock;
  }

  /**
   * How long a caller works on a change.
   *
   * @param leasedUntil when it has ended for certain, come what may
   * @param outOfTime whether to hand on the rest now
   */
  public record Time(Instant leasedUntil, BooleanSupplier outOfTime) {}

  /**
   * Begins a change, and carries it on as long as there is time.
   *
   * @param changeId a new ULID
   * @param task decides what to do; nobody else changes groups and properties meanwhile. If it
   *     throws, nothing is changed.
   */
  public Beginning begin(String tenant, String changeId, Time time, Supplier<ChangeTask> task) {
    DirectoryChange reserved = DirectoryChange.reserved(tenant, changeId, time.leasedUntil());
    Optional<DirectoryChange> other = reserve(reserved);
    if (other.isPresent()) {
      return new Beginning.OtherRuns(other.get());
    }
    if (!hasTurn(reserved)) {
      changes.delete(reserved);
      return new Beginning.ImportRuns();
    }
    DirectoryChange begun = decide(reserved, task);
    return new Beginning.Begun(advance(begun, time));
  }

  /**
   * Does what needs no turn while nobody else changes groups and properties: a change of a name.
   *
   * @param edit what to do
   * @return the change that keeps it from being done; empty if it was done
   */
  public Optional<DirectoryChange> alone(String tenant, String changeId, Time time, Runnable edit) {
    DirectoryChange reserved = DirectoryChange.reserved(tenant, changeId, time.leasedUntil());
    Optional<DirectoryChange> other = reserve(reserved);
    if (other.isEmpty()) {
      try {
        edit.run();
      } finally {
        changes.delete(reserved);
      }
    }
    return other;
  }

  /** Takes the turn, also from an import that has ended and left it behind. */
  private boolean hasTurn(DirectoryChange reserved) {
    return turns.tryTake(reserved.tenant(), reserved.ticket()).isPresent()
        || (closer.passIdleTurn(reserved.tenant())
            && turns.tryTake(reserved.tenant(), reserved.ticket()).isPresent());
  }

  /** Keeps others from beginning; gives the change that was there before. */
  private Optional<DirectoryChange> reserve(DirectoryChange reserved) {
    while (!changes.create(reserved)) {
      Optional<DirectoryChange> other = changes.find(reserved.tenant());
      if (other.filter(found -> !isForsaken(found)).isPresent()) {
        return other;
      }
      other.ifPresent(this::drop);
    }
    return Optional.empty();
  }

  /** Whether a change was never decided, and whoever was to do so has ended. */
  private boolean isForsaken(DirectoryChange found) {
    return found.stage() == Stage.RESERVED && !found.isLeased(clock.instant());
  }

  private DirectoryChange decide(DirectoryChange reserved, Supplier<ChangeTask> task) {
    Optional<DirectoryChange> begun = Optional.empty();
    try {
      begun = changes.replace(reserved.begun(task.get()));
      return begun.orElseThrow(() -> lost(reserved));
    } finally {
      if (begun.isEmpty()) {
        drop(reserved);
      }
    }
  }

  private static IllegalStateException lost(DirectoryChange change) {
    return new IllegalStateException("somebody else has change " + change.changeId());
  }

  /** Ends a change that was never decided. */
  private void drop(DirectoryChange reserved) {
    closer.passTurn(reserved.tenant(), reserved.ticket());
    changes.delete(reserved);
  }

  /**
   * Goes on with a change that was handed on or left behind; does nothing while somebody else works
   * on it.
   *
   * @return the change as it stands; empty if there is nothing to do
   */
  public Optional<DirectoryChange> carryOn(String tenant, String changeId, Time time) {
    Optional<DirectoryChange> found =
        changes
            .find(tenant)
            .filter(change -> change.changeId().equals(changeId))
            .filter(change -> !change.isLeased(clock.instant()));
    if (found.filter(change -> change.stage() == Stage.RESERVED).isPresent()) {
      drop(found.get());
      return Optional.empty();
    }
    return found
        .flatMap(change -> changes.replace(change.leased(time.leasedUntil())))
        .map(change -> advance(change, time));
  }

  /** Goes on as far as time allows; gives the change as it is then. */
  private DirectoryChange advance(DirectoryChange leased, Time time) {
    DirectoryChange now = leased;
    if (now.stage() == Stage.BEGUN) {
      OptionalLong turn = turns.tryTake(now.tenant(), now.ticket());
      if (turn.isEmpty()) {
        return now; // lost to another, which ends some time
      }
      now.task().define(directory, now.tenant(), turn.getAsLong(), clock.instant());
      now = walk(now, turn.getAsLong(), time.outOfTime());
      if (!now.openShards().isEmpty()) {
        return handOn(now);
      }
      now.task().conclude(directory, now.tenant(), now.outcome());
      now = stored(now.done());
    }
    closer.passTurn(now.tenant(), now.ticket());
    changes.delete(now);
    return now;
  }

  private DirectoryChange walk(DirectoryChange begun, long turn, BooleanSupplier outOfTime) {
    if (begun.openShards().isEmpty()) {
      return begun;
    }
    UserMover mover =
        new UserMover(
            directory.users(),
            begun.tenant(),
            turn,
            begun.task().effect(directory, begun.tenant()),
            clock);
    ChangeWalk walk = new ChangeWalk(directory.users(), mover, usersInStep);
    DirectoryChange now = begun;
    // One step at least, so that it goes on however little time there is.
    do {
      now = stored(walk.step(now));
    } while (!now.openShards().isEmpty() && !outOfTime.getAsBoolean());
    return now;
  }

  private DirectoryChange handOn(DirectoryChange change) {
    DirectoryChange free = stored(change.leased(clock.instant()));
    commands.send(Command.of(Command.Action.CHANGE, free.tenant(), free.changeId()));
    return free;
  }

  /** Stores how far a change is; whoever has lost it to somebody else does nothing more. */
  private DirectoryChange stored(DirectoryChange change) {
    return changes.replace(change).orElseThrow(() -> lost(change));
  }
}
