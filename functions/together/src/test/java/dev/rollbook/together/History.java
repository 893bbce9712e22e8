package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.api.Response;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.Notification;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Ticket;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.Faults.Fault;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.Sample;
import dev.rollbook.testkit.Unpacked;
import dev.rollbook.together.BegunImport.Kind;
import dev.rollbook.together.EditsBeside.Edit;
import dev.rollbook.together.FakePipeline.Delivery;
import dev.rollbook.together.FakePipeline.OnFailure;
import dev.rollbook.together.ModelPlan.Out;
import dev.rollbook.together.ModelPlan.Wrote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A made-up history of some tenants: imports one after another and waiting, plans that are applied,
 * undos and undos of those, cancels, approvals, edits and renames by hand, changes of properties
 * and groups, time that passes, the sweep, by which users leave on their day; and meanwhile calls
 * that fail, functions that are killed, messages that come twice, late, in any order, beside each
 * other, or never. What becomes of it is held against {@link ModelDirectory}. The same seed gives
 * the same history.
 */
final class History {

  private static final List<String> TENANTS = List.of("nord", "süd");
  private static final List<Moment> MOMENTS = List.of(Moment.values());
  private static final List<Faults.Kind> KINDS = List.of(Faults.Kind.values());
  private static final String FOREIGN = "fremd";

  private static final int STEPS = 200;
  private static final int MOST_IMPORTS = 14;
  private static final int MOST_TRIES = 5;

  /** Sweeps with nothing going wrong any more, until which everything must have ended. */
  private static final int LAST_SWEEPS = 60;

  private static final Map<String, String> GROUP_NAMES =
      Stream.of("5a", "5b", "Chor").collect(Collectors.toMap(Group::importedId, name -> name));

  private final Random random;
  private final Thread thread = Thread.currentThread();
  private final FakePipeline pipeline;
  private final InMemoryCloud cloud;
  private final Map<String, ByHand> hands = new HashMap<>();
  private final double faultRate;
  private final double besideRate;
  private final double editRate;
  private final Map<String, ModelDirectory> models = new HashMap<>();
  private final Map<String, BegunImport> begun = new LinkedHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Waiting> late = new ArrayList<>();
  private final Map<Faults.Kind, Integer> faults = new EnumMap<>(Faults.Kind.class);
  private final Set<String> foreignBefore;
  private final List<String> log = new ArrayList<>();
  private boolean calm;
  private boolean beside;
  private final Map<String, Integer> operations = new TreeMap<>();
  private int imports;

  /** A delivery, and how often it was tried. */
  private record Waiting(Delivery delivery, int tries) {}

