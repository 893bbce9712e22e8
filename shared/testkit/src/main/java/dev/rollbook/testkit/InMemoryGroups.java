package dev.rollbook.testkit;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Groups;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Groups in memory. */
public final class InMemoryGroups implements Groups {

  private final Map<String, TreeMap<String, Group>> tenants = new HashMap<>();

  @Override
  public synchronized List<Group> all(String tenant) {
    return List.copyOf(groups(tenant).values());
  }

  @Override
  public synchronized Optional<Group> find(String tenant, String id) {
    return Optional.ofNullable(groups(tenant).get(id));
  }

  @Override
  public synchronized Map<String, Group> find(String tenant, Collection<String> ids) {
    Map<String, Group> found = new HashMap<>(groups(tenant));
    found.keySet().retainAll(Set.copyOf(ids));
    return found;
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

  private Map<String, Group> groups(String tenant) {
    return tenants.computeIfAbsent(tenant, name -> new TreeMap<>(Map.of(Group.ROOT, Group.root())));
  }
}
