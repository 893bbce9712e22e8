package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.RowModes.ExistingUsers;
import dev.rollbook.directory.RowModes.HandEdits;
import dev.rollbook.directory.RowModes.NewUsers;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which rows an import takes (SPEC U12, U13, D9, D10). */
final class RowModesTest {

  private static RowModes modes(NewUsers unknown, ExistingUsers known, boolean leavers) {
    return new RowModes(unknown, known, HandEdits.OVERWRITE, leavers, "", 0);
  }

  @Test
  void shouldBeTheDefaultWhereNothingIsSaid() {
    assertThat(new RowModes(null, null, null, false, null, 0)).isEqualTo(RowModes.DEFAULT);
    assertThat(RowModes.DEFAULT.createsUsers()).isTrue();
    assertThat(RowModes.DEFAULT.updatesUsers()).isTrue();
    assertThat(RowModes.DEFAULT.skips(true)).isFalse();
    assertThat(RowModes.DEFAULT.skips(false)).isFalse();
    assertThat(RowModes.DEFAULT.fillsOnly()).isFalse();
    assertThat(RowModes.DEFAULT.hasGrace()).isFalse();
  }

  @Test
  void shouldSkipWhomItIsToldTo() { // SPEC U12
    assertThat(modes(NewUsers.SKIP, ExistingUsers.UPDATE, false).skips(false)).isTrue();
    assertThat(modes(NewUsers.SKIP, ExistingUsers.UPDATE, false).skips(true)).isFalse();
    assertThat(modes(NewUsers.CREATE, ExistingUsers.SKIP, false).skips(true)).isTrue();
    assertThat(modes(NewUsers.CREATE, ExistingUsers.SKIP, false).skips(false)).isFalse();
    assertThat(modes(NewUsers.CREATE, ExistingUsers.SKIP, false).updatesUsers()).isFalse();
    assertThat(modes(NewUsers.CREATE, ExistingUsers.FILL_EMPTY, false).fillsOnly()).isTrue();
  }

  @Test
  void shouldCreateNobodyOfLeavers() { // SPEC D9
    assertThat(modes(NewUsers.CREATE, ExistingUsers.UPDATE, true).createsUsers()).isFalse();
    assertThat(modes(NewUsers.CREATE, ExistingUsers.UPDATE, true).skips(false)).isTrue();
  }

  @Test
  void shouldKeepOnlyFieldsThatWereChangedByHand() { // SPEC U13
    RowModes keeping =
        new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE, HandEdits.KEEP, false, "", 3);
    User user = SomeUser.user().handEdited("phone").stored();

    assertThat(keeping.keeps(user, "phone")).isTrue();
    assertThat(keeping.keeps(user, "email")).isFalse();
    assertThat(RowModes.DEFAULT.keeps(user, "phone")).isFalse();
    assertThat(keeping.hasGrace()).isTrue();
  }

  @Test
  void shouldTellWhoIsAboutToLeave() { // SPEC D10
    Instant day = Instant.parse("2026-12-01T00:00:00Z");

    assertThat(SomeUser.user().leavingAt(day).stored().leaves()).isTrue();
    assertThat(SomeUser.user().leavingAt(day).inactive().stored().leaves()).isFalse();
    assertThat(SomeUser.user().stored().leaves()).isFalse();
  }
}
