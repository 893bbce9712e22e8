package dev.rollbook.local.provisioning;

import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.backend.SideBySide;
import dev.rollbook.local.template.BucketResource;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Creates what the template declares and is not there yet. What is there stays as it is, but for
 * queue attributes, which follow the template.
 */
public final class Provisioning {

  private Provisioning() {}

  /**
   * Creates tables, queues and buckets, each in its service.
   *
   * @throws IOException if a service does not take one, or if a table from an older template lacks
   *     an index of this one
   */
  public static void create(Template template, Endpoints endpoints)
      throws IOException, InterruptedException {
    SideBySide.all(
        List.of(
            () -> {
              try (DynamoDbClient client = endpoints.dynamoDbClient()) {
                Tables.create(client, template.tables());
                return "tables";
              }
            },
            () -> {
              try (SqsClient client = endpoints.sqsClient()) {
                Queues.create(client, template.queues());
                return "queues";
              }
            },
            () -> {
              try (S3Client client = endpoints.s3Client()) {
                buckets(client, template.buckets());
                return "buckets";
              }
            }));
  }

  private static void buckets(S3Client client, List<BucketResource> buckets) {
    Set<String> present =
        client.listBuckets().buckets().stream().map(Bucket::name).collect(Collectors.toSet());
    buckets.stream()
        .map(BucketResource::name)
        .filter(name -> !present.contains(name))
        .forEach(name -> client.createBucket(request -> request.bucket(name)));
  }
}
