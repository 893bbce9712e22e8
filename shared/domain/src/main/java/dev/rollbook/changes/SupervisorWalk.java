package dev.rollbook.changes;

import dev.rollbook.changes.ChangeTask.Effect;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import dev.rollbook.renames.Steps;
import dev.rollbook.renames.SupervisorNames;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the new names of supervisors into all users who have them, after a roster has renamed them
 * (SPEC U14). A user is written once in a turn: where several users pass on their names one to the
 * next, nobody gets the name after the next one.
 */
public final class SupervisorWalk {

  private SupervisorWalk() {}

  /**
   * Looks at every user of a tenant.
   *
   * @param turn the number of the turn whose writes they are
   * @param names new names by old ones
   * @param steps takes one for each shard
   */
  public static void follow(
      Users users, String tenant, long turn, Map<String, String> names, Steps steps, Clock clock) {
    UserMover mover =
        new UserMover(
            users,
            tenant,
            turn,
            user -> Effect.changing(SupervisorNames.renamed(user, names)),
            clock);
    steps.take(
        IntStream.range(0, KeyShard.COUNT)
            .<Runnable>mapToObj(shard -> () -> follow(users, tenant, shard, mover))
            .toList());
  }

  private static void follow(Users users, String tenant, int shard, UserMover mover) {
    try (Stream<User> all = users.inRange(tenant, KeyRange.of(shard), new Meter())) {
      List<User> some = new ArrayList<>();
      Iterator<User> next = all.iterator();
      while (next.hasNext()) {
        some.add(next.next());
        if (some.size() == ChangeWalk.USERS || !next.hasNext()) {
          mover.move(some);
          some.clear();
        }
      }
    }
  }
}
