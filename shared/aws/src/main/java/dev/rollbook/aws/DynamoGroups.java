package dev.rollbook.aws;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Meter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The groups in the directory table. Safe for use by several threads. */
public final class DynamoGroups implements Groups {

  private final DynamoTable table;

  /**
   * Groups of a table.
   *
   * @param table the directory table's name
   */
  public DynamoGroups(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  @Override
  public List<Group> all(String tenant) {
    List<Group> groups = new ArrayList<>();
    PartitionPages.all(table, DirectoryKeys.groups(tenant), "")
        .forEach(item -> groups.add(group(item)));
    if (groups.stream().noneMatch(group -> group.id().equals(Group.ROOT))) {
      groups.add(0, Group.root());
    }
    return groups;
  }

  @Override
  public Optional<Group> find(String tenant, String id) {
    Optional<Group> stored =
        id.isEmpty()
            ? Optional.empty()
            : table.get(DirectoryKeys.group(tenant, id)).map(DynamoGroups::group);
    return stored.isEmpty() && id.equals(Group.ROOT) ? Optional.of(Group.root()) : stored;
  }

  @Override
  public Map<String, Group> find(String tenant, Collection<String> ids) {
    List<Key> keys =
        ids.stream().map(id -> DirectoryKeys.group(tenant, id)).filter(Key::isPossible).toList();
    Map<String, Group> found = new HashMap<>();
    table
        .get(keys, List.of(), new Meter())
        .forEach((key, item) -> found.put(key.sk(), group(item)));
    if (ids.contains(Group.ROOT)) {
      found.putIfAbsent(Group.ROOT, Group.root());
    }
    return found;
  }

  @Override
  public void put(String tenant, Group group) {
    table.client().putItem(r -> r.tableName(table.name()).item(item(tenant, group)));
  }

  @Override
  public void createMissing(String tenant, Collection<Group> groups) {
    List<Key> keys = groups.stream().map(group -> DirectoryKeys.group(tenant, group.id())).toList();
    // A read costs half of a failed condition at most, and most of a roster's groups exist.
    Set<Key> existing = table.get(keys, List.of(), new Meter()).keySet();
    List<Group> missing =
        groups.stream()
            .filter(group -> !existing.contains(DirectoryKeys.group(tenant, group.id())))
            .toList();
    // What was made meanwhile stays as it is.
    Callers.each(missing, group -> table.putIfAbsent(item(tenant, group)));
  }

  @Override
  public void delete(String tenant, String id) {
    table
        .client()
        .deleteItem(r -> r.tableName(table.name()).key(DirectoryKeys.group(tenant, id).item()));
  }

  static Map<String, AttributeValue> item(String tenant, Group group) {
    return Document.item(DirectoryKeys.group(tenant, group.id()), group);
  }

  private static Group group(Map<String, AttributeValue> item) {
    return Document.read(item, Group.class);
  }
}
