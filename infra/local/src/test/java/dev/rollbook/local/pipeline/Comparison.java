package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.directory.User;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an import did, told from the directory before and after it, and from nothing else (invariant
 * 4).
 *
 * @param created users there are now
 * @param changed users that are not as they were, the deactivated left out
 * @param reactivated the changed that were inactive
 * @param deactivated users that were active
 */
record Comparison(
    Set<String> created, Set<String> changed, Set<String> reactivated, Set<String> deactivated) {

  static Comparison of(DirectorySnapshot before, DirectorySnapshot after) {
    assertThat(after.users().keySet()).containsAll(before.users().keySet()); // SPEC D2
    Comparison found =
        new Comparison(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    after
        .users()
        .forEach(
            (name, now) -> {
              User then = before.users().get(name);
              if (then == null) {
                found.created.add(name);
              } else if (then.status() == User.Status.ACTIVE
                  && now.status() == User.Status.INACTIVE) {
                found.deactivated.add(name);
              } else if (!then.equals(now)) {
                found.changed.add(name);
                if (then.status() != now.status()) {
                  found.reactivated.add(name);
                }
              }
            });
    return found;
  }

  /** Holds the counts of a summary against it, and against each other (SPEC A1). */
  void requireSameAs(JsonNode summary, DirectorySnapshot after) {
    JsonNode counts = summary.path("counts");
    assertThat(counts.path("created").asInt()).as("created").isEqualTo(created.size());
    assertThat(counts.path("updated").asInt() - counts.path("unchanged").asInt())
        .as("updated and not unchanged")
        .isEqualTo(changed.size());
    assertThat(counts.path("reactivated").asInt()).as("reactivated").isEqualTo(reactivated.size());
    assertThat(counts.path("deactivated").asInt()).as("deactivated").isEqualTo(deactivated.size());
    assertThat(summary.path("deactivation").path("done").asInt()).isEqualTo(deactivated.size());
    requireSum(counts);
    String importId = summary.path("importId").asText();
    for (Set<String> written : java.util.List.of(created, changed, deactivated)) {
      assertThat(written)
          .allSatisfy(name -> assertThat(after.user(name).lastImportId()).isEqualTo(importId));
    }
  }

  /** SPEC A1. */
  static void requireSum(JsonNode counts) {
    int sum = 0;
    for (String part :
        new String[] {
          "created", "updated", "skipped", "failed", "duplicates", "blank", "beyondLimit"
        }) {
      sum += counts.path(part).asInt();
    }
    assertThat(counts.path("rows").asInt()).as("rows of %s", counts).isEqualTo(sum);
  }
}
