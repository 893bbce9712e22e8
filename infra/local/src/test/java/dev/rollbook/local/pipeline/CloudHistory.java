package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.aws.DynamoTurns;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Ticket;
import dev.rollbook.local.host.Invocation;
import dev.rollbook.local.pipeline.ModelRoll.Asked;
import dev.rollbook.local.pipeline.ModelRoll.Ended;
import dev.rollbook.local.pipeline.ModelRoll.Person;
import dev.rollbook.passwords.Argon2idHasher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A made-up history of two tenants in the embedded cloud: imports one after another and waiting,
 * cancels, approvals, edits by hand, the sweep at any moment; and meanwhile {@link Mishap}s on the
 * way to every service, those of the tenants' own calls included, functions that are killed,
 * messages and events that come again. What becomes of it is held against {@link ModelRoll}. A seed
 * gives the same steps and the same mishaps to the same calls; what runs beside what is up to the
 * machine.
 */
final class CloudHistory {

  private static final int MOST_PAUSE_MILLIS = 500;

  /** So many more mishaps while something comes to its end; then it must. */
  private static final int ENOUGH = 20;

  private static final int LOOKS_A_SWEEP = 15;

  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String OWN_PASSWORD = "eigenes-Wort";

  private static final Map<String, String> QUEUES =
      Map.of(
          "ParseCommandFunction", Pipeline.PARSE,
          "ReconcileFunction", Pipeline.ROWS,
          "FinalizeFunction", Pipeline.FINALIZE);

  private final Pipeline pipeline;
  private final Random random;
  private final Mishaps mishaps;
  private final List<Course> tenants;
  private final Map<String, Integer> did = new TreeMap<>();
  private final Map<String, String> passwords = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private int looks;

  /** What has become of a tenant. */
  private record Course(
      TestTenant tenant,
      TenantsProgram program,
      ModelRoll model,
      Map<String, Asked> begun,
      Set<String> modelled) {}

  CloudHistory(Pipeline pipeline, long seed) throws InterruptedException {
    this.pipeline = pipeline;
    // Neighbouring seeds would begin alike.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.mishaps = new Mishaps(seed, List.of(0.03, 0.06, 0.12).get(random.nextInt(3)));
    this.tenants = List.of(course("nord"), course("sued"));
  }

  private Course course(String name) throws InterruptedException {
    TestTenant tenant = pipeline.tenant(name);
    return new Course(
        tenant,
        new TenantsProgram(tenant, this::failed),
        new ModelRoll(),
        new LinkedHashMap<>(),
        new TreeSet<>());
  }

  /** How often each thing was done, and how imports ended. */
  Map<String, Integer> did() {
    return did;
  }

  /** How many calls of each kind there were that something might have become of. */
  Map<String, Integer> calls() {
    return mishaps.calls();
  }

  /** How many mishaps of each kind there were. */
  Map<Mishap, Integer> mishaps() {
    return mishaps.happened();
  }

  /** What happened, for whoever has to find out why it went wrong. */
  List<String> log() {
    return log;
  }

  void run() throws InterruptedException {
    pipeline.by(mishaps);
    try {
      for (int round = random.nextInt(2); round >= 0; round--) {
        for (Course course : tenants) {
          begin(course);
        }
        for (int step = 2 + random.nextInt(4); step > 0; step--) {
          Thread.sleep(random.nextInt(MOST_PAUSE_MILLIS));
          disturb(any(tenants));
        }
        awaitEnd("every import has ended", () -> tenants.stream().allMatch(this::isQuiet));
        for (Course course : tenants) {
          catchUp(course);
        }
        editByHand(any(tenants));
        for (Course course : tenants) {
          decideHeld(course);
        }
      }
      mishaps.pause(true);
      pipeline.awaitDrained();
      pipeline.redrive();
      pipeline.awaitDrained();
    } finally {
      pipeline.by(Mishaps.NONE);
    }
    requireNothingLeft();
  }

