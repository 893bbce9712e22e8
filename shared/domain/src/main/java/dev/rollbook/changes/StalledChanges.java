package dev.rollbook.changes;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Finds changes that nobody works on any more, and sends their command again: it may be lost. */
public final class StalledChanges {

  private final Changes changes;
  private final Commands commands;
  private final Clock clock;

  /** Finds changes by these ports. */
  public StalledChanges(Changes changes, Commands commands, Clock clock) {
    this.changes = changes;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * Sends their commands again.
   *
   * @param after for how long nobody has worked on them
   */
  public void resend(Duration after) {
    Instant then = clock.instant().minus(after);
    for (DirectoryChange change : changes.open()) {
      if (!change.isLeased(then)) {
        commands.send(Command.of(Command.Action.CHANGE, change.tenant(), change.changeId()));
      }
    }
  }
}
