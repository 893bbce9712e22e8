package dev.rollbook.renames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.renames.RenameResolver.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which renames of a roster are made, and which cannot be (SPEC U14). */
class RenameResolverTest {

  /** Users as {@code name} or {@code name<former}. */
  private static Map<String, Known> known(String users) {
    Map<String, Known> known = new HashMap<>();
    for (String user : words(users)) {
      String[] parts = user.split("<", 2);
      known.put(parts[0], new Known("id of " + parts[0], parts.length > 1 ? parts[1] : ""));
    }
    return known;
  }

  private static List<Rename> wanted(String renames) {
    return words(renames).stream()
        .map(rename -> rename.split(">", 2))
        .map(names -> new Rename(names[0], names[1]))
        .toList();
  }

  private static List<String> words(String text) {
    return text == null ? List.of() : Arrays.asList(text.trim().split(" +"));
  }

  private static String made(Renames renames) {
    TreeSet<String> made = new TreeSet<>();
    for (int i = 0; i < renames.from().size(); i++) {
      assertThat(renames.ids().get(i)).isEqualTo("id of " + renames.from().get(i));
      made.add(renames.from().get(i) + ">" + renames.to().get(i));
    }
    return String.join(" ", made);
  }

  @ParameterizedTest(name = "U14 {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "one to a free name            | a        | a>b             | a>b         |",
        "nobody has the old name       | c        | a>b             |             |",
        "old and new are the same      | a        | a>a             |             |",
        "names differ in case          | Anna     | anna>Bea        |             |",
        "only the case changes         | anna     | anna>Anna       | anna>Anna   |",
        "a swap                        | a b      | a>b b>a         | a>b b>a     |",
        "a ring of three               | a b c    | a>b b>c c>a     | a>b b>c c>a |",
        "a chain                       | a b c    | a>b b>c c>d     | a>b b>c c>d |",
        "a chain, the other way        | a b c    | c>d b>c a>b     | a>b b>c c>d |",
        "the new name is somebody's    | a b      | a>b             |             | b",
        "a chain whose end is taken    | a b c d  | a>b b>c c>d     |             | b c d",
        "two rows rename one user      | a        | a>b a>c         |             | b c",
        "two rows, and one who follows | a x      | a>b a>c x>a     |             | a b c",
        "two rows, nobody's old name   | x        | a>b a>c         |             |",
        "a conflict beside a rename    | a b c    | a>b c>d         | c>d         | b",
        "the same file again           | b<a      | a>b             |             |",
        "the same chain again          | b<a c<b  | a>b b>c         |             |",
        "the same swap again           | a<b b<a  | a>b b>a         |             |",
        "again, the old name given anew| a b<a    | a>b             |             |",
        "back again                    | b<a      | b>a             | b>a         |",
        "made, but moves away now      | a b<a    | a>b b>c         | a>b b>c     |",
        "a part was made               | b<a c d  | a>b c>e         | c>e         |",
      })
  void shouldDecide(String name, String users, String renames, String made, String conflicts) {
    Renames decided = RenameResolver.resolve(wanted(renames), known(users));

    assertThat(made(decided)).isEqualTo(made == null ? "" : made);
    assertThat(decided.conflicts()).containsExactlyInAnyOrderElementsOf(words(conflicts));
  }

  @Test
  void shouldLeaveKnownUsersWhereTheImportDoes() { // SPEC U12
    Renames decided = RenameResolver.skip(wanted("a>b x>y"), known("a"));

    assertThat(decided.from()).isEmpty();
    assertThat(decided.skipped()).containsExactly("b");
  }

  /** Whatever the roster, what is made leaves each user one name and each name one user. */
  @Test
  void shouldNeverGiveANameTwiceNorTakeOneFromAnybody() {
    for (int round = 0; round < 2_000; round++) {
      int seed = round;
      Random random = new Random(seed);
      Map<String, Known> known = new TreeMap<>();
      for (int i = 0; i < 8; i++) {
        if (random.nextBoolean()) {
          known.put("n" + i, new Known("id of n" + i, ""));
        }
      }
      List<Rename> wanted = new ArrayList<>();
      Set<String> targets = new HashSet<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        String to = "n" + random.nextInt(8);
        if (targets.add(to)) {
          wanted.add(new Rename("n" + random.nextInt(8), to));
        }
      }
      Renames decided = RenameResolver.resolve(wanted, known);

      Map<String, String> after = new HashMap<>();
      Map<String, String> names = decided.names(Set.of());
      known.forEach(
          (name, user) ->
              assertThat(after.put(names.getOrDefault(name, name), user.id()))
                  .as("seed %s", seed)
                  .isNull());
      assertThat(names.keySet()).isSubsetOf(known.keySet());
      assertThat(decided.to()).filteredOn(decided.conflicts()::contains).isEmpty();
      List<Rename> shuffled = new ArrayList<>(wanted);
      Collections.shuffle(shuffled, random);
      Renames again = RenameResolver.resolve(shuffled, known);
      assertThat(made(again)).isEqualTo(made(decided));
      assertThat(again.conflicts()).isEqualTo(decided.conflicts());
    }
  }
}
