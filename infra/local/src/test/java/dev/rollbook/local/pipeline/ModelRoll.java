package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.directory.Group;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tenant's people as the rules of docs/SPEC.md make them, applied to plain maps. Written from the
 * rules and not from the code. What all the options do is held against a model of its own where the
 * functions run on fakes; here it is about what the services and processes do to few of them.
 */
final class ModelRoll {

  /**
   * One of them. Nobody changes one: whoever is changed is another.
   *
   * @param password as it was given; empty for none
   * @param by the import that wrote it last; empty for none
   */
  @RecordBuilder
  record Person(
      boolean active,
      String lastName,
      String email,
      SortedSet<String> groups,
      SortedSet<String> tags,
      String password,
      String by) {

    Person active(boolean now, String importId) {
      return ModelRollPersonBuilder.from(this).active(now).by(importId).build();
    }

    Person lastName(String other) {
      return ModelRollPersonBuilder.from(this).lastName(other).build();
    }

    Person password(String other) {
      return ModelRollPersonBuilder.from(this).password(other).build();
    }

    private boolean is(Person other) {
      return equals(other.active(other.active, by));
    }
  }

  /**
   * An import.
   *
   * @param told whether users are told (A9)
   * @param tag for every listed user; empty for none
   */
  record Asked(
      String importId,
      List<RandomLine> lines,
      boolean deactivate,
      boolean dryRun,
      boolean told,
      String tag) {}

  /**
   * What an import says of itself when it has ended.
   *
   * @param unapplied rows that it reports not to have applied
   * @param written whom its change log names
   */
  record Ended(JsonNode summary, Set<Integer> unapplied, Set<String> written) {

    String status() {
      return summary.path("status").asText();
    }

    boolean hasStarted() {
      return !summary.path("startedAt").isNull();
    }

    boolean hasFailed() {
      return status().equals("FAILED");
    }

    private boolean hasCompleted() {
      return status().startsWith("COMPLETED");
    }

    private int count(String which) {
      return summary.path("counts").path(which).asInt();
    }
  }

  final Map<String, Person> people = new TreeMap<>();

  /** Whom each import should put out, as they were, while that is held (D4 to D6). */
  private final Map<String, Map<String, Person>> held = new HashMap<>();

  /** Whom each import is to tell of it (A9). */
  final Map<String, Set<String>> toTell = new HashMap<>();

