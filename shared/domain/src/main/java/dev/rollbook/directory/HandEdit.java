package dev.rollbook.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person did to a user by hand (SPEC A11).
 *
 * @param at when
 * @param creates whether the user was made by it
 * @param fields the values before and after, with ids of groups
 * @param userId of the user, whose name may be another's later (SPEC U14); empty for one that had
 *     no id yet
 */
public record HandEdit(Instant at, boolean creates, List<FieldChange> fields, String userId) {

  private static final int MOST_FIELDS = 300;
  private static final int MOST_CHARACTERS = 150;

  /** Copies the list; what is absent in stored JSON is empty. */
  public HandEdit {
    fields = List.copyOf(fields);
    userId = userId == null ? "" : userId;
  }

  /**
   * The same with less of what it changed, for a store that cannot take all of it: the first
   * changes, and of each value the first characters. With three bytes a character it has less than
   * 300 KB.
   */
  public HandEdit shortened() {
    List<FieldChange> some =
        fields.stream()
            .limit(MOST_FIELDS)
            .map(
                field ->
                    new FieldChange(
                        field.field(), shortened(field.before()), shortened(field.after())))
            .toList();
    return new HandEdit(at, creates, some, userId);
  }

  private static String shortened(String value) {
    return value.codePointCount(0, value.length()) <= MOST_CHARACTERS
        ? value
        : value.substring(0, value.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
  }

  /** The user's name before, if this gave it another; else empty. */
  public Optional<String> formerUsername() {
    return creates
        ? Optional.empty()
        : fields.stream()
            .filter(field -> field.field().equals(UserChange.USERNAME))
            .map(FieldChange::before)
            .findFirst();
  }

  /**
   * Whether it was done to that user, and not to another that had the name at another time, or to
   * nobody: what makes a user is noted first, and may fail.
   */
  public boolean isOf(User user) {
    if (creates) {
      return at.equals(user.createdAt());
    }
    return userId.isEmpty() ? !at.isBefore(user.createdAt()) : userId.equals(user.id());
  }
}
