package dev.rollbook.testkit;

import dev.rollbook.changes.Changes;
import dev.rollbook.changes.DirectoryChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Changes of groups and properties in memory. */
public final class InMemoryChanges implements Changes {

  private final Map<String, DirectoryChange> tenants = new TreeMap<>();

  @Override
  public synchronized boolean create(DirectoryChange created) {
    return tenants.putIfAbsent(created.tenant(), created) == null;
  }

  @Override
  public synchronized Optional<DirectoryChange> find(String tenant) {
    return Optional.ofNullable(tenants.get(tenant));
  }

  @Override
  public synchronized Optional<DirectoryChange> replace(DirectoryChange changed) {
    return find(changed.tenant())
        .filter(stored -> stored.changeId().equals(changed.changeId()))
        .filter(stored -> stored.version() == changed.version())
        .map(
            stored -> {
              tenants.put(changed.tenant(), changed.nextVersion());
              return changed.nextVersion();
            });
  }

  @Override
  public synchronized void delete(DirectoryChange ended) {
    find(ended.tenant())
        .filter(stored -> stored.changeId().equals(ended.changeId()))
        .ifPresent(stored -> tenants.remove(ended.tenant()));
  }

  @Override
  public synchronized List<DirectoryChange> open() {
    return List.copyOf(tenants.values());
  }
}
