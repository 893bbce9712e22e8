package dev.rollbook.directory;

import static dev.rollbook.directory.PlannedRow.Outcome.CREATED;
import static dev.rollbook.directory.PlannedRow.Outcome.UNCHANGED;
import static dev.rollbook.directory.PlannedRow.Outcome.UPDATED;
import static dev.rollbook.directory.RuleCase.rule;
import static dev.rollbook.directory.SomeUser.user;
import static dev.rollbook.roster.Target.Field.TAGS;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC U8: tags and access, which are added and never taken. */
class GrantRulesTest {

  static Stream<RuleCase> rules() {
    return Stream.of(
        rule("U8 the import's tags are added")
            .stored(user().tagged("old"))
            .under(rules -> rules.tags("2026", "old"))
            .then(UPDATED)
            .tags("2026"),
        rule("U8 the cell's tags are added, split at commas")
            .stored(user())
            .cell(TAGS, "a, b ,,a,")
            .then(UPDATED)
            .tags("a", "b"),
        rule("U8 what surrounds a tag is trimmed as around a cell, no-break and zero-width spaces too")
            .stored(user())
            .cell(TAGS, "a,\u00a0b\u200b, c d")
            .then(UPDATED)
            .tags("a", "b", "c d"),
        rule("U8 the import's and the cell's tags add up")
            .stored(user())
            .under(rules -> rules.tags("2026", "a"))
            .cell(TAGS, "a,b")
            .then(UPDATED)
            .tags("2026", "a", "b"),
        rule("U8 a new user gets the tags")
            .under(rules -> rules.tags("2026"))
            .cell(TAGS, "a")
            .then(CREATED)
            .joins("all")
            .tags("2026", "a"),
        rule("U8 tags the user has change nothing")
            .stored(user().tagged("a", "b", "c"))
            .under(rules -> rules.tags("c"))
            .cell(TAGS, "b,a")
            .then(UNCHANGED),
        rule("U8 tags that no cell names are not taken")
            .stored(user().tagged("a", "b"))
            .cell(TAGS, "c")
            .then(UPDATED)
            .tags("c"),
        rule("U8 an empty cell takes no tag, with emptyCells clear neither")
            .stored(user().tagged("a"))
            .under(SomeRules::clearing)
            .cell(TAGS, "")
            .then(UNCHANGED),
        rule("U8 access is granted")
            .stored(user().granted(MATHS))
            .under(rules -> rules.access(MATHS, BIOLOGY))
            .then(UPDATED)
            .grants(BIOLOGY),
        rule("U8 access is granted to a new user, each once")
            .under(rules -> rules.access(MATHS, BIOLOGY, MATHS))
            .then(CREATED)
            .joins("all")
            .grants(MATHS, BIOLOGY),
        rule("U8 the same product under another offer is another access")
            .stored(user().granted(new Access("maths", "trial")))
            .under(rules -> rules.access(MATHS))
            .then(UPDATED)
            .grants(MATHS),
        rule("U8 access is not taken")
            .stored(user().granted(MATHS, BIOLOGY))
            .under(rules -> rules.access(BIOLOGY))
            .then(UNCHANGED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(RuleCase rule) {
    rule.holds();
  }

  private static final Access MATHS = new Access("maths", "year");
  private static final Access BIOLOGY = new Access("biology", "year");
}
