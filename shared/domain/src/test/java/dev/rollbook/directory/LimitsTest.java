package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.CREATED;
import static dev.rollbook.directory.PlannedRow.Outcome.FAILED;
import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.FindingCode.LOOKS_DAMAGED;
import static dev.rollbook.roster.FindingCode.TOO_MANY_GROUPS;
import static dev.rollbook.roster.FindingCode.TOO_MANY_TAGS;
import static dev.rollbook.roster.Target.Field.GROUPS;
import static dev.rollbook.roster.Target.Field.PHONE;
import static dev.rollbook.roster.Target.Field.SUPERVISOR;
import static dev.rollbook.roster.Target.Field.TAGS;
import static dev.rollbook.roster.Target.Field.USERNAME;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC section 10: 50 groups and 50 tags a user. */
class LimitsTest {

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("10 a user may have 50 tags")
            .stored(user().tagged(numbered("t", 49)))
            .cell(TAGS, "new")
            .then(UPDATED)
            .tags("new"),
        rule("10 a user with 50 tags gets no other")
            .stored(user().tagged(numbered("t", 50)))
            .cell(TAGS, "new")
            .then(FAILED)
            .finds(TOO_MANY_TAGS, TAGS, "50", "51"),
        rule("10 a user with 50 tags may be named them again")
            .stored(user().tagged(numbered("t", 50)))
            .cell(TAGS, "t1,t2")
            .then(UNCHANGED),
        rule("10 a user that has more tags than that is updated otherwise")
            .stored(user().tagged(numbered("t", 60)))
            .cell(PHONE, "1")
            .then(UPDATED)
            .changes(PHONE, "", "1"),
        rule("10 the import's tags count, too")
            .under(rules -> rules.tags(numbered("t", 30)))
            .cell(TAGS, String.join(",", numbered("u", 21)))
            .then(FAILED)
            .finds(TOO_MANY_TAGS, TAGS, "50", "51"),
        rule("10 a new user may be in 50 groups, the default group included")
            .cell(GROUPS, String.join(",", numbered("g", 49)))
            .then(CREATED)
            .joins("all")
            .joins(imported("g", 49)),
        rule("10 a new user may not be in 51 groups")
            .cell(GROUPS, String.join(",", numbered("g", 50)))
            .then(FAILED)
            .finds(TOO_MANY_GROUPS, GROUPS, "50", "51"),
        rule("10 groups that the user leaves make room")
            .stored(user().in("all").in(imported("g", 49)))
            .cell(GROUPS, String.join(",", numbered("h", 49)))
            .then(UPDATED)
            .joins(imported("h", 49))
            .leaves(imported("g", 49)),
        rule("10 MANUAL groups count, too")
            .stored(user().in(numbered("m", 50)))
            .cell(GROUPS, "1a")
            .then(FAILED)
            .finds(TOO_MANY_GROUPS, GROUPS, "50", "51"),
        rule("10 groups joined by condition count, too")
            .stored(user().in(numbered("m", 50)))
            .under(rules -> rules.input("Region").group("north", SomeRules.when("Region", "Nord")))
            .cell("Region", "Nord")
            .then(FAILED)
            .finds(TOO_MANY_GROUPS, GROUPS, "50", "51"),
        rule("10 a user that is in more groups than that may leave some")
            .stored(user().in(numbered("m", 60)).in(Group.importedId("1a")))
            .under(SomeRules::clearing)
            .cell(GROUPS, "")
            .then(UPDATED)
            .leaves(Group.importedId("1a")),
        rule("10 both limits are told at once")
            .stored(user().in(numbered("m", 50)).tagged(numbered("t", 50)))
            .cell(GROUPS, "1a,1b")
            .cell(TAGS, "x")
            .then(FAILED)
            .finds(TOO_MANY_GROUPS, GROUPS, "50", "52")
            .finds(TOO_MANY_TAGS, TAGS, "50", "51"),
        rule("10 A3 the row fails as a whole, and keeps what reading found")
            .stored(user().inactive().tagged(numbered("t", 50)))
            .cell(TAGS, "x")
            .cell(PHONE, "1")
            .cell(SUPERVISOR, "ghost")
            .read(LOOKS_DAMAGED, USERNAME)
            .then(FAILED)
            .finds(TOO_MANY_TAGS, TAGS, "50", "51"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(RuleCase rule) {
    rule.holds();
  }

  private static String[] numbered(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  private static String[] imported(String prefix, int count) {
    return Stream.of(numbered(prefix, count)).map(Group::importedId).toArray(String[]::new);
  }
}
