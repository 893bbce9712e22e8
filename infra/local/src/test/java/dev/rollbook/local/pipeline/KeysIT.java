package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.local.pipeline.ApiContract.Operation;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a key opens, and what nothing else does (SPEC section 8 and 9). */
@ExtendWith(InPipeline.class)
class KeysIT {

  private final Pipeline pipeline;

  KeysIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("section 8: no key and a wrong key tell nothing apart, at every call")
  void shouldAnswerAllAlikeWithoutAGoodKey() throws InterruptedException {
    String tenant = pipeline.tenant("keyed").name();
    String key = pipeline.operate(Map.of("tenant", tenant)).path("key").asText();
    HttpResponse<byte[]> first = pipeline.caller("").call("GET", "/users", "");
    assertThat(first.statusCode()).isEqualTo(401);
    for (String header :
        List.of(
            "",
            "Bearer",
            "Bearer x",
            "Basic " + key,
            key,
            "Bearer " + key.substring(0, key.length() - 1),
            "Bearer " + key + "x",
            "Bearer " + key.replace(tenant, tenant + "x"),
            "Bearer rbk_nobody_" + "A".repeat(43))) {
      HttpCaller nobody = pipeline.caller(header);
      for (String path : List.of("/users", "/imports/x", "/nothing", "/users?key=" + key)) {
        requireSame(first, nobody.call("GET", path, ""));
      }
    }
    HttpCaller nobody = pipeline.caller("Bearer rbk_" + tenant + "_" + "A".repeat(43));
    for (Operation operation : pipeline.contract().operations()) {
      String path = operation.path().replaceAll("\\{[a-z]+}", "x");
      requireSame(first, nobody.call(operation.method(), path, ""));
    }
  }

  private static void requireSame(HttpResponse<byte[]> first, HttpResponse<byte[]> other) {
    assertThat(other.statusCode()).isEqualTo(first.statusCode());
    assertThat(HttpCaller.text(other)).isEqualTo(HttpCaller.text(first));
    assertThat(other.headers().firstValue("content-type"))
        .isEqualTo(first.headers().firstValue("content-type"));
  }

  @Test
  @DisplayName("section 9: two keys are good, a third ends the first, revoking ends all")
  void shouldChangeKeysWithoutAGapAndRevokeThem() throws InterruptedException {
    String tenant = pipeline.tenant("rotated").name(); // its first key
    String second = pipeline.operate(Map.of("tenant", tenant)).path("key").asText();
    String third = pipeline.operate(Map.of("tenant", tenant)).path("key").asText();
    assertThat(status(second)).isEqualTo(200);
    assertThat(status(third)).isEqualTo(200);
    // When
    String fourth = pipeline.operate(Map.of("tenant", tenant)).path("key").asText();
    // Then
    assertThat(status(second)).isEqualTo(401);
    assertThat(status(third)).isEqualTo(200);
    assertThat(status(fourth)).isEqualTo(200);
    // When
    JsonNode revoked = pipeline.operate(Map.of("tenant", tenant, "revoke", true));
    // Then
    assertThat(revoked.toString()).contains("\"revoked\":2");
    assertThat(status(third)).isEqualTo(401);
    assertThat(status(fourth)).isEqualTo(401);
    assertThat(status(pipeline.operate(Map.of("tenant", tenant)).path("key").asText()))
        .isEqualTo(200);
  }

  private int asked;

  /** The gateway remembers for a minute what it was told of a header; this one it does not know. */
  private int status(String key) {
    asked++;
    return pipeline
        .caller("Bearer " + " ".repeat(asked) + key)
        .call("GET", "/users", "")
        .statusCode();
  }
}
