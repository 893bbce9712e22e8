package dev.rollbook.directory;

/**
 * Which users a list shows; empty texts do not filter.
 *
 * @param status name of a {@link User.Status}
 * @param group id of a group they are in
 * @param tag a tag they have
 * @param leaving whether only those are shown that are about to leave (SPEC D10)
 */
public record UserFilter(String status, String group, String tag, boolean leaving) {

  /** One that shows those that are about to leave, and others. */
  public UserFilter(String status, String group, String tag) {
    this(status, group, tag, false);
  }

  /** All of them. */
  public static final UserFilter ALL = new UserFilter("", "", "");

  /** Whether a user belongs in the list. */
  public boolean accepts(User user) {
    return (!leaving || user.leaves())
        && (status.isEmpty() || user.status().name().equals(status))
        && (group.isEmpty() || user.groups().contains(group))
        && (tag.isEmpty() || user.tags().contains(tag));
  }
}
