package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.ObjectWriter;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final Faults faults = new Faults();
  private final InMemoryObjectStore real = new InMemoryObjectStore(new SettableClock(Sample.NOW));
  private final ObjectStore objects = faults.on(ObjectStore.class, real);

  private void write() throws IOException {
    try (ObjectWriter writer = objects.writer("k", "text/csv")) {
      writer.write(1);
      writer.write(new byte[2]);
      writer.complete();
    }
  }

  @Test
  void shouldCountTheCompletionOfAnObjectAsTheCallThatChangesSomething() throws IOException {
    write();

    assertThat(faults.calls())
        .extracting(Faults.Call::method)
        .containsExactly("writer", "complete");
    assertThat(faults.writes()).extracting(Faults.Call::method).containsExactly("complete");
    assertThat(real.get("k").orElseThrow()).hasSize(3);
  }

  @Test
  void shouldKillBeforeOrAfterAnObjectIsComplete() {
    faults.plan(2, Faults.Moment.BEFORE, Faults.Kind.KILL);
    assertThatThrownBy(this::write).isInstanceOf(Faults.Killed.class);
    assertThat(real.get("k")).isEmpty();
    assertThatThrownBy(this::write).isInstanceOf(Faults.Killed.class);

    faults.revive();
    faults.planNext("complete", Faults.Moment.AFTER, Faults.Kind.NO_ANSWER);
    assertThatThrownBy(this::write).isInstanceOf(Faults.NoAnswer.class);
    assertThat(real.get("k")).isPresent();
  }

  @Test
  void shouldLetNothingThroughFromADeadProcess() throws IOException {
    ObjectWriter writer = objects.writer("k", "text/csv");
    faults.planNext("get", Faults.Moment.BEFORE, Faults.Kind.KILL);
    assertThatThrownBy(() -> objects.get("k")).isInstanceOf(Faults.Killed.class);

    assertThatThrownBy(() -> writer.write(1)).isInstanceOf(Faults.Killed.class);
    assertThatThrownBy(writer::complete).isInstanceOf(Faults.Killed.class);
    writer.close();
    assertThat(real.get("k")).isEmpty();
  }
}
