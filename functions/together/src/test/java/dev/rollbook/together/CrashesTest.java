package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Crash anywhere, then again, ends the same (SPEC A6): every call that any function makes to any
 * port goes wrong once, before, in the middle of or after its effect.
 */
class CrashesTest {

  @TempDir Path scratch;

  /** Two rosters of one tenant at once, one uploaded and one dropped, and a held plan before. */
  private static void twoRosters(FakePipeline pipeline) {
    School school = new School(pipeline);
    school.hasAHeldPlan();
    school.uploads();
    school.drops();
  }

  private static void nonsenseAndARoster(FakePipeline pipeline) {
    School school = new School(pipeline);
    school.uploadsNonsense();
    school.drops();
  }

  @Test
  void shouldImportTwoRostersOneAfterTheOther() {
    FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    twoRosters(pipeline);

    pipeline.run();

    EndState end = EndState.of(pipeline.cloud, School.TENANT, School.NEIGHBOUR);
    EndState.Summary first = end.summaries().get("erste");
    assertThat(first.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS); // SPEC A6
    assertThat(first.counts())
        .isEqualTo(
            new Counts.Builder()
                .rows(144)
                .created(132)
                .updated(7)
                .reactivated(2)
                .deactivated(5)
                .failed(3)
                .duplicates(1)
                .blank(1)
                .warnings(143)
                .build());
    assertThat(first.deactivation().state()).isEqualTo(State.DONE);
    EndState.Summary second = end.summaries().get("zweite.csv");
    assertThat(second.status()).isEqualTo(Status.COMPLETED);
    assertThat(second.counts().updated()).isEqualTo(60);
    assertThat(second.deactivation().state()).isEqualTo(State.HELD);
    assertThat(end.summaries().get("gehalten").deactivation().state()).isEqualTo(State.SUPERSEDED);
    assertThat(end.turn()).isEmpty();
    assertThat(end.notifications()).hasSize(132 + 139);
    assertThat(end.rosters()).hasSize(1).allMatch(key -> key.endsWith("zweite.csv"));
  }

  @Test
  void shouldEndTheSameHoweverOftenEachMessageComes() {
    EndState undisturbed = undisturbed(CrashesTest::twoRosters);
    FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER).deliveringEach(3);
    twoRosters(pipeline);

    pipeline.run();

    assertThat(EndState.of(pipeline.cloud, School.TENANT, School.NEIGHBOUR)).isEqualTo(undisturbed);
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndTheSameWhateverCallGoesWrong(Kind kind) {
    assertEveryFaultEndsTheSame(kind, OnFailure.REDELIVER, CrashesTest::twoRosters);
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailTheSameWhateverCallGoesWrong(Kind kind) {
    assertEveryFaultEndsTheSame(kind, OnFailure.REDELIVER, CrashesTest::nonsenseAndARoster);
  }

  @Test
  void shouldEndTheSameByTheSweepWhicheverMessageIsLost() {
    assertEveryFaultEndsTheSame(
        Kind.KILL, OnFailure.LOSE, pipeline -> new School(pipeline).uploads());
  }

  private void assertEveryFaultEndsTheSame(
      Kind kind, OnFailure onFailure, Consumer<FakePipeline> scenario) {
    FakePipeline counting = new FakePipeline(scratch, OnFailure.REDELIVER);
    scenario.accept(counting);
    counting.run();
    EndState undisturbed = EndState.of(counting.cloud, School.TENANT, School.NEIGHBOUR);
    List<Faults.Call> calls = counting.cloud.faults.calls();
    List<String> failures =
        IntStream.rangeClosed(1, calls.size())
            .parallel()
            .boxed()
            .flatMap(
                call ->
                    moments(calls.get(call - 1)).stream()
                        .flatMap(
                            moment -> {
                              FakePipeline pipeline = new FakePipeline(scratch, onFailure);
                              scenario.accept(pipeline);
                              pipeline.cloud.faults.plan(call, moment, kind);
                              return whatWentWrong(pipeline, onFailure, undisturbed)
                                  .map(
                                      what ->
                                          "%s %s call %d, %s: %s"
                                              .formatted(
                                                  kind, moment, call, calls.get(call - 1), what));
                            }))
            .toList();
    assertThat(failures).isEmpty();
  }

  private static Stream<String> whatWentWrong(
      FakePipeline pipeline, OnFailure onFailure, EndState undisturbed) {
    EndState end;
    try {
      if (onFailure == OnFailure.LOSE) {
        pipeline.runWithSweep();
        end =
            EndState.of(pipeline.cloud, School.TENANT, School.NEIGHBOUR)
                .withoutEndedTurn(pipeline.cloud);
      } else {
        pipeline.run();
        end = EndState.of(pipeline.cloud, School.TENANT, School.NEIGHBOUR);
      }
    } catch (AssertionError | RuntimeException e) {
      return Stream.of(e.toString());
    }
    return Stream.concat(
        differences(undisturbed, end).stream(),
        leftPasswords(pipeline).map(key -> "a password is left in " + key));
  }

  private static List<Moment> moments(Faults.Call call) {
    return call.divisible() ? List.of(Moment.values()) : List.of(Moment.BEFORE, Moment.AFTER);
  }

  private EndState undisturbed(Consumer<FakePipeline> scenario) {
    FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    scenario.accept(pipeline);
    pipeline.run();
    return EndState.of(pipeline.cloud, School.TENANT, School.NEIGHBOUR);
  }

  /** Objects of either bucket that hold a password (SPEC A8). */
  private static Stream<String> leftPasswords(FakePipeline pipeline) {
    return Stream.of(pipeline.cloud.uploads, pipeline.cloud.results)
        .flatMap(
            bucket ->
                bucket.keys().stream()
                    .filter(
                        key ->
                            new String(bucket.get(key).orElseThrow(), StandardCharsets.UTF_8)
                                .contains(School.PASSWORD)));
  }

  /** The first few differences, by part. */
  private static List<String> differences(EndState expected, EndState actual) {
    List<String> found = new ArrayList<>();
    compare("summary", expected.summaries(), actual.summaries(), found);
    compare("user", expected.users(), actual.users(), found);
    compare("download", expected.downloads(), actual.downloads(), found);
    compare(
        "rest",
        Map.of(
            "groups", expected.groups(),
            "rosters", expected.rosters(),
            "notifications", expected.notifications(),
            "turn", expected.turn()),
        Map.of(
            "groups", actual.groups(),
            "rosters", actual.rosters(),
            "notifications", actual.notifications(),
            "turn", actual.turn()),
        found);
    return found.subList(0, Math.min(3, found.size()));
  }

  private static void compare(
      String part, Map<String, ?> expected, Map<String, ?> actual, List<String> found) {
    Stream.concat(expected.keySet().stream(), actual.keySet().stream())
        .distinct()
        .filter(key -> !Objects.equals(expected.get(key), actual.get(key)))
        .forEach(
            key ->
                found.add(
                    "%n  %s %s%n    expected %s%n    but was  %s"
                        .formatted(
                            part, key, shortened(expected.get(key)), shortened(actual.get(key)))));
  }

  private static String shortened(Object value) {
    String text = String.valueOf(value);
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }
}
