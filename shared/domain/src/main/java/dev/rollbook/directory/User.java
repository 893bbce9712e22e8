package dev.rollbook.directory;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A user as stored, without the password's hash, which no rule reads. A text that the user does not
 * have is empty.
 *
 * @param username the key in its tenant; never changes
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
 * @param revision another text after each write, by whomever; opaque
 */
public record User(
    String username,
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
    String revision) {

  /** Copies the collections. */
  public User {
    properties = Map.copyOf(properties);
    groups = Set.copyOf(groups);
    tags = Set.copyOf(tags);
    access = Set.copyOf(access);
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
}
