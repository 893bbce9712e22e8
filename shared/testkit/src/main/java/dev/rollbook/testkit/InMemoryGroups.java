package dev.rollbook.testkit;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Page;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Groups in memory; who is in them is asked of the users. */
public final class InMemoryGroups implements Groups {

  private final InMemoryUsers users;
  private final Map<String, TreeMap<String, Group>> tenants = new HashMap<>();

  /** Groups of some users. */
  public InMemoryGroups(InMemoryUsers users) {
    this.users = users;
  }

  @Override
  public synchronized List<Group> all(String tenant) {
    return List.copyOf(groups(tenant).values());
  }

  @Override
  public synchronized Optional<Group> find(String tenant, String id) {
    return Optional.ofNullable(groups(tenant).get(id));
  }

  @Override
  public synchronized void put(String tenant, Group group) {
    groups(tenant).put(group.id(), group);
  }

  @Override
  public synchronized void createMissing(String tenant, Collection<Group> groups) {
    groups.forEach(group -> groups(tenant).putIfAbsent(group.id(), group));
  }

  @Override
  public synchronized void delete(String tenant, String id) {
    groups(tenant).remove(id);
  }

  @Override
  public Page<String> members(String tenant, String id, int limit, String cursor) {
    List<String> list = List.of(tenant, "members", id);
    return Pages.cut(users.members(tenant, id), name -> name, list, limit, cursor);
  }

  private Map<String, Group> groups(String tenant) {
    return tenants.computeIfAbsent(tenant, name -> new TreeMap<>(Map.of(Group.ROOT, Group.root())));
  }
}
