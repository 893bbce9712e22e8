package dev.rollbook.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a row changes in a user: only what differs, each part safe to do twice. It is what gets
 * written, what the change log tells and what an undo would need. It never holds a password.
 *
 * @param fields texts that change, by name: a target's text, {@code status}, {@code leavingAt}, or
 *     the name of a list or mark ({@link #LIST_PREFIX}, {@link #HAND_EDITED_PREFIX})
 * @param join ids of groups to join
 * @param leave ids of groups to leave
 * @param tags tags to add
 * @param access access to grant
 * @param password whether the row's password becomes the user's, if there still is none when it is
 *     written
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UserChange(
    Map<String, Text> fields,
    Set<String> join,
    Set<String> leave,
    Set<String> tags,
    List<Access> access,
    boolean password) {

  /** The name of the status among the fields. */
  public static final String STATUS = "status";

  /** The name of the day of leaving among the fields (SPEC D10); its text is ISO 8601. */
  public static final String LEAVING_AT = "leavingAt";

  /**
   * What stands before a list's name among the fields (SPEC D8). Its text is the list's name where
   * the user is in it, so that joining and leaving are changes like any other.
   */
  public static final String LIST_PREFIX = "list:";

  /**
   * What stands before the name of a field that was changed by hand (SPEC U13). Its text is that
   * name as long as the mark stands.
   */
  public static final String HAND_EDITED_PREFIX = "handEdited:";

  /** Nothing changes. */
  public static final UserChange NONE =
      new UserChange(Map.of(), Set.of(), Set.of(), Set.of(), List.of(), false);

  /** An active user becomes inactive. */
  public static final UserChange DEACTIVATION =
      new UserChange(
          Map.of(STATUS, new Text(User.Status.ACTIVE.name(), User.Status.INACTIVE.name())),
          Set.of(),
          Set.of(),
          Set.of(),
          List.of(),
          false);

  /** Copies the collections into a fixed order. */
  public UserChange {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    join = Collections.unmodifiableSet(new TreeSet<>(join));
    leave = Collections.unmodifiableSet(new TreeSet<>(leave));
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    access = List.copyOf(access);
  }

  /** Whether there is nothing to write (SPEC A7). */
  @JsonIgnore
  public boolean isEmpty() {
    return fields.isEmpty()
        && join.isEmpty()
        && leave.isEmpty()
        && tags.isEmpty()
        && access.isEmpty()
        && !password;
  }

  /**
   * A text's values; empty stands for none.
   *
   * @param before what it was
   * @param after what it becomes
   */
  public record Text(String before, String after) {}
}
