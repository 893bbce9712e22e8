package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Sample;
import dev.rollbook.testkit.Unpacked;
import dev.rollbook.together.FakePipeline.OnFailure;
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
            CountsBuilder.builder()
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

  /** A plan that waits to be applied, with a user edited by hand meanwhile (SPEC S10). */
  private static void aPlanToApply(FakePipeline pipeline) {
    ClassRegister register = new ClassRegister(pipeline);
    register.imported(EARLIER, Map.of());
    Import dryRun = register.imported(LATER, Map.of("dryRun", true, "deactivateUnlisted", true));
    register.cloud.users.edit(School.TENANT, "k-1", UserEdit.of(Map.of("phone", "1")), Sample.NOW);
    register.apply(dryRun, false);
  }

  /** An import that waits to be undone, with a user edited by hand meanwhile (SPEC S11). */
  private static void anImportToUndo(FakePipeline pipeline) {
    ClassRegister register = new ClassRegister(pipeline);
    register.imported(EARLIER, Map.of());
    Import done = register.imported(LATER, Map.of("deactivateUnlisted", true));
    register.cloud.users.edit(School.TENANT, "k-1", UserEdit.of(Map.of("phone", "1")), Sample.NOW);
    register.undo(done, false);
  }

  private static void anUndoToUndo(FakePipeline pipeline) {
    ClassRegister register = new ClassRegister(pipeline);
    register.imported(EARLIER, Map.of());
    Import done = register.imported(LATER, Map.of("deactivateUnlisted", true));
    register.undo(register.undone(done), false);
  }

  private static final String NAMES =
      """
      username;oldUsername;lastName;supervisor
      k-2;k-1;Other;
      k-3;k-2;;k-4
      new;k-3;;
      k-5;k-4;;
      k-4;k-5;X;
      chief;k-6;;
      k-7;;Y;chief
      k-8;k-9;;
      """;

  /** A supervisor, who gets another name, and one who follows. */
  private static ClassRegister supervised(FakePipeline pipeline) {
    ClassRegister register = new ClassRegister(pipeline);
    register.imported(EARLIER, Map.of());
    register.imported("username;supervisor\nk-7;k-6\nk-10;k-6\nk-11;k-4\n", Map.of());
    return register;
  }

  /** A plan with a chain, a swap and a supervisor, one user edited by hand meanwhile (SPEC S10). */
  private static void renamesToApply(FakePipeline pipeline) {
    ClassRegister register = supervised(pipeline);
    Import dryRun = register.imported(NAMES, Map.of("dryRun", true));
    register.cloud.users.edit(School.TENANT, "k-9", UserEdit.of(Map.of("phone", "1")), Sample.NOW);
    register.apply(dryRun, false);
  }

  private static void renamesToUndo(FakePipeline pipeline) {
    ClassRegister register = supervised(pipeline);
    Import done = register.imported(NAMES, Map.of());
    register.cloud.users.edit(School.TENANT, "new", UserEdit.of(Map.of("phone", "1")), Sample.NOW);
    register.undo(done, false);
  }

  private static final String EARLIER = pupils("5a", "", 1, 12);
  private static final String LATER = pupils("6a", "neu", 4, 14);

  private static String pupils(String group, String tag, int from, int to) {
    StringBuilder csv = new StringBuilder("username;lastName;groups;tags\n");
    IntStream.rangeClosed(from, to)
        .forEach(
            i -> csv.append("k-%d;K%d;%s;%s%n".formatted(i, i, i % 3 == 0 ? group : "5b", tag)));
    return csv.toString();
  }

  @ParameterizedTest
  @EnumSource
  void shouldApplyAndUndoTheSameWhateverCallGoesWrong(Kind kind) { // SPEC S10, S11
    assertEveryFaultEndsTheSame(kind, OnFailure.REDELIVER, CrashesTest::aPlanToApply);
    assertEveryFaultEndsTheSame(kind, OnFailure.REDELIVER, CrashesTest::anImportToUndo);
    assertEveryFaultEndsTheSame(kind, OnFailure.REDELIVER, CrashesTest::anUndoToUndo);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRenameByAPlanTheSameWhateverCallGoesWrong(Kind kind) { // SPEC S10, S11, U14
    assertEveryFaultEndsTheSame(kind, OnFailure.REDELIVER, CrashesTest::renamesToApply);
    assertEveryFaultEndsTheSame(kind, OnFailure.REDELIVER, CrashesTest::renamesToUndo);
  }

  @Test
  void shouldUndoTheSameByTheSweepWhicheverMessageIsLost() { // SPEC S11
    assertEveryFaultEndsTheSame(Kind.KILL, OnFailure.LOSE, CrashesTest::anImportToUndo);
  }

  @Test
  void shouldUndoTheSameHoweverOftenEachMessageComes() { // SPEC S11
    EndState undisturbed = undisturbed(CrashesTest::anImportToUndo);

    FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER).deliveringEach(3);
    anImportToUndo(pipeline);
    pipeline.run();

    assertThat(EndState.of(pipeline.cloud, School.TENANT, School.NEIGHBOUR)).isEqualTo(undisturbed);
  }

  @Test
  void shouldMakeOneImportThatUndoesAnotherWhereverTheCallDies() { // SPEC S11
    for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
      for (int call = 1; call <= 6; call++) {
        FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
        ClassRegister register = new ClassRegister(pipeline);
        Import done = register.imported(EARLIER, Map.of());
        int before = pipeline.cloud.faults.calls().size();
        pipeline.cloud.faults.plan(before + call, moment, Kind.KILL);
        try {
          register.undo(done, false);
        } catch (Faults.Killed e) {
          pipeline.cloud.faults.revive();
        }

        register.undo(done, false); // the tenant calls again

        pipeline.runWithSweep();
        List<Import> all = pipeline.cloud.imports.history(School.TENANT, "", 10, "").items();
        assertThat(all).hasSize(2);
        assertThat(all.get(0).links().undoes()).isEqualTo(done.importId());
        assertThat(all.get(0).status()).isEqualTo(Status.COMPLETED);
      }
    }
  }

  private void assertEveryFaultEndsTheSame(
      Kind kind, OnFailure onFailure, Consumer<FakePipeline> scenario) {
    FakePipeline counting = new FakePipeline(scratch, OnFailure.REDELIVER);
    scenario.accept(counting);
    int before = counting.cloud.faults.calls().size();
    counting.run();
    EndState undisturbed = EndState.of(counting.cloud, School.TENANT, School.NEIGHBOUR);
    List<Faults.Call> calls = counting.cloud.faults.calls();
    List<String> failures =
        IntStream.rangeClosed(before + 1, calls.size())
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
                              boolean mayTellTwice = isBetweenTellingAndNoting(calls, call, moment);
                              return whatWentWrong(pipeline, onFailure, undisturbed, mayTellTwice)
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
      FakePipeline pipeline, OnFailure onFailure, EndState undisturbed, boolean mayTellTwice) {
    EndState end;
    try {
      if (onFailure == OnFailure.LOSE) {
        pipeline.runWithSweep();
      } else {
        pipeline.run();
      }
      end = EndState.of(pipeline.cloud, School.TENANT, School.NEIGHBOUR);
    } catch (AssertionError | RuntimeException e) {
      return Stream.of(e.toString());
    }
    return Stream.concat(
        differences(undisturbed, mayTellTwice ? end.withEachToldOnce() : end).stream(),
        leftPasswords(pipeline).map(key -> "a password is left in " + key));
  }

  /**
   * The one moment at which a crash may tell users twice, once the queue's window is over: it has
   * the messages, and that is not noted yet (SPEC A9).
   */
  private static boolean isBetweenTellingAndNoting(
      List<Faults.Call> calls, int call, Moment moment) {
    return moment == Moment.BEFORE
        ? call > 1 && calls.get(call - 2).port().equals("Notifications")
        : calls.get(call - 1).port().equals("Notifications");
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

  /** Objects of either bucket that hold a password, or the key to one (SPEC A8). */
  private static Stream<String> leftPasswords(FakePipeline pipeline) {
    return Stream.of(pipeline.cloud.uploads, pipeline.cloud.results)
        .flatMap(
            bucket ->
                bucket.keys().stream()
                    .filter(
                        key ->
                            key.startsWith("keys/")
                                || Unpacked.text(bucket.get(key).orElseThrow())
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
