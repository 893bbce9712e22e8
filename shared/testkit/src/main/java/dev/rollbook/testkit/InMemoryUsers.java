package dev.rollbook.testkit;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.User;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.UserFilter;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users in memory. Each user read or written counts as one unit. */
public final class InMemoryUsers implements Users {

  private static final Comparator<String> SHARDED =
      Comparator.comparingInt(KeyShard::of).thenComparing(KeyShard.ORDER);

  private final Map<String, TreeMap<String, StoredUser>> tenants = new HashMap<>();

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
      String tenant,
      String importId,
      Collection<UserWrite> writes,
      boolean again,
      Instant now,
      Meter meter) {
    Map<String, Written> results = new HashMap<>();
    for (UserWrite write : writes) {
      Written how = write(tenant, importId, write, now);
      results.put(write.username(), how);
      if (how == Written.DONE) {
        UserChange change = write.change();
        meter.wrote(1 + change.join().size() + change.leave().size());
      }
    }
    if (again) {
      meter.read(writes.size());
    }
    return results;
  }

  private Written write(String tenant, String importId, UserWrite write, Instant now) {
    StoredUser stored = users(tenant).get(write.username());
    if (stored != null && stored.lastImportId().equals(importId)) {
      return Written.BEFORE;
    }
    if (write.creates() != (stored == null)) {
      return Written.CONFLICT;
    }
    StoredUser from = stored == null ? StoredUser.imported(write.username(), now) : stored;
    StoredUser changed = from.with(write.change(), write.passwordHash()).updated(now, importId);
    if (changed.isTooLarge()) {
      return Written.REFUSED;
    }
    users(tenant).put(write.username(), changed);
    return Written.DONE;
  }

  @Override
  public synchronized Map<String, Written> deactivate(
      String tenant, String importId, Collection<String> usernames, Instant now, Meter meter) {
    Map<String, Written> results = new HashMap<>();
    for (String username : Set.copyOf(usernames)) {
      StoredUser stored = users(tenant).get(username);
      if (stored != null && stored.lastImportId().equals(importId)) {
        results.put(username, Written.BEFORE);
      } else if (stored == null || !stored.user().deactivatable()) {
        results.put(username, Written.CONFLICT);
      } else {
        users(tenant)
            .put(
                username,
                stored
                    .withTexts(Map.of(UserChange.STATUS, User.Status.INACTIVE.name()))
                    .updated(now, importId));
        meter.wrote(1);
        results.put(username, Written.DONE);
      }
    }
    return results;
  }

  @Override
  public synchronized Stream<User> inShard(String tenant, int shard, Meter meter) {
    List<User> users =
        users(tenant).values().stream()
            .filter(stored -> KeyShard.of(stored.username()) == shard)
            .map(StoredUser::user)
            .toList();
    return users.stream().peek(user -> meter.read(1));
  }

  @Override
  public synchronized boolean create(String tenant, User user, String passwordHash) {
    return users(tenant).putIfAbsent(user.username(), StoredUser.of(user, passwordHash)) == null;
  }

  @Override
  public synchronized boolean edit(String tenant, String username, UserEdit edit, Instant now) {
    StoredUser stored = users(tenant).get(username);
    if (stored == null) {
      return false;
    }
    StoredUser changed =
        stored
            .withTexts(edit.fields())
            .withProtection(edit.isProtected().orElse(stored.isProtected()))
            .withGroups(edit.join(), edit.leave())
            .withGrants(edit.tags().orElse(stored.tags()), edit.access().orElse(stored.access()))
            .updated(now, stored.lastImportId());
    users(tenant)
        .put(
            username,
            edit.passwordHash()
                .map(hash -> changed.withPassword(hash, PasswordSetBy.USER))
                .orElse(changed));
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
    List<String> list = List.of(tenant, "users", filter.group());
    return Pages.cut(all, User::username, list, limit, cursor);
  }

  /** Every user of a tenant, for a test to look at. */
  public synchronized List<User> all(String tenant) {
    List<User> users = new ArrayList<>();
    users(tenant).values().forEach(stored -> users.add(stored.user()));
    return users;
  }

  /** The usernames of a group's members. */
  synchronized List<String> members(String tenant, String group) {
    return users(tenant).values().stream()
        .filter(stored -> stored.groups().contains(group))
        .map(StoredUser::username)
        .collect(Collectors.toList());
  }

  private Map<String, StoredUser> users(String tenant) {
    return tenants.computeIfAbsent(tenant, name -> new TreeMap<>(SHARDED));
  }
}
