package dev.rollbook.directory;

import static dev.rollbook.directory.SomeRules.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SPEC section 5: what a group is. */
class GroupTest {

  @Test
  void shouldGiveAnImportedGroupAnIdThatFollowsFromItsName() {
    Group group = Group.imported("Klasse 1ä");

    assertThat(group)
        .isEqualTo(
            new Group(
                Group.importedId("Klasse 1ä"), "Klasse 1ä", Origin.IMPORT, Group.ROOT, List.of()));
    // Stored: another id for the same name would double every group.
    assertThat(Group.importedId("1a")).isEqualTo("imp-a73fcf33964092920728");
  }

  @Test
  void shouldTellImportedGroupsByTheirId() {
    assertThat(Group.isImported(Group.importedId("all"))).isTrue();
    assertThat(Group.isImported(Group.ROOT)).isFalse();
    assertThat(Group.isImported("important")).isFalse();
  }

  @Test
  void shouldGiveEveryTenantARootGroupWithoutConditionsOrParent() {
    assertThat(Group.root().id()).isEqualTo("all");
    assertThat(Group.root().origin()).isEqualTo(Origin.MANUAL);
    assertThat(Group.root().parent()).isEmpty();
    assertThat(Group.root().isConditional()).isFalse();
  }

  @Test
  void shouldBeMetByAUserThatMeetsEveryCondition() {
    Group group =
        new Group(
            "g",
            "g",
            Origin.MANUAL,
            Group.ROOT,
            List.of(when("Region", "Nord", "Süd"), when("Role", "")));

    assertThat(group.isConditional()).isTrue();
    assertThat(group.isMetBy(Map.of("Region", "Süd"))).isTrue();
    assertThat(group.isMetBy(Map.of("Region", "Süd", "Role", "Lehrer"))).isFalse();
    assertThat(group.isMetBy(Map.of("Region", "süd"))).isFalse();
    assertThat(group.isMetBy(Map.of())).isFalse();
  }
}
