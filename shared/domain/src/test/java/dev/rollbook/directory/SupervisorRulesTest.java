package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.CREATED;
import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.FindingCode.SUPERVISOR_SELF;
import static dev.rollbook.roster.FindingCode.SUPERVISOR_UNKNOWN;
import static dev.rollbook.roster.Target.Field.SECOND_SUPERVISOR;
import static dev.rollbook.roster.Target.Field.SUPERVISOR;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC U7: supervisor and second supervisor. */
class SupervisorRulesTest {

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("U7 a supervisor that the tenant has is taken")
            .stored(user())
            .others("boss")
            .cell(SUPERVISOR, "boss")
            .then(UPDATED)
            .changes(SUPERVISOR, "", "boss"),
        rule("U7 a supervisor that the roster creates is taken")
            .stored(user())
            .cell(SUPERVISOR, "new")
            .listedToo(SUPERVISOR)
            .then(UPDATED)
            .changes(SUPERVISOR, "", "new"),
        rule("U7 unknown supervisor takes the tenant's default")
            .stored(user().with("supervisor", "old"))
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "ghost")
            .then(UPDATED)
            .changes(SUPERVISOR, "old", "first")
            .finds(SUPERVISOR_UNKNOWN, SUPERVISOR, "ghost", "first"),
        rule("U7 unknown supervisor without a default gives none")
            .stored(user().with("supervisor", "old"))
            .cell(SUPERVISOR, "ghost")
            .then(UPDATED)
            .changes(SUPERVISOR, "old", "")
            .finds(SUPERVISOR_UNKNOWN, SUPERVISOR, "ghost", ""),
        rule("U7 unknown supervisor warns also when the default is what is stored")
            .stored(user().with("supervisor", "first"))
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "ghost")
            .then(UNCHANGED)
            .finds(SUPERVISOR_UNKNOWN, SUPERVISOR, "ghost", "first"),
        rule("U7 a supervisor's name has to be equal exactly")
            .stored(user())
            .others("boss")
            .cell(SUPERVISOR, "Boss")
            .then(UNCHANGED)
            .finds(SUPERVISOR_UNKNOWN, SUPERVISOR, "Boss", ""),
        rule("U7 a new user gets the supervisor")
            .others("boss")
            .cell(SUPERVISOR, "boss")
            .then(CREATED)
            .joins("all")
            .changes(SUPERVISOR, "", "boss"),
        rule("U7 a new user with an unknown supervisor gets the default")
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "ghost")
            .then(CREATED)
            .joins("all")
            .changes(SUPERVISOR, "", "first")
            .finds(SUPERVISOR_UNKNOWN, SUPERVISOR, "ghost", "first"),
        rule("U7 second supervisor is taken")
            .stored(user())
            .others("boss")
            .cell(SECOND_SUPERVISOR, "boss")
            .then(UPDATED)
            .changes(SECOND_SUPERVISOR, "", "boss"),
        rule("U7 unknown second supervisor takes the second default")
            .stored(user())
            .under(SupervisorRulesTest::defaults)
            .cell(SECOND_SUPERVISOR, "ghost")
            .then(UPDATED)
            .changes(SECOND_SUPERVISOR, "", "second")
            .finds(SUPERVISOR_UNKNOWN, SECOND_SUPERVISOR, "ghost", "second"),
        rule("U7 the roster creates the one supervisor and not the other")
            .stored(user())
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "new")
            .cell(SECOND_SUPERVISOR, "ghost")
            .listedToo(SUPERVISOR)
            .then(UPDATED)
            .changes(SUPERVISOR, "", "new")
            .changes(SECOND_SUPERVISOR, "", "second")
            .finds(SUPERVISOR_UNKNOWN, SECOND_SUPERVISOR, "ghost", "second"),
        rule("U7 a user naming itself gets the default")
            .stored(user())
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "anna")
            .then(UPDATED)
            .changes(SUPERVISOR, "", "first")
            .finds(SUPERVISOR_SELF, SUPERVISOR, "first"),
        rule("U7 a user naming itself gets none without a default")
            .stored(user().with("supervisor", "old"))
            .cell(SUPERVISOR, "anna")
            .then(UPDATED)
            .changes(SUPERVISOR, "old", "")
            .finds(SUPERVISOR_SELF, SUPERVISOR, ""),
        rule("U7 a new user naming itself, which the roster lists, gets the default")
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "anna")
            .listedToo(SUPERVISOR)
            .then(CREATED)
            .joins("all")
            .changes(SUPERVISOR, "", "first")
            .finds(SUPERVISOR_SELF, SUPERVISOR, "first"),
        rule("U7 a user naming itself as second supervisor gets the second default")
            .stored(user())
            .under(SupervisorRulesTest::defaults)
            .cell(SECOND_SUPERVISOR, "anna")
            .then(UPDATED)
            .changes(SECOND_SUPERVISOR, "", "second")
            .finds(SUPERVISOR_SELF, SECOND_SUPERVISOR, "second"),
        rule("U7 the tenant's default naming itself gets none")
            .stored(user().named("first").with("supervisor", "old"))
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "first")
            .then(UPDATED)
            .changes(SUPERVISOR, "old", "")
            .finds(SUPERVISOR_SELF, SUPERVISOR, ""),
        rule("U7 the tenant's default with an unknown supervisor gets none")
            .stored(user().named("first").with("supervisor", "old"))
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "ghost")
            .then(UPDATED)
            .changes(SUPERVISOR, "old", "")
            .finds(SUPERVISOR_UNKNOWN, SUPERVISOR, "ghost", ""),
        rule("U4 an empty cell keeps the supervisors")
            .stored(user().with("supervisor", "a").with("secondSupervisor", "b"))
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "")
            .cell(SECOND_SUPERVISOR, "")
            .then(UNCHANGED),
        rule("U4 an empty cell clears the supervisors with emptyCells clear, and takes no default")
            .stored(user().with("supervisor", "a").with("secondSupervisor", "b"))
            .under(rules -> defaults(rules).clearing())
            .cell(SUPERVISOR, "")
            .cell(SECOND_SUPERVISOR, "")
            .then(UPDATED)
            .changes(SUPERVISOR, "a", "")
            .changes(SECOND_SUPERVISOR, "b", ""),
        rule("U4 an empty cell of a new user takes no default")
            .under(SupervisorRulesTest::defaults)
            .cell(SUPERVISOR, "")
            .then(CREATED)
            .joins("all"),
        rule("U4 the supervisor without a column stays")
            .stored(user().with("supervisor", "a").with("secondSupervisor", "b"))
            .under(SomeRules::clearing)
            .cell(SECOND_SUPERVISOR, "")
            .then(UPDATED)
            .changes(SECOND_SUPERVISOR, "b", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(RuleCase rule) {
    rule.holds();
  }

  private static SomeRules defaults(SomeRules rules) {
    return rules.defaultSupervisors("first", "second");
  }
}
