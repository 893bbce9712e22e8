package dev.rollbook.directory;

import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.directory.UnlistedRules.Fate.LEAVES;
import static dev.rollbook.directory.UnlistedRules.Fate.STAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.RowModes.ExistingUsers;
import dev.rollbook.directory.RowModes.HandEdits;
import dev.rollbook.directory.RowModes.NewUsers;
import dev.rollbook.directory.UnlistedRules.Fate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC D1, D2, D9: whom an import puts out. */
class UnlistedRulesTest {

  private static final RowModes STAYING = RowModes.DEFAULT;
  private static final RowModes LEAVING =
      new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE, HandEdits.OVERWRITE, true);

  static Stream<Arguments> fates() {
    return Stream.of(
        of("D1 who is not listed leaves", STAYING, user(), false, false, LEAVES),
        of("D1 who is listed stays", STAYING, user(), true, true, STAYS),
        of("D1 who is listed in a failed row stays", STAYING, user(), true, false, STAYS),
        of("D1 who is inactive cannot leave", STAYING, user().inactive(), false, false, STAYS),
        of("D2 a MANUAL user stays", STAYING, user().manual(), false, false, STAYS),
        of("D2 a protected user stays", STAYING, user().isProtected(), false, false, STAYS),
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
    assertThat(new UnlistedRules(modes).fate(user.stored(), listed, applied)).isEqualTo(fate);
  }

  private static Arguments of(
      String rule, RowModes modes, SomeUser user, boolean listed, boolean applied, Fate fate) {
    return Arguments.of(rule, modes, user, listed, applied, fate);
  }
}
