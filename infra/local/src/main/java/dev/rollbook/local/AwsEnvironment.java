package dev.rollbook.local;

import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code aws.env} in a data folder: what a shell sources, so that the AWS CLI, boto3 and other SDKs
 * work on the cloud that runs here, and the names of its buckets and queues.
 */
final class AwsEnvironment {

  private static final String FILE = "aws.env";

  private AwsEnvironment() {}

  static void write(Path dataFolder, Template template, Endpoints endpoints, URI lambda)
      throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_REGION", Endpoints.REGION);
    variables.put("AWS_DEFAULT_REGION", Endpoints.REGION);
    variables.put("AWS_ACCESS_KEY_ID", Endpoints.ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", Endpoints.SECRET_KEY);
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", endpoints.dynamoDb().toString());
    variables.put("AWS_ENDPOINT_URL_SQS", endpoints.sqs().toString());
    variables.put("AWS_ENDPOINT_URL_S3", endpoints.s3().toString());
    variables.put("AWS_ENDPOINT_URL_LAMBDA", lambda.toString());
    template.buckets().forEach(bucket -> variables.put(name(bucket.logicalId()), bucket.name()));
    template.queues().forEach(queue -> variables.put(name(queue.logicalId()), queue.url()));
    String lines =
        variables.entrySet().stream()
            .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
            .collect(Collectors.joining());
    // Keys of a profile of the caller's must not go with these endpoints.
    Files.writeString(dataFolder.resolve(FILE), lines + "unset AWS_PROFILE AWS_SESSION_TOKEN\n");
  }

  /** {@code UploadsBucket} as {@code UPLOADS_BUCKET}. */
  private static String name(String logicalId) {
    return logicalId.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  static void remove(Path dataFolder) throws IOException {
    Files.deleteIfExists(dataFolder.resolve(FILE));
  }
}
