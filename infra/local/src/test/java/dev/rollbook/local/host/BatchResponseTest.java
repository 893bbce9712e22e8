package dev.rollbook.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code ReportBatchItemFailures} as AWS documents them. */
class BatchResponseTest {

  private static final Set<String> IDS = Set.of("a", "b");

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
  void shouldTakeNoFailuresForSuccess(String response) {
    assertThat(failed(response)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"id\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"unknown\"}]}"
      })
  void shouldFailTheWholeBatchOnAnIdentifierThatIsNone(String response) {
    assertThat(failed(response)).isEqualTo(IDS);
  }

  @Test
  void shouldFailTheMessagesThatAreNamed() {
    assertThat(failed("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}")).containsExactly("b");
  }

  @Test
  void shouldFailTheWholeBatchIfTheFunctionFailed() {
    assertThat(BatchResponse.failed(InvocationOutcome.Failure.of("Error", "x"), IDS))
        .isEqualTo(IDS);
    assertThat(BatchResponse.allOrNone(InvocationOutcome.Failure.of("Error", "x"), IDS))
        .isEqualTo(IDS);
  }

  private static Set<String> failed(String response) {
    return BatchResponse.failed(
        new InvocationOutcome.Success(response.getBytes(StandardCharsets.UTF_8)), IDS);
  }
}
