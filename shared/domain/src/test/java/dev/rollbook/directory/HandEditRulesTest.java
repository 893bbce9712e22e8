package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.Target.Field.EMAIL;
import static dev.rollbook.roster.Target.Field.FIRST_NAME;
import static dev.rollbook.roster.Target.Field.LAST_NAME;
import static dev.rollbook.roster.Target.Field.PHONE;
import static dev.rollbook.roster.Target.Field.SECOND_SUPERVISOR;
import static dev.rollbook.roster.Target.Field.SUPERVISOR;
import static dev.rollbook.roster.Target.Field.TAGS;

import dev.rollbook.directory.RowModes.ExistingUsers;
import dev.rollbook.directory.RowModes.HandEdits;
import dev.rollbook.directory.RowModes.NewUsers;
import dev.rollbook.roster.Target;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC U13: what becomes of fields that were changed by hand. */
class HandEditRulesTest {

  private static final Target LEVEL = new Target.Property("Level");

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("U13 handEdits keep leaves each field that was changed by hand, and takes the others")
            .stored(
                user()
                    .with("firstName", "Own")
                    .with("lastName", "Old")
                    .with("supervisor", "own")
                    .with("secondSupervisor", "old")
                    .property("Level", "own")
                    .property("Note", "old")
                    .handEdited("firstName", "supervisor", "property:Level"))
            .under(rules -> keeping(rules).input("Level").input("Note"))
            .others("boss")
            .cell(FIRST_NAME, "Anna")
            .cell(LAST_NAME, "New")
            .cell(SUPERVISOR, "boss")
            .cell(SECOND_SUPERVISOR, "boss")
            .cell(LEVEL, "new")
            .cell("Note", "new")
            .then(UPDATED)
            .changes(LAST_NAME, "Old", "New")
            .changes(SECOND_SUPERVISOR, "old", "boss")
            .changes("property:Note", "old", "new"),
        rule("U13 handEdits keep leaves a field that was emptied by hand empty")
            .stored(user().handEdited("phone"))
            .under(HandEditRulesTest::keeping)
            .cell(PHONE, "1")
            .then(UNCHANGED),
        rule("U13 U4 handEdits keep lets no empty cell clear the field")
            .stored(user().with("phone", "own").handEdited("phone"))
            .under(rules -> keeping(rules).clearing())
            .cell(PHONE, "")
            .then(UNCHANGED),
        rule("U13 U7 handEdits keep warns of no supervisor that is not looked at")
            .stored(user().handEdited("supervisor"))
            .under(HandEditRulesTest::keeping)
            .cell(SUPERVISOR, "ghost")
            .then(UNCHANGED),
        rule("U13 G4 a property that is kept moves the user into no group")
            .stored(user().property("Level", "own").handEdited("property:Level"))
            .under(
                rules -> keeping(rules).input("Level").group("high", SomeRules.when("Level", "A")))
            .cell(LEVEL, "A")
            .then(UNCHANGED),
        rule("U13 U8 handEdits keep adds nothing to tags and access that were changed by hand")
            .stored(user().handEdited("tags", "access"))
            .under(rules -> keeping(rules).tags("2026").access(new Access("p", "o")))
            .cell(TAGS, "new")
            .then(UNCHANGED),
        rule("U13 U2 handEdits keep does not keep a user from becoming active again")
            .stored(user().inactive().handEdited("email"))
            .under(HandEditRulesTest::keeping)
            .cell(EMAIL, "new@x.de")
            .then(UPDATED)
            .reactivates(),
        rule("U13 without it the field is overwritten, and no longer the person's")
            .stored(
                user()
                    .with("phone", "own")
                    .property("Level", "own")
                    .handEdited("phone", "property:Level", "email"))
            .under(rules -> rules.input("Level"))
            .cell(PHONE, "1")
            .cell(LEVEL, "A")
            .then(UPDATED)
            .changes(PHONE, "own", "1")
            .changes("handEdited:phone", "phone", "")
            .changes(LEVEL, "own", "A")
            .changes("handEdited:property:Level", "property:Level", ""),
        rule("U13 U8 a tag or access that is added takes the person's mark, too")
            .stored(user().handEdited("tags", "access"))
            .under(rules -> rules.tags("2026").access(new Access("p", "o")))
            .then(UPDATED)
            .tags("2026")
            .grants(new Access("p", "o"))
            .changes("handEdited:tags", "tags", "")
            .changes("handEdited:access", "access", ""),
        rule("U13 A7 a cell that says what the person wrote overwrites nothing, and costs no write")
            .stored(user().with("phone", "1").handEdited("phone"))
            .cell(PHONE, "1")
            .then(UNCHANGED),
        rule("U13 an empty cell overwrites nothing")
            .stored(user().with("phone", "own").handEdited("phone"))
            .cell(PHONE, "")
            .then(UNCHANGED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(RuleCase rule) {
    rule.holds();
  }

  private static SomeRules keeping(SomeRules rules) {
    return rules.modes(
        new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE, HandEdits.KEEP, false, "", 0));
  }
}
