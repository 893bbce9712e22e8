package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.Json;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.User.PasswordSetBy;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of every plan, whatever the row, the user and the rules. */
class PlanInvariantsTest {

  private static final int ROWS = 2_000;

  /** Fixed, so that what fails today fails tomorrow; a failure names the row's number. */
  private static final long SEED = 20_261_101;

  @Test
  void shouldFindNothingToDoForARowThatWasApplied() {
    everyRow(
        given -> {
          PlannedRow first = plan(given, given.stored());
          if (given.row().verdict() == Verdict.APPLY) {
            User written = applied(first.change(), given);

            PlannedRow second = plan(given, Optional.of(written));

            assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(second.change()).isEqualTo(UserChange.NONE);
            assertThat(second.findings()).containsAll(first.findings());
          }
        });
  }

  @Test
  void shouldPlanTheSameForTheSame() {
    everyRow(
        given ->
            assertThat(Json.text(plan(given, given.stored())))
                .isEqualTo(Json.text(plan(given, given.stored()))));
  }

  @Test
  void shouldChangeOnlyWhatDiffersFromWhatIsStored() {
    everyRow(
        given -> {
          UserChange change = plan(given, given.stored()).change();
          Map<String, String> stored = given.stored().map(this::texts).orElse(Map.of());

          assertThat(change.fields())
              .allSatisfy(
                  (field, text) -> {
                    assertThat(text.before()).isEqualTo(stored.getOrDefault(field, ""));
                    assertThat(text.after()).isNotEqualTo(text.before());
                  });
          Set<String> groups = given.stored().map(User::groups).orElse(Set.of());
          assertThat(change.join()).noneMatch(groups::contains);
          assertThat(groups).containsAll(change.leave());
          given
              .stored()
              .ifPresent(
                  user -> {
                    assertThat(change.tags()).noneMatch(user.tags()::contains);
                    assertThat(change.access()).noneMatch(user.access()::contains);
                    assertThat(change.password() && user.passwordSetBy() != PasswordSetBy.NOBODY)
                        .isFalse();
                  });
        });
  }

  @Test
  void shouldTouchNothingThatNoColumnFeeds() {
    everyRow(
        given -> {
          UserChange change = plan(given, given.stored()).change();
          Set<Target> mapped = given.rules().mapped();
          Set<String> allowed = mapped.stream().map(Target::text).collect(Collectors.toSet());
          allowed.add(UserChange.STATUS);

          assertThat(allowed).containsAll(change.fields().keySet());
          assertThat(change.fields()).doesNotContainKeys("username", "password", "ignore");
          if (!mapped.contains(Target.Field.GROUPS)) {
            assertThat(change.join()).noneMatch(Group::isImported);
            assertThat(change.leave()).noneMatch(Group::isImported);
          }
          if (!mapped.contains(Target.Field.TAGS)) {
            assertThat(given.rules().tags()).containsAll(change.tags());
          }
          assertThat(given.rules().access()).containsAll(change.access());
          assertThat(change.password() && !mapped.contains(Target.Field.PASSWORD)).isFalse();
        });
  }

  @Test
  void shouldNeverChangeManualGroupsWithoutConditions() {
    everyRow(
        given -> {
          UserChange change = plan(given, given.stored()).change();
          Set<String> moved = new HashSet<>(change.join());
          moved.addAll(change.leave());
          moved.removeIf(Group::isImported);
          given.rules().conditionalGroups().forEach(group -> moved.remove(group.id()));

          boolean creates = given.stored().isEmpty() && given.row().verdict() == Verdict.APPLY;
          assertThat(moved).isEqualTo(creates ? Set.of(given.rules().defaultGroup()) : Set.of());
        });
  }

  @Test
  void shouldNeverHoldThePassword() {
    everyRow(
        given -> {
          PlannedRow planned = plan(given, given.stored());

          assertThat(Json.text(planned)).doesNotContain(given.password());
          assertThat(planned.toString()).doesNotContain(given.password());
          assertThat(given.row().toString()).doesNotContain(given.password());
        });
  }

  @Test
  void shouldChangeNothingForRowsThatAreNotApplied() {
    everyRow(
        given -> {
          PlannedRow planned = plan(given, given.stored());
          if (given.row().verdict() != Verdict.APPLY) {
            assertThat(planned.writes()).isFalse();
            assertThat(planned.change()).isEqualTo(UserChange.NONE);
            assertThat(planned.reactivates()).isFalse();
          }
        });
  }

  @Test
  void shouldLeaveEveryUserOfAnAppliedRowActive() {
    everyRow(
        given -> {
          if (given.row().verdict() == Verdict.APPLY) {
            PlannedRow planned = plan(given, given.stored());

            assertThat(applied(planned.change(), given).status()).isEqualTo(User.Status.ACTIVE);
            assertThat(planned.reactivates())
                .isEqualTo(
                    given.stored().map(User::status).equals(Optional.of(User.Status.INACTIVE)));
          }
        });
  }

  private static void everyRow(Consumer<RandomRow> holds) {
    Random random = new Random(SEED);
    for (int i = 0; i < ROWS; i++) {
      RandomRow given = RandomRow.from(random);
      try {
        holds.accept(given);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("random row " + i + ": " + given, e);
      }
    }
  }

  private static PlannedRow plan(RandomRow given, Optional<User> stored) {
    return new RowPlanner(given.rules(), RandomRow.EXISTING::contains).plan(given.row(), stored);
  }

  /** What a store makes of a change. */
  private User applied(UserChange change, RandomRow given) {
    User before = given.stored().orElseGet(() -> SomeUser.user().stored());
    Map<String, String> texts = texts(before);
    change.fields().forEach((field, text) -> texts.put(field, text.after()));
    Map<String, String> properties = new HashMap<>();
    texts.forEach(
        (field, text) -> {
          if (field.startsWith(Target.PROPERTY_PREFIX) && !text.isEmpty()) {
            properties.put(field.substring(Target.PROPERTY_PREFIX.length()), text);
          }
        });
    Set<String> groups = union(before.groups(), change.join());
    groups.removeAll(change.leave());
    return before
        .with()
        .email(texts.get("email"))
        .firstName(texts.get("firstName"))
        .lastName(texts.get("lastName"))
        .phone(texts.get("phone"))
        .language(texts.get("language"))
        .status(User.Status.valueOf(texts.get(UserChange.STATUS)))
        .properties(properties)
        .groups(groups)
        .tags(union(before.tags(), change.tags()))
        .access(union(before.access(), Set.copyOf(change.access())))
        .supervisor(texts.get("supervisor"))
        .secondSupervisor(texts.get("secondSupervisor"))
        .passwordSetBy(change.password() ? PasswordSetBy.IMPORT : before.passwordSetBy())
        .updatedAt(Instant.EPOCH)
        .lastImportId("import")
        .build();
  }

  private Map<String, String> texts(User user) {
    Map<String, String> texts = new HashMap<>();
    texts.put("email", user.email());
    texts.put("firstName", user.firstName());
    texts.put("lastName", user.lastName());
    texts.put("phone", user.phone());
    texts.put("language", user.language());
    texts.put("supervisor", user.supervisor());
    texts.put("secondSupervisor", user.secondSupervisor());
    texts.put(UserChange.STATUS, user.status().name());
    user.properties().forEach((name, value) -> texts.put(Target.PROPERTY_PREFIX + name, value));
    return texts;
  }

  private static <T> Set<T> union(Set<T> some, Set<T> more) {
    Set<T> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }
}
