package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.CREATED;
import static dev.rollbook.directory.PlannedRow.Outcome.FAILED;
import static dev.rollbook.directory.PlannedRow.Outcome.SKIPPED;
import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.FindingCode.LOOKS_DAMAGED;
import static dev.rollbook.roster.FindingCode.OPTION_UNKNOWN;
import static dev.rollbook.roster.FindingCode.SUPERVISOR_UNKNOWN;
import static dev.rollbook.roster.FindingCode.VALUE_TOO_LONG;
import static dev.rollbook.roster.RosterRow.Verdict.DUPLICATE;
import static dev.rollbook.roster.RosterRow.Verdict.FAIL;
import static dev.rollbook.roster.Target.Field.EMAIL;
import static dev.rollbook.roster.Target.Field.FIRST_NAME;
import static dev.rollbook.roster.Target.Field.GROUPS;
import static dev.rollbook.roster.Target.Field.PASSWORD;
import static dev.rollbook.roster.Target.Field.PHONE;
import static dev.rollbook.roster.Target.Field.SECOND_SUPERVISOR;
import static dev.rollbook.roster.Target.Field.SUPERVISOR;
import static dev.rollbook.roster.Target.Field.TAGS;
import static dev.rollbook.roster.Target.Field.USERNAME;

import dev.rollbook.directory.RowModes.ExistingUsers;
import dev.rollbook.directory.RowModes.HandEdits;
import dev.rollbook.directory.RowModes.NewUsers;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC U12, D9: only new ones, only known ones, only empty fields, leavers. */
class ModeRulesTest {

  private static final RowModes LEAVERS =
      new RowModes(NewUsers.CREATE, ExistingUsers.UPDATE, HandEdits.OVERWRITE, true, "", 0);

  /**
   * Every way to take new users and known ones, with empty cells that keep or clear: what becomes
   * of an unknown user, of a known one whose phone is empty and whose e-mail is not, and of an
   * inactive one.
   */
  static Stream<RuleCase> combinations() {
    return Arrays.stream(NewUsers.values())
        .flatMap(
            newUsers ->
                Arrays.stream(ExistingUsers.values())
                    .flatMap(
                        existing ->
                            Stream.of(true, false)
                                .flatMap(clears -> combination(newUsers, existing, clears))));
  }

