package dev.rollbook.testkit;

import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserFilter;
import dev.rollbook.directory.UserMove;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Users in memory. Each user read or written counts as one unit. */
public final class InMemoryUsers implements Users {

  private final Map<String, TreeMap<String, StoredUser>> tenants = new HashMap<>();
  private long edits;

  @Override
  public synchronized Map<String, User> find(
      String tenant, Collection<String> usernames, Meter meter) {
    Map<String, User> found = new HashMap<>();
    for (String username : Set.copyOf(usernames)) {
      StoredUser stored = users(tenant).get(username);
      meter.read(1);
      if (stored != null) {
        found.put(username, stored.user());
      }
    }
    return found;
  }

  @Override
  public Set<String> existing(String tenant, Collection<String> usernames, Meter meter) {
    return find(tenant, usernames, meter).keySet();
  }

  @Override
  public synchronized Map<String, Written> write(
      String tenant, Turn turn, Collection<UserWrite> writes, Instant now, Meter meter) {
    Map<String, Written> results = new HashMap<>();
    for (UserWrite write : writes) {
      Written how = write(tenant, turn, write, now);
      results.put(write.username(), how);
      if (how != Written.REFUSED) {
        meter.wrote(1); // a failed condition costs one, too
      }
    }
    return results;
  }

  private Written write(String tenant, Turn turn, UserWrite write, Instant now) {
    Optional<StoredUser> stored = Optional.ofNullable(users(tenant).get(write.username()));
    if (stored.filter(user -> user.isBy(turn)).isPresent()) {
      return Written.BEFORE;
    }
    boolean asPlanned =
        write.kind() == UserWrite.Kind.CREATE
            ? stored.isEmpty()
            : stored.filter(user -> meets(user, turn, write)).isPresent();
    if (!asPlanned) {
      return Written.CONFLICT;
    }
    StoredUser changed =
        stored
            .orElseGet(() -> StoredUser.imported(tenant, write.username(), now))
            .with(write, turn, now);
    if (changed.isTooLarge()) {
      return Written.REFUSED;
    }
    users(tenant).put(write.username(), changed);
    return Written.DONE;
  }

  @Override
  public synchronized Written move(
      String tenant, long turn, List<UserMove> moves, Instant now, Meter meter) {
    Map<String, StoredUser> users = users(tenant);
    Set<String> leaving = new HashSet<>();
    for (UserMove move : moves) {
      StoredUser stored = users.get(move.from());
      meter.read(1);
      if (stored == null
          || !stored.user().id().equals(move.id())
          || stored.turn() > turn
          || !Revision.parse(move.revision()).isSame(stored.revision())) {
        return Written.CONFLICT;
      }
      leaving.add(move.from());
    }
    Map<String, StoredUser> moved = new HashMap<>();
    for (UserMove move : moves) {
      if (users.containsKey(move.to()) && !leaving.contains(move.to())) {
        return Written.CONFLICT;
      }
      StoredUser changed = users.get(move.from()).with(move, turn, now);
      if (changed.isTooLarge()) {
        return Written.REFUSED;
      }
      moved.put(move.to(), changed);
    }
    leaving.forEach(users::remove);
    users.putAll(moved);
    meter.wrote(2.0 * (moved.size() + leaving.size())); // as transactions cost
    return Written.DONE;
  }

  private static boolean meets(StoredUser stored, Turn turn, UserWrite write) {
    return stored.turn() < turn.number()
        && (write.revision().isEmpty()
            || Revision.parse(write.revision()).isSame(stored.revision()))
        && (write.kind() != UserWrite.Kind.DEACTIVATE || stored.user().deactivatable());
  }

  private long nextEdit() {
    edits++;
    return edits;
  }

  @Override
  public synchronized Stream<User> inRange(String tenant, KeyRange range, Meter meter) {
    List<User> users =
        users(tenant).values().stream()
            .filter(stored -> range.contains(stored.username()))
            .map(StoredUser::user)
            .toList();
    return users.stream().peek(user -> meter.read(1));
  }

  @Override
  public synchronized boolean create(String tenant, User user, String passwordHash) {
    return users(tenant)
            .putIfAbsent(user.username(), StoredUser.of(tenant, user, passwordHash, nextEdit()))
        == null;
  }

  @Override
  public synchronized boolean edit(String tenant, String username, UserEdit edit, Instant now) {
    StoredUser stored = users(tenant).get(username);
    if (stored == null) {
      return false;
    }
    users(tenant).put(username, stored.with(edit, now, nextEdit()));
    return true;
  }

  @Override
  public synchronized boolean delete(String tenant, String username) {
    return users(tenant).remove(username) != null;
  }

  @Override
  public synchronized Optional<String> passwordHash(String tenant, String username) {
    return Optional.ofNullable(users(tenant).get(username))
        .map(StoredUser::passwordHash)
        .filter(hash -> !hash.isEmpty());
  }

  @Override
  public Page<User> page(String tenant, UserFilter filter, int limit, String cursor) {
    List<User> all = all(tenant).stream().filter(filter::accepts).toList();
    List<String> list =
        List.of(
            tenant,
            "users",
            filter.status(),
            filter.group(),
            filter.tag(),
            Boolean.toString(filter.leaving()));
    return Pages.cut(all, User::username, list, limit, cursor);
  }

  /** Every user of a tenant, for a test to look at. */
  public synchronized List<User> all(String tenant) {
    List<User> users = new ArrayList<>();
    users(tenant).values().forEach(stored -> users.add(stored.user()));
    return users;
  }

  private Map<String, StoredUser> users(String tenant) {
    return tenants.computeIfAbsent(tenant, name -> new TreeMap<>(KeyShard.SHARDED));
  }
}