  /**
   * Applies an import that has ended, as far as it says it was, and holds its counts against it.
   */
  void end(Asked asked, Ended ended) {
    String what = "%s %s".formatted(asked.importId(), ended.summary());
    Comparison.requireSum(ended.summary().path("counts")); // A1
    if (!ended.hasStarted()) {
      assertThat(ended.status()).as(what).isIn("CANCELLED", "FAILED", "EXPIRED");
      assertThat(ended.count("rows")).as(what).isZero();
      return;
    }
    Map<String, Person> before = new TreeMap<>(people);
    Map<String, Integer> counts = rows(asked, ended, before);
    counts.put("deactivated", deactivate(asked, ended, before));
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      assertThat(ended.count(count.getKey()))
          .as("%s of %s", count, what)
          .isEqualTo(count.getValue());
    }
  }

  private Map<String, Integer> rows(Asked asked, Ended ended, Map<String, Person> before) {
    Map<String, List<RandomLine>> byName = new HashMap<>();
    asked.lines().stream()
        .filter(RandomLine::isSound)
        .forEach(line -> byName.computeIfAbsent(line.username(), n -> new ArrayList<>()).add(line));
    Map<String, Integer> counts = new TreeMap<>();
    List.of("created", "reactivated").forEach(which -> counts.put(which, 0));
    List.of("rows", "updated", "unchanged", "failed", "duplicates", "blank")
        .forEach(which -> counts.put(which, 0));
    Set<String> seen = new TreeSet<>();
    Set<String> tells = toTell.computeIfAbsent(asked.importId(), id -> new TreeSet<>());
    for (int i = 0; i < asked.lines().size(); i++) {
      RandomLine line = asked.lines().get(i);
      String name = line.username();
      counts.merge("rows", 1, Integer::sum);
      if (line.isBlank()) {
        counts.merge("blank", 1, Integer::sum); // R6
        continue;
      }
      if (!line.isSound() || byName.get(name).stream().distinct().count() > 1) {
        counts.merge("failed", 1, Integer::sum); // U10, R4, R13
        continue;
      }
      if (!seen.add(name)) {
        counts.merge("duplicates", 1, Integer::sum); // R13
        continue;
      }
      Person was = before.get(name);
      Person becomes = become(was, line, asked);
      boolean changes = was == null || !becomes.is(was);
      boolean applied =
          ended.hasFailed()
              ? !changes || ended.written().contains(name)
              : !ended.unapplied().contains(i + 2);
      if (!applied) {
        counts.merge("failed", 1, Integer::sum);
        continue;
      }
      counts.merge(was == null ? "created" : "updated", 1, Integer::sum);
      if (was != null && !changes) {
        counts.merge("unchanged", 1, Integer::sum);
      }
      if (was != null && !was.active()) {
        counts.merge("reactivated", 1, Integer::sum);
      }
      if (changes && !asked.dryRun()) {
        people.put(name, becomes);
        if (was == null && asked.told()) {
          tells.add(name);
        }
      }
    }
    if (ended.hasFailed()) { // A6: what is counted is what is in the directory
      int changed = counts.get("updated") - counts.get("unchanged");
      assertThat(ended.count("updated") - ended.count("unchanged"))
          .as("%s", ended.summary())
          .isEqualTo(changed);
      counts.keySet().retainAll(Set.of("created", "reactivated"));
    }
    return counts;
  }

  private static Person become(Person was, RandomLine line, Asked asked) {
    boolean isNew = was == null;
    TreeSet<String> groups = new TreeSet<>(isNew ? Set.of(Group.ROOT) : was.groups()); // G5
    if (!line.groups().isEmpty()) { // G2
      groups.removeIf(Group::isImported);
      parts(line.groups()).forEach(name -> groups.add(Group.importedId(name)));
    }
    TreeSet<String> tags = new TreeSet<>(isNew ? Set.of() : was.tags()); // U8
    tags.addAll(parts(line.tags()));
    tags.addAll(parts(asked.tag()));
    boolean sound = line.email().contains("@"); // U9
    boolean sets = isNew || was.password().isEmpty(); // U6
    return ModelRollPersonBuilder.builder()
        .active(true) // U2
        .lastName(line.lastName().isEmpty() && !isNew ? was.lastName() : line.lastName()) // U4
        .email(sound || isNew ? (sound ? line.email() : "") : was.email())
        .groups(groups)
        .tags(tags)
        .password(sets ? line.password() : was.password())
        .by(asked.importId())
        .build();
  }

  private static List<String> parts(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(","));
  }

  /** Tells how many it puts out. */
  private int deactivate(Asked asked, Ended ended, Map<String, Person> before) {
    JsonNode told = ended.summary().path("deactivation");
    String state = told.path("state").asText();
    if (!asked.deactivate()) {
      assertThat(state).isEqualTo("NOT_REQUESTED"); // D1
      return 0;
    }
    Set<String> listed = new TreeSet<>();
    asked.lines().forEach(line -> listed.add(line.username()));
    Map<String, Person> gone = new TreeMap<>(before);
    gone.values().removeIf(person -> !person.active());
    int eligible = gone.size();
    gone.keySet().removeAll(listed);
    int many = gone.size();
    boolean guarded = (many >= 20 && many > eligible * 0.2) || (many >= 3 && many > eligible * 0.5);
    boolean holds = many > 0 && (guarded || isIncomplete(asked.lines())); // D4, D5
    if (asked.dryRun() || !ended.hasCompleted()) { // S4, D3
      assertThat(state).as("%s", ended.summary()).isEqualTo("SKIPPED");
    } else if (!holds) {
      assertThat(state).as("%s", ended.summary()).isEqualTo("DONE");
    } else {
      assertThat(state)
          .as("%s", ended.summary())
          .isIn("HELD", "APPROVED", "DISCARDED", "SUPERSEDED");
      held.put(asked.importId(), gone);
    }
    if (ended.hasCompleted()) {
      assertThat(told.path("planned").asInt()).as("%s", ended.summary()).isEqualTo(many);
    }
    if (holds) {
      return 0;
    }
    if (ended.hasCompleted() && asked.dryRun()) {
      return many;
    }
    gone.keySet()
        .removeIf(
            name ->
                !ended.hasCompleted() && !(ended.hasFailed() && ended.written().contains(name)));
    gone.forEach((name, was) -> people.put(name, was.active(false, asked.importId())));
    return gone.size();
  }

  private static boolean isIncomplete(List<RandomLine> lines) {
    boolean nameless =
        lines.stream().anyMatch(line -> line.username().isEmpty() && line.saysAnything());
    Map<String, Set<RandomLine>> sound = new HashMap<>();
    lines.stream()
        .filter(RandomLine::isSound)
        .forEach(line -> sound.computeIfAbsent(line.username(), n -> new HashSet<>()).add(line));
    return nameless || sound.values().stream().noneMatch(same -> same.size() == 1);
  }

  /** A held plan was approved: who was changed since stays (D6). Tells how many it puts out. */
  @SuppressWarnings("ReferenceEquality") // who was changed and changed back was changed since
  int approve(String importId) {
    int done = 0;
    for (Map.Entry<String, Person> out : held.remove(importId).entrySet()) {
      if (people.get(out.getKey()) == out.getValue()) {
        people.put(out.getKey(), out.getValue().active(false, importId));
        done++;
      }
    }
    return done;
  }
}
