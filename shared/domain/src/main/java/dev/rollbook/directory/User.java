package dev.rollbook.directory;

import dev.rollbook.roster.Target;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A user as stored, without the password's hash, which no rule reads. A text that the user does not
 * have is empty.
 *
 * @param id never changes (SPEC U14); empty until it is stored
 * @param username the key in its tenant
 * @param formerUsername what it was called before it got its name, empty if it was created by it
 * @param renamedFrom what it was called before the rename that stands: one that was undone does not
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
@RecordBuilder
public record User(
    String id,
    String username,
    String formerUsername,
    String renamedFrom,
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
  public static UserBuilder named(String username, Instant now) {
    return UserBuilder.builder()
        .id("")
        .username(username)
        .formerUsername("")
        .renamedFrom("")
        .email("")
        .firstName("")
        .lastName("")
        .phone("")
        .language("")
        .status(Status.ACTIVE)
        .origin(Origin.IMPORT)
        .properties(Map.of())
        .groups(Set.of())
        .tags(Set.of())
        .access(Set.of())
        .supervisor("")
        .secondSupervisor("")
        .passwordSetBy(PasswordSetBy.NOBODY)
        .createdAt(now)
        .updatedAt(now)
        .lastImportId("")
        .lists(Set.of())
        .handEdited(Set.of())
        .leavingAt(STAYS)
        .revision("");
  }

  /** The same user, changed in some parts. */
  public UserBuilder with() {
    return UserBuilder.from(this);
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

  /** Its texts, its properties and its status by their names in a {@link UserChange}. */
  public Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    texts.put(Target.Field.EMAIL.text(), email);
    texts.put(Target.Field.FIRST_NAME.text(), firstName);
    texts.put(Target.Field.LAST_NAME.text(), lastName);
    texts.put(Target.Field.PHONE.text(), phone);
    texts.put(Target.Field.LANGUAGE.text(), language);
    texts.put(Target.Field.SUPERVISOR.text(), supervisor);
    texts.put(Target.Field.SECOND_SUPERVISOR.text(), secondSupervisor);
    texts.put(UserChange.STATUS, status.name());
    properties.forEach((name, value) -> texts.put(Target.PROPERTY_PREFIX + name, value));
    return texts;
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
}
