package dev.rollbook.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC R7: what a heading names; the reader's own tests have more. */
class HeadingsTest {

  private final Headings headings = new Headings(List.of("Cost Centre", "Manager"));

  @ParameterizedTest
  @CsvSource({
    "Benutzername, username",
    "user_name, username",
    "E-Mail, email",
    "zweiter Vorgesetzter, secondSupervisor",
    "COST-CENTRE, property:Cost Centre",
    "property:manager, property:Manager",
    "Manager, supervisor"
  })
  void shouldKnowFieldsThenProperties(String heading, String target) {
    assertThat(headings.target(heading)).contains(Target.of(target));
  }

  @Test
  void shouldPreferThePropertyOfExactlyThatName() { // SPEC R7
    Headings twins = new Headings(List.of("Abteilung", "abteilung"));
    assertThat(twins.target("abteilung")).contains(new Target.Property("abteilung"));
    assertThat(twins.target("Abteilung")).contains(new Target.Property("Abteilung"));
    assertThat(twins.target("ABTEILUNG")).contains(new Target.Property("Abteilung"));
    assertThat(twins.exact("ABTEILUNG")).isEmpty();
    assertThat(new Headings(List.of("E-Mail")).exact("E-Mail")).isEmpty();
  }

  @Test
  void shouldKnowNothingOfOtherHeadings() {
    assertThat(headings.target("Colour")).isEmpty();
    assertThat(headings.target("")).isEmpty();
    assertThat(Headings.normalize(" _-.")).isEmpty();
  }
}
