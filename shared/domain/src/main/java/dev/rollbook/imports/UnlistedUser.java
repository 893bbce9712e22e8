package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.PersonHash;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A user that the plan of an import would deactivate: not listed (SPEC D1), listed as leaving (SPEC
 * D9), or taken back by an undo (SPEC S11).
 *
 * @param username whose it is
 * @param revision the {@link User#revision} that the plan saw
 * @param lastImportId the import that had written the user last, before this one (SPEC A11); empty
 *     for none
 * @param email hash of its e-mail address (SPEC D7), {@link PersonHash#NONE} for none
 * @param name hash of its first and last name
 * @param change what is written; {@link UserChange#DEACTIVATION} and nothing else but for an undo,
 *     a list (SPEC D8) or a day of leaving (SPEC D10)
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record UnlistedUser(
    String username,
    String revision,
    String lastImportId,
    long email,
    long name,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Plain.class) UserChange change) {

  /** The order in which they lie in a plan. */
  static final Comparator<UnlistedUser> ORDER =
      Comparator.comparing(UnlistedUser::lies, KeyShard.SHARDED);

  /** What is absent in stored JSON is as it is of most. */
  public UnlistedUser {
    lastImportId = lastImportId == null ? "" : lastImportId;
    change = change == null ? UserChange.DEACTIVATION : change;
  }

  /** A user that becomes inactive, and that no import wrote before. */
  public UnlistedUser(String username, String revision) {
    this(username, revision, "", PersonHash.NONE, PersonHash.NONE, UserChange.DEACTIVATION);
  }

  /** A stored user that becomes inactive. */
  public static UnlistedUser of(User user) {
    return new UnlistedUser(
        user.username(),
        user.revision(),
        user.lastImportId(),
        PersonHash.ofEmail(user.email()),
        PersonHash.ofName(user.firstName(), user.lastName()),
        UserChange.DEACTIVATION);
  }

  /**
   * A stored user from whom an undo takes back more than that it is active.
   *
   * @param username its name, which it may not have yet
   */
  static UnlistedUser undone(String username, User user, UserChange change) {
    return new UnlistedUser(
        username, user.revision(), user.lastImportId(), PersonHash.NONE, PersonHash.NONE, change);
  }

  /** A stored user that is put out in another way, or leaves a list. */
  public static UnlistedUser of(User user, UserChange change) {
    return of(user).with(change);
  }

  /** The same with the state of its user as it is now. */
  UnlistedUser seeing(User user) {
    return new UnlistedUser(username, user.revision(), user.lastImportId(), email, name, change);
  }

  /**
   * The name by whose order it lies in its plan. Only an undo renames whom it makes inactive, and
   * lies as the plan that it takes back.
   */
  public String lies() {
    return change.isRenaming() ? change.name().before() : username;
  }

  /** Whether it becomes inactive, at once or on a day; else it leaves a list alone. */
  public boolean leaves() {
    return change.isDeactivating()
        || (change.fields().containsKey(UserChange.LEAVING_AT) && !stays());
  }

  /** Whether it was about to leave, and does not any more. */
  public boolean stays() {
    return change.isStaying();
  }

  /** A stored user that was about to leave, and is listed again (SPEC D10). */
  public static UnlistedUser staying(User user) {
    Map<String, UserChange.Text> day =
        Map.of(UserChange.LEAVING_AT, new UserChange.Text(user.leavingDay(), ""));
    return of(user, UserChange.NONE.with(day));
  }

  /**
   * The same where it leaves on another day, if it leaves on a day at all. Who is put out at once
   * has a day only where an undo gives it back, as it was.
   */
  UnlistedUser leavingOn(Instant day) {
    if (!change.fields().containsKey(UserChange.LEAVING_AT) || change.isDeactivating()) {
      return this;
    }
    Map<String, UserChange.Text> fields = new TreeMap<>(change.fields());
    fields.put(UserChange.LEAVING_AT, new UserChange.Text("", day.toString()));
    return with(change.with(fields));
  }

  private UnlistedUser with(UserChange other) {
    return new UnlistedUser(username, revision, lastImportId, email, name, other);
  }

  /** Tells Jackson what is not worth storing. */
  static final class Plain {
    @Override
    public boolean equals(Object other) {
      return UserChange.DEACTIVATION.equals(other);
    }

    @Override
    public int hashCode() {
      return UserChange.DEACTIVATION.hashCode();
    }
  }
}
