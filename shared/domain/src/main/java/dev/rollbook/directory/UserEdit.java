package dev.rollbook.directory;

import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
public record UserEdit(
    Map<String, String> fields,
    Optional<Boolean> isProtected,
    Set<String> join,
    Set<String> leave,
    Optional<Set<String>> tags,
    Optional<Set<Access>> access,
    Optional<String> passwordHash) {

  /** Everything stays. */
  public static final UserEdit NONE =
      UserEditBuilder.builder().fields(Map.of()).join(Set.of()).leave(Set.of()).build();

  /** Copies the collections. */
  public UserEdit {
    fields = Map.copyOf(fields);
    join = Set.copyOf(join);
    leave = Set.copyOf(leave);
  }

  /** The same edit, changed in some parts. */
  public UserEditBuilder with() {
    return UserEditBuilder.from(this);
  }

  /** An edit of texts alone. */
  public static UserEdit of(Map<String, String> fields) {
    return NONE.with().fields(fields).build();
  }

  /** An edit of groups alone. */
  public static UserEdit ofGroups(Set<String> join, Set<String> leave) {
    return NONE.with().join(join).leave(leave).build();
  }
}
