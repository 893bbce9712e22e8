package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an import leaves to download (SPEC A3, D6). */
@ExtendWith(InPipeline.class)
class DownloadsIT {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** A cell that a spreadsheet program would run. */
  private static final Pattern FORMULA = Pattern.compile("(?m)(^|[,;])\"?[=+\\-@\t\r]");

  private final Pipeline pipeline;

  DownloadsIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("A3: report, change log and plan open in Excel, and no cell of theirs is a formula")
  void shouldLeaveFilesThatExcelOpensAndDoesNotRun() throws InterruptedException {
    // Given
    TestTenant tenant = pipeline.tenant("downloads");
    tenant.put("/settings", "{\"guard\": {\"percent\": 0, \"minUsers\": 0}}");
    tenant.run("username;lastName\n=1+1;Ä\n+49;B\n@sum;C\n-1;D\n").is("COMPLETED");
    // When
    String importId =
        tenant
            .run(
                "username;lastName;email\n=1+1;=cmd|' /C calc'!A0;@broken\n+49;-Müller;\n",
                "{\"deactivateUnlisted\": true}")
            .is("COMPLETED")
            .importId();
    // Then
    String report = download(tenant, importId, "report");
    String changes = download(tenant, importId, "changes");
    String plan = download(tenant, importId, "deactivations");
    assertThat(report).contains("INVALID_EMAIL", "1+1").hasLineCount(2);
    assertThat(changes).contains("calc", "Müller", "Ä");
    assertThat(plan).contains("sum", "-1").hasLineCount(3);
    for (String file : List.of(report, changes, plan)) {
      assertThat(file.charAt(0)).isEqualTo(BYTE_ORDER_MARK);
      assertThat(file.substring(1)).doesNotContainPattern(FORMULA);
    }
  }

  private static String download(TestTenant tenant, String importId, String file) {
    HttpResponse<byte[]> sentOn = tenant.call("GET", "/imports/" + importId + "/" + file, "");
    assertThat(sentOn.statusCode()).isEqualTo(302);
    URI location = URI.create(sentOn.headers().firstValue("location").orElseThrow());
    HttpResponse<byte[]> content = HttpCaller.send(HttpRequest.newBuilder(location).build());
    assertThat(content.statusCode()).isEqualTo(200);
    assertThat(content.headers().firstValue("content-disposition").orElse(""))
        .startsWith("attachment")
        .contains(file + ".csv");
    assertThat(location.getQuery()).contains("X-Amz-Expires=300");
    return HttpCaller.text(content);
  }
}
