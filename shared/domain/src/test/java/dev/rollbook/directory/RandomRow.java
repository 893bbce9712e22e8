package dev.rollbook.directory;

import static dev.rollbook.directory.SomeRules.when;

import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A row with the rules and the user it meets, all by chance. The values come from small pools, so
 * that they often meet each other.
 *
 * @param rules frozen
 * @param stored the row's user, if the tenant has it
 * @param row with any verdict
 * @param password the text of the row's password cell, like no other text
 */
record RandomRow(ImportRules rules, Optional<User> stored, RosterRow row, String password) {

  /** Who is in the tenant, whether or not the row's own user is. */
  static final Set<String> EXISTING = Set.of("boss", "chief", "anna");

  private static final List<String> NAMES = List.of("boss", "chief", "anna", "ghost", "new", "");
  private static final List<String> VALUES = List.of("A", "B", "C", "");
  private static final List<String> CELLS = List.of("1a", "1b", "1a,1b", "Chor, 1a", " , ", "");
  private static final List<String> GROUPS =
      List.of(
          "all",
          "staff",
          "one",
          "two",
          "three",
          Group.importedId("1a"),
          Group.importedId("1b"),
          Group.importedId("old"));
  private static final List<Access> ACCESS =
      List.of(new Access("maths", "year"), new Access("maths", "trial"), new Access("art", "year"));
  private static final List<Target> TARGETS =
      List.of(
          Target.Field.USERNAME,
          Target.Field.EMAIL,
          Target.Field.FIRST_NAME,
          Target.Field.PHONE,
          Target.Field.PASSWORD,
          Target.Field.GROUPS,
          Target.Field.SUPERVISOR,
          Target.Field.SECOND_SUPERVISOR,
          Target.Field.TAGS,
          new Target.Property("Region"),
          new Target.Property("Level"),
          new Target.Ignore());

  static RandomRow from(Random random) {
    String password = "pw-" + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    return new RandomRow(
        rules(random),
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(user(random)),
        row(random, password),
        password);
  }

  private static ImportRules rules(Random random) {
    SomeRules rules =
        SomeRules.rules()
            .defaultSupervisors(one(random, NAMES), one(random, NAMES))
            .defaultGroup(one(random, List.of("all", "staff")))
            .mapping(some(random, TARGETS).toArray(Target[]::new))
            .tags(some(random, List.of("t1", "t2", "1a")).toArray(String[]::new))
            .access(some(random, ACCESS).toArray(Access[]::new))
            .dropdown("Level", some(random, VALUES).toArray(String[]::new))
            .group("one", when("Region", "A"))
            .group("two", when("Region", "A", "B"), when("Level", "A"))
            .group("three", when("Level", "B", ""), when("Elsewhere", ""));
    rules = random.nextBoolean() ? rules.autoRemoving("Region") : rules.input("Region");
    return (random.nextBoolean() ? rules.clearing() : rules).frozen();
  }

  private static User user(Random random) {
    SomeUser user =
        SomeUser.user()
            .with("email", one(random, VALUES))
            .with("firstName", one(random, VALUES))
            .with("phone", one(random, VALUES))
            .with("supervisor", one(random, NAMES))
            .with("secondSupervisor", one(random, NAMES))
            .in(some(random, GROUPS).toArray(String[]::new))
            .tagged(some(random, List.of("t1", "t2", "t3", "1a")).toArray(String[]::new))
            .granted(some(random, ACCESS).toArray(Access[]::new))
            .passwordSetBy(one(random, List.of(PasswordSetBy.values())));
    for (String property : List.of("Region", "Level", "Elsewhere")) {
      String value = one(random, VALUES);
      if (!value.isEmpty()) {
        user.property(property, value);
      }
    }
    if (random.nextBoolean()) {
      user.inactive();
    }
    if (random.nextBoolean()) {
      user.manual();
    }
    return (random.nextInt(5) == 0 ? user.isProtected() : user).stored();
  }

  private static RosterRow row(Random random, String password) {
    Map<String, String> cells = new HashMap<>();
    for (Target target : TARGETS) {
      String text =
          target == Target.Field.PASSWORD
              ? one(random, List.of(password, ""))
              : target == Target.Field.SUPERVISOR || target == Target.Field.SECOND_SUPERVISOR
                  ? one(random, NAMES)
                  : target == Target.Field.GROUPS || target == Target.Field.TAGS
                      ? one(random, CELLS)
                      : one(random, VALUES);
      if (!text.isEmpty()) {
        cells.put(target.text(), text);
      }
    }
    List<Finding> findings = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      findings.add(Finding.of(FindingCode.INVALID_EMAIL, "email", "A"));
    }
    return RosterRow.of(
            2 + random.nextInt(100),
            "anna",
            random.nextInt(10) == 0 ? one(random, List.of(Verdict.values())) : Verdict.APPLY)
        .with()
        .values(cells)
        .rosterSupervisors(
            cells.getOrDefault("supervisor", "").equals("new") ? List.of("supervisor") : List.of())
        .findings(findings)
        .build();
  }

  private static <T> T one(Random random, List<T> pool) {
    return pool.get(random.nextInt(pool.size()));
  }

  private static <T> List<T> some(Random random, List<T> pool) {
    return pool.stream().filter(any -> random.nextBoolean()).toList();
  }
}
