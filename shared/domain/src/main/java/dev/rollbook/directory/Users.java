package dev.rollbook.directory;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The users of the tenants. Reads see every write that ended before them. A store that does not
 * answer is an unchecked exception of the adapter; whatever was asked may then be asked again.
 */
public interface Users {

  /** Those of the usernames that the tenant has, by username. */
  Map<String, User> find(String tenant, Collection<String> usernames, Meter meter);

  /** Those of the usernames that the tenant has. */
  Set<String> existing(String tenant, Collection<String> usernames, Meter meter);

  /** One user. */
  default Optional<User> find(String tenant, String username) {
    return Optional.ofNullable(find(tenant, List.of(username), new Meter()).get(username));
  }

  /**
   * Writes planned changes, each user at most once for an import, and the memberships that go with
   * them. A user that the import wrote before keeps what it has, except that memberships which a
   * crash left undone are completed.
   *
   * @param again whether the writes may have been tried before; costs a read of each user and saves
   *     the writes done
   * @return how each ended, by username
   */
  Map<String, Written> write(
      String tenant,
      String importId,
      Collection<UserWrite> writes,
      boolean again,
      Instant now,
      Meter meter);

  /**
   * Sets users inactive, each at most once for an import; those that no import may deactivate are a
   * {@link Written#CONFLICT}.
   *
   * @return how each ended, by username
   */
  Map<String, Written> deactivate(
      String tenant, String importId, Collection<String> usernames, Instant now, Meter meter);

  /** The users of one key shard in {@link KeyShard#ORDER}, read page by page. To be closed. */
  Stream<User> inShard(String tenant, int shard, Meter meter);

  /**
   * Makes a user by hand.
   *
   * @return whether there was none of that name
   */
  boolean create(String tenant, User user, String passwordHash);

  /**
   * Changes a user by hand.
   *
   * @return whether there is one
   */
  boolean edit(String tenant, String username, UserEdit edit, Instant now);

  /**
   * Removes a user and its memberships for good.
   *
   * @return whether there was one
   */
  boolean delete(String tenant, String username);

  /** The hash of a user's password; empty without user or password. */
  Optional<String> passwordHash(String tenant, String username);

  /** A page of a tenant's users. */
  Page<User> page(String tenant, UserFilter filter, int limit, String cursor);
}
