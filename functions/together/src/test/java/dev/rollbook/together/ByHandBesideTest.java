package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Import;
import dev.rollbook.imports.Ticket;
import dev.rollbook.together.ClassRegister.Values;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody creates, deletes or edits a user by hand at any moment of an import: right before a call
 * that it makes to a port. Every user is then as if that had come before the import or behind it,
 * or is named by the report as left; and the counts say what was done (invariants 4 and 9). {@code
 * -Drollbook.beside=N} says before every how many-th call; {@code -Pfaults} has 1.
 */
class ByHandBesideTest {

  private static final int PUPILS = 12;
  private static final int FEW = 61;

  @TempDir Path scratch;

  /** What runs meanwhile. */
  enum Running {
    ROSTER,
    APPLY,
    UNDO;

    /** Begins it; gives its import. */
    String begin(ClassRegister register) {
      Map<String, Object> options = Map.of("deactivateUnlisted", true);
      return switch (this) {
        case ROSTER -> register.uploads(later(), options);
        case APPLY -> {
          Import plan =
              register.imported(later(), Map.of("deactivateUnlisted", true, "dryRun", true));
          yield register.begun(register.apply(plan, false));
        }
        case UNDO -> register.begun(register.undo(register.imported(later(), options), false));
      };
    }
  }

  /** Whom a call may be of: one for each thing that a roster does, or an undo takes back. */
  private static final List<String> WHO =
      List.of("k-1", "k-2", "k-3", "k-4", "k-5", "renamed", "new", "other");

  /** What one of them is called before, and then. */
  private static final Set<String> RENAMED = Set.of("k-2", "renamed");

  private static final List<Call> CALLS =
      WHO.stream()
          .flatMap(
              who ->
                  Stream.of(
                      new Call("DELETE", "/users/" + who, "", who),
                      new Call("POST", "/users", "{\"username\": \"" + who + "\"}", who),
                      new Call("PATCH", "/users/" + who, "{\"lastName\": \"H\"}", who),
                      new Call("PATCH", "/users/" + who, "{\"status\": \"INACTIVE\"}", who)))
          .toList();

  private record Call(String method, String path, String body, String who) {
    /** As it may have been made before the import: of who is renamed by either name. */
    Stream<Call> before() {
      return who.equals("renamed")
          ? Stream.of(this, new Call(method, path.replace(who, "k-2"), body, who))
          : Stream.of(this);
    }

    @Override
    public String toString() {
      return method + " " + path + " " + body;
    }
  }

  private static String earlier() {
    return IntStream.rangeClosed(1, PUPILS)
        .mapToObj("k-%d;K;\n"::formatted)
        .collect(Collectors.joining("", "username;lastName;oldUsername\n", ""));
  }

  /** Changes one, renames one, creates one, leaves out two, and has all others as they are. */
  private static String later() {
    return earlier()
        .replace("k-1;K;", "k-1;Neu;")
        .replace("k-2;K;", "renamed;K;k-2")
        .replace("k-4;K;\n", "")
        .replace("k-5;K;\n", "new;N;\n");
  }

  /** A tenant with an import that is about to run. */
  private final class Tenant {
    final FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    final ClassRegister register = new ClassRegister(pipeline);
    final ByHand hand = new ByHand(pipeline, ClassRegister.TENANT);
    String importId = "";

    Tenant() {
      register.imported(earlier(), Map.of());
    }

    Tenant begins(Running running) {
      importId = running.begin(register);
      return this;
    }

    Tenant calls(Call call) {
      assertThat(hand.call(call.method(), call.path(), call.body()).status())
          .as(call.toString())
          .isLessThan(500);
      return this;
    }

    /** Runs it, with a call in the middle; gives how many calls of ports there are to choose. */
    int runs(int number, Call call) {
      Thread thread = Thread.currentThread();
      AtomicInteger made = new AtomicInteger();
      pipeline.cloud.faults.byChance(
          () -> {
            if (Thread.currentThread().equals(thread) && made.incrementAndGet() == number) {
              calls(call);
            }
            return Optional.empty();
          });
      pipeline.run();
      pipeline.cloud.faults.byChance(Optional::empty);
      return made.get();
    }

    Tenant runs() {
      pipeline.run();
      return this;
    }

    Import now() {
      return register.find(importId);
    }

    /** What is left of it, whatever was done in between. */
    List<String> loose() {
      List<String> loose = new ArrayList<>();
      pipeline.cloud.turns.holder(ClassRegister.TENANT).map(Ticket::text).ifPresent(loose::add);
      pipeline.cloud.imports.open().stream().map(Import::importId).forEach(loose::add);
      if (!now().counts().addUp()) {
        loose.add(now().counts().toString());
      }
      return loose;
    }

    /** Whether the report names somebody whose row, or deactivation, was left. */
    boolean tells() {
      String report = register.report(now());
      return report.contains("PROCESSING_FAILED") || report.contains("CHANGED_SINCE");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndAsIfACallByHandHadComeBeforeTheImportOrBehindIt(Running running) {
    List<String> wrong =
        CALLS.parallelStream().flatMap(call -> wrong(running, call).stream()).toList();

    assertThat(wrong.stream().limit(3).toList()).as("%d in all", wrong.size()).isEmpty();
  }

  private List<String> wrong(Running running, Call call) {
    List<Tenant> before =
        call.before().map(first -> new Tenant().begins(running).calls(first).runs()).toList();
    Tenant behind = new Tenant().begins(running).runs().calls(call);
    Tenant never = new Tenant().begins(running).calls(call);
    List<String> wrong = new ArrayList<>();
    int last = new Tenant().begins(running).runs(0, call);
    int step = Integer.getInteger("rollbook.beside", FEW);
    for (int number = 1 + CALLS.indexOf(call) % step; number <= last; number += step) {
      Tenant between = new Tenant().begins(running);
      between.runs(number, call);
      String where = "%s, %s before call %d of %d: ".formatted(running, call, number, last);
      between.loose().forEach(what -> wrong.add(where + "left: " + what));
      whatIsWrong(between, before, behind, never, call.who()).ifPresent(w -> wrong.add(where + w));
    }
    return wrong;
  }

  private static Optional<String> whatIsWrong(
      Tenant is, List<Tenant> before, Tenant behind, Tenant never, String who) {
    boolean told = is.tells();
    Map<String, Values> users = is.register.values();
    Map<String, Values> ifBehind = behind.register.values();
    Map<String, Values> ifLeft = new TreeMap<>(ifBehind);
    for (String name : RENAMED.contains(who) ? RENAMED : Set.of(who)) {
      ifLeft.remove(name);
      Optional.ofNullable(never.register.values().get(name))
          .ifPresent(left -> ifLeft.put(name, left));
    }
    List<Tenant> orders = Stream.concat(before.stream(), Stream.of(behind)).toList();
    boolean sound =
        told
            ? users.equals(ifLeft)
                || orders.stream().anyMatch(each -> users.equals(each.register.values()))
            : orders.stream()
                .anyMatch(
                    each ->
                        users.equals(each.register.values()) && counts(is).equals(counts(each)));
    return sound
        ? Optional.empty()
        : Optional.of(
            "%s, %s, told: %s; but in order:%s"
                .formatted(
                    users.get(who),
                    counts(is),
                    told,
                    orders.stream()
                        .map(each -> each.register.values().get(who) + ", " + counts(each))
                        .toList()));
  }

  private static String counts(Tenant of) {
    return of.now().counts() + " " + of.now().deactivation();
  }
}
