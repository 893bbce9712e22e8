package dev.rollbook.together;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Notification;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.roster.Reading;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.InMemoryObjectStore;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that a tenant can tell when its imports have ended. Imports go by their names, since their
 * ids are new in each run; what an import cost and when it was where is left out, since doing a
 * step again takes time and reads.
 *
 * @param users every user of every tenant, with its password's hash
 * @param groups the groups' names
 * @param summaries of the imports, by name
 * @param downloads report, change log and planned deactivations, by import and file
 * @param rosters that are kept
 * @param notifications that were sent
 * @param turn whose it is
 */
@RecordBuilder
record EndState(
    Map<String, StoredUser> users,
    List<String> groups,
    Map<String, Summary> summaries,
    Map<String, String> downloads,
    List<String> rosters,
    List<String> notifications,
    Optional<String> turn) {

  /** A user without its times. */
  record StoredUser(User user, String passwordHash) {}

  /** What the API tells of an import. */
  record Summary(
      Status status,
      Counts counts,
      Deactivation deactivation,
      List<String> messages,
      Failure failure,
      Reading reading) {}

  static EndState of(InMemoryCloud cloud, String... tenants) {
    Map<String, String> names = new TreeMap<>();
    Map<String, Summary> summaries = new TreeMap<>();
    Map<String, StoredUser> users = new TreeMap<>();
    for (String tenant : tenants) {
      for (Import ended : cloud.imports.history(tenant, "", 1_000, "").items()) {
        // The name of a dropped file's import holds the time.
        String name = ended.name().replaceAll(" \\d{4}-.*Z$", "");
        names.put(ended.importId(), name);
        summaries.put(
            name,
            new Summary(
                ended.status(),
                ended.counts(),
                ended.deactivation(),
                ended.messages(),
                ended.failure(),
                ended.reading()));
      }
      for (User user : cloud.users.all(tenant)) {
        users.put(
            tenant + "/" + user.username(),
            new StoredUser(
                timeless(user, names),
                cloud.users.passwordHash(tenant, user.username()).orElse("")));
      }
    }
    Function<String, String> named =
        key -> {
          String text = key;
          for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
          }
          return text;
        };
    return EndStateBuilder.builder()
        .users(users)
        .groups(cloud.groups.all(tenants[0]).stream().map(Group::name).sorted().toList())
        .summaries(summaries)
        .downloads(downloads(cloud.results, named))
        .rosters(cloud.uploads.keys().stream().map(named).toList())
        .notifications(
            cloud.notifications.sent().stream().map(Notification::id).map(named).sorted().toList())
        .turn(cloud.turns.holder(tenants[0]).map(Ticket::id))
        .build();
  }

  /** The same as it is where the mailer drops what it had before, however long ago. */
  EndState withEachToldOnce() {
    return EndStateBuilder.from(this)
        .notifications(notifications.stream().distinct().toList())
        .build();
  }

  private static Map<String, String> downloads(
      InMemoryObjectStore results, Function<String, String> named) {
    return results.keys().stream()
        .filter(key -> key.startsWith("results/"))
        // It holds the time of its making; the text beside it has the same rows.
        .filter(key -> !key.endsWith(".xlsx"))
        .collect(
            Collectors.toMap(
                named,
                key -> new String(results.get(key).orElseThrow(), StandardCharsets.UTF_8),
                (a, b) -> a,
                TreeMap::new));
  }

  private static User timeless(User user, Map<String, String> names) {
    return user.with()
        .id("") // it holds the time of creation
        .createdAt(Instant.EPOCH)
        .updatedAt(Instant.EPOCH)
        .lastImportId(names.getOrDefault(user.lastImportId(), user.lastImportId()))
        .revision("")
        .build();
  }
}
