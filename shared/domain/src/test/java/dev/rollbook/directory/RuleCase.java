package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One line of a table of rules: what is given (rules, stored user, row), and all that must come of
 * it. What a case does not expect must not happen, so a case without expectations says that nothing
 * changes.
 */
final class RuleCase {

  private static final int ROW = 7;

  private final String sentence;

  private SomeRules rules = SomeRules.rules();
  private final Set<String> existing = new HashSet<>();
  private final Map<String, String> cells = new HashMap<>();
  private final List<String> rosterSupervisors = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<Finding> read = new ArrayList<>();
  private Optional<User> stored = Optional.empty();
  private String username = "anna";
  private Verdict verdict = Verdict.APPLY;
  private boolean left;

  private Outcome outcome = Outcome.UNCHANGED;
  private boolean reactivates;
  private boolean password;
  private final Map<String, UserChange.Text> fields = new HashMap<>();
  private final Set<String> join = new HashSet<>();
  private final Set<String> leave = new HashSet<>();
  private final Set<String> tags = new HashSet<>();
  private final List<Access> access = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private RuleCase(String sentence) {
    this.sentence = sentence;
  }

  /** Begins with the rule's id in the SPEC. */
  static RuleCase rule(String sentence) {
    return new RuleCase(sentence);
  }

  // Given

  /** The tenant has the user. */
  RuleCase stored(SomeUser user) {
    stored = Optional.of(user.stored());
    username = stored.get().username();
    existing.add(username);
    return this;
  }

  /** The tenant has users of these names, too. */
  RuleCase others(String... usernames) {
    existing.addAll(List.of(usernames));
    return this;
  }

  /** The roster has applicable rows for the supervisor in this column. */
  RuleCase listedToo(Target target) {
    rosterSupervisors.add(target.text());
    return this;
  }

  /** A mapped column and the row's cell in it, which may be empty. */
  RuleCase cell(Target target, String text) {
    rules.mapping(target);
    if (!text.isEmpty()) {
      cells.put(target.text(), text);
    }
    return this;
  }

  /** The row ends before this mapped column. */
  RuleCase missing(Target target) {
    rules.mapping(target);
    missing.add(target.text());
    return this;
  }

  /** The row's cell of a property. */
  RuleCase cell(String property, String text) {
    return cell(new Target.Property(property), text);
  }

  /** A value of the row that no column was mapped to. */
  RuleCase unmapped(Target target, String text) {
    cells.put(target.text(), text);
    return this;
  }

  /** Options of the import and rules of the tenant. */
  RuleCase under(UnaryOperator<SomeRules> more) {
    rules = more.apply(rules);
    return this;
  }

  /** What reading found about the row; the plan repeats it. */
  RuleCase read(FindingCode code, Target target, String... arguments) {
    read.add(Finding.of(code, target.text(), arguments));
    return this;
  }

  /** What reading found about a row that is left; the plan does not repeat it. */
  RuleCase readOfLeft(FindingCode code, Target target, String... arguments) {
    read.add(Finding.of(code, target.text(), arguments));
    left = true;
    return this;
  }

  /** What reading decided about the row. */
  RuleCase verdict(Verdict value) {
    verdict = value;
    return this;
  }

  // Then

  RuleCase then(Outcome value) {
    outcome = value;
    return this;
  }

  RuleCase changes(Target target, String before, String after) {
    return changes(target.text(), before, after);
  }

  RuleCase changes(String field, String before, String after) {
    fields.put(field, new UserChange.Text(before, after));
    return this;
  }

  RuleCase reactivates() {
    reactivates = true;
    return changes("status", "INACTIVE", "ACTIVE");
  }

  RuleCase joins(String... ids) {
    join.addAll(List.of(ids));
    return this;
  }

  RuleCase leaves(String... ids) {
    leave.addAll(List.of(ids));
    return this;
  }

  RuleCase tags(String... values) {
    tags.addAll(List.of(values));
    return this;
  }

  RuleCase grants(Access... values) {
    access.addAll(List.of(values));
    return this;
  }

  RuleCase setsPassword() {
    password = true;
    return this;
  }

  RuleCase finds(FindingCode code, Target target, String... arguments) {
    findings.add(Finding.of(code, target.text(), arguments));
    return this;
  }

  /** Plans the row and compares the whole plan. */
  void holds() {
    RosterRow row =
        RosterRow.of(ROW, username, verdict)
            .with()
            .values(cells)
            .rosterSupervisors(rosterSupervisors)
            .findings(read)
            .missing(missing)
            .build();
    PlannedRow planned = new RowPlanner(rules.frozen(), existing::contains).plan(row, stored);
    UserChange change =
        UserChange.NONE
            .with()
            .fields(fields)
            .join(join)
            .leave(leave)
            .tags(tags)
            .access(access)
            .password(password)
            .build();
    if (verdict != Verdict.DUPLICATE && !left) {
      findings.addAll(0, read);
    }
    assertThat(planned)
        .isEqualTo(
            PlannedRow.of(ROW, username, outcome)
                .with()
                .reactivates(reactivates)
                .change(change)
                .findings(findings)
                .build());
    assertThat(planned.writes())
        .as("writes")
        .isEqualTo(outcome == Outcome.CREATED || outcome == Outcome.UPDATED);
  }

  @Override
  public String toString() {
    return sentence;
  }
}
