package dev.rollbook.testkit;

import dev.rollbook.directory.Page;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.Leaving;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Imports in memory. */
public final class InMemoryImports implements Imports {

  /** By id: ULIDs sort by their time. */
  private final TreeMap<String, Import> imports = new TreeMap<>();

  private final Set<Leaving> leaving =
      new TreeSet<>(
          Comparator.comparing(Leaving::at)
              .thenComparing(Leaving::tenant)
              .thenComparing(Leaving::importId));

  @Override
  public synchronized boolean create(Import created) {
    boolean taken =
        imports.containsKey(created.importId())
            || imports.values().stream()
                .anyMatch(
                    other ->
                        other.tenant().equals(created.tenant())
                            && other.name().equals(created.name()));
    if (!taken) {
      imports.put(created.importId(), created);
    }
    return !taken;
  }

  @Override
  public synchronized Optional<Import> find(String tenant, String importId) {
    return Optional.ofNullable(imports.get(importId))
        .filter(found -> found.tenant().equals(tenant));
  }

  @Override
  public synchronized Optional<Import> named(String tenant, String name) {
    return imports.values().stream()
        .filter(stored -> stored.tenant().equals(tenant) && stored.name().equals(name))
        .findAny();
  }

  @Override
  public synchronized boolean replace(Import changed) {
    boolean current =
        find(changed.tenant(), changed.importId())
            .filter(stored -> stored.version() == changed.version())
            .isPresent();
    if (current) {
      imports.put(changed.importId(), changed.nextVersion());
    }
    return current;
  }

  @Override
  public synchronized void note(Leaving noted) {
    leaving.add(noted);
  }

  @Override
  public synchronized List<Leaving> due(Instant now) {
    return leaving.stream().filter(noted -> !noted.at().isAfter(now)).toList();
  }

  @Override
  public synchronized void forget(Leaving noted) {
    leaving.remove(noted);
  }

  @Override
  public synchronized List<Import> open() {
    return imports.values().stream().filter(ImportLife::isOpen).toList();
  }

  @Override
  public synchronized Page<Import> history(
      String tenant, String namePrefix, int limit, String cursor) {
    List<Import> all =
        imports.values().stream()
            .filter(stored -> stored.tenant().equals(tenant))
            .filter(stored -> stored.name().startsWith(namePrefix))
            .sorted(Comparator.comparing(Import::importId).reversed())
            .toList();
    return Pages.cut(all, Import::importId, List.of(tenant, "imports"), limit, cursor);
  }
}
