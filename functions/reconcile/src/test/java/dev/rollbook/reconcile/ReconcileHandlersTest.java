package dev.rollbook.reconcile;

import static dev.rollbook.reconcile.ReconcileOnFakes.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.User;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.Lambda;
import org.junit.jupiter.api.Test;

/** What Lambda sends to the handlers, and what they answer. */
class ReconcileHandlersTest {

  private static final JsonNode NOTHING_FAILED =
      Json.parse("{\"batchItemFailures\": []}", JsonNode.class);

  private final ReconcileOnFakes fakes = new ReconcileOnFakes();

  @Test
  void shouldSettleTheBatchesOfAnInvocation() {
    fakes.running();

    JsonNode answer =
        Lambda.invoke(new RowsHandler(fakes.reconciler()), Lambda.sampleEvent("reconcile"));

    assertThat(answer).isEqualTo(NOTHING_FAILED);
    assertThat(fakes.cloud.users.all(TENANT))
        .extracting(User::username)
        .containsExactlyInAnyOrder("a.öztürk", "j.müller", "m.groß");
    assertThat(fakes.tally().rows()).isEqualTo(5);
    assertThat(fakes.tally().failed()).isEqualTo(1);
    assertThat(fakes.tally().duplicates()).isEqualTo(1);
    assertThat(fakes.cloud.commands.sent()).hasSize(1);
  }

  @Test
  void shouldNameTheMessageThatIsNoBatchAndSettleTheOther() {
    fakes.running();
    String event = Lambda.sampleEvent("reconcile").replaceFirst("\\{\\\\\"tenant\\\\\"", "oops");

    JsonNode answer = Lambda.invoke(new RowsHandler(fakes.reconciler()), event);

    assertThat(answer.at("/batchItemFailures").findValuesAsText("itemIdentifier"))
        .containsExactly("c80e8021-a70a-42c7-a470-796e1186f753");
    assertThat(fakes.settled()).containsExactly(1);
  }

  /** Priming runs at each deployment, beside imports that are under way. */
  @Test
  void shouldWarmUpByReadingOnly() {
    fakes.reconciler().prime();

    assertThat(fakes.cloud.faults.calls())
        .extracting(Faults.Call::port)
        .contains("Imports", "Users", "ObjectStore");
    assertThat(fakes.cloud.faults.writes()).isEmpty();
  }

  @Test
  void shouldSettleADeadLetterRowByRow() {
    fakes.running();

    JsonNode answer =
        Lambda.invoke(
            new DeadLettersHandler(fakes.reconciler()),
            Lambda.sampleEvent("reconcile-dead-letters"));

    assertThat(answer).isEqualTo(NOTHING_FAILED);
    assertThat(fakes.settled()).containsExactly(0);
    assertThat(fakes.tally().created()).isEqualTo(2);
  }
}
