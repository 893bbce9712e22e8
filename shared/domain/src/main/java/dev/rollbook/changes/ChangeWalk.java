package dev.rollbook.changes;

import dev.rollbook.changes.DirectoryChange.Position;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Goes a step further through the users that a change concerns. */
final class ChangeWalk {

  /**
   * Shards side by side. Four take 4,000 write units a second, so a million moved users four
   * minutes; and the change's extent grows shard by shard.
   */
  private static final int SHARDS = 4;

  /** Users of a shard in a step: two pages of the store, and two seconds if all of them move. */
  static final int USERS = 2_000;

  private final Users users;
  private final UserMover mover;
  private final int usersInStep;

  ChangeWalk(Users users, UserMover mover, int usersInStep) {
    this.usersInStep = usersInStep;
    this.users = users;
    this.mover = mover;
  }

  /** Where a shard's part of a step ended, and what it did. */
  private record Part(Position position, Outcome outcome) {}

  /** The change a step further. */
  DirectoryChange step(DirectoryChange change) {
    List<Integer> shards = change.openShards().stream().limit(SHARDS).toList();
    // Each shard waits for the network, not for the processor.
    List<Part> parts = shards.parallelStream().map(shard -> part(change, shard)).toList();
    return change.moved(
        shards,
        parts.stream().map(Part::position).toList(),
        parts.stream().map(Part::outcome).reduce(Outcome.NONE, Outcome::plus));
  }

  private Part part(DirectoryChange change, int shard) {
    List<User> some = new ArrayList<>();
    Position position = Position.END;
    try (Stream<User> rest = users.inRange(change.tenant(), change.rest(shard), new Meter())) {
      Iterator<User> next = rest.iterator();
      while (next.hasNext() && some.size() < usersInStep) {
        some.add(next.next());
      }
      if (next.hasNext()) {
        position = new Position(next.next().username(), false);
      }
    }
    return new Part(position, mover.move(some));
  }
}
