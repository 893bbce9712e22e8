package dev.rollbook.api;

import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Sample;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Downloads (SPEC A3, A12 and section 8). */
class ResultsResourceTest {

  private final Caller caller = new Caller();
  private final Import ended =
      Sample.created(Caller.TENANT, "01A", "May").to(Status.COMPLETED, Sample.NOW);

  private static String path(Result result) {
    return "/imports/01A/"
        + switch (result) {
          case FAILED_CSV -> "failed";
          case FAILED_XLSX -> "failed?format=xlsx";
          case REPORT, CHANGES, DEACTIVATIONS -> result.name().toLowerCase(Locale.ROOT);
        };
  }

  @ParameterizedTest
  @EnumSource(Result.class)
  void shouldSendTheCallerToAPresignedDownloadWithAFileName(Result result) {
    caller.imports.create(ended);
    caller.results.put(caller.buckets.files(ended).result(result), new byte[1]);

    Response response = caller.call("GET", path(result));

    assertThat(response.status()).isEqualTo(302);
    assertThat(response.headers().get("location"))
        .contains("acme%2F01A%2F" + result.fileName())
        .endsWith("?name=May+" + result.fileName());
    assertThat(response.headers()).containsEntry("cache-control", "no-store");
  }

  @Test
  void shouldOfferTheFailedRowsInTwoFormatsOnly() { // SPEC A12
    caller.imports.create(ended);

    assertThat(problem(caller.call("GET", "/imports/01A/failed?format=xls")))
        .isEqualTo("400 INVALID_REQUEST");
  }

  @ParameterizedTest
  @EnumSource(Result.class)
  void shouldSayWhatIsNotThereYetOrNeverWillBe(Result result) {
    caller.imports.create(Sample.created(Caller.TENANT, "01A", "May"));
    Response early = caller.call("GET", path(result));
    assertThat(problem(early)).isEqualTo("404 RESULT_MISSING");
    assertThat(early.body()).contains("yet");

    caller.imports.change(
        Caller.TENANT, "01A", now -> java.util.Optional.of(now.to(Status.FAILED, Sample.LATER)));
    Response late = caller.call("GET", path(result));
    assertThat(problem(late)).isEqualTo("404 RESULT_MISSING");
    assertThat(late.body()).doesNotContain("yet");
  }

  @ParameterizedTest
  @EnumSource(Result.class)
  void shouldNotReachAnotherTenantsFiles(Result result) {
    caller.imports.create(ended);
    caller.results.put(caller.buckets.files(ended).result(result), new byte[1]);
    assertThat(problem(caller.callAs(Caller.NEIGHBOUR, "GET", path(result), "")))
        .isEqualTo("404 NOT_FOUND");
  }
}
