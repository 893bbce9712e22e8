package dev.rollbook.aws;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.Tenants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tenants in the directory table. Safe for use by several threads. */
public final class DynamoTenants implements Tenants {

  private final DynamoTable table;

  /**
   * Tenants of a table.
   *
   * @param table the directory table's name
   */
  public DynamoTenants(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  /** Whoever drops a file may call its folder anything. */
  @Override
  public Optional<TenantSettings> settings(String tenant) {
    if (!Tenant.isPossible(tenant)) {
      return Optional.empty();
    }
    return table
        .get(DirectoryKeys.settings(tenant))
        .map(item -> Document.read(item, TenantSettings.class));
  }

  /** The settings come last: who finds them finds the root group. */
  @Override
  public void createIfMissing(String tenant) {
    if (settings(tenant).isPresent()) {
      return;
    }
    // What was made meanwhile stays as it is.
    table.putIfAbsent(DynamoGroups.item(tenant, Group.root()));
    table.putIfAbsent(Document.item(DirectoryKeys.settings(tenant), TenantSettings.DEFAULT));
  }

  @Override
  public void putSettings(String tenant, TenantSettings settings) {
    put(Document.item(DirectoryKeys.settings(tenant), settings));
  }

  @Override
  public List<Property> properties(String tenant) {
    return PartitionPages.all(table, Tenant.partition(tenant), DirectoryKeys.PROPERTY_PREFIX)
        .stream()
        .map(item -> Document.read(item, Property.class))
        .toList();
  }

  @Override
  public void putProperty(String tenant, Property property) {
    put(Document.item(DirectoryKeys.property(tenant, property.name()), property));
  }

  @Override
  public void deleteProperty(String tenant, String name) {
    table
        .client()
        .deleteItem(
            r -> r.tableName(table.name()).key(DirectoryKeys.property(tenant, name).item()));
  }

  @Override
  public List<String> keyHashes(String tenant) {
    return table
        .get(DirectoryKeys.keys(tenant))
        .map(item -> List.of(Document.read(item, String[].class)))
        .orElse(List.of());
  }

  @Override
  public void putKeyHashes(String tenant, List<String> hashes) {
    put(Document.item(DirectoryKeys.keys(tenant), hashes));
  }

  private void put(Map<String, AttributeValue> item) {
    table.client().putItem(r -> r.tableName(table.name()).item(item));
  }
}
