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
   * Writes planned changes, each on its own condition: a user that this turn wrote before stays as
   * it is, and so does one that a later turn wrote.
   *
   * @return how each ended, by username
   */
  Map<String, Written> write(
      String tenant, Turn turn, Collection<UserWrite> writes, Instant now, Meter meter);

  /**
   * Gives users other names, all of them or none of them (SPEC U14). Each must be as its move says,
   * and no later turn may have written it. A name to be must be nobody's, or that of another of
   * them. All that a user has goes along.
   *
   * @param turn the number of the turn whose moves they are
   * @param moves {@link UserMove#MOST} at most, of different users to different names
   * @return done; a conflict if one is not so; or refused if one would be too large, or all of them
   *     together are too much for the store
   */
  Written move(String tenant, long turn, List<UserMove> moves, Instant now, Meter meter);

  /**
   * The users of a key range in {@link KeyShard#ORDER}, read page by page. To be closed.
   *
   * @param range where to read
   */
  Stream<User> inRange(String tenant, KeyRange range, Meter meter);

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
   * Removes a user for good.
   *
   * @return whether there was one
   */
  boolean delete(String tenant, String username);

  /** The hash of a user's password; empty without user or password. */
  Optional<String> passwordHash(String tenant, String username);

  /**
   * A page of a tenant's users, in the order of key shards. It may lag behind writes by a second. A
   * filter that few users pass may give a short page with a cursor to go on from.
   */
  Page<User> page(String tenant, UserFilter filter, int limit, String cursor);
}
