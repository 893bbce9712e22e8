package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.api.Api;
import dev.rollbook.api.Request;
import dev.rollbook.api.Response;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.Notification;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.testkit.Faults.Fault;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.InMemoryHandEdits;
import dev.rollbook.testkit.PlainSealer;
import dev.rollbook.testkit.QuickHasher;
import dev.rollbook.testkit.Sample;
import dev.rollbook.together.FakePipeline.Delivery;
import dev.rollbook.together.FakePipeline.OnFailure;
import dev.rollbook.together.ModelDirectory.Asked;
import dev.rollbook.together.ModelDirectory.Counted;
import dev.rollbook.together.ModelDirectory.Decided;
import dev.rollbook.together.ModelDirectory.Plan;
import dev.rollbook.webhooks.WebhookAddresses;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A made-up history of some tenants: imports one after another and waiting, cancels, approvals,
 * edits by hand, changes of properties and groups, time that passes, the sweep; and meanwhile calls
 * that fail, functions that are killed, messages that come twice, late, in any order, beside each
 * other, or never. What becomes of it is held against {@link ModelDirectory}. The same seed gives
 * the same history.
 */
final class History {

  private static final List<String> TENANTS = List.of("nord", "süd");
  private static final List<Moment> MOMENTS = List.of(Moment.values());
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final String FOREIGN = "fremd";
  private static final int STEPS = 90;
  private static final int MOST_IMPORTS = 6;
  private static final int MOST_TRIES = 5;

  /** Sweeps with nothing going wrong any more, until which everything must have ended. */
  private static final int LAST_SWEEPS = 12;

  private static final Map<String, String> GROUP_NAMES =
      Stream.of("5a", "5b", "Chor").collect(Collectors.toMap(Group::importedId, name -> name));

  private final Random random;
  private final Thread thread = Thread.currentThread();
  private final FakePipeline pipeline;
  private final InMemoryCloud cloud;
  private final InMemoryHandEdits handEdits = new InMemoryHandEdits();
  private final double faultRate;
  private final double besideRate;
  private final Map<String, ModelDirectory> models = new HashMap<>();
  private final Map<String, Begun> begun = new LinkedHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Waiting> late = new ArrayList<>();
  private final Map<Kind, Integer> faults = new EnumMap<>(Kind.class);
  private final Set<String> foreignBefore;
  private final List<String> log = new ArrayList<>();
  private boolean calm;
  private boolean beside;
  private int imports;

  /** A delivery, and how often it was tried. */
  private record Waiting(Delivery delivery, int tries) {}

  /** An import that was begun. */
  private static final class Begun {
    private final String tenant;
    private final String importId;
    private final RandomRoster roster;
    private final Asked asked;
    private final boolean passwords;
    private boolean ended;
    private Map<String, ModelUser> held = Map.of();
    private final Set<String> toTell = new HashSet<>();
    private boolean tellsAll;

    Begun(String tenant, String importId, RandomRoster roster, Asked asked) {
      this.tenant = tenant;
      this.importId = importId;
      this.roster = roster;
      this.asked = asked;
      this.passwords = roster.headings().contains("Passwort");
    }
  }

  History(long seed, Path scratch) {
    this.random = new Random(seed);
    this.pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    this.cloud = pipeline.cloud;
    this.faultRate = List.of(0.0, 0.002, 0.01, 0.03).get(random.nextInt(4));
    this.besideRate = random.nextBoolean() ? 0 : 0.01;
    TENANTS.forEach(this::makeTenant);
    makeTenant(FOREIGN);
    this.foreignBefore = stored(FOREIGN);
    cloud.faults.byChance(this::chance);
  }

