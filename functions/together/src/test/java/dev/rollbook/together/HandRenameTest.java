package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.changes.ChangeApplier;
import dev.rollbook.changes.DirectoryChange;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.imports.HistoryEntry;
import dev.rollbook.imports.UserHistory;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.PlainSealer;
import dev.rollbook.testkit.Sample;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rename by hand that dies at any call and is called again is made once, and whole (SPEC U14).
 */
class HandRenameTest {

  private static final String TENANT = ClassRegister.TENANT;

  @TempDir Path scratch;

  private final class Tenant {
    final FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    final InMemoryCloud cloud = pipeline.cloud;
    final ByHand byHand = new ByHand(pipeline, TENANT);
    final String id;

    Tenant() {
      cloud.tenants.createIfMissing(TENANT);
      cloud.tenants.putSettings(TENANT, TenantSettings.DEFAULT.withSupervisors("boss", "other"));
      user("boss", "other", "boss");
      user("other", "boss", "");
      for (int i = 0; i < 20; i++) {
        user("u" + i, i % 3 == 0 ? "boss" : "other", i % 4 == 0 ? "boss" : "");
      }
      id = cloud.users.find(TENANT, "boss").orElseThrow().id();
    }

    private void user(String name, String first, String second) {
      cloud.users.create(
          TENANT,
          Sample.user(name).with().supervisor(first).secondSupervisor(second).build(),
          "hash " + name);
    }

    /** Calls until it is answered, as a person does, with what the sweep does in between. */
    void renames() {
      try {
        byHand.renames("boss", "chief");
      } catch (Killed e) {
        cloud.faults.revive();
        cloud.advance(Duration.ofMinutes(1));
        int status = byHand.renames("boss", "chief").status();
        assertThat(status).isIn(200, 404, 409);
        cloud.advance(Duration.ofMinutes(1));
        for (DirectoryChange open : cloud.changes.open()) {
          pipeline
              .changeApplier()
              .carryOn(
                  TENANT,
                  open.changeId(),
                  new ChangeApplier.Time(cloud.clock.instant().plusSeconds(30), () -> false));
        }
        if (cloud.users.find(TENANT, "boss").isPresent()) {
          assertThat(byHand.renames("boss", "chief").status()).isEqualTo(200);
        }
      }
    }

    Map<String, String> users() {
      Map<String, String> all = new TreeMap<>();
      for (User user : cloud.users.all(TENANT)) {
        all.put(
            user.username(),
            user.supervisor()
                + "/"
                + user.secondSupervisor()
                + "/"
                + cloud.users.passwordHash(TENANT, user.username()).orElse(""));
      }
      return all;
    }

    List<HistoryEntry> history() {
      return new UserHistory(cloud.imports, byHand.handEdits, cloud.buckets(), new PlainSealer())
          .page(TENANT, cloud.users.find(TENANT, "chief").orElseThrow(), 50, "")
          .items();
    }
  }

  @Test
  @DisplayName("U14, A6, A11: killed at any call and called again, it is whole, and told once")
  void shouldEndTheSameWhereverTheCallDies() {
    Tenant sound = new Tenant();
    int before = sound.cloud.faults.calls().size();
    sound.renames();
    int calls = sound.cloud.faults.calls().size();
    assertThat(sound.users()).containsKey("chief").doesNotContainKey("boss");
    assertThat(sound.users().get("u0")).startsWith("chief/chief/");
    assertThat(calls - before).isGreaterThan(20);
    List<String> failures = new ArrayList<>();
    for (int call = before + 1; call <= calls; call++) {
      for (Moment moment : Moment.values()) {
        Tenant shaken = new Tenant();
        shaken.cloud.faults.plan(call, moment, Kind.KILL);

        shaken.renames();

        User renamed = shaken.cloud.users.find(TENANT, "chief").orElseThrow();
        TenantSettings settings = shaken.cloud.tenants.settings(TENANT).orElseThrow();
        List<HistoryEntry> history = shaken.history();
        boolean whole =
            renamed.id().equals(shaken.id)
                && shaken.users().equals(sound.users())
                && settings.equals(sound.cloud.tenants.settings(TENANT).orElseThrow())
                && shaken.cloud.changes.open().isEmpty()
                && shaken.cloud.turns.holder(TENANT).isEmpty()
                && history.size() == 1
                && history.get(0).action() == HistoryEntry.HistoryAction.RENAMED;
        if (!whole) {
          failures.add(
              moment + " " + sound.cloud.faults.calls().get(call - 1) + ": " + shaken.users());
        }
      }
    }
    assertThat(failures).isEmpty();
  }
}
