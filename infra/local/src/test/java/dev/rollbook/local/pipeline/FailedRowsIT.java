package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The file to mend, downloaded, mended and imported again (SPEC A12). */
@ExtendWith(InPipeline.class)
class FailedRowsIT {

  private static final String SYNC = "{\"deactivateUnlisted\": true}";

  private final Pipeline pipeline;

  FailedRowsIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("A12: failed rows come back with their reasons, and mended they deactivate nobody")
  void shouldMendExactlyTheFailedRows() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("failed-rows");
    String tags =
        IntStream.rangeClosed(1, 50).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
    tenant.run("username;tags\nmany;\"" + tags + "\"\nzoe;\nzack;\n").is("COMPLETED");
    String failing =
        tenant
            .run(
                """
                username;lastName;password;Room;phone;tags
                sound;Sound;SECRET-1;1;;
                ;Nameless;SECRET-2;2;+49 221 1;
                twice;One;SECRET-3;3;;
                twice;Two;SECRET-4;4;;
                many;Many;SECRET-5;5;;one-more
                """)
            .is("COMPLETED_WITH_ERRORS")
            .importId();
    // When
    String csv = new String(download(tenant, failing, "csv"), StandardCharsets.UTF_8);
    byte[] xlsx = download(tenant, failing, "xlsx");
    // Then
    assertThat(csv).hasLineCount(5).doesNotContain("SECRET", "Sound");
    assertThat(csv).contains("USERNAME_MISSING", "DUPLICATE_USERNAME", "TOO_MANY_TAGS");
    // When
    JsonNode again =
        tenant
            .run(
                csv.replace(",,Nameless,", ",cy,Cy,")
                    .replace("twice,Two", "thrice,Two")
                    .replace("one-more", "t1"),
                SYNC)
            .is("COMPLETED")
            .summary();
    // Then
    assertThat(again.at("/reading/resendOf").asText()).isEqualTo(failing);
    assertThat(again.at("/counts/created").asInt()).isEqualTo(3);
    assertThat(again.at("/counts/updated").asInt()).isEqualTo(1);
    assertThat(again.at("/counts/deactivated").asInt()).isZero();
    assertThat(again.at("/deactivation/state").asText()).isEqualTo("SKIPPED");
    assertThat(tenant.get("/users?status=INACTIVE").path("items")).isEmpty();
    assertThat(tenant.get("/users?status=ACTIVE").path("items").findValuesAsText("username"))
        .containsExactlyInAnyOrder("cy", "many", "sound", "thrice", "twice", "zack", "zoe");
    assertThat(tenant.get("/users/cy").path("phone").asText()).isEqualTo("+49 221 1");
    // And the workbook, as it is, fails for the same reasons.
    JsonNode unmended =
        tenant.begin("failed.xlsx", xlsx, SYNC).end().is("COMPLETED_WITH_ERRORS").summary();
    assertThat(unmended.at("/reading/resendOf").asText()).isEqualTo(failing);
    assertThat(unmended.at("/counts/failed").asInt()).isEqualTo(4);
    assertThat(unmended.at("/counts/deactivated").asInt()).isZero();
  }

  private static byte[] download(TestTenant tenant, String importId, String format) {
    HttpResponse<byte[]> sentOn =
        tenant.call("GET", "/imports/" + importId + "/failed?format=" + format, "");
    assertThat(sentOn.statusCode()).isEqualTo(302);
    URI location = URI.create(sentOn.headers().firstValue("location").orElseThrow());
    HttpResponse<byte[]> content = HttpCaller.send(HttpRequest.newBuilder(location).build());
    assertThat(content.statusCode()).isEqualTo(200);
    assertThat(content.headers().firstValue("content-disposition").orElse(""))
        .contains("failed." + format);
    return content.body();
  }
}