  private void makeTenant(String tenant) {
    cloud.tenants.createIfMissing(tenant);
    cloud.tenants.putSettings(
        tenant,
        new TenantSettings(
            ModelDirectory.DEFAULT_SUPERVISOR,
            "",
            1_000,
            Guard.DEFAULT,
            "de",
            TenantSettings.Profile.EMPTY));
    ModelDirectory model = new ModelDirectory();
    models.put(tenant, model);
    cloud.tenants.putProperty(
        tenant, new Property("Ort", Property.Type.DROPDOWN, model.places, true));
    cloud.tenants.putProperty(tenant, new Property("Raum", Property.Type.INPUT, List.of(), false));
    cloud.groups.put(tenant, conditional(model.conditionOfGroup));
    cloud.groups.put(
        tenant, new Group(ModelDirectory.NEWCOMERS, "Neue", Origin.MANUAL, Group.ROOT, List.of()));
    for (int i = 0; i < 12; i++) {
      User user = Sample.user(RandomRoster.person(i));
      cloud.users.create(tenant, user, "");
    }
    for (int i = 0; i < 12; i++) {
      String name = RandomRoster.person(i);
      if (random.nextInt(6) == 0) {
        call(tenant, "PATCH", "/users/" + name, "{\"status\": \"INACTIVE\"}");
      }
      if (random.nextInt(8) == 0) {
        call(tenant, "PATCH", "/users/" + name, "{\"protected\": true}");
      }
      model.users.put(name, storedUser(tenant, name).orElseThrow());
    }
    call(tenant, "POST", "/users", "{\"username\": \"von-hand\"}");
    model.users.put("von-hand", storedUser(tenant, "von-hand").orElseThrow());
  }

  private static Group conditional(Set<String> places) {
    return new Group(
        ModelDirectory.CONDITIONAL,
        "Aus Köln",
        Origin.MANUAL,
        Group.ROOT,
        List.of(new Group.Condition("Ort", List.copyOf(new TreeSet<>(places)))));
  }

  /** What happened, for whoever has to find out why it went wrong. */
  List<String> log() {
    return log;
  }

  /** How many faults of each kind there were. */
  Map<Kind, Integer> faults() {
    return faults;
  }

  /** How many imports there were. */
  int imports() {
    return imports;
  }

  void run() {
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    settle();
    requireNothingLeft();
  }

  private Optional<Fault> chance() {
    // What a function does on threads of its own comes in no certain order.
    if (calm || !Thread.currentThread().equals(thread)) {
      return Optional.empty();
    }
    if (!beside && random.nextDouble() < besideRate) {
      beside = true;
      deliverOne();
      beside = false;
    }
    if (random.nextDouble() >= faultRate) {
      return Optional.empty();
    }
    Fault fault =
        new Fault(
            MOMENTS.get(random.nextInt(MOMENTS.size())), KINDS.get(random.nextInt(KINDS.size())));
    faults.merge(fault.kind(), 1, Integer::sum);
    return Optional.of(fault);
  }

  private void step() {
    int choice = random.nextInt(100);
    String tenant = TENANTS.get(random.nextInt(TENANTS.size()));
    if (choice < 14 && imports < MOST_IMPORTS) {
      begin(tenant);
    } else if (choice < 18) {
      cancelOne();
    } else if (choice < 24) {
      decideHeld();
    } else if (choice < 34) {
      editByHand(tenant);
    } else if (choice < 38) {
      changeRules(tenant);
    } else if (choice < 41) {
      pass(Duration.ofMinutes(random.nextInt(100)));
    } else if (choice < 43) {
      startReviewed();
    } else {
      deliverOne();
    }
  }

  /** Everything comes to its end: first as the faults go on, then with no more of them. */
  private void settle() {
    for (int sweep = 0; sweep < 3; sweep++) {
      deliverAll();
      pass(Duration.ofMinutes(91));
    }
    cloud.faults.byChance(Optional::empty);
    calm = true;
    deliverAll();
    for (int sweep = 0; !cloud.imports.open().isEmpty(); sweep++) {
      assertThat(sweep).as("open for ever: %s", open()).isLessThan(LAST_SWEEPS);
      pass(Duration.ofMinutes(91 + (sweep == 3 ? 8 * 24 * 60 : 0)));
      deliverAll();
    }
    waiting.addAll(late);
    late.clear();
    deliverAll();
  }

  private List<String> open() {
    return cloud.imports.open().stream()
        .map(open -> open.importId() + " " + open.status() + " " + open.wishes())
        .toList();
  }

