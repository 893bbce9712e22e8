package dev.rollbook.finalize;

import static dev.rollbook.finalize.FinalizeOnFakes.TENANT;
import static dev.rollbook.finalize.FinalizeOnFakes.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.changes.StalledChanges;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.Lambda;
import dev.rollbook.testkit.Sample;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What Lambda sends to the handlers, and what they answer. */
class FinalizeHandlersTest {

  private final FinalizeOnFakes fakes = new FinalizeOnFakes();

  @Test
  void shouldFinishAnImportOnCommand() {
    Import running = fakes.settled(false, unchanged(2, "ada"));
    fakes.lists(running, "ada");

    JsonNode answer =
        Lambda.invoke(
            new FinalizeHandler(
                fakes.finalizer(), fakes.approvals(), fakes.leavings(), fakes.changes()),
            Lambda.sampleEvent("finalize"));

    assertThat(answer).isEqualTo(Json.parse("{\"batchItemFailures\": []}", JsonNode.class));
    assertThat(fakes.now(running).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void shouldBringBackACommandThatIsNotForFinalize() {
    JsonNode answer =
        Lambda.invoke(
            new FinalizeHandler(
                fakes.finalizer(), fakes.approvals(), fakes.leavings(), fakes.changes()),
            Lambda.sampleEvent("finalize").replace("FINISH", "READ"));

    assertThat(answer.at("/batchItemFailures").findValuesAsText("itemIdentifier"))
        .containsExactly("2e1424d4-f796-459a-8184-9c92662be6da");
  }

  /** Priming runs at each deployment, beside imports that are under way. */
  @Test
  void shouldWarmUpByReadingOnly() {
    fakes.cloud.imports.create(Sample.created(TENANT, FinalizeOnFakes.IMPORT, "one"));
    fakes.cloud.advance(Duration.ofDays(1));

    SweepHandler.prime(fakes.cloud.journal().imports());

    assertThat(fakes.cloud.faults.calls()).extracting(Faults.Call::method).containsExactly("open");
  }

  @Test
  void shouldSweepOnSchedule() {
    Import open = Sample.created(TENANT, FinalizeOnFakes.IMPORT, "one");
    fakes.cloud.imports.create(open);
    fakes.cloud.advance(Duration.ofHours(1));

    JsonNode answer =
        Lambda.invoke(
            new SweepHandler(
                fakes.sweeper(),
                new StalledChanges(
                    fakes.cloud.changesPort(), fakes.cloud.commandsPort(), fakes.cloud.clock)),
            Lambda.sampleEvent("sweep"));

    assertThat(answer.isNull()).isTrue();
    assertThat(fakes.now(open).status()).isEqualTo(Status.EXPIRED);
  }
}
