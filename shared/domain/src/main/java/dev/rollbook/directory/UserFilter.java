package dev.rollbook.directory;

/**
 * Which users a list shows; empty texts do not filter.
 *
 * @param status name of a {@link User.Status}
 * @param group id of a group they are in
 * @param tag a tag they have
 */
public record UserFilter(String status, String group, String tag) {

  /** All of them. */
  public static final UserFilter ALL = new UserFilter("", "", "");

  /** Whether a user belongs in the list. */
  public boolean accepts(User user) {
    return (status.isEmpty() || user.status().name().equals(status))
        && (group.isEmpty() || user.groups().contains(group))
        && (tag.isEmpty() || user.tags().contains(tag));
  }
}
