package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.UserChange.Back;
import dev.rollbook.directory.UserChange.Password;
import dev.rollbook.directory.UserChange.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A change and what takes it back (SPEC S11). */
final class UserChangeTest {

  private static final Access COURSE = new Access("course", "basic");

  private static final UserChange CHANGE =
      UserChange.NONE
          .with()
          .fields(Map.of("lastName", new Text("Before", "After")))
          .join(Set.of("joined"))
          .leave(Set.of("left"))
          .tags(Set.of("tag"))
          .access(List.of(COURSE))
          .password(true)
          .build();

  @Test
  void shouldGiveBackEveryValue() {
    assertThat(CHANGE.inverse())
        .isEqualTo(
            UserChange.NONE
                .with()
                .fields(Map.of("lastName", new Text("After", "Before")))
                .join(Set.of("left"))
                .leave(Set.of("joined"))
                .back(new Back(Set.of("tag"), List.of(COURSE), Password.TAKEN))
                .build());
  }

  @Test
  void shouldBeTheSameTwiceTakenBackButForThePasswordSetAside() {
    UserChange twice = CHANGE.inverse().inverse();

    assertThat(twice.fields()).isEqualTo(CHANGE.fields());
    assertThat(twice.join()).isEqualTo(CHANGE.join());
    assertThat(twice.leave()).isEqualTo(CHANGE.leave());
    assertThat(twice.tags()).isEqualTo(CHANGE.tags());
    assertThat(twice.access()).isEqualTo(CHANGE.access());
    assertThat(twice.password()).isFalse();
    assertThat(twice.back()).isEqualTo(new Back(Set.of(), List.of(), Password.RESTORED));
    assertThat(twice.inverse().back().password()).isEqualTo(Password.TAKEN);
  }

  @Test
  void shouldTakeNothingBackOfNothing() {
    assertThat(UserChange.NONE.inverse()).isEqualTo(UserChange.NONE);
    assertThat(UserChange.NONE.isEmpty()).isTrue();
    assertThat(CHANGE.inverse().isEmpty()).isFalse();
    assertThat(
            UserChange.NONE
                .with()
                .back(new Back(Set.of("tag"), List.of(), Password.KEPT))
                .build()
                .isEmpty())
        .isFalse();
  }

  @Test
  void shouldJoinOnlyGroupsThatAreThere() {
    UserChange inverse = CHANGE.inverse();

    assertThat(inverse.joiningOnly(Set.of("left", "other"))).isEqualTo(inverse);
    assertThat(inverse.joiningOnly(Set.of("other")).join()).isEmpty();
    assertThat(inverse.joiningOnly(Set.of()).leave()).containsExactly("joined");
  }

  @Test
  void shouldTellADeactivation() {
    assertThat(UserChange.DEACTIVATION.isDeactivating()).isTrue();
    assertThat(UserChange.DEACTIVATION.inverse().isDeactivating()).isFalse();
    assertThat(CHANGE.isDeactivating()).isFalse();
  }

  @Test
  void shouldWriteNoUsername() { // SPEC U14
    UserChange renaming =
        UserChange.NONE.with(
            Map.of(
                UserChange.USERNAME, new Text("old", "new"), "lastName", new Text("", "Lovelace")));

    assertThat(renaming.texts()).containsOnlyKeys("lastName");
    assertThat(CHANGE.texts()).isEqualTo(CHANGE.fields());
  }

  @Test
  void shouldTellWhatAUserIsCalledBeforeAndAfter() { // SPEC U14
    UserChange rename = UserChange.rename("old", "new");

    assertThat(rename.isRenaming()).isTrue();
    assertThat(UserChange.DEACTIVATION.isRenaming()).isFalse();
    assertThat(rename.name()).isEqualTo(new UserChange.Text("old", "new"));
    assertThat(rename.inverse()).isEqualTo(UserChange.rename("new", "old"));
    assertThat(rename.texts()).isEmpty();
  }

  @Test
  void shouldMakeSomeTextsAnew() {
    UserChange change =
        UserChange.rename("a", "b")
            .with(
                Map.of(
                    "supervisor", new UserChange.Text("a", "c"),
                    "phone", new UserChange.Text("a", "c")));

    assertThat(change.mapped(Set.of("supervisor"), name -> name + name).fields())
        .containsEntry("supervisor", new UserChange.Text("aa", "cc"))
        .containsEntry("phone", new UserChange.Text("a", "c"))
        .hasSize(2);
  }

  private static final Instant DAY = Instant.parse("2026-03-01T08:00:00Z");

  private static UserChange day(String before, String after) {
    return UserChange.NONE.with(Map.of(UserChange.LEAVING_AT, new Text(before, after)));
  }

  @Test
  void shouldKnowWhetherTheDayOfLeavingGoes() { // SPEC D10
    assertThat(day(DAY.toString(), "").isStaying()).isTrue();
    assertThat(day("", DAY.toString()).isStaying()).isFalse();
    assertThat(CHANGE.isStaying()).isFalse();
  }

  @Test
  void shouldDeactivateWhoIsGivenADayBackThatHasCome() { // SPEC S11, D10
    UserChange given = day("", DAY.toString());
    User active = SomeUser.user().stored();

    assertThat(given.leftBy(active, DAY.minusSeconds(1))).isEqualTo(given);
    assertThat(given.leftBy(active, DAY).fields())
        .containsAllEntriesOf(UserChange.DEACTIVATION.fields())
        .containsAllEntriesOf(given.fields());
    assertThat(day("", "").leftBy(active, DAY)).isEqualTo(day("", ""));
  }

  @Test
  void shouldNotReactivateWhoseDayHasCome() { // SPEC S11, D10
    UserChange back = UserChange.DEACTIVATION.inverse();
    User left = SomeUser.user().leavingAt(DAY).inactive().stored();

    assertThat(back.leftBy(left, DAY.minusSeconds(1))).isEqualTo(back);
    assertThat(back.leftBy(left, DAY).isEmpty()).isTrue();
    assertThat(back.leftBy(SomeUser.user().inactive().stored(), DAY)).isEqualTo(back);
  }

  @Test
  void shouldLeaveTheDayToTheSweepWhereNothingOfItIsGivenBack() { // SPEC D10
    assertThat(CHANGE.leftBy(SomeUser.user().leavingAt(DAY).stored(), DAY)).isEqualTo(CHANGE);
  }
}
