package dev.rollbook.directory;

import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.directory.UnlistedRules.Fate.LEAVES;
import static dev.rollbook.directory.UnlistedRules.Fate.LEAVES_LIST;
import static dev.rollbook.directory.UnlistedRules.Fate.STAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.RowModes.ExistingUsers;
import dev.rollbook.directory.RowModes.HandEdits;
import dev.rollbook.directory.RowModes.NewUsers;
import dev.rollbook.directory.UnlistedRules.Fate;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC D1, D2, D8 to D10: whom an import puts out. */
class UnlistedRulesTest {

  private static final Instant DAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final RowModes STAYING = RowModes.DEFAULT;
  private static final RowModes LEAVING =
      new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE, HandEdits.OVERWRITE, true, "", 0);

  private static final RowModes STAFF =
      new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE, HandEdits.OVERWRITE, false, "staff", 0);

  private static final RowModes GRACE =
      new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE, HandEdits.OVERWRITE, false, "", 14);

  /** A user that leaves on a day that is set. */
  private static SomeUser leaver() {
    return user().leavingAt(DAY);
  }

  /** A user of the list, and of others. */
  private static SomeUser on(String... others) {
    return user().on("staff").on(others);
  }

  static Stream<Arguments> fates() {
    return Stream.of(
        of("D1 who is not listed leaves", STAYING, user(), false, false, LEAVES),
        of("D1 who is listed stays", STAYING, user(), true, true, STAYS),
        of("D1 who is listed in a failed row stays", STAYING, user(), true, false, STAYS),
        of("D1 who is inactive cannot leave", STAYING, user().inactive(), false, false, STAYS),
        of("D2 a MANUAL user stays", STAYING, user().manual(), false, false, STAYS),
        of("D2 a protected user stays", STAYING, user().isProtected(), false, false, STAYS),
        of("D8 who was never on the list stays", STAFF, user(), false, false, STAYS),
        of("D8 who is on another list stays", STAFF, user().on("a"), false, false, STAYS),
        of("D8 who is on it and listed stays", STAFF, user().on("staff"), true, true, STAYS),
        of("D8 R13 who is listed in a failed row stays", STAFF, on(), true, false, STAYS),
        of("D8 whom no other list names leaves", STAFF, on(), false, false, LEAVES),
        of("D8 whom another names leaves the list", STAFF, on("a"), false, false, LEAVES_LIST),
        of("D8 D2 a MANUAL user leaves the list", STAFF, on().manual(), false, false, LEAVES_LIST),
        of("D8 an inactive one leaves it", STAFF, on().inactive(), false, false, LEAVES_LIST),
        of("D8 D1 without a list anybody leaves", STAYING, on("a"), false, false, LEAVES),
        of("D10 who is not listed leaves in some days", GRACE, user(), false, false, LEAVES),
        of("D10 unlisted again, the day stays", GRACE, leaver(), false, false, STAYS),
        of("D10 D1 without grace it leaves at once", STAYING, leaver(), false, false, LEAVES),
        of("D10 listed again, it stays", GRACE, leaver(), true, true, STAYS),
        of("D10 D2 a MANUAL user stays", GRACE, user().manual(), false, false, STAYS),
        of("D9 a leaver leaves", LEAVING, user(), true, true, LEAVES),
        of("D9 who is no leaver stays", LEAVING, user(), false, false, STAYS),
        of("D9 who is a leaver in a failed row stays", LEAVING, user(), true, false, STAYS),
        of("D9 an inactive leaver stays as it is", LEAVING, user().inactive(), true, true, STAYS),
        of("D9 D2 a MANUAL leaver stays", LEAVING, user().manual(), true, true, STAYS),
        of("D9 D2 a protected leaver stays", LEAVING, user().isProtected(), true, true, STAYS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fates")
  void holds(
      String rule, RowModes modes, SomeUser user, boolean listed, boolean applied, Fate fate) {
    assertThat(new UnlistedRules(modes, "").fate(user.stored(), listed, applied)).isEqualTo(fate);
  }

  @Test
  void shouldCountTheListsOwnUsersForTheGuard() { // SPEC D4 D8
    assertThat(new UnlistedRules(STAFF, "").eligible(on("a").stored())).isTrue();
    assertThat(new UnlistedRules(STAFF, "").eligible(user().on("a").stored())).isFalse();
    assertThat(new UnlistedRules(STAFF, "").eligible(on().inactive().stored())).isFalse();
    assertThat(new UnlistedRules(STAYING, "").eligible(user().stored())).isTrue();
    assertThat(new UnlistedRules(LEAVING, "").eligible(user().stored())).isTrue();
  }

  @Test
  void shouldTakeTheUserFromTheListWhateverElseBecomesOfIt() { // SPEC D8
    assertThat(new UnlistedRules(STAFF, "").change(LEAVES).fields())
        .containsOnlyKeys("list:staff", "status");
    assertThat(new UnlistedRules(STAFF, "").change(LEAVES_LIST).fields())
        .containsExactly(Map.entry("list:staff", new UserChange.Text("staff", "")));
    assertThat(new UnlistedRules(STAYING, "").change(LEAVES)).isEqualTo(UserChange.DEACTIVATION);
    assertThat(new UnlistedRules(STAFF, "").change(STAYS)).isEqualTo(UserChange.NONE);
  }

  @Test
  void shouldSetTheDayInPlaceOfTheStatus() { // SPEC D10
    assertThat(new UnlistedRules(GRACE, DAY.toString()).change(LEAVES).fields())
        .containsExactly(Map.entry("leavingAt", new UserChange.Text("", "2026-05-01T00:00:00Z")));
  }

  /** Rows that are applied say so themselves. */
  @Test
  void shouldLetStayWhoIsListedInARowThatIsNotApplied() { // SPEC D10
    RowModes skipping =
        new RowModes(NewUsers.CREATE, ExistingUsers.SKIP, HandEdits.OVERWRITE, false, "", 0);
    assertThat(new UnlistedRules(GRACE, "").isListedAgain(leaver().stored(), true, false)).isTrue();
    assertThat(new UnlistedRules(GRACE, "").isListedAgain(leaver().stored(), true, true)).isFalse();
    assertThat(new UnlistedRules(GRACE, "").isListedAgain(leaver().stored(), false, false))
        .isFalse();
    assertThat(new UnlistedRules(GRACE, "").isListedAgain(user().stored(), true, false)).isFalse();
    assertThat(new UnlistedRules(skipping, "").isListedAgain(leaver().stored(), true, true))
        .isTrue();
    assertThat(new UnlistedRules(LEAVING, "").isListedAgain(leaver().stored(), true, false))
        .isFalse();
  }

  private static Arguments of(
      String rule, RowModes modes, SomeUser user, boolean listed, boolean applied, Fate fate) {
    return Arguments.of(rule, modes, user, listed, applied, fate);
  }
}
