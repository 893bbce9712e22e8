package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.CREATED;
import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.FindingCode.OPTION_UNKNOWN;

import dev.rollbook.roster.Target;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC U4 and U5: the tenant's own properties. */
class PropertyRulesTest {

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("U5 input takes the cell's text")
            .stored(user().property("Region", "Nord"))
            .under(rules -> rules.input("Region"))
            .cell("Region", "Süd, West")
            .then(UPDATED)
            .changes("property:Region", "Nord", "Süd, West"),
        rule("U5 input of a new user")
            .under(rules -> rules.input("Region"))
            .cell("Region", "Nord")
            .then(CREATED)
            .joins("all")
            .changes("property:Region", "", "Nord"),
        rule("U5 the same text again changes nothing")
            .stored(user().property("Region", "Nord"))
            .under(rules -> rules.input("Region"))
            .cell("Region", "Nord")
            .then(UNCHANGED),
        rule("U5 dropdown takes an option")
            .stored(user())
            .under(rules -> rules.dropdown("Level", "A", "B"))
            .cell("Level", "B")
            .then(UPDATED)
            .changes("property:Level", "", "B"),
        rule("U5 dropdown takes the first option for what is none, and warns")
            .stored(user().property("Level", "B"))
            .under(rules -> rules.dropdown("Level", "A", "B"))
            .cell("Level", "C")
            .then(UPDATED)
            .changes("property:Level", "B", "A")
            .finds(OPTION_UNKNOWN, LEVEL, "C", "A"),
        rule("U5 an option has to be equal exactly, its case too")
            .stored(user())
            .under(rules -> rules.dropdown("Level", "A", "B"))
            .cell("Level", "b")
            .then(UPDATED)
            .changes("property:Level", "", "A")
            .finds(OPTION_UNKNOWN, LEVEL, "b", "A"),
        rule("U5 an unknown option warns also when the first option is what is stored")
            .stored(user().property("Level", "A"))
            .under(rules -> rules.dropdown("Level", "A", "B"))
            .cell("Level", "C")
            .then(UNCHANGED)
            .finds(OPTION_UNKNOWN, LEVEL, "C", "A"),
        rule("U5 the first option may be empty: an unknown one removes the value")
            .stored(user().property("Level", "B"))
            .under(rules -> rules.dropdown("Level", "", "B"))
            .cell("Level", "C")
            .then(UPDATED)
            .changes("property:Level", "B", "")
            .finds(OPTION_UNKNOWN, LEVEL, "C", ""),
        rule("U5 a dropdown without options takes nothing")
            .stored(user().property("Level", "B"))
            .under(rules -> rules.dropdown("Level"))
            .cell("Level", "B")
            .then(UPDATED)
            .changes("property:Level", "B", "")
            .finds(OPTION_UNKNOWN, LEVEL, "B", ""),
        rule("U4 an empty cell keeps a dropdown's value, and is no unknown option")
            .stored(user().property("Level", "B"))
            .under(rules -> rules.dropdown("Level", "A", "B"))
            .cell("Level", "")
            .then(UNCHANGED),
        rule("U4 an empty cell of a new user takes no first option")
            .under(rules -> rules.dropdown("Level", "A", "B"))
            .cell("Level", "")
            .then(CREATED)
            .joins("all"),
        rule("U4 an empty cell clears a dropdown's value with emptyCells clear, and takes no first option")
            .stored(user().property("Level", "B"))
            .under(rules -> rules.dropdown("Level", "A", "B").clearing())
            .cell("Level", "")
            .then(UPDATED)
            .changes("property:Level", "B", ""),
        rule("U4 an empty cell keeps an input's value")
            .stored(user().property("Region", "Nord"))
            .under(rules -> rules.input("Region"))
            .cell("Region", "")
            .then(UNCHANGED),
        rule("U4 an empty cell clears an input's value with emptyCells clear")
            .stored(user().property("Region", "Nord"))
            .under(rules -> rules.input("Region").clearing())
            .cell("Region", "")
            .then(UPDATED)
            .changes("property:Region", "Nord", ""),
        rule("R4 a cell that the row does not have clears nothing with emptyCells clear")
            .stored(user().property("Region", "Nord"))
            .under(rules -> rules.input("Region").clearing())
            .missing(new Target.Property("Region"))
            .then(UNCHANGED),
        rule("U4 a property without a column stays")
            .stored(user().property("Region", "Nord").property("Level", "B"))
            .under(rules -> rules.input("Region").dropdown("Level", "A", "B").clearing())
            .cell("Region", "")
            .then(UPDATED)
            .changes("property:Region", "Nord", ""),
        rule("R14 the warnings of several properties come in the order of their names")
            .stored(user())
            .under(
                rules ->
                    rules
                        .dropdown("C", "x")
                        .dropdown("A", "x")
                        .dropdown("D", "x")
                        .dropdown("B", "x"))
            .cell("D", "4")
            .cell("B", "2")
            .cell("C", "3")
            .cell("A", "1")
            .then(UPDATED)
            .changes("property:A", "", "x")
            .changes("property:B", "", "x")
            .changes("property:C", "", "x")
            .changes("property:D", "", "x")
            .finds(OPTION_UNKNOWN, new Target.Property("A"), "1", "x")
            .finds(OPTION_UNKNOWN, new Target.Property("B"), "2", "x")
            .finds(OPTION_UNKNOWN, new Target.Property("C"), "3", "x")
            .finds(OPTION_UNKNOWN, new Target.Property("D"), "4", "x"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(RuleCase rule) {
    rule.holds();
  }

  private static final Target LEVEL = new Target.Property("Level");
}
