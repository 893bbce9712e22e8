package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The items that list the members of each group. The user's own item is the truth; these follow it,
 * so that a group's members are found without reading every user.
 */
final class Memberships {

  private final Table table;

  Memberships(Table table) {
    this.table = table;
  }

  /**
   * What became of a user's groups.
   *
   * @param username whose they are
   * @param joined groups that the user is in now
   * @param left groups that the user is not in any more
   */
  record Moves(String username, Set<String> joined, Set<String> left) {

    /** Those of some groups that a user is in, and those that it is not in, as its item has it. */
    static Moves of(String username, Map<String, AttributeValue> item, Collection<String> groups) {
      Set<String> joined = new HashSet<>();
      Set<String> left = new HashSet<>();
      groups.forEach(id -> (UserItem.isIn(item, id) ? joined : left).add(id));
      return new Moves(username, joined, left);
    }
  }

  /** Lists users in the groups they joined and no more in those they left. */
  void follow(String tenant, Collection<Moves> moves, Meter meter) {
    List<WriteRequest> requests = new ArrayList<>();
    for (Moves move : moves) {
      move.joined().forEach(id -> requests.add(put(tenant, id, move.username())));
      move.left().forEach(id -> requests.add(delete(tenant, id, move.username())));
    }
    table.write(requests, meter);
    restore(tenant, moves.stream().filter(move -> !move.left().isEmpty()).toList(), meter);
  }

  /**
   * Lists those again that joined once more, by another hand, before their item here was deleted.
   * Costs a fifth of the write that it guards. The other way round is harmless: {@link #members}
   * asks the users.
   */
  private void restore(String tenant, List<Moves> moves, Meter meter) {
    if (moves.isEmpty()) {
      return;
    }
    Set<String> groups = new HashSet<>();
    moves.forEach(move -> groups.addAll(move.left()));
    Map<Key, Map<String, AttributeValue>> users =
        table.get(
            moves.stream().map(move -> DirectoryKeys.user(tenant, move.username())).toList(),
            groups.stream().map(UserItem::group).toList(),
            meter);
    List<WriteRequest> requests = new ArrayList<>();
    for (Moves move : moves) {
      Map<String, AttributeValue> user =
          users.getOrDefault(DirectoryKeys.user(tenant, move.username()), Map.of());
      move.left().stream()
          .filter(id -> UserItem.isIn(user, id))
          .forEach(id -> requests.add(put(tenant, id, move.username())));
    }
    table.write(requests, meter);
  }

  /** Those of the usernames whose users are in a group, in the same order. */
  List<String> members(String tenant, String group, List<String> usernames) {
    Map<Key, Map<String, AttributeValue>> users =
        table.get(
            usernames.stream().map(name -> DirectoryKeys.user(tenant, name)).toList(),
            List.of(UserItem.group(group)),
            new Meter());
    return usernames.stream()
        .filter(
            name ->
                UserItem.isIn(
                    users.getOrDefault(DirectoryKeys.user(tenant, name), Map.of()), group))
        .toList();
  }

  private static WriteRequest put(String tenant, String group, String username) {
    Map<String, AttributeValue> item = DirectoryKeys.membership(tenant, group, username).item();
    return WriteRequest.builder().putRequest(r -> r.item(item)).build();
  }

  private static WriteRequest delete(String tenant, String group, String username) {
    Map<String, AttributeValue> key = DirectoryKeys.membership(tenant, group, username).item();
    return WriteRequest.builder().deleteRequest(r -> r.key(key)).build();
  }
}
