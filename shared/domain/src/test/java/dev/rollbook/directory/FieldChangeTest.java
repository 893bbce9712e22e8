package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.directory.UserChange.Back;
import dev.rollbook.directory.UserChange.Password;
import dev.rollbook.directory.UserChange.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Changes as people read them (SPEC A3, A10, A11). */
final class FieldChangeTest {

  private static final Access COURSE = new Access("course", "basic");

  private static FieldChange change(String field, String before, String after) {
    return new FieldChange(field, before, after);
  }

  @Test
  void shouldShowEachValueOfARow() {
    UserChange all =
        UserChange.NONE
            .with()
            .fields(
                Map.of(
                    "lastName",
                    new Text("Before", "After"),
                    UserChange.LIST_PREFIX + "staff",
                    new Text("", "staff"),
                    UserChange.HAND_EDITED_PREFIX + "phone",
                    new Text("phone", "")))
            .join(Set.of("g1"))
            .leave(Set.of("g2"))
            .tags(Set.of("tag"))
            .access(List.of(COURSE))
            .password(true)
            .build();
    PlannedRow row = PlannedRow.of(4, "ada", Outcome.CREATED).changing(all);

    assertThat(FieldChange.of(row, id -> "group " + id))
        .containsExactly(
            change("status", "", "ACTIVE"),
            change("handEdited", "phone", ""),
            change("lastName", "Before", "After"),
            change("lists", "", "staff"),
            change("groups", "group g2", ""),
            change("groups", "", "group g1"),
            change("tags", "", "tag"),
            change("access", "", "course / basic"),
            change("password", "", "set"));
  }

  @Test
  void shouldShowNoStatusOfAnUpdate() {
    PlannedRow row = PlannedRow.of(4, "ada", Outcome.UPDATED);

    assertThat(FieldChange.of(row, id -> id)).isEmpty();
  }

  @Test
  void shouldShowWhatAnUndoTakesBack() {
    assertThat(FieldChange.of(back(Password.TAKEN), id -> id))
        .containsExactly(
            change("tags", "tag", ""),
            change("access", "course / basic", ""),
            change("password", "set", ""));
    assertThat(FieldChange.of(back(Password.RESTORED), id -> id))
        .contains(change("password", "", "set"));
    assertThat(FieldChange.of(back(Password.KEPT), id -> id)).hasSize(2);
  }

  private static UserChange back(Password password) {
    return UserChange.NONE.with().back(new Back(Set.of("tag"), List.of(COURSE), password)).build();
  }

  @Test
  void shouldShowAnEditByHand() {
    User user = SomeUser.user().tagged("old", "both").granted(COURSE).stored();
    UserEdit edit =
        UserEdit.NONE
            .with()
            .fields(Map.of("phone", "2", UserChange.HAND_EDITED_PREFIX + "phone", "phone"))
            .isProtected(Optional.of(true))
            .join(Set.of("in"))
            .leave(Set.of("out"))
            .tags(Optional.of(Set.of("both", "new")))
            .access(Optional.of(Set.of(new Access("course", "plus"))))
            .passwordHash(Optional.of("hash"))
            .build();

    assertThat(FieldChange.of(edit, user, Map.of("phone", "1")))
        .containsExactly(
            change("phone", "1", "2"),
            change("protected", "false", "true"),
            change("groups", "out", ""),
            change("groups", "", "in"),
            change("tags", "old", ""),
            change("tags", "", "new"),
            change("access", "course / basic", ""),
            change("access", "", "course / plus"),
            change("password", "", "set"));
  }

  @Test
  void shouldShowThatAPasswordIsReplaced() {
    User user = SomeUser.user().passwordSetBy(PasswordSetBy.IMPORT).stored();
    UserEdit edit =
        UserEdit.NONE.with().fields(Map.of("phone", "2")).passwordHash(Optional.of("hash")).build();

    assertThat(FieldChange.of(edit, user, Map.of()))
        .containsExactly(change("phone", "", "2"), change("password", "set", "set"));
  }
}
