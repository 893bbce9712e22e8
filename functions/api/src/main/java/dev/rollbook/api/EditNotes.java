package dev.rollbook.api;

import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserEdit;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Notes what the API does to users by hand, for their history (SPEC A11). */
final class EditNotes {

  private final HandEdits handEdits;
  private final Clock clock;

  EditNotes(HandEdits handEdits, Clock clock) {
    this.handEdits = handEdits;
    this.clock = clock;
  }

  /** Notes that a user is made. Nobody sees it if that user, made at that time, is not. */
  void created(String tenant, User user, UserEdit values) {
    List<FieldChange> fields =
        FieldChange.of(values, User.named(user.username(), user.createdAt()).build(), Map.of());
    handEdits.add(tenant, user.username(), new HandEdit(user.createdAt(), true, fields, ""));
  }

  /**
   * Notes that a user gets another name, under that. Nobody sees it who comes from the old one, so
   * that it does no harm if the user does not get it.
   *
   * @param user as it is before
   */
  void renamed(String tenant, User user, String to) {
    List<FieldChange> fields = List.of(new FieldChange(UserChange.USERNAME, user.username(), to));
    handEdits.add(tenant, to, new HandEdit(clock.instant(), false, fields, user.id()));
  }

  /**
   * Notes that a user is changed.
   *
   * @param user as it is before
   * @param texts its texts, by field
   */
  void edited(String tenant, User user, Map<String, String> texts, UserEdit edit) {
    List<FieldChange> fields = FieldChange.of(edit, user, texts);
    if (!fields.isEmpty()) {
      handEdits.add(
          tenant, user.username(), new HandEdit(clock.instant(), false, fields, user.id()));
    }
  }
}
