package dev.rollbook.api;

import dev.rollbook.directory.ConditionalGroups;
import dev.rollbook.directory.ConditionalGroups.Moves;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Moves the users that a change of a group concerns. Moving whom an earlier try has moved does
 * nothing, so a call that ran out of time is carried on by making it again.
 */
final class GroupMoves {

  private static final int PAGE = 500;

  private final Directory directory;
  private final String tenant;
  private final Deadline deadline;
  private final AtomicLong joined = new AtomicLong();
  private final AtomicLong left = new AtomicLong();
  private final AtomicLong full = new AtomicLong();

  GroupMoves(Directory directory, String tenant, Clock clock) {
    this.directory = directory;
    this.tenant = tenant;
    this.deadline = new Deadline(clock);
  }

  /** Users that joined. */
  long joined() {
    return joined.get();
  }

  /** Users that left. */
  long left() {
    return left.get();
  }

  /** Users that would have joined but are in as many groups as a user may be (SPEC section 10). */
  long full() {
    return full.get();
  }

  /** Moves every user that a group's new conditions concern (SPEC G4). */
  void redefine(Group before, Group after, Map<String, Property> properties) {
    if (!after.isConditional()) {
      return;
    }
    ConditionalGroups rule = new ConditionalGroups(List.of(), properties);
    // Each shard waits for the network, not for the processor.
    IntStream.range(0, KeyShard.COUNT)
        .parallel()
        .forEach(
            shard -> {
              try (Stream<User> users = directory.users().inShard(tenant, shard, new Meter())) {
                users
                    .peek(user -> deadline.now()) // most users are only looked at
                    .forEach(user -> move(user, rule.redefined(before, after, user.properties())));
              }
            });
  }

  private void move(User user, Moves moves) {
    boolean joins = moves.join().stream().anyMatch(id -> !user.groups().contains(id));
    boolean leaves = moves.leave().stream().anyMatch(user.groups()::contains);
    if (joins && user.groups().size() >= Limits.GROUPS_PER_USER) {
      full.incrementAndGet();
    } else if (joins || leaves) {
      edit(user.username(), moves.join(), moves.leave());
    }
  }

  /** Takes every member out of a group. */
  void empty(String group) {
    String cursor = "";
    Page<String> members;
    do {
      members = directory.groups().members(tenant, group, PAGE, cursor);
      members.items().parallelStream().forEach(name -> edit(name, Set.of(), Set.of(group)));
      // Those taken out are not in the list any more: it begins anew.
      cursor = members.items().isEmpty() ? members.cursor() : "";
    } while (!members.items().isEmpty() || !cursor.isEmpty());
  }

  private void edit(String username, Set<String> join, Set<String> leave) {
    if (directory
        .users()
        .edit(tenant, username, UserEdit.memberships(join, leave), deadline.now())) {
      (join.isEmpty() ? left : joined).incrementAndGet();
    }
  }
}
