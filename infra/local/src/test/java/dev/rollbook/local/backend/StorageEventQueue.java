package dev.rollbook.local.backend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.local.backend.ObjectListener.StoredObject;
import dev.rollbook.local.template.EventSource.ObjectStored;
import dev.rollbook.local.template.Template;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The storage events of an emulator: its buckets send them to a queue, by the template's filters,
 * and this reads them from there.
 */
final class StorageEventQueue implements Runnable {

  private static final int WAIT_SECONDS = 2;
  private static final int MOST = 10;

  private final SqsClient sqs;
  private final String url;
  private final ObjectListener listener;
  private final Thread thread = new Thread(this, "storage-events");
  private volatile boolean closed;

  private StorageEventQueue(SqsClient sqs, String url, ObjectListener listener) {
    this.sqs = sqs;
    this.url = url;
    this.listener = listener;
  }

  static StorageEventQueue start(Endpoints endpoints, Template template, ObjectListener listener) {
    SqsClient sqs = endpoints.sqsClient();
    String url = sqs.createQueue(request -> request.queueName("storage-events")).queueUrl();
    String arn =
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    try (S3Client s3 = endpoints.s3Client()) {
      byBucket(template)
          .forEach(
              (bucket, sources) ->
                  s3.putBucketNotificationConfiguration(
                      request ->
                          request
                              .bucket(bucket)
                              .notificationConfiguration(
                                  all ->
                                      all.queueConfigurations(
                                          sources.stream()
                                              .map(source -> configuration(source, arn))
                                              .toList()))));
    }
    StorageEventQueue queue = new StorageEventQueue(sqs, url, listener);
    queue.thread.setDaemon(true);
    queue.thread.start();
    return queue;
  }

  private static Map<String, List<ObjectStored>> byBucket(Template template) {
    return template.functions().stream()
        .flatMap(function -> function.events(ObjectStored.class))
        .collect(Collectors.groupingBy(ObjectStored::bucket));
  }

  private static QueueConfiguration configuration(ObjectStored source, String queueArn) {
    List<FilterRule> rules =
        Stream.of(rule("prefix", source.prefix()), rule("suffix", source.suffix()))
            .filter(rule -> !rule.value().isEmpty())
            .toList();
    return QueueConfiguration.builder()
        .queueArn(queueArn)
        .eventsWithStrings(source.kinds())
        .filter(filter -> filter.key(key -> key.filterRules(rules)))
        .build();
  }

  /** By S3's own name for it: the SDK's, in another case, not every emulator knows. */
  private static FilterRule rule(String name, String value) {
    return FilterRule.builder().name(name).value(value).build();
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        sqs.receiveMessage(
                request ->
                    request.queueUrl(url).maxNumberOfMessages(MOST).waitTimeSeconds(WAIT_SECONDS))
            .messages()
            .forEach(this::take);
      } catch (SdkException e) {
        if (!closed) {
          throw new IllegalStateException("The storage events cannot be read", e);
        }
      }
    }
  }

  /** S3's own test event has no records. */
  private void take(Message message) {
    Json.parse(message.body(), JsonNode.class)
        .path("Records")
        .forEach(record -> listener.stored(object(record)));
    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  private static StoredObject object(JsonNode record) {
    JsonNode s3 = record.path("s3");
    JsonNode object = s3.path("object");
    return new StoredObject(
        record.path("eventName").asText(),
        s3.path("bucket").path("name").asText(),
        URLDecoder.decode(object.path("key").asText(), StandardCharsets.UTF_8),
        object.path("size").asLong(),
        object.path("eTag").asText(),
        object.path("versionId").asText(""));
  }

  void close() throws InterruptedException {
    closed = true;
    thread.join();
    sqs.close();
  }
}
