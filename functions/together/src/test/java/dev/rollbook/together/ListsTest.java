package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.User;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several lists in one tenant (SPEC D8), each looking after its own people. */
class ListsTest {

  private final OneTenant tenancy;

  ListsTest(@TempDir Path scratch) {
    tenancy = new OneTenant(scratch);
  }

  @Test
  void shouldPutOutNobodyOfAnotherList() {
    syncs("students", "ada", "ben", "both");
    syncs("staff", "sue", "tom", "both");

    Import ended = syncs("students", "ada");

    assertThat(ended.deactivation()).isEqualTo(new Deactivation(State.DONE, 1, 1, List.of()));
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("ben");
    assertThat(tenancy.user("both").lists()).containsExactly("staff");
    assertThat(tenancy.user("both").status()).isEqualTo(User.Status.ACTIVE);
    assertThat(tenancy.user("ben").lists()).isEmpty();
    assertThat(tenancy.download(ended, "changes.csv"))
        .contains("ben,lists,students,", "ben,status,ACTIVE,INACTIVE", "both,lists,students,");
    assertThat(tenancy.download(ended, "deactivations.csv")).doesNotContain("both");
    assertThat(ended.cost().writeUnits()).isEqualTo(2);
  }

  @Test
  void shouldWriteNobodyTheSecondTime() { // SPEC A7 D8
    syncs("students", "ada", "ben");

    Import again = syncs("students", "ada", "ben");

    assertThat(again.counts())
        .isEqualTo(CountsBuilder.builder().rows(2).updated(2).unchanged(2).build());
    assertThat(again.cost().writeUnits()).isZero();
  }

  @Test
  void shouldHoldByTheListsOwnPeople() { // SPEC D4 D8
    syncs("students", IntStream.range(0, 100).mapToObj(i -> "s" + i).toArray(String[]::new));
    syncs("staff", "sue", "tom", "uma", "both");
    syncs("students", IntStream.range(0, 100).mapToObj(i -> "s" + i).toArray(String[]::new));

    Import held = syncs("staff", "sue");

    assertThat(held.deactivation().state()).isEqualTo(State.HELD);
    assertThat(held.deactivation().planned()).isEqualTo(3);
    assertThat(tenancy.user("tom").lists()).containsExactly("staff");

    tenancy.approves(held);

    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("both", "tom", "uma");
    assertThat(tenancy.user("tom").lists()).isEmpty();
  }

  /** An incomplete list takes nobody off it, not even who would stay active. */
  @Test
  void shouldTakeNobodyOffAListThatIsIncomplete() { // SPEC D5 D8
    syncs("students", "ada", "both");
    syncs("staff", "sue", "both");

    Import held =
        tenancy.imports(
            "{\"list\": \"staff\", \"deactivateUnlisted\": true}",
            "username,firstName",
            "sue,Sue",
            ",Unnamed");

    assertThat(held.deactivation().state()).isEqualTo(State.HELD);
    assertThat(held.deactivation().planned()).isZero();
    assertThat(tenancy.user("both").lists()).containsExactlyInAnyOrder("staff", "students");
    tenancy.approves(held);
    assertThat(tenancy.user("both").lists()).containsExactly("students");
    assertThat(tenancy.now(held).counts().deactivated()).isZero();
  }

  /** What a user is, as the rules say. */
  private static final class Known {
    boolean active = true;
    final Set<String> lists = new HashSet<>();
  }

  /**
   * Two lists that share people, rosters that only add, whole-tenant syncs between them, a list
   * that is dropped: counts and directory are as a model of the rules says.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldBeAsAModelSays(long seed) {
    Random random = new Random(seed);
    Map<String, Known> model = new TreeMap<>();
    for (int round = 0; round < 12; round++) {
      String list = List.of("students", "staff", "").get(random.nextInt(3));
      boolean puts = random.nextInt(4) > 0;
      Set<String> roster = new TreeSet<>();
      int least = random.nextInt(6) == 0 ? 1 : 6; // a roster of one is a list that is dropped
      while (roster.size() < least) {
        roster.add("u" + random.nextInt(12));
      }
      Expected expected = expected(model, list, puts, roster);

      List<String> lines = new ArrayList<>(List.of("username"));
      lines.addAll(roster);
      Import ended =
          tenancy.imports(
              "{\"list\": \"%s\", \"deactivateUnlisted\": %s}".formatted(list, puts),
              lines.toArray(String[]::new));

      String which = "seed %d, round %d: %s %s %s".formatted(seed, round, list, puts, roster);
      assertThat(ended.counts().created()).as(which).isEqualTo(expected.created);
      assertThat(ended.counts().unchanged()).as(which).isEqualTo(expected.unchanged);
      assertThat(ended.deactivation().planned()).as(which).isEqualTo(expected.leaving.size());
      assertThat(ended.deactivation().state() == State.HELD).as(which).isEqualTo(expected.held);
      boolean carriedOut = puts && (!expected.held || random.nextBoolean());
      if (expected.held && carriedOut) {
        tenancy.approves(ended);
      }
      if (carriedOut) {
        expected.leaving.forEach(name -> model.get(name).active = false);
        expected.concerned.forEach(name -> model.get(name).lists.remove(list));
      }
      assertThat(tenancy.now(ended).counts().deactivated())
          .as(which)
          .isEqualTo(carriedOut ? expected.leaving.size() : 0);
      model.forEach(
          (name, known) -> {
            User user = tenancy.user(name);
            assertThat(user.status() == User.Status.ACTIVE)
                .as(which + name)
                .isEqualTo(known.active);
            assertThat(user.lists()).as(which + name).isEqualTo(known.lists);
          });
    }
  }

  private record Expected(
      long created, long unchanged, Set<String> concerned, Set<String> leaving, boolean held) {}

  /** What the import does; the model has its rows applied, and nobody put out yet. */
  private static Expected expected(
      Map<String, Known> model, String list, boolean puts, Set<String> roster) {
    Set<String> concerned = new TreeSet<>();
    Set<String> leaving = new TreeSet<>();
    long eligible = 0;
    for (Map.Entry<String, Known> entry : model.entrySet()) {
      Known known = entry.getValue();
      boolean own = list.isEmpty() || known.lists.contains(list);
      if (own && known.active) {
        eligible++;
      }
      if (puts && own && !roster.contains(entry.getKey())) {
        concerned.add(entry.getKey());
        boolean elsewhere = known.lists.stream().anyMatch(other -> !other.equals(list));
        if (known.active && (list.isEmpty() || !elsewhere)) {
          leaving.add(entry.getKey());
        }
      }
    }
    long created = 0;
    long unchanged = 0;
    for (String name : roster) {
      Known known = model.get(name);
      if (known == null) {
        created++;
        known = new Known();
        model.put(name, known);
      } else if (known.active && (list.isEmpty() || known.lists.contains(list))) {
        unchanged++;
      }
      known.active = true;
      if (!list.isEmpty()) {
        known.lists.add(list);
      }
    }
    boolean held = leaving.size() >= 3 && leaving.size() * 2L > eligible;
    return new Expected(created, unchanged, list.isEmpty() ? Set.of() : concerned, leaving, held);
  }

  private Import syncs(String list, String... usernames) {
    List<String> lines = new ArrayList<>(List.of("username"));
    lines.addAll(List.of(usernames));
    return tenancy.imports(
        "{\"list\": \"%s\", \"deactivateUnlisted\": true}".formatted(list),
        lines.toArray(String[]::new));
  }
}
