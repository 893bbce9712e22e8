package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.CREATED;
import static dev.rollbook.directory.PlannedRow.Outcome.FAILED;
import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.FindingCode.INVALID_EMAIL;
import static dev.rollbook.roster.FindingCode.LOOKS_DAMAGED;
import static dev.rollbook.roster.FindingCode.VALUE_TOO_LONG;
import static dev.rollbook.roster.RosterRow.Verdict.DUPLICATE;
import static dev.rollbook.roster.RosterRow.Verdict.FAIL;
import static dev.rollbook.roster.Target.Field.EMAIL;
import static dev.rollbook.roster.Target.Field.FIRST_NAME;
import static dev.rollbook.roster.Target.Field.GROUPS;
import static dev.rollbook.roster.Target.Field.LANGUAGE;
import static dev.rollbook.roster.Target.Field.LAST_NAME;
import static dev.rollbook.roster.Target.Field.PASSWORD;
import static dev.rollbook.roster.Target.Field.PHONE;
import static dev.rollbook.roster.Target.Field.SUPERVISOR;
import static dev.rollbook.roster.Target.Field.TAGS;
import static dev.rollbook.roster.Target.Field.USERNAME;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.roster.Target;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC U1 to U4, U9 to U11: who is created, updated and reactivated, and the plain fields. */
class UserRulesTest {

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("U1 a row whose username is new creates a user")
            .cell(FIRST_NAME, "Anna")
            .then(CREATED)
            .changes(FIRST_NAME, "", "Anna")
            .joins("all"),
        rule("U1 a row whose username is new and that has nothing else creates a user all the same")
            .then(CREATED)
            .joins("all"),
        rule("U1 a row whose username exists updates that user")
            .stored(user().with("firstName", "Ana"))
            .cell(FIRST_NAME, "Anna")
            .then(UPDATED)
            .changes(FIRST_NAME, "Ana", "Anna"),
        rule("U1 the case of a value counts")
            .stored(user().with("lastName", "weiss"))
            .cell(LAST_NAME, "Weiss")
            .then(UPDATED)
            .changes(LAST_NAME, "weiss", "Weiss"),
        rule("A7 a row that says what is stored changes nothing")
            .stored(user().with("firstName", "Anna").with("phone", "0711 1").with("language", "de"))
            .cell(FIRST_NAME, "Anna")
            .cell(PHONE, "0711 1")
            .cell(LANGUAGE, "de")
            .then(UNCHANGED),
        rule("A7 a row of nothing but a username changes nothing")
            .stored(user().with("firstName", "Anna"))
            .then(UNCHANGED),
        rule("U2 an inactive user becomes active again")
            .stored(user().inactive())
            .then(UPDATED)
            .reactivates(),
        rule("U2 an inactive user becomes active again and is updated")
            .stored(user().inactive().with("email", "old@x.de"))
            .cell(EMAIL, "new@x.de")
            .then(UPDATED)
            .reactivates()
            .changes(EMAIL, "old@x.de", "new@x.de"),
        rule("U2 U3 an inactive MANUAL user becomes active again, and stays MANUAL")
            .stored(user().inactive().manual())
            .then(UPDATED)
            .reactivates(),
        rule("U2 D2 a protected user becomes active again, and stays protected")
            .stored(user().inactive().isProtected())
            .then(UPDATED)
            .reactivates(),
        rule("U3 a MANUAL user is updated like any other")
            .stored(user().manual().with("phone", "1"))
            .cell(PHONE, "2")
            .then(UPDATED)
            .changes(PHONE, "1", "2"),
        rule("D2 a MANUAL and protected user cannot be deactivated")
            .stored(user().manual().isProtected())
            .then(UNCHANGED),
        rule("U4 only mapped columns are touched")
            .stored(user().with("firstName", "Ana").with("lastName", "Alt"))
            .unmapped(FIRST_NAME, "Anna")
            .unmapped(SUPERVISOR, "boss")
            .unmapped(GROUPS, "1a")
            .unmapped(PASSWORD, "secret")
            .unmapped(TAGS, "x")
            .unmapped(new Target.Property("Region"), "N")
            .under(rules -> rules.input("Region").clearing())
            .then(UNCHANGED),
        rule("U4 every plain field is taken")
            .stored(user())
            .cell(EMAIL, "a@x.de")
            .cell(FIRST_NAME, "A")
            .cell(LAST_NAME, "B")
            .cell(PHONE, "1")
            .cell(LANGUAGE, "fr")
            .then(UPDATED)
            .changes(EMAIL, "", "a@x.de")
            .changes(FIRST_NAME, "", "A")
            .changes(LAST_NAME, "", "B")
            .changes(PHONE, "", "1")
            .changes(LANGUAGE, "", "fr"),
        rule("U4 an empty cell keeps the value")
            .stored(full())
            .cell(EMAIL, "")
            .cell(FIRST_NAME, "")
            .cell(LAST_NAME, "")
            .cell(PHONE, "")
            .cell(LANGUAGE, "")
            .then(UNCHANGED),
        rule("R4 a cell that the row does not have clears nothing with emptyCells clear")
            .stored(full())
            .under(SomeRules::clearing)
            .missing(EMAIL)
            .missing(FIRST_NAME)
            .missing(SUPERVISOR)
            .then(UNCHANGED),
        rule("U4 an empty cell clears the value with emptyCells clear")
            .stored(full())
            .under(SomeRules::clearing)
            .cell(EMAIL, "")
            .cell(FIRST_NAME, "")
            .cell(LAST_NAME, "")
            .cell(PHONE, "")
            .cell(LANGUAGE, "")
            .then(UPDATED)
            .changes(EMAIL, "e@x.de", "")
            .changes(FIRST_NAME, "F", "")
            .changes(LAST_NAME, "L", "")
            .changes(PHONE, "P", "")
            .changes(LANGUAGE, "de", ""),
        rule("U4 clearing what is empty changes nothing")
            .stored(user())
            .under(SomeRules::clearing)
            .cell(EMAIL, "")
            .cell(PHONE, "")
            .then(UNCHANGED),
        rule("U4 clearing never touches the username, the password or the status")
            .stored(user().passwordSetBy(PasswordSetBy.IMPORT))
            .under(SomeRules::clearing)
            .cell(USERNAME, "")
            .cell(PASSWORD, "")
            .then(UNCHANGED),
        rule("U9 an invalid e-mail address is not taken")
            .stored(user().with("email", "old@x.de"))
            .cell(EMAIL, "new(at)x.de")
            .read(INVALID_EMAIL, EMAIL, "new(at)x.de")
            .then(UNCHANGED),
        rule("U9 an invalid e-mail address does not clear the old one either")
            .stored(user().with("email", "old@x.de"))
            .cell(EMAIL, "")
            .under(SomeRules::clearing)
            .read(INVALID_EMAIL, EMAIL, "new(at)x.de")
            .then(UNCHANGED),
        rule("U9 an invalid e-mail address keeps no other field from being taken")
            .stored(user().with("email", "old@x.de"))
            .cell(EMAIL, "")
            .cell(PHONE, "1")
            .read(INVALID_EMAIL, EMAIL, "new(at)x.de")
            .then(UPDATED)
            .changes(PHONE, "", "1"),
        rule("U9 an invalid e-mail address of a new user leaves it without one")
            .cell(EMAIL, "new(at)x.de")
            .read(INVALID_EMAIL, EMAIL, "new(at)x.de")
            .then(CREATED)
            .joins("all"),
        rule("U9 with matchBy email it fails the row, which changes nothing")
            .stored(user().inactive())
            .cell(PHONE, "1")
            .read(INVALID_EMAIL, EMAIL, "new(at)x.de")
            .verdict(FAIL)
            .then(FAILED),
        rule("U10 a failed row changes nothing and creates nobody")
            .cell(PHONE, "1")
            .read(VALUE_TOO_LONG, PHONE, "4000", "4001")
            .verdict(FAIL)
            .then(FAILED),
        rule("U10 a failed row does not reactivate")
            .stored(user().inactive())
            .cell(PHONE, "1")
            .under(rules -> rules.tags("new"))
            .read(VALUE_TOO_LONG, PHONE, "4000", "4001")
            .verdict(FAIL)
            .then(FAILED),
        rule("U11 what looks damaged is taken as written, with the warning passed on")
            .stored(user())
            .cell(EMAIL, "anna@x.d e")
            .read(LOOKS_DAMAGED, EMAIL, "anna@x.d e")
            .then(UPDATED)
            .changes(EMAIL, "", "anna@x.d e"),
        rule("R13 a row that says the same as an earlier one changes nothing and warns of nothing again")
            .stored(user().inactive())
            .cell(PHONE, "1")
            .read(LOOKS_DAMAGED, USERNAME)
            .verdict(DUPLICATE)
            .then(Outcome.DUPLICATE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(RuleCase rule) {
    rule.holds();
  }

  private static SomeUser full() {
    return user()
        .with("email", "e@x.de")
        .with("firstName", "F")
        .with("lastName", "L")
        .with("phone", "P")
        .with("language", "de");
  }
}
