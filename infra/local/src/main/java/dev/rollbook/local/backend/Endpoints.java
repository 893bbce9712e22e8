package dev.rollbook.local.backend;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where the services answer, and clients for them. The host is an address and not a name, which
 * makes the SDK address buckets by path.
 *
 * @param dynamoDb DynamoDB
 * @param sqs SQS
 * @param s3 S3
 */
public record Endpoints(URI dynamoDb, URI sqs, URI s3) {

  /** The region everything is in. */
  public static final String REGION = "eu-central-1";

  /** The access key every service takes; S3 verifies signatures made with it. */
  public static final String ACCESS_KEY = "rollbook";

  /**
   * The secret that belongs to it. It guards nothing: it is the same everywhere and valid on this
   * machine only.
   */
  public static final String SECRET_KEY = "rollbook-local";

  /** All three at one place. */
  public static Endpoints at(URI uri) {
    return new Endpoints(uri, uri, uri);
  }

  /** The credentials as the SDK wants them. */
  public static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
  }

  /** A new client; the caller closes it. */
  public DynamoDbClient dynamoDbClient() {
    return DynamoDbClient.builder()
        .endpointOverride(dynamoDb)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .httpClient(http())
        .build();
  }

  /** A new client; the caller closes it. */
  public SqsClient sqsClient() {
    return SqsClient.builder()
        .endpointOverride(sqs)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .httpClient(http())
        .build();
  }

  /** A new client; the caller closes it. */
  public S3Client s3Client() {
    return S3Client.builder()
        .endpointOverride(s3)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .httpClient(http())
        .build();
  }

  /** A new presigner; the caller closes it. */
  public S3Presigner s3Presigner() {
    return S3Presigner.builder()
        .endpointOverride(s3)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .build();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.create();
  }
}
