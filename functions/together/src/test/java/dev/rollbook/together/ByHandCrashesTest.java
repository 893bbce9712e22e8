package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.api.Response;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.HandEdits.Noted;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Ticket;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Sample;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls of the API that go wrong at any call of a port, and are made again: all ends as if nothing
 * had gone wrong, and no answer says that something was done which was not (invariants 1 and 2).
 */
class ByHandCrashesTest {

  private static final String REGION = "Region";

  /** Longer than any lease, and than what the sweep waits before it looks after something. */
  private static final Duration LONG = Duration.ofHours(2);

  @TempDir Path scratch;

  /**
   * A call.
   *
   * @param prepared what is there before it, beside what always is; gives what stands for {@code
   *     ID} in the path
   */
  private record Call(
      String method, String path, String body, Function<ClassRegister, String> prepared) {

    static Call of(String method, String path, String body) {
      return new Call(method, path, body.replace('\'', '"'), register -> "");
    }

    Call after(Function<ClassRegister, String> other) {
      return new Call(method, path, body, other);
    }

    @Override
    public String toString() {
      return method + " " + path + " " + body;
    }
  }

  static Stream<Call> calls() {
    return Stream.of(
        Call.of("POST", "/users", "{'username': 'new', 'properties': {'Region': 'North'}}"),
        Call.of("PATCH", "/users/k-1", "{'lastName': 'X', 'properties': {'Region': 'North'}}"),
        Call.of("PATCH", "/users/k-1", "{'status': 'INACTIVE', 'tags': ['a'], 'protected': true}"),
        Call.of("DELETE", "/users/k-3", ""),
        Call.of("PUT", "/users/k-1/password", "{'password': 'Sonnenblume-4711'}"),
        Call.of("POST", "/users/k-1/rename", "{'username': 'k-9'}"),
        Call.of("PUT", "/groups/plain/members/k-1", ""),
        Call.of("DELETE", "/groups/plain/members/k-2", ""),
        Call.of("PUT", "/groups/new", "{'name': 'New'}"),
        Call.of(
            "PUT",
            "/groups/north",
            "{'name': 'N', 'conditions': [{'property': 'Region', 'anyOf': ['South']}]}"),
        Call.of("DELETE", "/groups/plain", ""),
        Call.of("DELETE", "/groups/north", ""),
        Call.of(
            "PUT",
            "/properties/Region",
            "{'type': 'dropdown', 'options': ['North'], 'autoRemove': true}"),
        Call.of("DELETE", "/properties/Region", "")
            .after(
                register -> {
                  register.cloud.groups.delete(ClassRegister.TENANT, "north");
                  return "";
                }),
        Call.of("PUT", "/settings", "{'language': 'de', 'guard': {'percent': 5}}"),
        Call.of("POST", "/imports/ID/cancel", "")
            .after(register -> register.uploads("username\nk-8\n", Map.of())),
        Call.of("POST", "/imports/ID/cancel", "").after(register -> reviewed(register).importId()),
        Call.of("POST", "/imports/ID/start", "{}").after(register -> reviewed(register).importId()),
        Call.of("POST", "/imports/ID/deactivations/approve", "").after(ByHandCrashesTest::held),
        Call.of("POST", "/imports/ID/deactivations/discard", "").after(ByHandCrashesTest::held));
  }

  private static Import reviewed(ClassRegister register) {
    return register.imported("username;lastName\nk-8;K8\n", Map.of("review", true));
  }

  private static String held(ClassRegister register) {
    register.imported(pupils(40), Map.of());
    return register.imported(pupils(10), Map.of("deactivateUnlisted", true)).importId();
  }

