package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What a caller may try again. */
class UnavailableExceptionTest {

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException, true",
    "400, ThrottlingException, true",
    "400, RequestLimitExceeded, true",
    "500, InternalServerError, true",
    "503, ServiceUnavailable, true",
    "400, ValidationException, false",
    "400, AccessDeniedException, false",
    "400, ResourceNotFoundException, false",
  })
  void shouldTellABusyStoreFromAWrongRequest(int status, String error, boolean unavailable) {
    Throwable answer =
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(error).build())
            .build();

    assertThat(UnavailableException.isBehind(answer)).isEqualTo(unavailable);
    assertThat(UnavailableException.isBehind(new IllegalStateException(answer)))
        .isEqualTo(unavailable);
  }

  @Test
  void shouldKnowAStoreThatDoesNotAnswerAtAll() {
    assertThat(UnavailableException.isBehind(ApiCallTimeoutException.create(5))).isTrue();
    assertThat(UnavailableException.isBehind(new UnavailableException("half of it"))).isTrue();
    assertThat(UnavailableException.isBehind(new IllegalStateException("ours"))).isFalse();
  }
}
