package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.CREATED;
import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.FindingCode.PASSWORD_KEPT;
import static dev.rollbook.roster.Target.Field.PASSWORD;

import dev.rollbook.directory.User.PasswordSetBy;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC U6: the initial password. */
class PasswordRulesTest {

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("U6 a new user gets the cell's password")
            .cell(PASSWORD, "geheim")
            .then(CREATED)
            .joins("all")
            .setsPassword(),
        rule("U6 a new user without a cell gets none")
            .cell(PASSWORD, "")
            .then(CREATED)
            .joins("all"),
        rule("U6 a user without a password gets the cell's, though nothing else changes")
            .stored(user())
            .cell(PASSWORD, "geheim")
            .then(UPDATED)
            .setsPassword(),
        rule("U6 a MANUAL user without a password gets the cell's")
            .stored(user().manual())
            .cell(PASSWORD, "geheim")
            .then(UPDATED)
            .setsPassword(),
        rule("U6 a password that an import set is kept")
            .stored(user().passwordSetBy(PasswordSetBy.IMPORT))
            .cell(PASSWORD, "neu")
            .then(UNCHANGED)
            .finds(PASSWORD_KEPT, PASSWORD),
        rule("U6 a password that the user set is kept")
            .stored(user().passwordSetBy(PasswordSetBy.USER))
            .cell(PASSWORD, "neu")
            .then(UNCHANGED)
            .finds(PASSWORD_KEPT, PASSWORD),
        rule("U6 a password is kept also while the user is reactivated")
            .stored(user().inactive().passwordSetBy(PasswordSetBy.USER))
            .cell(PASSWORD, "neu")
            .then(UPDATED)
            .reactivates()
            .finds(PASSWORD_KEPT, PASSWORD),
        rule("U6 an empty cell keeps a password without a warning")
            .stored(user().passwordSetBy(PasswordSetBy.USER))
            .cell(PASSWORD, "")
            .then(UNCHANGED),
        rule("U6 an empty cell never deletes a password, with emptyCells clear neither")
            .stored(user().passwordSetBy(PasswordSetBy.IMPORT))
            .under(SomeRules::clearing)
            .cell(PASSWORD, "")
            .then(UNCHANGED),
        rule("U6 an empty cell never sets a password")
            .stored(user())
            .under(SomeRules::clearing)
            .cell(PASSWORD, "")
            .then(UNCHANGED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(RuleCase rule) {
    rule.holds();
  }
}