  History(long seed, Path scratch) {
    // Seeds that follow one another would begin with the same numbers.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    this.cloud = pipeline.cloud;
    this.faultRate = List.of(0.0, 0.002, 0.01, 0.03).get(random.nextInt(4));
    this.besideRate = random.nextBoolean() ? 0 : 0.01;
    this.editRate = List.of(0.0, 0.0, 0.01, 0.05).get(random.nextInt(4));
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
            new ModelDirectory().defaultSupervisor,
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
  Map<Faults.Kind, Integer> faults() {
    return faults;
  }

  /** How often each thing was done. */
  Map<String, Integer> operations() {
    return operations;
  }

  void did(String what) {
    operations.merge(what, 1, Integer::sum);
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
    if (!beside && random.nextDouble() < editRate) {
      editBesideAny();
    }
    if (random.nextDouble() >= faultRate) {
      return Optional.empty();
    }
    Fault fault =
        new Fault(
            MOMENTS.get(random.nextInt(MOMENTS.size())), KINDS.get(random.nextInt(KINDS.size())));
    faults.merge(fault.kind(), 1, Integer::sum);
    note("fault", fault, cloud.faults.calls().get(cloud.faults.calls().size() - 1));
    return Optional.of(fault);
  }

  private void step() {
    int choice = random.nextInt(100);
    String tenant = TENANTS.get(random.nextInt(TENANTS.size()));
    if (choice < 12) {
      if (imports < MOST_IMPORTS) {
        begin(tenant);
      }
    } else if (choice < 13) {
      cancelOne();
    } else if (choice < 19) {
      decideHeld();
    } else if (choice < 26) {
      editByHand(tenant);
    } else if (choice < 28) {
      renameByHand(tenant);
    } else if (choice < 31) {
      changeRules(tenant);
    } else if (choice < 35) {
      pass(
          Duration.ofMinutes(random.nextInt(3) == 0 ? random.nextInt(2_000) : random.nextInt(100)));
    } else if (choice < 37) {
      startReviewed();
    } else if (choice < 40) {
      applyOne();
    } else if (choice < 43) {
      undoOne();
    } else {
      for (int many = random.nextInt(8); many >= 0; many--) {
        deliverOne();
      }
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
    for (int day = 0; !cloud.imports.due(Instant.MAX).isEmpty(); day++) {
      assertThat(day).as("leaving for ever: %s", cloud.imports.due(Instant.MAX)).isLessThan(4);
      pass(Duration.ofDays(1));
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
    begun.values().forEach(each -> each.swept = true);
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
    RandomRoster roster = roster(tenant);
    AskedOptions asked = AskedOptions.of(random);
    boolean review = random.nextInt(6) == 0;
    byte[] file = roster.csv().getBytes(StandardCharsets.UTF_8);
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("name", "import " + imports).put("fileName", "liste.csv").put("size", file.length);
    body.set("options", asked.options().put("review", review));
    JsonNode created = json(call(tenant, "POST", "/imports", body.toString()));
    String importId = created.path("importId").asText();
    assertThat(importId).as("%s", created).isNotEmpty();
    begun.put(importId, BegunImport.of(tenant, importId, roster, asked));
    did("import");
    note("begins", tenant, importId, asked, review ? " review" : "", roster.csv());
    cloud.uploads.put(cloud.imports.find(tenant, importId).orElseThrow().upload().key(), file);
  }

  /** Another, or one that was imported before (SPEC U14). */
  private RandomRoster roster(String tenant) {
    List<RandomRoster> before =
        begun.values().stream()
            .filter(each -> each.tenant.equals(tenant))
            .flatMap(each -> each.roster.stream())
            .toList();
    return before.isEmpty() || random.nextInt(5) > 0
        ? RandomRoster.of(random)
        : before.get(random.nextInt(before.size()));
  }

  /** A dry run's plan is applied, if it may be (SPEC S10). */
  private void applyOne() {
    any(found -> ImportLife.hasEnded(found) && found.options().dryRun())
        .ifPresent(
            dryRun -> {
              Response answer =
                  call(dryRun.tenant, "POST", "/imports/" + dryRun.importId + "/apply", "");
              boolean otherRules =
                  isWriting(dryRun.tenant) // and may have renamed the default supervisor
                      ? answer.body().contains(Failure.RULES_CHANGED)
                      : !dryRun.rules.equals(model(dryRun.tenant).rules());
              boolean refused =
                  !ImportLife.hasCompleted(stored(dryRun))
                      || dryRun.applied
                      || (dryRun.kind == Kind.ROSTER
                          && (dryRun.planned.rows().stream().anyMatch(Decided::setsPassword)
                              || otherRules))
                      || (dryRun.kind == Kind.UNDO && dryRun.source.orElseThrow().undone);
              note("apply", dryRun.importId, answer);
              assertThat(answer.status())
                  .as("applying of %s: %s", dryRun.importId, answer)
                  .isEqualTo(refused ? 409 : 202);
              if (!refused) {
                dryRun.applied = true;
                dryRun.source.ifPresent(undone -> undone.undone = true);
                follow(answer, "apply", importId -> BegunImport.applying(importId, dryRun));
              }
            });
  }

  /** An import is undone, if it may be (SPEC S11). */
  private void undoOne() {
    boolean afterDays = random.nextInt(3) == 0; // of leaving, which may have come
    any(found -> ImportLife.hasEnded(found) && (!afterDays || found.options().hasGrace()))
        .ifPresent(
            done -> {
              boolean dryRun = random.nextInt(4) == 0;
              Import now = stored(done);
              Response answer =
                  call(
                      done.tenant,
                      "POST",
                      "/imports/" + done.importId + "/undo",
                      "{\"dryRun\": " + dryRun + "}");
              boolean refused =
                  done.asked.dryRun()
                      || now.status() == Status.FAILED
                      || now.startedAt().isEmpty()
                      || done.undone;
              note("undo", done.importId, dryRun, answer);
              assertThat(answer.status())
                  .as("undoing of %s: %s", done.importId, answer)
                  .isEqualTo(refused ? 409 : 202);
              if (!refused) {
                done.undone |= !dryRun;
                follow(
                    answer,
                    dryRun ? "undo to be seen" : done.isUndo() ? "undo of an undo" : "undo",
                    importId -> BegunImport.undoing(importId, done, dryRun));
              }
            });
  }

  private void follow(Response answer, String what, Function<String, BegunImport> following) {
    String importId = json(answer).path("importId").asText();
    begun.put(importId, following.apply(importId));
    did(what);
  }

  private Optional<BegunImport> any(Predicate<Import> which) {
    List<BegunImport> found =
        begun.values().stream().filter(each -> which.test(stored(each))).toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  Import stored(BegunImport each) {
    return cloud.imports.find(each.tenant, each.importId).orElseThrow();
  }

  private void cancelOne() {
    any(ImportLife::mayBeCancelled)
        .ifPresent(
            each -> {
              did("cancel");
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
              Response answer =
                  call(
                      each.tenant,
                      "POST",
                      "/imports/" + each.importId + "/deactivations/" + what,
                      "");
              did(what);
              note(what, each.importId, answer.status(), answer.body());
            });
  }

  private void editByHand(String tenant) {
    Optional<BegunImport> running = running(tenant);
    if (running.isPresent()) {
      editBeside(running.get());
    } else if (cloud.turns.holder(tenant).isEmpty()) {
      editBetween(tenant);
    }
  }

  private void editBetween(String tenant) {
    String name = RandomRoster.anybody(random);
    ModelDirectory model = model(tenant);
    boolean known = model.users.containsKey(name);
    int choice = random.nextInt(EditByHand.ALL.size() + 2);
    boolean creates = choice == EditByHand.ALL.size();
    did("edit by hand");
    Response answer;
    if (choice < EditByHand.ALL.size()) {
      answer = call(tenant, name, EditByHand.ALL.get(choice));
    } else if (creates) {
      answer = call(tenant, "POST", "/users", "{\"username\": \"" + name + "\"}");
    } else {
      answer = call(tenant, "DELETE", "/users/" + name, "");
    }
    note("by hand", tenant, choice, name, answer.status());
    assertThat(answer.status() < 300)
        .as("%s by hand: %s", name, answer)
        .isEqualTo(known != creates);
    if (answer.status() < 300) {
      if (choice < EditByHand.ALL.size()) {
        EditByHand.ALL.get(choice).rule().accept(model, name);
      } else if (creates) {
        model.create(name, storedUser(tenant, name).orElseThrow().id);
      } else {
        model.users.remove(name);
      }
      requireSame(tenant);
    }
  }

  private void editBesideAny() {
    List<BegunImport> running =
        TENANTS.stream().flatMap(tenant -> running(tenant).stream()).toList();
    if (!running.isEmpty()) {
      editBeside(running.get(random.nextInt(running.size())));
    }
  }

  /** Of whoever is there, listed or not, at any moment of an import. */
  private void editBeside(BegunImport running) {
    String tenant = running.tenant;
    List<User> users = cloud.users.all(tenant);
    User before = users.get(random.nextInt(users.size()));
    String name = before.username();
    EditByHand edit = EditByHand.ALL.get(random.nextInt(EditByHand.ALL.size()));
    ModelUser expected =
        model(tenant).edited(storedUser(tenant, name).orElseThrow(), List.of(edit));
    did("edit by hand beside an import");
    Response answer = call(tenant, name, edit);
    note("by hand beside", running.importId, edit, name, answer.status());
    assertThat(answer.status()).as("%s by hand: %s", name, answer).isLessThan(300);
    assertThat(storedUser(tenant, name).orElseThrow().toString())
        .as("%s of %s by hand", edit, name)
        .isEqualTo(expected.toString());
    running.edits.add(
        before.id(),
        new Edit(
            edit,
            EndedImport.mark(before.revision()),
            EndedImport.mark(cloud.users.find(tenant, name).orElseThrow().revision()),
            before.lastImportId().equals(running.importId)));
  }

  /** The import that is in the middle of writing, or has ended and is not yet looked at. */
  private Optional<BegunImport> running(String tenant) {
    return begun.values().stream()
        .filter(each -> each.tenant.equals(tenant) && !each.ended)
        .filter(each -> stored(each).startedAt().isPresent())
        .findFirst();
  }

  /** Between imports; while one is applied it is refused (SPEC U14). */
  private void renameByHand(String tenant) {
    ModelDirectory model = model(tenant);
    String from = RandomRoster.anybody(random);
    String to = RandomRoster.anybody(random);
    Response answer =
        call(tenant, "POST", "/users/" + from + "/rename", "{\"username\": \"" + to + "\"}");
    note("renames by hand", tenant, from, to, answer.status());
    if (answer.body().contains("IMPORT_RUNNING")) {
      requireHolder(tenant);
      return;
    }
    if (isWriting(tenant)) { // it may have renamed them already
      assertThat(answer.status() == 200 && !from.equals(to)).as("%s", answer).isFalse();
      return;
    }
    boolean known = model.users.containsKey(from);
    boolean free = from.equals(to) || !model.users.containsKey(to);
    assertThat(answer.status())
        .as("%s is renamed to %s by hand: %s", from, to, answer)
        .isEqualTo(known && free ? 200 : known ? 409 : 404);
    if (answer.status() == 200 && !from.equals(to)) {
      did("rename by hand");
      model.rename(from, to);
      requireSame(tenant);
    }
  }

  private Response call(String tenant, String username, EditByHand edit) {
    return call(tenant, edit.method(), "/users/" + username + edit.path(), edit.body());
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
      return hand(tenant).call(method, path, body);
    } finally {
      calm = before;
    }
  }

  private ByHand hand(String tenant) {
    return hands.computeIfAbsent(tenant, one -> new ByHand(pipeline, one));
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
    cloud.advance(Duration.ofMillis(1 + random.nextInt(2_000))); // no two begin at once
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
    if (beside) {
      observe(); // whoever is in the middle of a call may have ended, and passed on its turn
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

  void note(Object... what) {
    log.add(
        cloud.clock.instant()
            + " "
            + Arrays.stream(what).map(String::valueOf).collect(Collectors.joining(" ")));
  }

  // What is held against the model

  private void observe() {
    for (BegunImport each : begun.values()) {
      Import now = stored(each);
      if (!each.ended && ImportLife.hasEnded(now)) {
        each.ended = true;
        did("ended " + each.kind + " " + now.status());
        note("ended", each.importId, now.status(), now.counts(), now.deactivation());
        Optional<byte[]> report =
            cloud.results.get("results/" + each.tenant + "/" + each.importId + "/report.csv");
        new EndedImport(this, each, now, report).check();
      }
      if (!each.held.isEmpty() && ImportLife.isApprovalApplied(now)) {
        approved(each, now);
      }
      boolean leaving = ImportLife.isLeaving(now);
      if (each.leaving && !leaving) {
        left(each, now);
      }
      each.leaving = leaving;
    }
  }

  private void approved(BegunImport each, Import now) {
    ModelDirectory model = model(each.tenant);
    int done = 0;
    for (Map.Entry<String, Out> planned : each.held.entrySet()) {
      Out out = planned.getValue();
      if (model.users.get(planned.getKey()) == out.before()) { // unchanged since: SPEC D6
        model.users.put(planned.getKey(), out.after());
        each.wrote.put(
            planned.getKey(),
            new Wrote(0, Optional.of(each.renamed.before(out.before())), out.after()));
        done += out.counts() && each.asked.graceDays() == 0 ? 1 : 0;
      }
    }
    note("approved", each.importId, done);
    did("carried out approval");
    each.held = Map.of();
    assertThat(now.deactivation().done()).as("approved of %s", each.importId).isEqualTo(done);
    assertThat(now.counts().deactivated()).isEqualTo(done);
    requireSame(each.tenant);
  }

  /** The day has come that an import set (SPEC D10). */
  private void left(BegunImport each, Import now) {
    String day = EndedImport.leavingDay(now, each.asked);
    int done = model(each.tenant).leave(day);
    note("left", each.importId, day, done);
    did("day of leaving");
    assertThat(cloud.clock.instant()).as("the day of %s", each.importId).isAfterOrEqualTo(day);
    assertThat(now.deactivation().done()).as("left by %s", each.importId).isEqualTo(done);
    assertThat(now.counts().deactivated()).as("left by %s", each.importId).isEqualTo(done);
    requireSame(each.tenant);
  }

  ModelDirectory model(String tenant) {
    return models.get(tenant);
  }

  /** The marks of the users as they are in the plans of an import, by their names before it. */
  Map<String, PlannedUser> planned(Import of) {
    Map<String, PlannedUser> planned = new HashMap<>();
    ImportFiles files = new ImportFiles(cloud.results, of.tenant(), of.importId());
    for (int batch = 0; batch < of.workload().batches(); batch++) {
      files
          .plan(batch)
          .ifPresent(plan -> PlannedUser.of(plan).forEach(user -> planned.put(user.name(), user)));
    }
    return planned;
  }

  /** The user of an id; empty if there is none any more. */
  Optional<User> stored(String tenant, String userId) {
    return cloud.users.all(tenant).stream().filter(user -> user.id().equals(userId)).findFirst();
  }

  Optional<ModelUser> storedUser(String tenant, String name) {
    return cloud
        .users
        .find(tenant, name)
        .map(
            user ->
                ModelUser.of(user, cloud.users.passwordHash(tenant, name).orElse(""), GROUP_NAMES));
  }

  /** Whether an import of the tenant is in the middle of writing, or an approval of one may be. */
  private boolean isWriting(String tenant) {
    return cloud
            .turns
            .holder(tenant)
            .filter(holder -> holder.kind() == Ticket.Kind.LEAVING)
            .isPresent()
        || begun.values().stream()
            .filter(each -> each.tenant.equals(tenant))
            .anyMatch(
                each ->
                    each.ended
                        ? ImportLife.isApproved(stored(each))
                        : stored(each).startedAt().isPresent());
  }

  /** The directory is what the model says it is, unless it is just being written. */
  void requireSame(String tenant) {
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
      assertThat(cloud.users.all(tenant))
          .as("leaving for ever")
          .noneMatch(User::leaves); // SPEC D10
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
    for (BegunImport each : begun.values()) {
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
        assertThat(Unpacked.text(bucket.get(key).orElseThrow()))
            .as(key)
            .doesNotContain(RandomRoster.PASSWORD);
      }
    }
    begun.values().stream()
        .filter(BegunImport::hasPasswords)
        .forEach(
            each ->
                assertThat(cloud.uploads.keys())
                    .noneMatch(key -> key.contains("/" + each.importId + "/")));
  }
}
