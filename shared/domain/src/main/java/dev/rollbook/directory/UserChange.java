package dev.rollbook.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

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
 * @param back what only an undo does (SPEC S11)
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RecordBuilder
public record UserChange(
    Map<String, Text> fields,
    Set<String> join,
    Set<String> leave,
    Set<String> tags,
    List<Access> access,
    boolean password,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Back.None.class) Back back) {

  /** The name of the username among the fields, of a user that was renamed (SPEC U14). */
  public static final String USERNAME = "username";

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
      UserChangeBuilder.builder()
          .fields(Map.of())
          .join(Set.of())
          .leave(Set.of())
          .tags(Set.of())
          .access(List.of())
          .build();

  /** An active user becomes inactive. */
  public static final UserChange DEACTIVATION =
      NONE.with(Map.of(STATUS, new Text(User.Status.ACTIVE.name(), User.Status.INACTIVE.name())));

  /** Copies the collections into a fixed order. */
  public UserChange {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    join = Collections.unmodifiableSet(new TreeSet<>(join));
    leave = Collections.unmodifiableSet(new TreeSet<>(leave));
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    access = List.copyOf(access);
    back = back == null ? Back.NONE : back;
  }

  /** The same, changed in some parts. */
  public UserChangeBuilder with() {
    return UserChangeBuilder.from(this);
  }

  /** What gives a user back every value it had before this change (SPEC S11). */
  public UserChange inverse() {
    Map<String, Text> swapped = new TreeMap<>();
    fields.forEach((field, text) -> swapped.put(field, new Text(text.after(), text.before())));
    return UserChangeBuilder.builder()
        .fields(swapped)
        .join(leave)
        .leave(join)
        .tags(back.tags())
        .access(back.access())
        .back(new Back(tags, access, password ? Password.TAKEN : back.password().inverse()))
        .build();
  }

  /** The same without joining groups that are gone. */
  public UserChange joiningOnly(Set<String> groups) {
    Set<String> left = new TreeSet<>(join);
    left.retainAll(groups);
    return with().join(left).build();
  }

  /** Whether it takes away the day on which the user was to leave (SPEC D10). */
  @JsonIgnore
  public boolean isStaying() {
    Text day = fields.get(LEAVING_AT);
    return day != null && day.after().isEmpty();
  }

  /** The same where the user is active again, too. */
  public UserChange reactivating() {
    Map<String, Text> active = new TreeMap<>(fields);
    active.putAll(DEACTIVATION.inverse().fields());
    return with(active);
  }

  /**
   * The same as what it comes to in a user whose day of leaving has come meanwhile (SPEC D10): such
   * a user is not active any more, and nobody would come for it once more.
   *
   * @param user as it is now
   * @param now until when days have come
   */
  public UserChange leftBy(User user, Instant now) {
    Text given = fields.get(LEAVING_AT);
    String day = given == null ? user.leavingDay() : given.after();
    boolean concerns = given != null || fields.containsKey(STATUS);
    if (!concerns || day.isEmpty() || Instant.parse(day).isAfter(now)) {
      return this;
    }
    Map<String, Text> left = new TreeMap<>(fields);
    if (user.status() == User.Status.ACTIVE) {
      left.putAll(DEACTIVATION.fields());
    } else {
      left.remove(STATUS);
    }
    return with(left);
  }

  /** Whether it leaves an active user inactive. */
  @JsonIgnore
  public boolean isDeactivating() {
    return fields.containsKey(STATUS)
        && fields.get(STATUS).after().equals(User.Status.INACTIVE.name());
  }

  /** The fields that a write sets: a username is the user's before its row is written. */
  @JsonIgnore
  public Map<String, Text> texts() {
    if (!fields.containsKey(USERNAME)) {
      return fields;
    }
    Map<String, Text> texts = new TreeMap<>(fields);
    texts.remove(USERNAME);
    return texts;
  }

  /** Whether the user gets another name (SPEC U14). */
  @JsonIgnore
  public boolean isRenaming() {
    return fields.containsKey(USERNAME);
  }

  /** The user's name before and after; only of a change that renames. */
  public Text name() {
    return fields.get(USERNAME);
  }

  /** The change of a user's name, and nothing else. */
  public static UserChange rename(String from, String to) {
    return NONE.with(Map.of(USERNAME, new Text(from, to)));
  }

  /** Of this change that of the name, which it must have. */
  public UserChange renameAlone() {
    return rename(name().before(), name().after());
  }

  /** The same with some fields' texts made anew. */
  public UserChange mapped(Set<String> some, UnaryOperator<String> text) {
    Map<String, Text> texts = new TreeMap<>(fields);
    texts.replaceAll(
        (field, value) ->
            some.contains(field)
                ? new Text(text.apply(value.before()), text.apply(value.after()))
                : value);
    return with(texts);
  }

  /** The same with other texts. */
  public UserChange with(Map<String, Text> texts) {
    return with().fields(texts).build();
  }

  /** Whether there is nothing to write (SPEC A7). */
  @JsonIgnore
  public boolean isEmpty() {
    return fields.isEmpty()
        && join.isEmpty()
        && leave.isEmpty()
        && tags.isEmpty()
        && access.isEmpty()
        && !password
        && back.equals(Back.NONE);
  }

  /**
   * What is taken back or given back of what no row of a roster takes.
   *
   * @param tags tags to remove
   * @param access access to revoke
   * @param password what becomes of the password
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Back(Set<String> tags, List<Access> access, Password password) {

    /** Nothing. */
    public static final Back NONE = new Back(Set.of(), List.of(), Password.KEPT);

    /** Copies the collections into a fixed order. */
    public Back {
      tags = Collections.unmodifiableSet(new TreeSet<>(tags));
      access = List.copyOf(access);
    }

    /** Tells Jackson what is not worth storing. */
    static final class None {
      @Override
      public boolean equals(Object other) {
        return NONE.equals(other);
      }

      @Override
      public int hashCode() {
        return NONE.hashCode();
      }
    }
  }

  /** What an undo does with a password. */
  public enum Password {
    /** It stays. */
    KEPT,
    /** An import set it; it is put aside, and the user has none. */
    TAKEN,
    /** What was put aside is the user's again. */
    RESTORED;

    private Password inverse() {
      return switch (this) {
        case KEPT -> KEPT;
        case TAKEN -> RESTORED;
        case RESTORED -> TAKEN;
      };
    }
  }

  /**
   * A text's values; empty stands for none.
   *
   * @param before what it was
   * @param after what it becomes
   */
  public record Text(String before, String after) {}
}