  private static String pupils(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "k-%d;K%d%n".formatted(i, i))
        .collect(Collectors.joining("", "username;lastName\n", ""));
  }

  /** A tenant with users, groups, and a property; and what a call needs. */
  private final class Tenant {
    final FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    final ClassRegister register = new ClassRegister(pipeline);
    final ByHand hand = new ByHand(pipeline, ClassRegister.TENANT);
    final Call call;
    final String id;
    final int before;

    Tenant(Call call) {
      this.call = call;
      String tenant = ClassRegister.TENANT;
      var cloud = pipeline.cloud;
      cloud.tenants.putProperty(
          tenant, new Property(REGION, Property.Type.DROPDOWN, List.of("North", "South"), true));
      cloud.groups.put(
          tenant,
          new Group(
              "north",
              "N",
              Origin.MANUAL,
              Group.ROOT,
              List.of(new Group.Condition(REGION, List.of("North")))));
      cloud.groups.put(tenant, new Group("plain", "P", Origin.MANUAL, Group.ROOT, List.of()));
      register.imported(
          "username;lastName;Region\nk-1;K1;\nk-2;K2;South\nk-3;K3;North\n", Map.of());
      cloud.users.edit(tenant, "k-2", UserEdit.ofGroups(Set.of("plain"), Set.of()), Sample.NOW);
      id = call.prepared().apply(register);
      before = cloud.faults.calls().size();
    }

    Response ask() {
      return hand.call(call.method(), call.path().replace("ID", id), call.body());
    }

    /** What has begun comes to its end, as the queues and the sweep see to it. */
    void settle() {
      for (int sweeps = 0; sweeps < 3; sweeps++) {
        pipeline.run();
        pipeline.cloud.advance(LONG);
        pipeline.sweep();
      }
      pipeline.run();
    }

    /** All that can be told from outside, but times. */
    Map<String, Object> end() {
      var cloud = pipeline.cloud;
      String tenant = ClassRegister.TENANT;
      Map<String, Object> end = new TreeMap<>();
      end.put("users", register.values());
      end.put("groups", cloud.groups.all(tenant));
      end.put("properties", cloud.tenants.properties(tenant));
      end.put("settings", cloud.tenants.settings(tenant));
      end.put("turn", cloud.turns.holder(tenant).map(Ticket::id));
      end.put("changes", cloud.changes.open().size());
      for (Import each : cloud.imports.history(tenant, "", 100, "").items()) {
        end.put(
            "import " + each.importId(),
            each.status() + " " + each.deactivation() + " " + each.counts());
      }
      return end;
    }

    /** How often each user is noted as edited by hand. */
    Map<String, Integer> noted() {
      Map<String, Integer> noted = new TreeMap<>();
      for (String username : List.of("k-1", "k-2", "k-3", "k-9", "new")) {
        List<Noted> notes = hand.handEdits.newest(ClassRegister.TENANT, username, "", 100);
        noted.put(username, notes.size());
      }
      return noted;
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void shouldEndTheSameWhateverCallGoesWrong(Call call) {
    Tenant sound = new Tenant(call);
    assertThat(sound.ask().status()).as(call.toString()).isBetween(200, 299);
    int last = sound.pipeline.cloud.faults.calls().size();
    sound.settle();
    List<String> wrong = new ArrayList<>();
    for (int number = sound.before + 1; number <= last; number++) {
      for (Kind kind : Kind.values()) {
        for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
          Tenant shaken = new Tenant(call);
          shaken.pipeline.cloud.faults.plan(number, moment, kind);
          String where =
              "%s %s call %d, %s: "
                  .formatted(
                      kind,
                      moment,
                      number - sound.before,
                      sound.pipeline.cloud.faults.calls().get(number - 1));
          whatIsWrong(shaken, sound).ifPresent(what -> wrong.add(where + what));
        }
      }
    }
    assertThat(wrong).as(call.toString()).isEmpty();
  }

  /** Asks, and again if no answer came or one that says to; then all must be as it is to be. */
  private static Optional<String> whatIsWrong(Tenant shaken, Tenant sound) {
    int first = status(shaken);
    shaken.pipeline.cloud.faults.revive();
    if (first >= 300 && first < 500) {
      return Optional.of("answers " + first);
    }
    if (first >= 500) {
      int second = status(shaken);
      if (second == 409) { // what it began goes on
        shaken.settle();
        second = status(shaken);
      }
      // It was done before, and is said so.
      if (second >= 300 && second != 404 && second != 409) {
        return Optional.of("answers " + second + " when asked again");
      }
    }
    shaken.settle();
    Map<String, Object> is = shaken.end();
    for (Map.Entry<String, Object> should : sound.end().entrySet()) {
      if (!should.getValue().equals(is.get(should.getKey()))) {
        return Optional.of(
            "answered %d, then %s is %s and not %s"
                .formatted(first, should.getKey(), is.get(should.getKey()), should.getValue()));
      }
    }
    Map<String, Integer> noted = shaken.noted();
    return sound.noted().entrySet().stream()
        .filter(note -> noted.get(note.getKey()) < note.getValue())
        .findFirst()
        .map(note -> "answered " + first + ", and the history of " + note.getKey() + " lacks it");
  }

  private static int status(Tenant tenant) {
    try {
      return tenant.ask().status();
    } catch (Killed e) {
      return 599; // nobody answers
    }
  }
}
