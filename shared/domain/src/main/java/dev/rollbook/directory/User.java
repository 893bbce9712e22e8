package dev.rollbook.directory;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A user as stored, without the password's hash, which no rule reads. A text that the user does not
 * have is empty.
 *
 * @param id never changes (SPEC U14); empty until it is stored
 * @param username the key in its tenant
 * @param formerUsername what it was called before it got its name, empty if it was created by it
 * @param email e-mail address as written
 * @param firstName given name
 * @param lastName family name
 * @param phone telephone number as written
 * @param language language as written
 * @param status whether the user may log in
 * @param origin who created it; never changes
 * @param isProtected whether no import may deactivate it (SPEC D2)
 * @param properties the tenant's properties by name, non-empty values only
 * @param groups ids of the groups it is in
 * @param tags its tags
 * @param access what it may use
 * @param supervisor username of its supervisor
 * @param secondSupervisor username of its second supervisor
 * @param passwordSetBy who set the password, {@link PasswordSetBy#NOBODY} if it has none
 * @param createdAt when it was created
 * @param updatedAt when it last changed
 * @param lastImportId the import that last changed it, empty if none did
 * @param lists names of the lists that named it (SPEC D8)
 * @param handEdited names of the fields that were changed by hand since an import wrote them (SPEC
 *     U13)
 * @param leavingAt when it becomes inactive unless it is listed before (SPEC D10), or when it did;
 *     {@link #STAYS} if nothing of the kind is planned
 * @param revision another text after each write, by whomever; opaque
 */
public record User(
    String id,
    String username,
    String formerUsername,
    String email,
    String firstName,
    String lastName,
    String phone,
    String language,
    Status status,
    Origin origin,
    boolean isProtected,
    Map<String, String> properties,
    Set<String> groups,
    Set<String> tags,
    Set<Access> access,
    String supervisor,
    String secondSupervisor,
    PasswordSetBy passwordSetBy,
    Instant createdAt,
    Instant updatedAt,
    String lastImportId,
    Set<String> lists,
    Set<String> handEdited,
    Instant leavingAt,
    String revision) {

  /** The name of what a user may use among its fields that were changed by hand. */
  public static final String ACCESS = "access";

  /** The {@code leavingAt} of a user that is not about to leave. */
  public static final Instant STAYS = Instant.MAX;

  /** Copies the collections. */
  public User {
    properties = Map.copyOf(properties);
    groups = Set.copyOf(groups);
    tags = Set.copyOf(tags);
    access = Set.copyOf(access);
    lists = Set.copyOf(lists);
    handEdited = Set.copyOf(handEdited);
  }

  /** A user of that name, which an import made now, with nothing else to it. */
  public static Builder named(String username, Instant now) {
    return new Builder(username, now);
  }

  /** The same user, changed in some parts. */
  public Builder with() {
    return new Builder(this);
  }

  /** Whether a user may log in. */
  public enum Status {
    /** May log in, given a password. */
    ACTIVE,
    /** May not; nothing of it is lost. */
    INACTIVE
  }

  /** Who set a user's password (SPEC U6). */
  public enum PasswordSetBy {
    /** There is no password; the user cannot log in. */
    NOBODY,
    /** An import; the user has not changed it since. */
    IMPORT,
    /** The user. */
    USER
  }

  /** Whether an import may deactivate it when its roster does not list it (SPEC D1, D2). */
  public boolean deactivatable() {
    return status == Status.ACTIVE && origin == Origin.IMPORT && !isProtected;
  }

  /** {@link #leavingAt} as text, for rules, which know no clock; empty for none. */
  public String leavingDay() {
    return leavingAt.equals(STAYS) ? "" : leavingAt.toString();
  }

  /** Whether it is active, and becomes inactive unless it is listed before (SPEC D10). */
  public boolean leaves() {
    return status == Status.ACTIVE && !leavingAt.equals(STAYS);
  }

  /** A user in the making. */
  public static final class Builder {
    private String id;
    private final String username;
    private String formerUsername;
    private String email;
    private String firstName;
    private String lastName;
    private String phone;
    private String language;
    private Status status;
    private Origin origin;
    private boolean isProtected;
    private Map<String, String> properties;
    private Set<String> groups;
    private Set<String> tags;
    private Set<Access> access;
    private String supervisor;
    private String secondSupervisor;
    private PasswordSetBy passwordSetBy;
    private Instant createdAt;
    private Instant updatedAt;
    private String lastImportId;
    private Set<String> lists;
    private Set<String> handEdited;
    private Instant leavingAt;
    private String revision;

    private Builder(String username, Instant now) {
      this.id = "";
      this.username = username;
      this.formerUsername = "";
      this.email = "";
      this.firstName = "";
      this.lastName = "";
      this.phone = "";
      this.language = "";
      this.status = Status.ACTIVE;
      this.origin = Origin.IMPORT;
      this.isProtected = false;
      this.properties = Map.of();
      this.groups = Set.of();
      this.tags = Set.of();
      this.access = Set.of();
      this.supervisor = "";
      this.secondSupervisor = "";
      this.passwordSetBy = PasswordSetBy.NOBODY;
      this.createdAt = now;
      this.updatedAt = now;
      this.lastImportId = "";
      this.lists = Set.of();
      this.handEdited = Set.of();
      this.leavingAt = STAYS;
      this.revision = "";
    }

    private Builder(User from) {
      this.id = from.id;
      this.username = from.username;
      this.formerUsername = from.formerUsername;
      this.email = from.email;
      this.firstName = from.firstName;
      this.lastName = from.lastName;
      this.phone = from.phone;
      this.language = from.language;
      this.status = from.status;
      this.origin = from.origin;
      this.isProtected = from.isProtected;
      this.properties = from.properties;
      this.groups = from.groups;
      this.tags = from.tags;
      this.access = from.access;
      this.supervisor = from.supervisor;
      this.secondSupervisor = from.secondSupervisor;
      this.passwordSetBy = from.passwordSetBy;
      this.createdAt = from.createdAt;
      this.updatedAt = from.updatedAt;
      this.lastImportId = from.lastImportId;
      this.lists = from.lists;
      this.handEdited = from.handEdited;
      this.leavingAt = from.leavingAt;
      this.revision = from.revision;
    }

    /** Sets the id. */
    public Builder id(String value) {
      id = value;
      return this;
    }

    /** Sets what it was called before. */
    public Builder formerUsername(String value) {
      formerUsername = value;
      return this;
    }

    /** Sets the e-mail address. */
    public Builder email(String value) {
      email = value;
      return this;
    }

    /** Sets the given name. */
    public Builder firstName(String value) {
      firstName = value;
      return this;
    }

    /** Sets the family name. */
    public Builder lastName(String value) {
      lastName = value;
      return this;
    }

    /** Sets the telephone number. */
    public Builder phone(String value) {
      phone = value;
      return this;
    }

    /** Sets the language. */
    public Builder language(String value) {
      language = value;
      return this;
    }

    /** Sets the status. */
    public Builder status(Status value) {
      status = value;
      return this;
    }

    /** Sets the origin. */
    public Builder origin(Origin value) {
      origin = value;
      return this;
    }

    /** Sets the mark of SPEC D2. */
    public Builder isProtected(boolean value) {
      isProtected = value;
      return this;
    }

    /** Sets the properties by name. */
    public Builder properties(Map<String, String> value) {
      properties = value;
      return this;
    }

    /** Sets the groups by id. */
    public Builder groups(Set<String> value) {
      groups = value;
      return this;
    }

    /** Sets the tags. */
    public Builder tags(Set<String> value) {
      tags = value;
      return this;
    }

    /** Sets the access. */
    public Builder access(Set<Access> value) {
      access = value;
      return this;
    }

    /** Sets the supervisor. */
    public Builder supervisor(String value) {
      supervisor = value;
      return this;
    }

    /** Sets the second supervisor. */
    public Builder secondSupervisor(String value) {
      secondSupervisor = value;
      return this;
    }

    /** Sets the who set the password. */
    public Builder passwordSetBy(PasswordSetBy value) {
      passwordSetBy = value;
      return this;
    }

    /** Sets the time of its creation. */
    public Builder createdAt(Instant value) {
      createdAt = value;
      return this;
    }

    /** Sets the time of its last change. */
    public Builder updatedAt(Instant value) {
      updatedAt = value;
      return this;
    }

    /** Sets the import that last changed it. */
    public Builder lastImportId(String value) {
      lastImportId = value;
      return this;
    }

    /** Sets the lists that named it. */
    public Builder lists(Set<String> value) {
      lists = value;
      return this;
    }

    /** Sets the fields changed by hand. */
    public Builder handEdited(Set<String> value) {
      handEdited = value;
      return this;
    }

    /** Sets the time it becomes inactive. */
    public Builder leavingAt(Instant value) {
      leavingAt = value;
      return this;
    }

    /** Sets the revision. */
    public Builder revision(String value) {
      revision = value;
      return this;
    }

    /** The user. */
    public User build() {
      return new User(
          id,
          username,
          formerUsername,
          email,
          firstName,
          lastName,
          phone,
          language,
          status,
          origin,
          isProtected,
          properties,
          groups,
          tags,
          access,
          supervisor,
          secondSupervisor,
          passwordSetBy,
          createdAt,
          updatedAt,
          lastImportId,
          lists,
          handEdited,
          leavingAt,
          revision);
    }
  }
}
