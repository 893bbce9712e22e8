package dev.rollbook.api;

import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.User;
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

  /** Notes that a user is made. */
  void created(String tenant, User user, UserEdit values) {
    List<FieldChange> fields =
        FieldChange.of(values, User.named(user.username(), user.createdAt()).build(), Map.of());
    handEdits.add(tenant, user.username(), new HandEdit(user.createdAt(), true, fields));
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
      handEdits.add(tenant, user.username(), new HandEdit(clock.instant(), false, fields));
    }
  }
}
