package dev.rollbook.directory;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A change of a user by hand, part by part; what is absent stays.
 *
 * @param fields texts by name (a target's text, or {@code status}); empty text removes
 * @param isProtected the mark of SPEC D2, if it changes
 * @param join ids of groups to join
 * @param leave ids of groups to leave
 * @param tags all of its tags, if they change
 * @param access all of its access, if it changes
 * @param passwordHash of the user's own password, if it changes
 */
public record UserEdit(
    Map<String, String> fields,
    Optional<Boolean> isProtected,
    Set<String> join,
    Set<String> leave,
    Optional<Set<String>> tags,
    Optional<Set<Access>> access,
    Optional<String> passwordHash) {

  /** Copies the collections. */
  public UserEdit {
    fields = Map.copyOf(fields);
    join = Set.copyOf(join);
    leave = Set.copyOf(leave);
  }

  /** An edit of texts alone. */
  public static UserEdit of(Map<String, String> fields) {
    return new UserEdit(
        fields,
        Optional.empty(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An edit of groups alone. */
  public static UserEdit ofGroups(Set<String> join, Set<String> leave) {
    return new UserEdit(
        Map.of(),
        Optional.empty(),
        join,
        leave,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
