package dev.rollbook.aws;

import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes the clients of the services. Region, credentials and endpoints come from the SDK's default
 * chain, so that {@code AWS_ENDPOINT_URL_DYNAMODB} and its like are all that a laptop needs. Making
 * one opens no connection.
 */
public final class Clients {

  /** In a region a connection is there in milliseconds; a lost packet is worth another try soon. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** S3 may think so long about a copy of half a gigabyte before it says anything. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** The slowest answer of a table or a queue is under a second; one that takes five is lost. */
  private static final Duration ATTEMPT = Duration.ofSeconds(5);

  /**
   * A person waits, and the gateway for 30 seconds only; a call of the API makes a few of these.
   */
  private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(6);

  private final boolean awaited;

  private Clients(boolean awaited) {
    this.awaited = awaited;
  }

  /** Those of a process that works by itself. */
  public static Clients patient() {
    return new Clients(false);
  }

  /** Those of a process that somebody waits for: all tries of a call end in time to say so. */
  public static Clients impatient() {
    return new Clients(true);
  }

  /** Keeps as many connections open as there are callers; the JDK's own client keeps five. */
  private static SdkHttpClient.Builder<?> http() {
    return Apache5HttpClient.builder()
        .maxConnections(Callers.COUNT)
        .connectionTimeout(CONNECT_TIMEOUT)
        .socketTimeout(SILENCE);
  }

  private void limit(ClientOverrideConfiguration.Builder configuration) {
    configuration.apiCallAttemptTimeout(ATTEMPT);
    if (awaited) {
      configuration.apiCallTimeout(CALLERS_PATIENCE);
    }
  }

  /**
   * A client of DynamoDB. It tries again eight times, first after 25 ms, as the SDK does by itself
   * for this service: naming a retry mode would leave three tries, too few for a table that
   * throttles.
   */
  public DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .httpClientBuilder(http())
        .overrideConfiguration(this::limit)
        .build();
  }

  /** A client of SQS. */
  public SqsClient sqs() {
    return SqsClient.builder().httpClientBuilder(http()).overrideConfiguration(this::limit).build();
  }

  /**
   * A client of S3. Checksums only where S3 wants them: by default the SDK appends them to what it
   * sends as a trailer, which other stores do not read, and TLS guards the bytes on their way. Only
   * who works by itself copies and stores rosters, and has the time for it.
   */
  public S3Client s3() {
    return S3Client.builder()
        .httpClientBuilder(http())
        .overrideConfiguration(
            configuration -> {
              if (awaited) {
                limit(configuration);
              }
            })
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  /** A presigner of S3; it makes no call. */
  public S3Presigner s3Presigner() {
    return S3Presigner.create();
  }
}
