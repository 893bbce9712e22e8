package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.changes.ChangeApplier;
import dev.rollbook.changes.ChangeApplier.Time;
import dev.rollbook.changes.ChangeTask;
import dev.rollbook.changes.DirectoryChange;
import dev.rollbook.changes.DirectoryChangeBuilder;
import dev.rollbook.changes.Outcome;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.PasswordHasher;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.testkit.InMemoryChanges;
import dev.rollbook.testkit.InMemoryCommands;
import dev.rollbook.testkit.InMemoryDeliveryQueue;
import dev.rollbook.testkit.InMemoryFigures;
import dev.rollbook.testkit.InMemoryGroups;
import dev.rollbook.testkit.InMemoryHandEdits;
import dev.rollbook.testkit.InMemoryImports;
import dev.rollbook.testkit.InMemoryObjectStore;
import dev.rollbook.testkit.InMemoryProgress;
import dev.rollbook.testkit.InMemoryTenants;
import dev.rollbook.testkit.InMemoryTurns;
import dev.rollbook.testkit.InMemoryUsers;
import dev.rollbook.testkit.InMemoryWebhooks;
import dev.rollbook.testkit.PlainSealer;
import dev.rollbook.testkit.Sample;
import dev.rollbook.webhooks.Outbox;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant that calls the API, with the fakes behind it. */
final class Caller {

  static final String TENANT = "acme";
  static final String NEIGHBOUR = "other";

  final Clock clock = Clock.fixed(Sample.LATER, ZoneOffset.UTC);
  final InMemoryUsers users = new InMemoryUsers();
  final InMemoryGroups groups = new InMemoryGroups();
  final InMemoryTenants tenants = new InMemoryTenants();
  final Directory directory = new Directory(tenants, groups, users);
  final InMemoryImports imports = new InMemoryImports();
  final InMemoryTurns turns = new InMemoryTurns();
  final InMemoryChanges changes = new InMemoryChanges();
  final InMemoryObjectStore uploads = new InMemoryObjectStore(clock);
  final InMemoryObjectStore results = new InMemoryObjectStore(clock);
  final InMemoryCommands commands = new InMemoryCommands();
  final Buckets buckets = new Buckets(uploads, results);
  final PasswordHasher hasher = new PlainHasher();
  final Journal journal =
      new Journal(
          imports,
          turns,
          new InMemoryProgress(),
          new InMemoryFigures(),
          new Outbox(new InMemoryWebhooks(), new InMemoryDeliveryQueue()));
  final Api api =
      new Api(
          journal,
          changes,
          directory,
          new InMemoryHandEdits(),
          buckets,
          commands,
          hasher,
          new PlainSealer(),
          SomeNames.addresses(),
          () -> "01K000000000000000000000AA",
          clock);

  /** Marks a password instead of hashing it, which takes its time. */
  private static final class PlainHasher implements PasswordHasher {
    @Override
    public String hash(String password) {
      return "hashed " + password;
    }

    @Override
    public boolean matches(String password, String hash) {
      return hash(password).equals(hash);
    }
  }

  Caller() {
    tenants.createIfMissing(TENANT);
    tenants.createIfMissing(NEIGHBOUR);
  }

  /** Calls as a tenant; the path as in a URL behind {@code /v1}. */
  Response callAs(String tenant, String method, String path, String body) {
    URI uri = URI.create(path);
    Map<String, String> query = new HashMap<>();
    for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
      if (!pair.isEmpty()) {
        String value = pair.split("=", 2)[1];
        query.put(pair.split("=", 2)[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    List<String> segments =
        Arrays.stream(uri.getRawPath().substring(1).split("/", -1))
            .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
            .toList();
    return api.answer(new Request(tenant, method, segments, query, body));
  }

  Response call(String method, String path, String body) {
    return callAs(TENANT, method, path, body.replace('\'', '"'));
  }

  Response call(String method, String path) {
    return callAs(TENANT, method, path, "");
  }

  /** The JSON of an answer that is fine. */
  static JsonNode json(Response response) {
    if (response.status() >= 300) {
      throw new AssertionError(response.status() + " " + response.body());
    }
    return Json.parse(response.body(), JsonNode.class);
  }

  /** Status and code of an answer that is a problem. */
  static String problem(Response response) {
    if (!response.headers().getOrDefault("content-type", "").equals("application/problem+json")) {
      throw new AssertionError(response.status() + " " + response.body());
    }
    JsonNode body = Json.parse(response.body(), JsonNode.class);
    if (body.path("status").asInt() != response.status()
        || body.path("detail").asText().isEmpty()) {
      throw new AssertionError(response.body());
    }
    return response.status() + " " + body.path("code").asText();
  }

  /** Makes a property of type input. */
  void property(String name, boolean autoRemove) {
    tenants.putProperty(TENANT, new Property(name, Property.Type.INPUT, List.of(), autoRemove));
  }

  /** Makes a user that has properties. */
  void user(String username, Map<String, String> properties) {
    users.create(TENANT, Sample.user(username), "");
    if (!properties.isEmpty()) {
      Map<String, String> fields = new HashMap<>();
      properties.forEach((name, value) -> fields.put("property:" + name, value));
      users.edit(TENANT, username, UserEdit.of(fields), Sample.NOW);
    }
  }

  /** Has the tenant's turn taken by an import that runs. */
  void importRuns() {
    imports.create(
        Sample.created(TENANT, "01RUNNING", "a running one").to(Status.RUNNING, Sample.NOW));
    turns.take(TENANT, Ticket.ofImport("01RUNNING"));
  }

  /** A change that another call began and handed on. */
  DirectoryChange goesOn(ChangeTask task) {
    DirectoryChange begun =
        DirectoryChangeBuilder.builder()
            .tenant(TENANT)
            .changeId("01CHANGE")
            .stage(DirectoryChange.Stage.BEGUN)
            .task(task)
            .shards(Collections.nCopies(KeyShard.COUNT, new DirectoryChange.Position("", false)))
            .outcome(Outcome.NONE)
            .leasedUntil(clock.instant())
            .version(0)
            .build();
    changes.create(begun);
    turns.take(TENANT, begun.ticket());
    return begun;
  }

  /** Carries it on to its end, as finalize does. */
  void carryOn(DirectoryChange change) {
    new ChangeApplier(
            changes,
            directory,
            turns,
            commands,
            new ImportCloser(journal, commands, buckets, clock),
            clock)
        .carryOn(TENANT, change.changeId(), new Time(clock.instant(), () -> false));
  }

  /** Ends that import, as finalize does. */
  void importEnds() {
    new ImportCloser(journal, commands, buckets, clock)
        .passTurn(TENANT, Ticket.ofImport("01RUNNING"));
  }

  /** A user as it is stored now. */
  User stored(String username) {
    return users.find(TENANT, username).orElseThrow();
  }
}
