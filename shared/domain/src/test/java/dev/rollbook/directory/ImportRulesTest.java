package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.roster.Target;
import org.junit.jupiter.api.Test;

/** What a change and the rules it follows hold to. */
class ImportRulesTest {

  @Test
  void shouldNotTakeAMappedPropertyThatTheTenantDoesNotHave() {
    SomeRules rules = SomeRules.rules().input("Region").mapping(new Target.Property("Level"));

    assertThatThrownBy(rules::frozen)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the tenant has no property Level");
  }

  @Test
  void shouldKeepTheChangeThatIsNoneAsItIs() {
    assertThatThrownBy(() -> UserChange.NONE.join().add("all"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> UserChange.NONE.fields().put("email", new UserChange.Text("", "x")))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
