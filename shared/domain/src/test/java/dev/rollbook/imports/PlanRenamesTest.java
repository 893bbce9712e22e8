package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserChange.Text;
import dev.rollbook.renames.Renames;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which renames of a stored plan are made when it is applied (SPEC S10, U14). */
class PlanRenamesTest {

  private static final String SEEN = "4/";
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

  private static PlannedRow row(int number, String name, UserChange change) {
    return PlannedRow.of(number, name, Outcome.UPDATED).changing(change).seeing(user(name, SEEN));
  }

  private static User user(String name, String revision) {
    return User.named(name, NOW).id("id of " + name).revision(revision).build();
  }

  private static UserChange phone() {
    return UserChange.NONE.with(Map.of("phone", new Text("", "1")));
  }

  /** A plan of renames like {@code a>b}, and of changes of users like {@code c}. */
  private static BatchPlan plan(String text) {
    int[] number = {1};
    return BatchPlan.ofRows(
        Arrays.stream(text.split(" ", -1))
            .map(
                part -> {
                  number[0]++;
                  String[] names = part.split(">", -1);
                  return names.length == 1
                      ? row(number[0], names[0], phone())
                      : row(number[0], names[1], UserChange.rename(names[0], names[1]));
                })
            .toList());
  }

  /** Users as they are now; one with a mark was changed since the plan was made. */
  private static Map<String, User> users(String text) {
    Map<String, User> users = new HashMap<>();
    for (String part : text.split(" ", -1)) {
      String name = part.replace("*", "");
      users.put(name, user(name, part.endsWith("*") ? "4/edit" : SEEN));
    }
    return users;
  }

  private static Renames decide(BatchPlan plan, Map<String, User> stored) {
    PlanRenames renames = new PlanRenames();
    renames.apply(plan, stored);
    Set<String> taken = new TreeSet<>(renames.newNames());
    taken.retainAll(stored.keySet());
    return renames.decide(taken);
  }

  private static String text(Map<String, String> names) {
    return new TreeMap<>(names)
        .entrySet().stream()
            .map(name -> name.getKey() + ">" + name.getValue())
            .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "S10, U14: {0}")
  @CsvSource({
    "one, a>b, a, a>b, ''",
    "a chain, a>b b>c c>d, a b c, a>b b>c c>d, ''",
    "a swap, x>y y>x, x y, x>y y>x, ''",
    "who is not there any more, a>b, z, '', CHANGED_SINCE b",
    "who changed since, a>b, a*, '', CHANGED_SINCE b",
    "a name that somebody has got, a>b, a b, '', RENAME_CONFLICT b",
    "the end of a chain changed, a>b b>c, a b*, '', RENAME_CONFLICT b CHANGED_SINCE c",
    "the beginning of a chain changed, a>b b>c, a* b, b>c, CHANGED_SINCE b",
    "half of a swap changed, x>y y>x, x y*, '', CHANGED_SINCE x RENAME_CONFLICT y",
    "a chain beside one that cannot be, a>b x>y, a x y, a>b, RENAME_CONFLICT y",
    "a change that is no rename, a>b c, a c*, a>b, CHANGED_SINCE c",
  })
  void shouldDecideTogether(String what, String planned, String now, String made, String reported) {
    BatchPlan plan = plan(planned);
    Map<String, User> stored = users(now);

    Renames renames = decide(plan, stored);

    assertThat(text(renames.names(Set.of()))).isEqualTo(made);
    assertThat(renames.fence().revisions()).hasSameSizeAs(renames.from()).allMatch(SEEN::equals);
    BatchPlan left = AppliedPlan.of(plan, stored, MadeRenames.planned(renames), Instant.EPOCH);
    assertThat(
            left.rows().stream()
                .flatMap(
                    row -> row.findings().stream().map(why -> why.code() + " " + row.username()))
                .sorted(Comparator.comparing(told -> told.substring(told.indexOf(' '))))
                .collect(Collectors.joining(" ")))
        .isEqualTo(reported);
  }

  @Test
  @DisplayName("S10: what the renames themselves have written is no change since")
  void shouldTellItsOwnWritesFromOthers() {
    BatchPlan plan = plan("boss>chief c d e");
    Map<String, User> before = users("boss c d* e");
    before.replaceAll((name, user) -> user.with().supervisor("boss").build());
    Renames renames = decide(plan, before);
    assertThat(renames.fence().changed()).containsExactly("d");
    Map<String, User> after = new HashMap<>();
    for (String name : List.of("chief", "c", "d", "e")) {
      User was = before.get(name.equals("chief") ? "boss" : name);
      after.put(name, user(name, Revision.parse(was.revision()).writtenBy(6).text()));
    }
    after.put("e", user("e", "6/edit")); // and by hand

    BatchPlan applied =
        AppliedPlan.of(plan, after, MadeRenames.made(renames, Set.of(), 6), Instant.EPOCH);

    assertThat(applied.rows())
        .extracting(PlannedRow::outcome)
        .containsExactly(Outcome.UPDATED, Outcome.UPDATED, Outcome.FAILED, Outcome.FAILED);
    assertThat(applied.rows().get(0).revision()).isEqualTo("6/");
  }

  @Test
  @DisplayName("S10, A6: who has the new name already is renamed, whatever else is not done")
  void shouldKeepANameThatIsGiven() {
    BatchPlan plan =
        BatchPlan.ofRows(
            List.of(
                row(
                    2,
                    "b",
                    UserChange.NONE.with(
                        Map.of("username", new Text("a", "b"), "phone", new Text("", "1"))))));
    Renames renames = decide(plan, users("a"));
    Map<String, User> edited = Map.of("b", user("b", "6/edit"));
    MadeRenames made = MadeRenames.made(renames, Set.of(), 6);

    PlannedRow left = AppliedPlan.of(plan, edited, made, Instant.EPOCH).rows().get(0);

    assertThat(left.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(left.change()).isEqualTo(UserChange.rename("a", "b"));
    assertThat(left.revision()).isEqualTo("6/edit");
    assertThat(left.findings()).extracting(Finding::isFailure).containsExactly(false);
    Finding why = Finding.of(FindingCode.CANCELLED, "");
    assertThat(AppliedPlan.unapplied(plan, edited, made, why).rows().get(0).change())
        .isEqualTo(UserChange.rename("a", "b"));
    MadeRenames failed = MadeRenames.made(renames, Set.of("b"), 6);
    assertThat(AppliedPlan.unapplied(plan, users("a"), failed, why).rows().get(0).outcome())
        .isEqualTo(Outcome.FAILED);
    assertThat(AppliedPlan.of(plan, users("a"), failed, Instant.EPOCH).rows().get(0).findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.CHANGED_SINCE);
  }
}
