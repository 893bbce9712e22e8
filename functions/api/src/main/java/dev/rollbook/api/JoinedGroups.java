package dev.rollbook.api;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.UserEdit;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Groups that users joined by hand. A group may be deleted at the same moment, and its members may
 * have been looked at already: then the user is taken out of it here.
 */
final class JoinedGroups {

  private final Directory directory;
  private final ChangeCalls changes;
  private final Clock clock;

  JoinedGroups(Directory directory, ChangeCalls changes, Clock clock) {
    this.directory = directory;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Takes a user out again of those groups that go or are gone.
   *
   * @param joined ids of groups that it has just joined
   * @return the groups that it was taken out of
   */
  Set<String> leaveGoing(String tenant, String username, Collection<String> joined) {
    if (joined.isEmpty()) {
      return Set.of();
    }
    Set<String> going = new HashSet<>(joined);
    going.removeAll(directory.groups().find(tenant, joined).keySet());
    joined.stream().filter(id -> changes.removesGroup(tenant, id)).forEach(going::add);
    if (!going.isEmpty()) {
      directory.users().edit(tenant, username, UserEdit.ofGroups(Set.of(), going), clock.instant());
    }
    return going;
  }
}
