package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.CREATED;
import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeRules.when;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.FindingCode.OPTION_UNKNOWN;
import static dev.rollbook.roster.Target.Field.GROUPS;
import static dev.rollbook.roster.Target.Field.PHONE;

import dev.rollbook.roster.Target;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC section 5: which groups a user is in. */
class GroupRulesTest {

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("G1 the cell names IMPORT groups, split at commas")
            .stored(user())
            .cell(GROUPS, "1a, Chor ,,1a")
            .then(UPDATED)
            .joins(imp("1a"), imp("Chor")),
        rule("G1 what surrounds a group's name is trimmed as around a cell, no-break and zero-width spaces too")
            .stored(user().in(imp("1a"), imp("Chor")))
            .cell(GROUPS, "\u200b1a,\u00a0Chor\u00a0")
            .then(UNCHANGED),
        rule("G1 a MANUAL group of the same name is left alone")
            .stored(user().in("1a", "Chor"))
            .cell(GROUPS, "1a")
            .then(UPDATED)
            .joins(imp("1a")),
        rule("G1 a conditional group of the same name is left alone")
            .stored(user())
            .under(rules -> rules.input("Region").group("1a", when("Region", "Nord")))
            .cell(GROUPS, "1a")
            .then(UPDATED)
            .joins(imp("1a")),
        rule("G1 a new user joins the cell's groups and the default group")
            .cell(GROUPS, "1a,1b")
            .then(CREATED)
            .joins("all", imp("1a"), imp("1b")),
        rule("G2 the user joins and leaves IMPORT groups to match the cell")
            .stored(user().in("all", imp("1a"), imp("Chor")))
            .cell(GROUPS, "2a,Chor")
            .then(UPDATED)
            .joins(imp("2a"))
            .leaves(imp("1a")),
        rule("G2 the groups the user is in change nothing, whatever their order")
            .stored(user().in(imp("1a"), imp("Chor")))
            .cell(GROUPS, "Chor,1a")
            .then(UNCHANGED),
        rule("G2 an empty cell keeps the groups")
            .stored(user().in(imp("1a")))
            .cell(GROUPS, "")
            .then(UNCHANGED),
        rule("G2 a column that is not mapped keeps the groups, with emptyCells clear too")
            .stored(user().in(imp("1a")))
            .under(SomeRules::clearing)
            .then(UNCHANGED),
        rule("U4 an empty cell leaves every IMPORT group with emptyCells clear, and no other")
            .stored(user().in("all", "staff", imp("1a"), imp("Chor")))
            .under(SomeRules::clearing)
            .cell(GROUPS, "")
            .then(UPDATED)
            .leaves(imp("1a"), imp("Chor")),
        rule("R4 a cell that the row does not have leaves no group with emptyCells clear")
            .stored(user().in("all", imp("1a")))
            .under(SomeRules::clearing)
            .missing(GROUPS)
            .then(UNCHANGED),
        rule("G2 a cell of nothing but commas is not empty and names no group")
            .stored(user().in("all", imp("1a")))
            .cell(GROUPS, " , ,")
            .then(UPDATED)
            .leaves(imp("1a")),
        rule("G3 MANUAL groups without conditions stay")
            .stored(user().in("all", "staff"))
            .under(rules -> rules.input("Region").group("north", when("Region", "Nord")))
            .cell(GROUPS, "1a")
            .cell("Region", "Süd")
            .then(UPDATED)
            .joins(imp("1a"))
            .changes("property:Region", "", "Süd"),
        rule("G4 a new user joins the groups whose conditions it meets")
            .under(GroupRulesTest::schools)
            .cell("Region", "Nord")
            .then(CREATED)
            .changes("property:Region", "", "Nord")
            .joins("all", "north", "north-or-west"),
        rule("G4 a new user without properties joins a group for users without the property")
            .under(rules -> rules.input("Region").group("nowhere", when("Region", "")))
            .then(CREATED)
            .joins("all", "nowhere"),
        rule("G4 a changed property joins")
            .stored(user().property("Region", "Süd"))
            .under(GroupRulesTest::schools)
            .cell("Region", "West")
            .then(UPDATED)
            .changes("property:Region", "Süd", "West")
            .joins("north-or-west"),
        rule("G4 a property that stays joins nothing, though its condition is met")
            .stored(user().property("Region", "Nord"))
            .under(GroupRulesTest::schools)
            .cell("Region", "Nord")
            .then(UNCHANGED),
        rule("G4 another field's change joins nothing, though a condition is met")
            .stored(user().property("Region", "Nord"))
            .under(GroupRulesTest::schools)
            .cell(PHONE, "1")
            .then(UPDATED)
            .changes(PHONE, "", "1"),
        rule("G4 another property's change joins each group whose conditions are met now")
            .stored(user().property("Region", "Nord"))
            .under(GroupRulesTest::schools)
            .cell("Role", "Lehrer")
            .then(UPDATED)
            .changes("property:Role", "", "Lehrer")
            .joins("north", "north-or-west", "teachers", "north-teachers"),
        rule("G4 several conditions have to be met all of them")
            .stored(user().property("Role", "Lehrer").in("teachers"))
            .under(GroupRulesTest::schools)
            .cell("Region", "West")
            .then(UPDATED)
            .changes("property:Region", "", "West")
            .joins("north-or-west"),
        rule("G4 a group is left when its property is autoRemove")
            .stored(user().property("Region", "Nord").in("north", "north-or-west"))
            .under(GroupRulesTest::schools)
            .cell("Region", "West")
            .then(UPDATED)
            .changes("property:Region", "Nord", "West")
            .leaves("north"),
        rule("G4 a group is not left when its property is not autoRemove")
            .stored(user().property("Role", "Lehrer").in("teachers"))
            .under(GroupRulesTest::schools)
            .cell("Role", "Schüler")
            .then(UPDATED)
            .changes("property:Role", "Lehrer", "Schüler"),
        rule("G4 of several conditions, the one that fails decides: autoRemove")
            .stored(
                user()
                    .property("Region", "Nord")
                    .property("Role", "Lehrer")
                    .in("teachers", "north-teachers", "north", "north-or-west"))
            .under(GroupRulesTest::schools)
            .cell("Region", "West")
            .then(UPDATED)
            .changes("property:Region", "Nord", "West")
            .leaves("north-teachers", "north"),
        rule("G4 of several conditions, the one that fails decides: not autoRemove")
            .stored(
                user()
                    .property("Region", "Nord")
                    .property("Role", "Lehrer")
                    .in("north-teachers", "north", "north-or-west"))
            .under(GroupRulesTest::schools)
            .cell("Role", "Schüler")
            .then(UPDATED)
            .changes("property:Role", "Lehrer", "Schüler"),
        rule("G4 of several conditions that fail, one with autoRemove is enough")
            .stored(
                user().property("Region", "Nord").property("Role", "Lehrer").in("north-teachers"))
            .under(GroupRulesTest::schools)
            .cell("Region", "Süd")
            .cell("Role", "Schüler")
            .then(UPDATED)
            .changes("property:Region", "Nord", "Süd")
            .changes("property:Role", "Lehrer", "Schüler")
            .leaves("north-teachers"),
        rule("G4 a property that fails later takes the user out, though another one failed before it")
            .stored(
                user()
                    .property("Region", "Nord")
                    .property("Role", "Schüler")
                    .in("north-teachers", "north", "north-or-west"))
            .under(GroupRulesTest::schools)
            .cell("Region", "Süd")
            .then(UPDATED)
            .changes("property:Region", "Nord", "Süd")
            .leaves("north-teachers", "north", "north-or-west"),
        rule("G4 a group that the user never met, and is in by hand, is not left for another property's change")
            .stored(user().property("Region", "Süd").in("north"))
            .under(GroupRulesTest::schools)
            .cell("Role", "Lehrer")
            .then(UPDATED)
            .changes("property:Role", "", "Lehrer")
            .joins("teachers"),
        rule("G4 a group that the user never met, and is in by hand, is not left for a property that still does not meet")
            .stored(user().property("Region", "Süd").in("north"))
            .under(GroupRulesTest::schools)
            .cell("Region", "Ost")
            .then(UPDATED)
            .changes("property:Region", "Süd", "Ost"),
        rule("G4 a cleared property leaves as well")
            .stored(user().property("Region", "Nord").in("north", "north-or-west"))
            .under(rules -> schools(rules).clearing())
            .cell("Region", "")
            .then(UPDATED)
            .changes("property:Region", "Nord", "")
            .leaves("north", "north-or-west"),
        rule("G4 a dropdown's first option counts as what the user has now")
            .stored(user())
            .under(rules -> rules.dropdown("Level", "A", "B").group("level-a", when("Level", "A")))
            .cell("Level", "unknown")
            .then(UPDATED)
            .changes("property:Level", "", "A")
            .joins("level-a")
            .finds(OPTION_UNKNOWN, new Target.Property("Level"), "unknown", "A"),
        rule("G4 a condition on a property that the tenant dropped removes nobody")
            .stored(user().property("Gone", "x").property("Region", "Nord").in("relic"))
            .under(
                rules ->
                    rules.input("Region").group("relic", when("Gone", "x"), when("Region", "Nord")))
            .cell("Region", "Süd")
            .then(UPDATED)
            .changes("property:Region", "Nord", "Süd"),
        rule("G4 reactivation alone moves nobody")
            .stored(user().inactive().property("Region", "Nord"))
            .under(GroupRulesTest::schools)
            .then(UPDATED)
            .reactivates(),
        rule("G5 the default group takes users that the import creates")
            .under(rules -> rules.defaultGroup("newcomers"))
            .then(CREATED)
            .joins("newcomers"),
        rule("G5 the default group takes no user that exists")
            .stored(user())
            .under(rules -> rules.defaultGroup("newcomers"))
            .cell(PHONE, "1")
            .then(UPDATED)
            .changes(PHONE, "", "1"),
        rule("G5 the default group takes no user that is reactivated")
            .stored(user().inactive())
            .under(rules -> rules.defaultGroup("newcomers"))
            .then(UPDATED)
            .reactivates(),
        rule("G6 reactivation keeps every group")
            .stored(user().inactive().in("all", "staff", imp("1a")))
            .then(UPDATED)
            .reactivates());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(RuleCase rule) {
    rule.holds();
  }

  /** Region is autoRemove, Role is not. */
  private static SomeRules schools(SomeRules rules) {
    return rules
        .autoRemoving("Region")
        .input("Role")
        .group("north", when("Region", "Nord"))
        .group("north-or-west", when("Region", "Nord", "West"))
        .group("teachers", when("Role", "Lehrer"))
        .group("north-teachers", when("Region", "Nord"), when("Role", "Lehrer"));
  }

  private static String imp(String name) {
    return Group.importedId(name);
  }
}
