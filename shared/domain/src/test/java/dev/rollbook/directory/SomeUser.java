package dev.rollbook.directory;

import dev.rollbook.directory.User.PasswordSetBy;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stored user for tests: {@code anna}, made by an import, active, with nothing else to her. */
public final class SomeUser {

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Set<String> groups = new HashSet<>();
  private final Set<String> tags = new HashSet<>();
  private final Set<Access> access = new HashSet<>();
  private final Set<String> lists = new HashSet<>();
  private final Set<String> handEdited = new HashSet<>();
  private Instant leavingAt = User.STAYS;
  private String username = "anna";
  private User.Status status = User.Status.ACTIVE;
  private Origin origin = Origin.IMPORT;
  private boolean marked;
  private PasswordSetBy passwordSetBy = PasswordSetBy.NOBODY;

  private SomeUser() {}

  /** The plain user. */
  public static SomeUser user() {
    return new SomeUser();
  }

  /** Another name. */
  public SomeUser named(String value) {
    username = value;
    return this;
  }

  /** One of the plain texts, by its target's text. */
  public SomeUser with(String field, String value) {
    texts.put(field, value);
    return this;
  }

  /** A property's value. */
  public SomeUser property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  /** Lists that named it. */
  public SomeUser on(String... names) {
    lists.addAll(List.of(names));
    return this;
  }

  /** When it becomes inactive. */
  public SomeUser leavingAt(Instant value) {
    leavingAt = value;
    return this;
  }

  /** Fields that were changed by hand. */
  public SomeUser handEdited(String... fields) {
    handEdited.addAll(List.of(fields));
    return this;
  }

  /** Groups by id. */
  public SomeUser in(String... ids) {
    groups.addAll(List.of(ids));
    return this;
  }

  /** Tags. */
  public SomeUser tagged(String... values) {
    tags.addAll(List.of(values));
    return this;
  }

  /** Access. */
  public SomeUser granted(Access... values) {
    access.addAll(List.of(values));
    return this;
  }

  /** May not log in. */
  public SomeUser inactive() {
    status = User.Status.INACTIVE;
    return this;
  }

  /** Made by hand. */
  public SomeUser manual() {
    origin = Origin.MANUAL;
    return this;
  }

  /** Marked as protected. */
  public SomeUser isProtected() {
    marked = true;
    return this;
  }

  /** With a password. */
  public SomeUser passwordSetBy(PasswordSetBy value) {
    passwordSetBy = value;
    return this;
  }

  /** The user. */
  public User stored() {
    return User.named(username, Instant.parse("2026-01-02T03:04:05Z"))
        .email(text("email"))
        .firstName(text("firstName"))
        .lastName(text("lastName"))
        .phone(text("phone"))
        .language(text("language"))
        .status(status)
        .origin(origin)
        .isProtected(marked)
        .properties(properties)
        .groups(groups)
        .tags(tags)
        .access(access)
        .supervisor(text("supervisor"))
        .secondSupervisor(text("secondSupervisor"))
        .passwordSetBy(passwordSetBy)
        .lists(lists)
        .leavingAt(leavingAt)
        .handEdited(handEdited)
        .updatedAt(Instant.parse("2026-02-03T04:05:06.789Z"))
        .build();
  }

  private String text(String field) {
    return texts.getOrDefault(field, "");
  }
}
