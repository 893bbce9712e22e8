package dev.rollbook.directory;

import static dev.rollbook.directory.SomeUser.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may be deactivated, who is shown, and what an edit by hand says. */
class UserTest {

  static Stream<Arguments> deactivatable() {
    return Stream.of(
        Arguments.of("D1 an active user of an import may be deactivated", user(), true),
        Arguments.of("D1 an inactive one is inactive already", user().inactive(), false),
        Arguments.of("D2 a MANUAL user is never deactivated", user().manual(), false),
        Arguments.of("D2 a protected user is never deactivated", user().isProtected(), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void deactivatable(String rule, SomeUser user, boolean expected) {
    assertThat(user.stored().deactivatable()).as(rule).isEqualTo(expected);
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        Arguments.of("no filter shows everybody", UserFilter.ALL, true),
        Arguments.of("the status", new UserFilter("ACTIVE", "", ""), true),
        Arguments.of("another status", new UserFilter("INACTIVE", "", ""), false),
        Arguments.of("a group", new UserFilter("", "all", ""), true),
        Arguments.of("another group", new UserFilter("", "staff", ""), false),
        Arguments.of("a tag", new UserFilter("", "", "2026"), true),
        Arguments.of("another tag", new UserFilter("", "", "2025"), false),
        Arguments.of("all of them", new UserFilter("ACTIVE", "all", "2026"), true),
        Arguments.of("all but one", new UserFilter("ACTIVE", "all", "2025"), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void filters(String what, UserFilter filter, boolean shown) {
    assertThat(filter.accepts(user().in("all").tagged("2026").stored())).as(what).isEqualTo(shown);
  }

  @Test
  void shouldNameItsTextsAsAChangeDoes() {
    User user =
        SomeUser.user().with("email", "a@x.de").with("phone", "1").property("Ort", "Bonn").stored();

    assertThat(user.texts())
        .containsEntry("email", "a@x.de")
        .containsEntry("phone", "1")
        .containsEntry("firstName", "")
        .containsEntry("property:Ort", "Bonn")
        .containsEntry("status", "ACTIVE");
  }

  @Test
  void shouldEditTextsAlone() {
    Map<String, String> fields = new HashMap<>(Map.of("email", "a@x.de"));

    UserEdit edit = UserEdit.of(fields);
    fields.clear();

    assertThat(edit.fields()).containsExactly(Map.entry("email", "a@x.de"));
    assertThat(edit.join()).isEmpty();
    assertThat(edit.leave()).isEmpty();
    assertThat(edit.tags()).isEmpty();
    assertThat(edit.access()).isEmpty();
    assertThat(edit.isProtected()).isEmpty();
    assertThat(edit.passwordHash()).isEmpty();
  }

  @Test
  void shouldEditGroupsAlone() {
    Set<String> join = new HashSet<>(Set.of("all"));

    UserEdit edit = UserEdit.ofGroups(join, Set.of("staff"));
    join.clear();

    assertThat(edit.join()).containsExactly("all");
    assertThat(edit.leave()).containsExactly("staff");
    assertThat(edit.fields()).isEmpty();
    assertThat(edit.passwordHash()).isEmpty();
  }

  @Test
  void shouldFailAPlannedRowAsAWhole() {
    Finding why = Finding.of(FindingCode.PROCESSING_FAILED, "");
    PlannedRow planned =
        PlannedRow.of(7, "anna", PlannedRow.Outcome.UPDATED)
            .with()
            .reactivates(true)
            .change(UserChange.NONE.with().join(Set.of("all")).password(true).build())
            .build();

    assertThat(planned.writes()).isTrue();
    assertThat(planned.failed(why))
        .isEqualTo(PlannedRow.of(7, "anna", PlannedRow.Outcome.FAILED).with(List.of(why)));
    assertThat(planned.failed(why).writes()).isFalse();
  }

  @Test
  void shouldKeepEveryPartThatItIsBuiltOf() {
    java.time.Instant day = java.time.Instant.parse("2026-11-26T00:00:00Z");

    User built =
        User.named("ada", day.plusSeconds(1))
            .id("01J")
            .formerUsername("adele")
            .renamedFrom("ida")
            .createdAt(day)
            .lastImportId("01H")
            .revision("7/x")
            .build();

    assertThat(built.id()).isEqualTo("01J");
    assertThat(built.formerUsername()).isEqualTo("adele");
    assertThat(built.renamedFrom()).isEqualTo("ida");
    assertThat(built.createdAt()).isEqualTo(day);
    assertThat(built.lastImportId()).isEqualTo("01H");
    assertThat(built.revision()).isEqualTo("7/x");
    assertThat(built.with().build()).isEqualTo(built);
  }
}