  private void pass(Duration time) {
    note("pass, and the sweep", time);
    cloud.advance(time);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        pipeline.sweep();
        break;
      } catch (Killed killed) {
        cloud.faults.revive();
      } catch (RuntimeException e) {
        break; // the next sweep is the next try
      }
    }
    observe();
  }

  // What tenants do

  private void begin(String tenant) {
    imports++;
    RandomRoster roster = RandomRoster.of(random);
    Asked asked =
        new Asked(
            random.nextInt(4) == 0,
            random.nextInt(2) == 0,
            random.nextInt(6) == 0,
            random.nextInt(2) == 0,
            random.nextInt(3) == 0 ? "jahr" : "",
            random.nextInt(3) == 0,
            random.nextInt(3) == 0 ? "moodle/kurs" : "");
    boolean review = random.nextInt(6) == 0;
    byte[] file = roster.csv().getBytes(StandardCharsets.UTF_8);
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("name", "import " + imports).put("fileName", "liste.csv").put("size", file.length);
    ObjectNode options = body.putObject("options");
    options.put("emptyCells", asked.clear() ? "clear" : "keep");
    options.put("deactivateUnlisted", asked.deactivate()).put("dryRun", asked.dryRun());
    options.put("review", review).putObject("notify").put("send", asked.told());
    ArrayNode tags = options.putArray("tags");
    if (!asked.tag().isEmpty()) {
      tags.add(asked.tag());
    }
    if (asked.newcomers()) {
      options.put("defaultGroup", ModelDirectory.NEWCOMERS);
    }
    ArrayNode access = options.putArray("access");
    if (!asked.access().isEmpty()) {
      access.addObject().put("product", "moodle").put("offer", "kurs");
    }
    JsonNode created = json(call(tenant, "POST", "/imports", body.toString()));
    String importId = created.path("importId").asText();
    assertThat(importId).as("%s", created).isNotEmpty();
    begun.put(importId, new Begun(tenant, importId, roster, asked));
    note("begins", tenant, importId, asked, review ? " review" : "", roster.csv());
    cloud.uploads.put(cloud.imports.find(tenant, importId).orElseThrow().upload().key(), file);
  }

  private Optional<Begun> any(Predicate<Import> which) {
    List<Begun> found = begun.values().stream().filter(each -> which.test(stored(each))).toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  private Import stored(Begun each) {
    return cloud.imports.find(each.tenant, each.importId).orElseThrow();
  }

  private void cancelOne() {
    any(ImportLife::mayBeCancelled)
        .ifPresent(
            each -> {
              note("cancel", each.importId);
              call(each.tenant, "POST", "/imports/" + each.importId + "/cancel", "");
              observe();
            });
  }

  private void startReviewed() {
    any(found -> ImportLife.awaited(found) == Awaited.REVIEW)
        .ifPresent(
            each -> {
              note("start", each.importId);
              call(each.tenant, "POST", "/imports/" + each.importId + "/start", "{}");
            });
  }

  private void decideHeld() {
    any(ImportLife::isHeld)
        .ifPresent(
            each -> {
              String what = random.nextInt(3) == 0 ? "discard" : "approve";
              note(what, each.importId);
              call(each.tenant, "POST", "/imports/" + each.importId + "/deactivations/" + what, "");
            });
  }

  /** Whether no import or approval of the tenant is being applied. */
  private boolean isQuiet(String tenant) {
    return cloud.turns.holder(tenant).isEmpty();
  }

  private void editByHand(String tenant) {
    if (!isQuiet(tenant)) {
      return;
    }
    String name = RandomRoster.person(random.nextInt(RandomRoster.PEOPLE));
    int edit = random.nextInt(7);
    Response answer =
        switch (edit) {
          case 0 -> call(tenant, "PATCH", "/users/" + name, "{\"firstName\": \"Hand\"}");
          case 1 -> call(tenant, "PATCH", "/users/" + name, "{\"phone\": \"4711\"}");
          case 2 -> call(tenant, "PATCH", "/users/" + name, "{\"status\": \"INACTIVE\"}");
          case 3 -> call(tenant, "PATCH", "/users/" + name, "{\"status\": \"ACTIVE\"}");
          case 4 -> call(tenant, "POST", "/users", "{\"username\": \"" + name + "\"}");
          case 5 ->
              call(tenant, "PUT", "/users/" + name + "/password", "{\"password\": \"eigenes\"}");
          default -> call(tenant, "DELETE", "/users/" + name, "");
        };
    note("by hand", name, answer.status());
    if (answer.status() < 300) {
      Map<String, ModelUser> users = models.get(tenant).users;
      storedUser(tenant, name)
          .ifPresentOrElse(
              user -> {
                // Who was given what it had is not changed; a password is another each time.
                if (edit > 3 || !users.containsKey(name) || !user.is(users.get(name))) {
                  users.put(name, user);
                }
              },
              () -> users.remove(name));
    }
  }

  private void changeRules(String tenant) {
    ModelDirectory model = models.get(tenant);
    if (random.nextBoolean()) {
      List<String> places =
          model.places.contains("Mars")
              ? List.of("", "Köln", "Bonn")
              : List.of("", "Köln", "Bonn", "Mars");
      if (isAnybodyAt(tenant, "Mars")) {
        return;
      }
      ObjectNode body = Json.MAPPER.createObjectNode().put("type", "dropdown");
      ArrayNode options = body.putArray("options");
      places.forEach(options::add);
      body.put("autoRemove", true);
      Response answer = call(tenant, "PUT", "/properties/Ort", body.toString());
      note("places", tenant, places, answer.status());
      if (answer.status() == 200) {
        model.places = places;
      } else {
        assertThat(answer.body()).contains("IMPORT_RUNNING");
        requireHolder(tenant);
      }
    } else {
      Set<String> places =
          model.conditionOfGroup.size() == 1 ? Set.of("Köln", "Bonn") : Set.of("Köln");
      ObjectNode body = Json.MAPPER.createObjectNode().put("name", "Aus Köln");
      ObjectNode condition = body.putArray("conditions").addObject().put("property", "Ort");
      places.forEach(condition.putArray("anyOf")::add);
      Response answer =
          call(tenant, "PUT", "/groups/" + ModelDirectory.CONDITIONAL, body.toString());
      note("condition", tenant, places, answer.status());
      if (answer.status() == 200) {
        model.ask(places);
      } else {
        assertThat(answer.body()).contains("IMPORT_RUNNING");
        requireHolder(tenant);
      }
    }
  }

  private boolean isAnybodyAt(String tenant, String place) {
    return models.get(tenant).users.values().stream().anyMatch(u -> u.text("Ort").equals(place));
  }

  private void requireHolder(String tenant) {
    assertThat(cloud.turns.holder(tenant)).isPresent();
  }

  private Response call(String tenant, String method, String path, String body) {
    boolean before = calm;
    calm = true;
    try {
      return new Api(
              cloud.journal(),
              cloud.changesPort(),
              cloud.directory(),
              handEdits,
              cloud.buckets(),
              cloud.commandsPort(),
              new QuickHasher(),
              new PlainSealer(),
              new WebhookAddresses(name -> List.of(InetAddress.getLoopbackAddress()), false),
              pipeline::nextId,
              cloud.clock)
          .answer(
              new Request(
                  tenant, method, Arrays.asList(path.substring(1).split("/")), Map.of(), body));
    } finally {
      calm = before;
    }
  }

  private static JsonNode json(Response response) {
    return Json.parse(response.body(), JsonNode.class);
  }

  // What is delivered

  private void deliverAll() {
    do {
      takeNew();
      deliverOne();
    } while (!waiting.isEmpty());
  }

  private void takeNew() {
    for (Delivery delivery : pipeline.takeDeliveries()) {
      if (delivery instanceof Delivery.Rows rows) {
        for (RowBatch batch : rows.batches()) {
          assertThat(Json.text(batch)).doesNotContain(RandomRoster.PASSWORD); // SPEC A8
        }
      }
      waiting.add(new Waiting(delivery, 0));
    }
  }

  private void deliverOne() {
    takeNew();
    if (waiting.isEmpty()) {
      return;
    }
    Waiting next = waiting.remove(random.nextInt(waiting.size()));
    int luck = calm ? 99 : random.nextInt(100);
    if (luck < 2) {
      note("lost", shown(next));
      return;
    }
    if (luck < 6) {
      late.add(next);
    } else if (luck < 12) {
      waiting.add(next);
    }
    if (!late.isEmpty() && luck < 15) {
      waiting.add(late.remove(random.nextInt(late.size())));
    }
    note(beside ? "beside: " : "", shown(next));
    boolean wasBeside = beside;
    boolean done = pipeline.carryOut(next.delivery());
    beside = wasBeside;
    if (!done) {
      note("failed", shown(next));
      if (next.tries() + 1 < MOST_TRIES) {
        waiting.add(new Waiting(next.delivery(), next.tries() + 1));
      } else if (next.delivery() instanceof Delivery.Rows rows) {
        rows.batches().forEach(this::deadLetter);
      }
    }
    observe();
  }

  private void deadLetter(RowBatch batch) {
    note("dead letter", batch);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        pipeline.reconciler().settleRowByRow(batch);
        return;
      } catch (Killed killed) {
        cloud.faults.revive();
      } catch (RuntimeException e) {
        note("dead letter fails", e);
      }
    }
  }

  private static String shown(Waiting one) {
    return one.delivery() instanceof Delivery.Rows rows
        ? rows.batches().toString()
        : one.delivery().toString();
  }

  private void note(Object... what) {
    log.add(Arrays.stream(what).map(String::valueOf).collect(Collectors.joining(" ")));
  }

  // What is held against the model

  private void observe() {
    for (Begun each : begun.values()) {
      Import now = stored(each);
      if (!each.ended && ImportLife.hasEnded(now)) {
        each.ended = true;
        note("ended", each.importId, now.status(), now.counts());
        new Ending(each, now).check();
      }
      if (!each.held.isEmpty() && ImportLife.isApprovalApplied(now)) {
        approved(each, now);
      }
    }
  }

  private void approved(Begun each, Import now) {
    ModelDirectory model = models.get(each.tenant);
    int done = 0;
    for (Map.Entry<String, ModelUser> planned : each.held.entrySet()) {
      if (model.users.get(planned.getKey()) == planned.getValue()) { // unchanged since: SPEC D6
        model.deactivate(planned.getKey(), each.importId);
        done++;
      }
    }
    each.held = Map.of();
    assertThat(now.deactivation().done()).as("approved of %s", each.importId).isEqualTo(done);
    assertThat(now.counts().deactivated()).isEqualTo(done);
    requireSame(each.tenant);
  }

  /** An import that has just ended, held against the rules. */
  private final class Ending {
    private final Begun each;
    private final Import now;
    private final ModelDirectory model;
    private final Plan plan;
    private final Set<Integer> undone;
    private final Map<Counted, Integer> counted = new EnumMap<>(Counted.class);
    private int reactivated;
    private int warnings;

    Ending(Begun each, Import now) {
      this.each = each;
      this.now = now;
      this.model = models.get(each.tenant);
      this.plan = model.plan(each.roster, each.asked, each.importId);
      this.undone = undone();
    }

    /** Rows that the report tells were not applied. */
    private Set<Integer> undone() {
      Optional<byte[]> report =
          cloud.results.get("results/" + each.tenant + "/" + each.importId + "/report.csv");
      return report.stream()
          .flatMap(csv -> new String(csv, StandardCharsets.UTF_8).lines())
          .filter(line -> line.contains("PROCESSING_FAILED") || line.contains("CANCELLED"))
          .map(line -> Integer.valueOf(line.replaceFirst("[;,].*", "")))
          .collect(Collectors.toSet());
    }

    void check() {
      String what = each.importId + " " + now.status();
      if (now.startedAt().isEmpty()) {
        assertThat(now.status()).as(what).isIn(Status.CANCELLED, Status.EXPIRED, Status.FAILED);
        assertThat(now.counts()).as(what).isEqualTo(Counts.NONE);
        requireSame(each.tenant);
        return;
      }
      assertThat(now.status())
          .as(what)
          .isIn(Status.COMPLETED, Status.COMPLETED_WITH_ERRORS, Status.CANCELLED, Status.FAILED);
      plan.rows().forEach(this::count);
      assertThat(now.counts().addUp()).as(what).isTrue(); // SPEC A1
      assertThat(now.counts().rows()).as(what).isEqualTo(each.roster.lines().size());
      if (now.status() == Status.FAILED) {
        countsOfWhatIsThere(what);
      } else {
        assertThat(shown(now.counts())).as(what).isEqualTo(expectedCounts());
        if (undone.isEmpty()) {
          assertThat(now.counts().warnings()).as(what).isEqualTo(warnings);
        }
      }
      deactivation(what);
      each.tellsAll = now.status() != Status.FAILED;
      requireSame(each.tenant);
    }

    private void count(Decided row) {
      boolean left = undone.contains(row.row());
      boolean applied = row.counted() != Counted.FAILED && !left;
      if (row.writes() && !each.asked.dryRun()) {
        applied = isApplied(row);
        assertThat(applied && left)
            .as("row %d of %s is applied and reported as failed", row.row(), each.importId)
            .isFalse();
        assertThat(applied || left || now.status() == Status.FAILED)
            .as("row %d of %s is neither applied nor reported", row.row(), each.importId)
            .isTrue();
        if (applied) {
          model.users.put(row.username(), row.after());
          if (each.asked.told()) {
            row.tells()
                .forEach(
                    occasion ->
                        each.toTell.add(each.importId + "/" + row.username() + "/" + occasion));
          }
        }
      }
      boolean asDecided =
          applied || row.counted() == Counted.DUPLICATE || row.counted() == Counted.BLANK;
      counted.merge(asDecided ? row.counted() : Counted.FAILED, 1, Integer::sum);
      if (applied && row.reactivates()) {
        reactivated++;
      }
      warnings += row.warnings();
    }

    private boolean isApplied(Decided row) {
      Optional<ModelUser> actual = storedUser(each.tenant, row.username());
      if (actual.filter(user -> user.is(row.after())).isPresent()) {
        return true;
      }
      ModelUser before = model.users.get(row.username());
      String stayed = before == null ? "" : before.toString();
      assertThat(actual.map(ModelUser::toString).orElse(""))
          .as("row %d of %s should give %s", row.row(), each.importId, row.after())
          .isEqualTo(stayed);
      return false;
    }

    private int of(Counted which) {
      return counted.getOrDefault(which, 0);
    }

    private String expectedCounts() {
      return "created %d, updated %d, unchanged %d, reactivated %d, failed %d, duplicates %d, blank %d"
          .formatted(
              of(Counted.CREATED),
              of(Counted.UPDATED) + of(Counted.UNCHANGED),
              of(Counted.UNCHANGED),
              reactivated,
              of(Counted.FAILED),
              of(Counted.DUPLICATE),
              of(Counted.BLANK));
    }

    private static String shown(Counts counts) {
      return "created %d, updated %d, unchanged %d, reactivated %d, failed %d, duplicates %d, blank %d"
          .formatted(
              counts.created(),
              counts.updated(),
              counts.unchanged(),
              counts.reactivated(),
              counts.failed(),
              counts.duplicates(),
              counts.blank());
    }

    /** SPEC A6: what is counted is what is in the directory. */
    private void countsOfWhatIsThere(String what) {
      if (!each.asked.dryRun()) {
        assertThat(now.counts().created()).as(what).isEqualTo(of(Counted.CREATED));
        assertThat(now.counts().updated() - now.counts().unchanged())
            .as(what)
            .isEqualTo(of(Counted.UPDATED));
        assertThat(now.counts().reactivated()).as(what).isEqualTo(reactivated);
      }
    }

    private void deactivation(String what) {
      State state = now.deactivation().state();
      boolean completed = ImportLife.hasCompleted(now);
      if (!each.asked.deactivate()) {
        assertThat(state).as(what).isEqualTo(State.NOT_REQUESTED);
      } else if (!completed || each.asked.dryRun()) {
        assertThat(state).as(what).isEqualTo(State.SKIPPED);
        if (completed) {
          assertThat(now.deactivation().planned()).as(what).isEqualTo(plan.unlisted().size());
        } else if (now.status() == Status.FAILED && !plan.held()) {
          partlyDeactivated(what);
        }
      } else if (plan.held()) {
        assertThat(state)
            .as(what)
            .isIn(State.HELD, State.APPROVED, State.DISCARDED, State.SUPERSEDED);
        assertThat(now.deactivation().planned()).as(what).isEqualTo(plan.unlisted().size());
        each.held = new TreeMap<>();
        plan.unlisted().forEach(name -> each.held.put(name, model.users.get(name)));
      } else {
        assertThat(state).as(what).isEqualTo(State.DONE);
        assertThat(now.counts().deactivated()).as(what).isEqualTo(plan.unlisted().size());
        plan.unlisted().forEach(name -> model.deactivate(name, each.importId));
      }
    }

    /** It failed in the middle of its deactivations. */
    private void partlyDeactivated(String what) {
      int done = 0;
      for (String name : plan.unlisted()) {
        ModelUser actual = storedUser(each.tenant, name).orElseThrow();
        if (!actual.active) {
          model.deactivate(name, each.importId);
          done++;
        }
      }
      assertThat(now.counts().deactivated()).as(what).isEqualTo(done);
    }
  }

  private Optional<ModelUser> storedUser(String tenant, String name) {
    return cloud
        .users
        .find(tenant, name)
        .map(
            user ->
                ModelUser.of(user, cloud.users.passwordHash(tenant, name).orElse(""), GROUP_NAMES));
  }

  /** Whether an import of the tenant is in the middle of writing, or an approval of one may be. */
  private boolean isWriting(String tenant) {
    return begun.values().stream()
        .filter(each -> each.tenant.equals(tenant))
        .anyMatch(
            each ->
                each.ended
                    ? ImportLife.isApproved(stored(each))
                    : stored(each).startedAt().isPresent());
  }

  /** The directory is what the model says it is, unless it is just being written. */
  private void requireSame(String tenant) {
    if (isWriting(tenant)) {
      return;
    }
    Map<String, String> expected = new TreeMap<>();
    models.get(tenant).users.forEach((name, user) -> expected.put(name, user.toString()));
    Map<String, String> actual = new TreeMap<>();
    cloud
        .users
        .all(tenant)
        .forEach(
            user ->
                actual.put(
                    user.username(), storedUser(tenant, user.username()).orElseThrow().toString()));
    assertThat(actual).as("users of %s", tenant).isEqualTo(expected);
  }

  private Set<String> stored(String tenant) {
    return cloud.users.all(tenant).stream().map(User::toString).collect(Collectors.toSet());
  }

  private void requireNothingLeft() {
    TENANTS.forEach(this::requireSame);
    assertThat(stored(FOREIGN)).as("another tenant's users").isEqualTo(foreignBefore);
    for (String tenant : TENANTS) {
      assertThat(cloud.turns.holder(tenant).map(Ticket::id)).as("whose turn it is").isEmpty();
    }
    assertThat(cloud.rowQueue.sent()).isEmpty();
    assertThat(cloud.commands.sent()).isEmpty();
    requireTold();
    requireNoSecret();
  }

  private void requireTold() {
    Map<String, Set<String>> told = new HashMap<>();
    for (Notification message : cloud.notifications.sent()) {
      told.computeIfAbsent(message.importId(), id -> new HashSet<>()).add(message.id());
    }
    for (Begun each : begun.values()) {
      Set<String> ids = told.getOrDefault(each.importId, Set.of());
      if (each.tellsAll) {
        assertThat(ids).as("told by %s", each.importId).isEqualTo(each.toTell);
      } else {
        assertThat(each.toTell).as("told by %s", each.importId).containsAll(ids);
      }
    }
    if (faultRate == 0) {
      assertThat(cloud.notifications.sent())
          .extracting(Notification::id)
          .as("told once")
          .doesNotHaveDuplicates();
    }
  }

  private void requireNoSecret() {
    for (var bucket : List.of(cloud.uploads, cloud.results)) {
      for (String key : bucket.keys()) {
        assertThat(key).as("a key that opens passwords").doesNotStartWith("keys/");
        assertThat(new String(bucket.get(key).orElseThrow(), StandardCharsets.UTF_8))
            .as(key)
            .doesNotContain(RandomRoster.PASSWORD);
      }
    }
    begun.values().stream()
        .filter(each -> each.passwords)
        .forEach(
            each ->
                assertThat(cloud.uploads.keys())
                    .noneMatch(key -> key.contains("/" + each.importId + "/")));
  }
}
