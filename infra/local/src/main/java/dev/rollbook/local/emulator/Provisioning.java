package dev.rollbook.local.emulator;

import dev.rollbook.local.template.BucketResource;
import dev.rollbook.local.template.QueueResource;
import dev.rollbook.local.template.TableResource;
import dev.rollbook.local.template.TableResource.Index;
import dev.rollbook.local.template.TableResource.KeyPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Creates what the template declares and is not there yet. What is there stays as it is, but for
 * queue attributes, which follow the template.
 */
public final class Provisioning {

  private static final String REDRIVE = "RedrivePolicy";

  /** What ElasticMQ lets one change of a queue that exists; it refuses the rest by failing. */
  private static final Set<String> CHANGEABLE =
      Set.of("VisibilityTimeout", "DelaySeconds", "ReceiveMessageWaitTimeSeconds", REDRIVE);

  /** What ElasticMQ acts on at all; it complains of the rest on standard error. */
  private static final Set<String> KNOWN =
      Set.of(
          "VisibilityTimeout",
          "DelaySeconds",
          "ReceiveMessageWaitTimeSeconds",
          "FifoQueue",
          "ContentBasedDeduplication",
          REDRIVE);

  private static final Duration RESTORE_LIMIT = Duration.ofSeconds(60);
  private static final int RESTORE_POLL_MILLIS = 20;

  private Provisioning() {}

  /**
   * Creates the missing tables.
   *
   * @throws IllegalStateException if a table from an older template lacks an index of this one
   */
  public static void tables(DynamoDbClient client, List<TableResource> tables) {
    Set<String> present = new HashSet<>(client.listTables().tableNames());
    for (TableResource table : tables) {
      if (present.contains(table.name())) {
        verify(client, table);
      } else {
        create(client, table);
      }
    }
  }

  /**
   * Creates the missing queues, dead-letter queues first, since the others name them.
   *
   * @param stored names of the queues that the emulator still restores
   */
  public static void queues(SqsClient client, List<QueueResource> queues, Set<String> stored)
      throws InterruptedException {
    Set<String> present = restored(client, stored);
    queues.stream()
        .sorted(Comparator.comparing(queue -> queue.attributes().containsKey(REDRIVE)))
        .forEach(
            queue -> {
              if (present.contains(queue.url())) {
                Map<String, String> mutable = only(CHANGEABLE, queue);
                if (!mutable.isEmpty()) {
                  client.setQueueAttributes(
                      request -> request.queueUrl(queue.url()).attributesWithStrings(mutable));
                }
              } else {
                client.createQueue(
                    request ->
                        request.queueName(queue.name()).attributesWithStrings(only(KNOWN, queue)));
              }
            });
  }

  private static Map<String, String> only(Set<String> names, QueueResource queue) {
    return queue.attributes().entrySet().stream()
        .filter(attribute -> names.contains(attribute.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Set<String> restored(SqsClient client, Set<String> stored)
      throws InterruptedException {
    Instant end = Instant.now().plus(RESTORE_LIMIT);
    while (Instant.now().isBefore(end)) {
      List<String> urls = client.listQueues().queueUrls();
      Set<String> names =
          urls.stream()
              .map(url -> url.substring(url.lastIndexOf('/') + 1))
              .collect(Collectors.toSet());
      if (names.containsAll(stored)) {
        return new HashSet<>(urls);
      }
      Thread.sleep(RESTORE_POLL_MILLIS);
    }
    throw new IllegalStateException(
        "ElasticMQ did not restore its queues "
            + stored
            + " within "
            + RESTORE_LIMIT.toSeconds()
            + " s");
  }

  /** Creates the missing buckets. */
  public static void buckets(S3Client client, List<BucketResource> buckets) {
    Set<String> present =
        client.listBuckets().buckets().stream().map(Bucket::name).collect(Collectors.toSet());
    buckets.stream()
        .map(BucketResource::name)
        .filter(name -> !present.contains(name))
        .forEach(name -> client.createBucket(request -> request.bucket(name)));
  }

  private static void create(DynamoDbClient client, TableResource table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key(table.key()))
            .attributeDefinitions(
                table.attributeTypes().entrySet().stream()
                    .map(
                        type ->
                            AttributeDefinition.builder()
                                .attributeName(type.getKey())
                                .attributeType(type.getValue())
                                .build())
                    .toList());
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(Provisioning::index).toList());
    }
    client.createTable(request.build());
    if (!table.timeToLiveAttribute().isEmpty()) {
      client.updateTimeToLive(
          ttl ->
              ttl.tableName(table.name())
                  .timeToLiveSpecification(
                      spec -> spec.enabled(true).attributeName(table.timeToLiveAttribute())));
    }
  }

  private static void verify(DynamoDbClient client, TableResource table) {
    Set<String> present =
        client
            .describeTable(request -> request.tableName(table.name()))
            .table()
            .globalSecondaryIndexes()
            .stream()
            .map(GlobalSecondaryIndexDescription::indexName)
            .collect(Collectors.toSet());
    table.indexes().stream()
        .map(Index::name)
        .filter(name -> !present.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalStateException(
                  "Table "
                      + table.name()
                      + " in the data folder is older than the template: it has no index "
                      + name
                      + ". Use another data folder, or delete this one.");
            });
  }

  private static GlobalSecondaryIndex index(Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(key(index.key()))
        .projection(
            projection -> {
              projection.projectionType(index.projection());
              if (!index.included().isEmpty()) {
                projection.nonKeyAttributes(index.included());
              }
            })
        .build();
  }

  private static List<KeySchemaElement> key(List<KeyPart> parts) {
    return parts.stream()
        .map(
            part ->
                KeySchemaElement.builder()
                    .attributeName(part.attribute())
                    .keyType(part.type())
                    .build())
        .toList();
  }
}
