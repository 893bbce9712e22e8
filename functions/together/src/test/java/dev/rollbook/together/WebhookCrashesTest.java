package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.ImportLife;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.InMemoryDeliveryQueue.Sent;
import dev.rollbook.together.FakePipeline.OnFailure;
import dev.rollbook.webhooks.Delivery;
import dev.rollbook.webhooks.Webhook;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC A13: a webhook is told of every end, whatever crashes on the way to it. */
class WebhookCrashesTest {

  @TempDir Path scratch;

  private FakePipeline pipeline() {
    FakePipeline pipeline = new FakePipeline(scratch, OnFailure.LOSE);
    School school = new School(pipeline);
    pipeline.cloud.webhooks.put(Webhook.of(School.TENANT, "https://hooks.example.org/", "sealed"));
    school.uploadsNonsense();
    return pipeline;
  }

  private static List<String> told(FakePipeline pipeline) {
    return pipeline.cloud.webhooks.deliveries(School.TENANT, 100, "").items().stream()
        .map(Delivery::type)
        .toList();
  }

  @Test
  void shouldTellOfTheEndOfAnImport() {
    FakePipeline pipeline = pipeline();

    pipeline.run();

    assertThat(told(pipeline)).containsExactly("import.failed");
    assertThat(pipeline.cloud.deliveryQueue.take()).hasSize(1);
    assertThat(pipeline.cloud.imports.open()).isEmpty();
  }

  @Test
  void shouldTellNothingWhereThereIsNoWebhook() {
    FakePipeline pipeline = pipeline();
    pipeline.cloud.webhooks.delete(School.TENANT);

    pipeline.run();

    assertThat(told(pipeline)).isEmpty();
    assertThat(pipeline.cloud.deliveryQueue.take()).isEmpty();
  }

  @Test
  void shouldTellOfItWhateverCrashes() {
    FakePipeline counting = pipeline();
    counting.run();
    int calls = counting.cloud.faults.calls().size();
    for (int call = 1; call <= calls; call++) {
      for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
        FakePipeline pipeline = pipeline();
        pipeline.cloud.faults.plan(call, moment, Kind.KILL);

        pipeline.runWithSweep();

        String where = moment + " " + counting.cloud.faults.calls().get(call - 1);
        assertThat(told(pipeline)).as(where).containsExactly("import.failed");
        TreeSet<String> sent = new TreeSet<>();
        pipeline.cloud.deliveryQueue.take().stream()
            .map(Sent::message)
            .forEach(message -> sent.add(message.deliveryId()));
        assertThat(sent).as(where).hasSize(1);
        assertThat(
                pipeline.cloud.imports.history(School.TENANT, "", 10, "").items().stream()
                    .filter(ImportLife::isToTell))
            .as(where)
            .isEmpty();
      }
    }
  }

  @Test
  void shouldTellOfBothTheEndAndThePlanThatIsHeld() {
    FakePipeline pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    School school = new School(pipeline);
    pipeline.cloud.webhooks.put(Webhook.of(School.TENANT, "https://hooks.example.org/", "sealed"));
    school.hasAHeldPlan();
    school.uploads();
    school.drops();

    pipeline.run();

    assertThat(told(pipeline))
        .containsExactlyInAnyOrder("import.completed", "import.completed", "import.held");
    assertThat(pipeline.cloud.webhooks.deliveries(School.TENANT, 100, "").items())
        .allSatisfy(
            delivery ->
                assertThat(delivery.body())
                    .contains(
                        "\"type\":\"" + delivery.type() + "\"",
                        "\"importId\":\"" + delivery.importId() + "\"")
                    .doesNotContain(School.PASSWORD));
  }
}
