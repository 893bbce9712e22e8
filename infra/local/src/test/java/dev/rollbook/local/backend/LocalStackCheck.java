package dev.rollbook.local.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Whether the tests can run in LocalStack at all: there is Docker, the image starts, the three
 * services answer. The profile {@code localstack} asks this first.
 */
@Testcontainers
class LocalStackCheck {

  @Container private static final LocalStack LOCAL_STACK = new LocalStack();

  @Test
  void shouldStartEmpty() {
    Endpoints endpoints = Endpoints.at(LOCAL_STACK.uri());
    try (DynamoDbClient dynamoDb = endpoints.dynamoDbClient();
        SqsClient sqs = endpoints.sqsClient();
        S3Client s3 = endpoints.s3Client()) {
      assertThat(dynamoDb.listTables().tableNames()).isEmpty();
      assertThat(sqs.listQueues().queueUrls()).isEmpty();
      assertThat(s3.listBuckets().buckets()).isEmpty();
    }
  }
}
