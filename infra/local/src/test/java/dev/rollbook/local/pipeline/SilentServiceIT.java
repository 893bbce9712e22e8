package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.pipeline.FaultProxy.Call;
import dev.rollbook.local.pipeline.FaultProxy.Hold;
import java.net.http.HttpResponse;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services that say nothing to a function that somebody waits for. */
@ExtendWith(InPipeline.class)
class SilentServiceIT {

  private final Pipeline pipeline;

  SilentServiceIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("Section 8, D6: a service that does not answer is a 503, and the same call goes on")
  void shouldSayInTimeThatAServiceDoesNotAnswer() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("silent");
    tenant.put("/settings", "{\"guard\": {\"percent\": 0, \"minUsers\": 0}}");
    tenant.run(Rosters.people(1, 6));
    String held = tenant.run(Rosters.people(1, 5), "{\"deactivateUnlisted\": true}").importId();
    String approve = "/imports/" + held + "/deactivations/approve";
    // When
    for (Service service : Service.values()) {
      Hold hold = pipeline.proxy(service).hold(approving(service, held));
      HttpResponse<byte[]> answer = tenant.call("POST", approve, "");
      hold.drop();
      // Then
      assertThat(answer.statusCode()).as("%s: %s", service, HttpCaller.text(answer)).isEqualTo(503);
      assertThat(HttpCaller.json(answer).path("code").asText()).isEqualTo("UNAVAILABLE");
      assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }
    assertThat(tenant.call("POST", approve, "").statusCode()).isEqualTo(202);
    pipeline.await(
        "the plan is applied",
        () -> tenant.get("/imports/" + held).at("/deactivation/state").asText().equals("APPROVED"));
    assertThat(tenant.get("/imports/" + held).at("/counts/deactivated").asInt()).isEqualTo(1);
  }

  /**
   * The calls that an approval makes: it finds the import, looks at its plan, and sends a command.
   */
  private static Predicate<Call> approving(Service service, String importId) {
    return service == Service.S3
        ? call -> call.action().equals("GET")
        : call -> call.body().contains(importId);
  }
}
