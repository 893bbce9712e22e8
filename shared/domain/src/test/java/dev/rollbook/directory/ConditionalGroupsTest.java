package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.ConditionalGroups.Moves;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SPEC G4 where a row does not come into it; the rest is in {@link GroupRulesTest}. */
class ConditionalGroupsTest {

  private static final Group NORTH = group("Region", "North");
  private static final Group SALES = group("Department", "Sales");
  private static final Group PLAIN = new Group("g", "G", Origin.MANUAL, Group.ROOT, List.of());
  private static final Map<String, Property> PROPERTIES =
      Map.of(
          "Region", new Property("Region", Property.Type.INPUT, List.of(), true),
          "Department", new Property("Department", Property.Type.INPUT, List.of(), false));

  private final ConditionalGroups groups = new ConditionalGroups(List.of(), PROPERTIES);

  private static Group group(String property, String value) {
    return new Group(
        "g",
        "G",
        Origin.MANUAL,
        Group.ROOT,
        List.of(new Group.Condition(property, List.of(value))));
  }

  @Test
  void shouldLetJoinWhoMeetsTheNewConditions() {
    assertThat(groups.redefined(PLAIN, NORTH, Map.of("Region", "North")))
        .isEqualTo(new Moves(Set.of("g"), Set.of()));
  }

  @Test
  void shouldLetLeaveWhoMetTheOldConditionsAndFailsANewOneThatRemoves() {
    assertThat(groups.redefined(SALES, NORTH, Map.of("Department", "Sales")))
        .isEqualTo(new Moves(Set.of(), Set.of("g")));
  }

  @Test
  void shouldKeepWhoFailsANewConditionThatDoesNotRemove() {
    assertThat(groups.redefined(NORTH, SALES, Map.of("Region", "North"))).isEqualTo(Moves.NONE);
  }

  @Test
  void shouldKeepWhomAPersonPutThere() {
    assertThat(groups.redefined(PLAIN, NORTH, Map.of())).isEqualTo(Moves.NONE);
    assertThat(groups.redefined(SALES, NORTH, Map.of())).isEqualTo(Moves.NONE);
  }

  @Test
  void shouldKeepEveryoneWhenTheConditionsGo() {
    assertThat(groups.redefined(NORTH, PLAIN, Map.of("Region", "North"))).isEqualTo(Moves.NONE);
  }

  @Test
  void shouldKeepWhoFailsAConditionOnAPropertyThatIsGone() {
    assertThat(
            new ConditionalGroups(List.of(), Map.of())
                .redefined(SALES, NORTH, Map.of("Department", "Sales")))
        .isEqualTo(Moves.NONE);
  }
}
