package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.User;
import dev.rollbook.directory.UserFilter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All that the directory holds of a tenant at some time.
 *
 * @param users by username
 * @param items every item of the tenant as stored, by its key
 */
record DirectorySnapshot(Map<String, User> users, Map<String, Map<String, AttributeValue>> items) {

  private static final int PAGE = 500;

  static DirectorySnapshot of(Pipeline pipeline, String tenant) {
    Map<String, User> users = new TreeMap<>();
    String cursor = "";
    do {
      var page =
          pipeline.directory().users().page(tenant, new UserFilter("", "", ""), PAGE, cursor);
      page.items().forEach(user -> users.put(user.username(), user));
      cursor = page.cursor();
    } while (!cursor.isEmpty());
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    pipeline
        .dynamoDb()
        .scanPaginator(request -> request.tableName(pipeline.directoryTable()))
        .items()
        .forEach(
            item -> {
              String pk = item.get("pk").s();
              if (pk.equals("T#" + tenant) || pk.startsWith("T#" + tenant + "#")) {
                items.put(pk + " " + item.get("sk").s(), item);
              }
            });
    return new DirectorySnapshot(users, items);
  }

  User user(String username) {
    assertThat(users).containsKey(username);
    return users.get(username);
  }

  /** Usernames with a status. */
  Set<String> with(User.Status status) {
    return users.values().stream()
        .filter(user -> user.status() == status)
        .map(User::username)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Users without what differs from one import to the next: its id and its times. */
  Map<String, User> timeless() {
    Map<String, User> same = new TreeMap<>();
    users.forEach(
        (name, user) ->
            same.put(
                name,
                user.with()
                    .id("")
                    .createdAt(java.time.Instant.EPOCH)
                    .updatedAt(java.time.Instant.EPOCH)
                    .lastImportId("")
                    .revision("")
                    .build()));
    return same;
  }
}