  private void disturb(Course course) throws InterruptedException {
    int choice = random.nextInt(100);
    if (choice < 30) {
      begin(course);
    } else if (choice < 38) {
      cancelOne(course);
    } else if (choice < 70) {
      repeatOne(course);
    } else if (choice < 85) {
      did("sweep");
      note("sweep");
      pipeline.cloud().host().invokeLater("SweepFunction", NOTHING);
    } else {
      String killed = any(List.of("ParseUploadFunction", "ReconcileFunction", "FinalizeFunction"));
      did("kill");
      note("kill all of", killed);
      pipeline.kill(killed);
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void begin(Course course) throws InterruptedException {
    List<RandomLine> lines = RandomLine.roster(random);
    boolean deactivate = random.nextInt(3) > 0;
    boolean dryRun = random.nextInt(6) == 0;
    boolean told = random.nextBoolean();
    String tag = random.nextInt(3) == 0 ? "jahr" : "";
    ObjectNode options = Json.MAPPER.createObjectNode();
    options.put("deactivateUnlisted", deactivate).put("dryRun", dryRun);
    options.putObject("notify").put("send", told);
    if (!tag.isEmpty()) {
      options.putArray("tags").add(tag);
    }
    CompletableFuture<Void> killed = killApi();
    String importId = course.program().begin(RandomLine.csv(lines), options.toString());
    killed.join();
    course.begun().put(importId, new Asked(importId, lines, deactivate, dryRun, told, tag));
    did("import");
    note("begins", course.tenant().name(), importId, options, RandomLine.csv(lines));
  }

  private void cancelOne(Course course) throws InterruptedException {
    List<String> open =
        course.begun().keySet().stream()
            .filter(importId -> ImportLife.mayBeCancelled(stored(course, importId)))
            .toList();
    if (!open.isEmpty()) {
      String importId = any(open);
      note("cancel", importId, call(course, "POST", "/imports/" + importId + "/cancel", ""));
      did("cancel");
    }
  }

  private void editByHand(Course course) throws InterruptedException {
    if (course.model().people.isEmpty()) {
      return;
    }
    String name = any(List.copyOf(course.model().people.keySet()));
    int choice = random.nextInt(3);
    String path = "/users/" + name;
    int answer =
        switch (choice) {
          case 0 -> call(course, "PATCH", path, "{\"lastName\": \"Hand\"}");
          case 1 -> call(course, "PATCH", path, "{\"status\": \"INACTIVE\"}");
          default ->
              call(
                  course,
                  "PUT",
                  path + "/password",
                  "{\"password\": \"%s\"}".formatted(OWN_PASSWORD));
        };
    assertThat(answer).as("%s by hand", name).isLessThan(300);
    Person was = course.model().people.get(name);
    Person is =
        switch (choice) {
          case 0 -> was.lastName("Hand");
          case 1 -> was.active(false, was.by());
          default -> was.password(OWN_PASSWORD);
        };
    if (!is.equals(was)) {
      course.model().people.put(name, is);
    }
    note("by hand", name, choice);
    did("edit by hand");
  }

  private void decideHeld(Course course) throws InterruptedException {
    Optional<String> one =
        course.modelled().stream()
            .filter(importId -> ImportLife.isHeld(stored(course, importId)))
            .findFirst();
    if (one.isEmpty()) {
      return;
    }
    String path = "/imports/" + one.get() + "/deactivations/";
    if (random.nextInt(3) == 0) {
      assertThat(call(course, "POST", path + "discard", "")).isLessThan(300);
      did("discard");
      return;
    }
    assertThat(call(course, "POST", path + "approve", "")).isLessThan(300);
    note("approve", one.get());
    awaitEnd(
        "the approval of " + one.get() + " is applied",
        () -> ImportLife.isApprovalApplied(stored(course, one.get())) && isQuiet(course));
    int done = course.model().approve(one.get());
    Import now = stored(course, one.get());
    assertThat(now.deactivation().done()).as("approved of %s", one.get()).isEqualTo(done);
    assertThat(now.counts().deactivated()).isEqualTo(done);
    did("approve");
    requireSame(course);
  }

  /** A message or an event that has been there comes again. */
  private void repeatOne(Course course) {
    List<Invocation> past =
        Stream.concat(Stream.of("ParseUploadFunction"), QUEUES.keySet().stream().sorted())
            .flatMap(name -> pipeline.invocations(name, course.tenant().name()).stream())
            .toList();
    if (past.isEmpty()) {
      return;
    }
    Invocation again = any(past);
    note("again", again.function());
    did("again " + again.function());
    String queue = QUEUES.get(again.function());
    if (queue == null) {
      pipeline.cloud().host().invokeLater(again.function(), again.payload());
    } else {
      Pipeline.messages(again)
          .forEach(
              body ->
                  pipeline
                      .sqs()
                      .sendMessage(m -> m.queueUrl(pipeline.url(queue)).messageBody(body)));
    }
  }

  /** The status that a tenant's call is answered with, which may be made again as it was. */
  private int call(Course course, String method, String path, String body)
      throws InterruptedException {
    CompletableFuture<Void> killed = killApi();
    int status = course.program().call(method, path, body).status();
    killed.join();
    return status;
  }

  /** Now and then the API's function is killed while it is at a call, or gets ready for it. */
  private CompletableFuture<Void> killApi() {
    if (random.nextInt(4) > 0) {
      return CompletableFuture.completedFuture(null);
    }
    did("kill ApiFunction");
    return CompletableFuture.runAsync(
        () -> pipeline.kill("ApiFunction"),
        CompletableFuture.delayedExecutor(
            random.nextInt(MOST_PAUSE_MILLIS), TimeUnit.MILLISECONDS));
  }

  private void failed(String what) {
    did(what);
    note(what);
  }

  private Import stored(Course course, String importId) {
    return pipeline.imports().find(course.tenant().name(), importId).orElseThrow();
  }

  private Optional<Ticket> holder(Course course) {
    return new DynamoTurns(pipeline.dynamoDb(), pipeline.importsTable())
        .holder(course.tenant().name());
  }

  private static boolean isOf(Course course, String tenant) {
    return course.tenant().name().equals(tenant);
  }

  private boolean isQuiet(Course course) {
    return course.begun().keySet().stream()
            .allMatch(importId -> ImportLife.hasEnded(stored(course, importId)))
        && holder(course).isEmpty();
  }

  /** What has begun comes to its end: as the mishaps go on, until there were enough. */
  private void awaitEnd(String what, BooleanSupplier holds) throws InterruptedException {
    int enough = mishaps.count() + ENOUGH;
    pipeline.await(
        what,
        () -> {
          if (holds.getAsBoolean()) {
            return true;
          }
          mishaps.pause(mishaps.count() >= enough);
          // What an import does by itself is waited for: the sweep would take it for stuck.
          if (++looks % LOOKS_A_SWEEP == 0
              && tenants.stream().allMatch(each -> pipeline.isIdle(each.tenant().name()))) {
            pipeline.redrive();
            pipeline.cloud().host().invokeLater("SweepFunction", NOTHING);
          }
          return false;
        });
    mishaps.pause(false);
  }

  // What is held against the model

  /** Applies what has ended to the model, in the order of the turns, and compares. */
  private void catchUp(Course course) throws InterruptedException {
    List<Asked> due =
        course.begun().values().stream()
            .filter(asked -> !course.modelled().contains(asked.importId()))
            .sorted(
                Comparator.comparing(
                    asked -> stored(course, asked.importId()).startedAt().orElse(Instant.MAX)))
            .toList();
    for (Asked asked : due) {
      Ended ended = ended(course, asked.importId());
      note("ended", ended.summary(), ended.unapplied(), ended.written());
      did("ended " + ended.status());
      course.model().end(asked, ended);
      course.modelled().add(asked.importId());
    }
    requireSame(course);
  }

  private Ended ended(Course course, String importId) throws InterruptedException {
    JsonNode summary = course.program().get("/imports/" + importId);
    Set<Integer> unapplied =
        cells(course, importId, "report.csv")
            .filter(cells -> List.of("PROCESSING_FAILED", "CANCELLED").contains(cells.get(2)))
            .map(cells -> Integer.parseInt(cells.get(0)))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> written =
        cells(course, importId, "changes.csv")
            .map(cells -> cells.get(1))
            .collect(Collectors.toCollection(TreeSet::new));
    return new Ended(summary, unapplied, written);
  }

  /** Rows of a result; none where there is none. */
  private Stream<List<String>> cells(Course course, String importId, String file) {
    try {
      return pipeline
          .result(course.tenant(), importId, file)
          .lines()
          .skip(1)
          .map(line -> Arrays.asList(line.split(",", -1)))
          .filter(cells -> cells.size() > 3);
    } catch (NoSuchKeyException e) {
      return Stream.empty();
    }
  }

  private void requireSame(Course course) {
    Map<String, String> expected = new TreeMap<>();
    course.model().people.forEach((name, person) -> expected.put(name, shown(person)));
    Map<String, String> actual = new TreeMap<>();
    course
        .tenant()
        .snapshot()
        .users()
        .forEach((name, user) -> actual.put(name, shown(person(course, user))));
    assertThat(actual).as("users of %s", course.tenant().name()).isEqualTo(expected);
  }

  private static String shown(Person person) {
    String name = person.lastName();
    return person.lastName(name.length() > 20 ? "Lang…" : name).toString();
  }

  private Person person(Course course, User user) {
    return ModelRollPersonBuilder.builder()
        .active(user.status() == User.Status.ACTIVE)
        .lastName(user.lastName())
        .email(user.email())
        .groups(new TreeSet<>(user.groups()))
        .tags(new TreeSet<>(user.tags()))
        .password(
            pipeline
                .directory()
                .users()
                .passwordHash(course.tenant().name(), user.username())
                .filter(hash -> !hash.isEmpty())
                .map(hash -> passwords.computeIfAbsent(hash, CloudHistory::opened))
                .orElse(""))
        .by(user.lastImportId())
        .build();
  }

  /** Which of the passwords there are a hash is of. */
  private static String opened(String hash) {
    return Stream.of(
            OWN_PASSWORD, RandomLine.PASSWORD + 0, RandomLine.PASSWORD + 1, RandomLine.PASSWORD + 2)
        .filter(password -> new Argon2idHasher().matches(password, hash))
        .findAny()
        .orElse("a hash of something else");
  }

  private void requireNothingLeft() {
    List<JsonNode> mail = pipeline.mailbox().take();
    // A sweep that failed is looked at by people; the next has made up for it.
    assertThat(pipeline.filledQueues())
        .as("queues with messages")
        .allMatch(url -> url.endsWith("/rollbook-SweepDeadLetters"));
    assertThat(pipeline.imports().open())
        .as("open imports")
        .noneMatch(open -> tenants.stream().anyMatch(course -> isOf(course, open.tenant())));
    assertThat(pipeline.changes().open())
        .as("changes of many users that have not ended")
        .noneMatch(open -> tenants.stream().anyMatch(course -> isOf(course, open.tenant())));
    for (Course course : tenants) {
      requireSame(course);
      assertThat(holder(course).map(Ticket::id)).as("whose turn it is").isEmpty();
      requireTold(course, mail);
    }
    assertThat(new SecretSearch(pipeline, RandomLine.PASSWORD).traces()).isEmpty();
  }

  /** SPEC A9: every user that an import created is told of it, once. */
  private void requireTold(Course course, List<JsonNode> mail) {
    Map<String, List<String>> told =
        mail.stream()
            .collect(
                Collectors.groupingBy(
                    message -> message.path("importId").asText(),
                    Collectors.mapping(
                        message -> message.path("username").asText(), Collectors.toList())));
    course
        .model()
        .toTell
        .forEach(
            (importId, names) -> {
              List<String> actual = told.getOrDefault(importId, List.of());
              assertThat(actual).as("told by %s", importId).doesNotHaveDuplicates();
              if (ImportLife.hasCompleted(stored(course, importId))) {
                assertThat(actual).containsExactlyInAnyOrderElementsOf(names);
              } else {
                assertThat(names).containsAll(actual);
              }
            });
  }

  private void did(String what) {
    did.merge(what, 1, Integer::sum);
  }

  private void note(Object... what) {
    log.add(
        Instant.now()
            + " "
            + Arrays.stream(what).map(String::valueOf).collect(Collectors.joining(" ")));
  }
}
