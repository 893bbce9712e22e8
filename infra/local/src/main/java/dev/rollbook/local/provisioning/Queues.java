package dev.rollbook.local.provisioning;

import dev.rollbook.local.template.QueueResource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Creates the queues that are not there yet. Those that are there follow the template in what may
 * be changed. Only attributes that every emulator acts on are set.
 */
final class Queues {

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

  private Queues() {}

  /** Creates the missing queues, dead-letter queues first, since the others name them. */
  static void create(SqsClient client, List<QueueResource> queues) {
    Set<String> present =
        client.listQueues().queueUrls().stream()
            .map(url -> url.substring(url.lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
    queues.stream()
        .sorted(Comparator.comparing(queue -> queue.attributes().containsKey(REDRIVE)))
        .forEach(
            queue -> {
              if (present.contains(queue.name())) {
                update(client, queue);
              } else {
                client.createQueue(
                    request ->
                        request.queueName(queue.name()).attributesWithStrings(only(KNOWN, queue)));
              }
            });
  }

  private static void update(SqsClient client, QueueResource queue) {
    Map<String, String> changeable = only(CHANGEABLE, queue);
    if (!changeable.isEmpty()) {
      client.setQueueAttributes(
          request -> request.queueUrl(queue.url()).attributesWithStrings(changeable));
    }
  }

  private static Map<String, String> only(Set<String> names, QueueResource queue) {
    return queue.attributes().entrySet().stream()
        .filter(attribute -> names.contains(attribute.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
