package dev.rollbook.testkit;

import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tenants in memory; {@link InMemoryGroups} has every tenant's root group by itself. */
public final class InMemoryTenants implements Tenants {

  private final Map<String, TenantSettings> settings = new HashMap<>();
  private final Map<String, TreeMap<String, Property>> properties = new HashMap<>();
  private final Map<String, List<String>> keyHashes = new HashMap<>();

  @Override
  public synchronized Optional<TenantSettings> settings(String tenant) {
    return Optional.ofNullable(settings.get(tenant));
  }

  @Override
  public synchronized void createIfMissing(String tenant) {
    settings.putIfAbsent(tenant, TenantSettings.DEFAULT);
  }

  @Override
  public synchronized void putSettings(String tenant, TenantSettings changed) {
    settings.put(tenant, changed);
  }

  @Override
  public synchronized List<Property> properties(String tenant) {
    return List.copyOf(properties.getOrDefault(tenant, new TreeMap<>()).values());
  }

  @Override
  public synchronized void putProperty(String tenant, Property property) {
    properties.computeIfAbsent(tenant, name -> new TreeMap<>()).put(property.name(), property);
  }

  @Override
  public synchronized void deleteProperty(String tenant, String name) {
    properties.getOrDefault(tenant, new TreeMap<>()).remove(name);
  }

  @Override
  public synchronized List<String> keyHashes(String tenant) {
    return keyHashes.getOrDefault(tenant, List.of());
  }

  @Override
  public synchronized void putKeyHashes(String tenant, List<String> hashes) {
    keyHashes.put(tenant, List.copyOf(hashes));
  }
}