  private static Stream<RuleCase> combination(
      NewUsers newUsers, ExistingUsers existing, boolean clears) {
    String which = newUsers + ", " + existing + (clears ? ", clear" : ", keep") + ": ";
    RuleCase unknown = rule("U12 " + which + "an unknown user");
    if (newUsers == NewUsers.CREATE) {
      unknown.then(CREATED).joins("all").changes(PHONE, "", "1").changes(EMAIL, "", "new@x.de");
    } else {
      unknown.then(SKIPPED);
    }
    RuleCase known =
        rule("U12 " + which + "a known user")
            .stored(user().with("email", "old@x.de").with("firstName", "Anna"));
    RuleCase inactive =
        rule("U12 U2 " + which + "an inactive user")
            .stored(user().inactive().with("email", "old@x.de").with("firstName", "Anna"));
    for (RuleCase each : new RuleCase[] {known, inactive}) {
      switch (existing) {
        case UPDATE -> {
          each.then(UPDATED).changes(PHONE, "", "1").changes(EMAIL, "old@x.de", "new@x.de");
          if (clears) {
            each.changes(FIRST_NAME, "Anna", "");
          }
        }
        case FILL_EMPTY -> each.then(UPDATED).changes(PHONE, "", "1");
        case SKIP -> each.then(SKIPPED);
      }
    }
    if (existing != ExistingUsers.SKIP) {
      inactive.reactivates();
    }
    return Stream.of(unknown, known, inactive)
        .map(each -> each.cell(PHONE, "1").cell(EMAIL, "new@x.de").cell(FIRST_NAME, ""))
        .map(
            each ->
                each.under(rules -> modes(clears ? rules.clearing() : rules, newUsers, existing)));
  }

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("U12 fillEmpty takes nothing where every field has a value, and warns of no cell it"
                + " leaves")
            .stored(
                user()
                    .with("supervisor", "boss")
                    .with("secondSupervisor", "chief")
                    .property("Level", "A")
                    .property("Note", "n")
                    .tagged("old")
                    .in(Group.importedId("1a")))
            .under(rules -> fillEmpty(rules).dropdown("Level", "A", "B").input("Note"))
            .cell(SUPERVISOR, "ghost")
            .cell(SECOND_SUPERVISOR, "anna")
            .cell("Level", "C")
            .cell("Note", "m")
            .cell(TAGS, "new")
            .cell(GROUPS, "2b")
            .then(UNCHANGED),
        rule("U12 fillEmpty takes every cell whose field is empty, by the rules of each")
            .stored(user())
            .under(rules -> fillEmpty(rules).dropdown("Level", "A", "B").input("Note"))
            .others("boss")
            .cell(SUPERVISOR, "boss")
            .cell(SECOND_SUPERVISOR, "ghost")
            .cell("Level", "C")
            .cell("Note", "m")
            .cell(TAGS, "new")
            .cell(GROUPS, "2b")
            .cell(PASSWORD, "secret")
            .then(UPDATED)
            .changes(SUPERVISOR, "", "boss")
            .changes("property:Level", "", "A")
            .changes("property:Note", "", "m")
            .tags("new")
            .joins(Group.importedId("2b"))
            .setsPassword()
            .finds(OPTION_UNKNOWN, new Target.Property("Level"), "C", "A")
            .finds(SUPERVISOR_UNKNOWN, SECOND_SUPERVISOR, "ghost", ""),
        rule("U12 U8 the import's own tags and access are no cells: fillEmpty gives them all the"
                + " same")
            .stored(user().tagged("old"))
            .under(rules -> fillEmpty(rules).tags("2026").access(new Access("p", "o")))
            .then(UPDATED)
            .tags("2026")
            .grants(new Access("p", "o")),
        rule("U12 fillEmpty is nothing to a user that the row creates")
            .under(ModeRulesTest::fillEmpty)
            .cell(TAGS, "a,b")
            .cell(GROUPS, "1a")
            .then(CREATED)
            .tags("a", "b")
            .joins("all", Group.importedId("1a")),
        rule("U12 U6 fillEmpty keeps a password, and warns of it as ever")
            .stored(user().passwordSetBy(User.PasswordSetBy.USER))
            .under(ModeRulesTest::fillEmpty)
            .cell(PASSWORD, "secret")
            .then(UNCHANGED)
            .finds(FindingCode.PASSWORD_KEPT, PASSWORD),
        rule("U12 U7 a supervisor in a row that is left is not created, and so unknown")
            .stored(user())
            .under(rules -> modes(rules, NewUsers.SKIP, ExistingUsers.UPDATE))
            .cell(SUPERVISOR, "new")
            .listedToo(SUPERVISOR)
            .then(UNCHANGED)
            .finds(SUPERVISOR_UNKNOWN, SUPERVISOR, "new", ""),
        rule("U12 U7 a supervisor in a row that is left, but exists, is taken")
            .stored(user())
            .others("boss")
            .under(rules -> modes(rules, NewUsers.SKIP, ExistingUsers.UPDATE))
            .cell(SUPERVISOR, "boss")
            .listedToo(SUPERVISOR)
            .then(UPDATED)
            .changes(SUPERVISOR, "", "boss"),
        rule("U12 U7 a supervisor that the roster creates or leaves because it exists is taken")
            .under(rules -> modes(rules, NewUsers.CREATE, ExistingUsers.SKIP))
            .cell(SUPERVISOR, "boss")
            .listedToo(SUPERVISOR)
            .then(CREATED)
            .joins("all")
            .changes(SUPERVISOR, "", "boss"),
        rule("U12 a row that is left is warned of nothing, and gets no tag")
            .stored(user())
            .under(
                rules ->
                    modes(rules, NewUsers.CREATE, ExistingUsers.SKIP).tags("2026").input("Note"))
            .cell("Note", "m")
            .readOfLeft(LOOKS_DAMAGED, USERNAME, "x")
            .then(SKIPPED),
        rule("U12 A1 a row that failed counts as failed, whoever it names")
            .under(rules -> modes(rules, NewUsers.SKIP, ExistingUsers.SKIP))
            .read(VALUE_TOO_LONG, PHONE, "4000", "4001")
            .verdict(FAIL)
            .then(FAILED),
        rule("U12 A1 R13 a row that says the same as an earlier one counts as a duplicate")
            .under(rules -> modes(rules, NewUsers.SKIP, ExistingUsers.SKIP))
            .verdict(DUPLICATE)
            .then(PlannedRow.Outcome.DUPLICATE));
  }

  static Stream<RuleCase> lists() {
    return Stream.of(
            rule("D8 who is created is on the list")
                .then(CREATED)
                .joins("all")
                .changes("list:staff", "", "staff"),
            rule("D8 A7 joining a list is a change")
                .stored(user().on("a"))
                .then(UPDATED)
                .changes("list:staff", "", "staff"),
            rule("D8 A7 who is on the list is unchanged")
                .stored(user().on("staff", "a"))
                .then(UNCHANGED))
        .map(
            each ->
                each.under(
                    rules ->
                        rules.modes(
                            new RowModes(
                                NewUsers.CREATE,
                                ExistingUsers.UPDATE,
                                HandEdits.OVERWRITE,
                                false,
                                "staff",
                                0))));
  }

  static Stream<RuleCase> leaving() {
    Instant day = Instant.parse("2026-05-01T00:00:00Z");
    return Stream.of(
        rule("D10 who is listed again stays")
            .stored(user().leavingAt(day))
            .then(UPDATED)
            .changes("leavingAt", day.toString(), ""),
        rule("D10 U2 who left on its day and is listed again has none")
            .stored(user().leavingAt(day).inactive())
            .then(UPDATED)
            .reactivates()
            .changes("leavingAt", day.toString(), ""));
  }

  static Stream<RuleCase> leavers() {
    return Stream.of(
            rule("D9 an unknown leaver is not created, and skipped").then(SKIPPED),
            rule("D9 a known leaver is not updated, and counts among the unchanged")
                .stored(user().with("phone", "2"))
                .then(UNCHANGED),
            rule("D9 an inactive leaver is not reactivated")
                .stored(user().inactive())
                .then(UNCHANGED))
        .map(
            each ->
                each.cell(PHONE, "1")
                    .cell(SUPERVISOR, "ghost")
                    .under(rules -> rules.modes(LEAVERS).tags("2026")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"combinations", "rules", "lists", "leaving", "leavers"})
  void holds(RuleCase rule) {
    rule.holds();
  }

  private static SomeRules fillEmpty(SomeRules rules) {
    return modes(rules, NewUsers.CREATE, ExistingUsers.FILL_EMPTY);
  }

  private static SomeRules modes(SomeRules rules, NewUsers newUsers, ExistingUsers existing) {
    return rules.modes(new RowModes(newUsers, existing, HandEdits.OVERWRITE, false, "", 0));
  }
}
