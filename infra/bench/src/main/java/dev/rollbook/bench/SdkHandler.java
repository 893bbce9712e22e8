package dev.rollbook.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A function that asks each service for one thing by the SDK as it comes, and does nothing else:
 * what the start of a function costs that has any use for those services.
 */
public final class SdkHandler implements RequestHandler<Map<String, Object>, String> {

  /** Names the services: {@code dynamodb}, {@code sqs}, {@code s3}. */
  static final String SERVICES = "SERVICES";

  @Override
  public String handleRequest(Map<String, Object> event, Context context) {
    for (String service : System.getenv(SERVICES).split(" ", -1)) {
      ask(service);
    }
    return "";
  }

  private static void ask(String service) {
    switch (service) {
      case "dynamodb" -> {
        try (DynamoDbClient client = DynamoDbClient.create()) {
          client.listTables();
        }
      }
      case "sqs" -> {
        try (SqsClient client = SqsClient.create()) {
          client.listQueues();
        }
      }
      case "s3" -> {
        try (S3Client client = S3Client.create()) {
          client.listBuckets();
        }
      }
      default -> throw new IllegalArgumentException("there is no service " + service);
    }
  }
}
